import Records

/// Toneless readings of Han characters: a match key on both sides, never a fact to show.
///
/// The key writes ü as `u` (吕 lü, LYU, LV and LU all give `lu`), so the spellings of
/// GB/T 28039-2011, of older passports and of keyboards meet. Surnames have readings of their own
/// (单 shan, 仇 qiu, 尉迟 yuchi). Version 1 of the key.
final class Pinyin: Sendable {
    static let shared = Pinyin()

    private static let blockStart: UInt32 = 0x3400

    /// Three syllable numbers of 9 bits by scalar.
    private let readings: [UInt32]
    /// ASCII letters with ü as u, and with ü as v.
    private let keySyllables: [[UInt8]]
    private let spellings: ScalarTrie
    private let surnameReadings: ScalarTrie
    private let surnameSyllables: [[UInt8]]

    private init() {
        readings = GeneratedData.pinyinReadings()
        keySyllables = GeneratedData.pinyinSyllables().map { syllable in
            syllable.map { $0 == 0xFC ? 0x75 : $0 == 0xEA ? 0x65 : UInt8(truncatingIfNeeded: $0) }
        }
        spellings = ScalarTrie(keySyllables.map { $0.map(UInt32.init) }.filter { $0.count > 1 })
        var trie = ScalarTrie()
        var syllables: [[UInt8]] = []
        for entry in Self.surnameTable.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let parts = entry.split(separator: "=").map(String.init)
            guard parts.count == 2 else { continue }
            trie.insert(parts[0].scalarValues, Int32(syllables.count))
            syllables.append(Array(parts[1].utf8))
        }
        surnameReadings = trie
        surnameSyllables = syllables
    }

    /// Appends the key of a name whose first `surnameCount` characters are its surname.
    ///
    /// Latin letters are lower-cased, everything else is left out.
    func appendKey(
        _ name: [UInt32],
        _ range: Range<Int>,
        surnameCount: Int,
        to bytes: inout [UInt8]
    ) {
        var index = range.lowerBound
        if surnameCount > 0 {
            let end = index + surnameCount
            let special = surnameReadings.exact(name, index, end)
            if special >= 0 {
                bytes.append(contentsOf: surnameSyllables[Int(special)])
                index = end
            }
        }
        while index < range.upperBound {
            appendSyllable(name[index], to: &bytes)
            index &+= 1
        }
    }

    /// Appends the first letter of each syllable.
    func appendInitials(
        _ name: [UInt32],
        _ range: Range<Int>,
        surnameCount: Int,
        to bytes: inout [UInt8]
    ) {
        for index in range {
            if index == range.lowerBound, surnameCount == 1 {
                let special = surnameReadings.exact(name, index, index + 1)
                if special >= 0 {
                    bytes.append(surnameSyllables[Int(special)][0])
                    continue
                }
            }
            let reading = firstReading(name[index])
            if reading != 0 { bytes.append(keySyllables[reading][0]) }
        }
    }

    /// All toneless readings of a character in key form, the commonest first.
    func variants(_ scalar: UInt32) -> [[UInt8]] {
        guard scalar >= Self.blockStart, scalar < 0xA000 else { return [] }
        let packed = readings[Int(scalar - Self.blockStart)]
        var variants: [[UInt8]] = []
        for place in 0..<3 {
            let syllable = keySyllables[Int(packed >> UInt32(place * 9) & 0x1FF)]
            if !syllable.isEmpty, !variants.contains(syllable) { variants.append(syllable) }
        }
        return variants
    }

    /// Whether lower-case letters spell one or two syllables (`wei`, `xueqiang`).
    func isSpelling(_ letters: [UInt32]) -> Bool {
        if spellings.exact(letters, 0, letters.count) >= 0 { return true }
        guard letters.count >= 4 else { return false }
        for middle in 2...(letters.count - 2)
        where spellings.exact(letters, 0, middle) >= 0
            && spellings.exact(letters, middle, letters.count) >= 0
        {
            return true
        }
        return false
    }

    @inline(__always)
    private func firstReading(_ scalar: UInt32) -> Int {
        guard scalar >= Self.blockStart, scalar < 0xA000 else { return 0 }
        return Int(readings[Int(scalar &- Self.blockStart)] & 0x1FF)
    }

    @inline(__always)
    private func appendSyllable(_ scalar: UInt32, to bytes: inout [UInt8]) {
        let reading = firstReading(scalar)
        if reading != 0 {
            bytes.append(contentsOf: keySyllables[reading])
        } else if let letter = Self.lowerLetter(scalar) {
            bytes.append(letter)
        }
    }

    /// The lower-case ASCII letter of a scalar; ü is u.
    @inline(__always)
    static func lowerLetter(_ scalar: UInt32) -> UInt8? {
        switch scalar {
        case 0x61...0x7A: UInt8(scalar)
        case 0x41...0x5A: UInt8(scalar + 0x20)
        case 0xDC, 0xFC: 0x75
        default: nil
        }
    }

    /// Readings that a character has as a surname and not (first) elsewhere.
    private static let surnameTable = """
        单=shan 曾=zeng 查=zha 解=xie 仇=qiu 区=ou 任=ren 华=hua 乐=yue 翟=zhai 盖=ge 葛=ge 种=chong 繁=po
        员=yun 召=shao 折=she 秘=bi 过=guo 燕=yan 隗=wei 纪=ji 令狐=linghu 尉迟=yuchi 万俟=moqi 长孙=zhangsun
        朴=piao 缪=miao 么=yao 都=du 撒=sa 那=na 能=nai 乜=nie 洗=xian 冼=xian 哈=ha 黑=he 祭=zhai 薄=bo
        佴=nai 单尉=shanwei 句=gou 单于=chanyu 阚=kan 覃=qin 澹台=tantai 柏=bai 牟=mu 宁=ning 谌=chen
        曲=qu 尹=yin 沈=shen 石=shi 贾=jia 洪=hong 晁=chao 郇=xun 臧=zang 訾=zi 逄=pang 逯=lu 褚=chu 谭=tan
        卜=bu 车=che 费=fei 郝=hao 贲=ben 尉=wei 厘=xi 幺=yao 亓官=qiguan 夏侯=xiahou 呼延=huyan
        长=chang 重=chong 宓=mi 参=shen 仉=zhang 郗=xi 郄=qie 靳=jin 俞=yu 于=yu 余=yu 乐正=yuezheng
        """
}
