import Records

/// The Chinese surnames with their frequencies, and how they are read.
final class Surnames: Sendable {
    static let shared = Surnames()

    /// By scalar from U+3400 to U+9FFF: frequency (王 = 95,200) + 1; 0 = no surname.
    private let frequencies: [UInt32]
    private let compounds: ScalarTrie
    /// By scalar below U+10000, a bit each: whether a compound surname begins with it.
    private let compoundStarts: [UInt64]
    /// The latin spellings of surnames that are at least as frequent as `commonFrequency`; the
    /// value is the sum of their frequencies.
    private let romanised: ScalarTrie

    /// Below this a character is a surname only where a person is expected; about 430 are above.
    static let commonFrequency = 100

    private init() {
        var frequencies = [UInt32](repeating: 0, count: 0xA000 - 0x3400)
        var compounds = Self.compoundList.wordScalars
        var sums: [[UInt8]: Int] = [:]
        for line in GeneratedData.surnames() {
            let parts = line.split(separator: 0x20).map(Array.init)
            guard parts.count == 2, let first = parts[0].first else { continue }
            if parts[0].count > 1 { compounds.append(parts[0]) }
            guard parts[0].count == 1, first >= 0x3400, first < 0xA000 else { continue }
            let frequency = parts[1].decimal
            frequencies[Int(first) - 0x3400] = UInt32(frequency + 1)
            if frequency >= Self.commonFrequency {
                sums[Self.spelling([first]), default: 0] += frequency
            }
        }
        var starts = [UInt64](repeating: 0, count: 1024)
        for compound in compounds {
            sums[Self.spelling(compound), default: 0] += Self.commonFrequency
            if let first = compound.first, first < 0x10000 {
                starts[Int(first >> 6)] |= 1 << UInt64(first & 63)
            }
        }
        var romanised = ScalarTrie()
        for (spelling, sum) in sums { romanised.insert(spelling.map(UInt32.init), Int32(sum)) }
        self.frequencies = frequencies
        self.compounds = ScalarTrie(compounds)
        compoundStarts = starts
        self.romanised = romanised
    }

    private static func spelling(_ surname: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = []
        Pinyin.shared.appendKey(
            surname,
            surname.indices,
            surnameCount: surname.count,
            to: &bytes
        )
        return bytes
    }

    /// The relative frequency of a one-character surname; nil when it is none.
    @inline(__always)
    func frequency(_ scalar: UInt32) -> Int? {
        guard scalar >= 0x3400, scalar < 0xA000 else { return nil }
        let stored = frequencies[Int(scalar &- 0x3400)]
        return stored == 0 ? nil : Int(stored) - 1
    }

    /// Whether a character is a frequent surname.
    @inline(__always)
    func isCommon(_ scalar: UInt32) -> Bool {
        (frequency(scalar) ?? 0) >= Self.commonFrequency
    }

    /// Whether a compound surname may begin with a character.
    @inline(__always)
    func mayBeCompound(_ scalar: UInt32) -> Bool {
        scalar < 0x10000 && compoundStarts[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 != 0
    }

    /// The length of the compound surname (欧阳, 爱新觉罗) that begins at `start`; 0 when none does.
    func compoundCount(_ text: [UInt32], _ start: Int, _ end: Int) -> Int {
        guard start < end, mayBeCompound(text[start]) else { return 0 }
        return compounds.longest(text, start, end)?.count ?? 0
    }

    /// Whether lower-case latin letters spell a common surname (`zhang`, `ouyang`).
    func isRomanised(_ letters: [UInt32], _ start: Int, _ end: Int) -> Bool {
        romanised.exact(letters, start, end) >= 0
    }

    /// The frequency of the surnames that lower-case latin letters spell; 0 when they spell none.
    func romanisedFrequency(_ letters: [UInt32], _ start: Int, _ end: Int) -> Int {
        max(Int(romanised.exact(letters, start, end)), 0)
    }

    private static let compoundList = """
        欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶
        太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良
        漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲
        公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚
        褚师 单于 淳于 单尉 纳兰 完颜 爱新觉罗 叶赫那拉
        """
}
