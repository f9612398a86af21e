import CTables
import Records

/// Legal forms of other countries at the ends of a name, such as `GmbH & Co. KG` or `ООО`.
///
/// Aliases are kept as folded letters without signs, so `Co., Ltd.`, `CO.,LTD` and `Co Ltd` are one.
final class ForeignForms: Sendable {
    static let shared = ForeignForms()

    /// Letters reversed; the value is an id of `names`.
    private let suffixes: ScalarTrie
    /// Forms that stand first in some countries (`PT`, `ООО`); whole first words.
    private let prefixes: ScalarTrie
    let names: ValueTable
    /// `A.S.` is Turkish or Czech, `A/S` Danish; the letters are the same.
    private let dottedForm: Int
    private let slashedForm: Int
    /// By scalar below U+2000: its one or two letters, lower case and without marks; 0 = itself.
    private let firstLetters: [UInt16]
    private let secondLetters: [UInt16]

    private init() {
        var suffixes = ScalarTrie()
        var prefixes = ScalarTrie()
        var names = ValueTable()
        let leading = Set(Self.leadingList.wordScalars)
        for line in unsafe Self.lines(sluice_legal_forms) {
            guard let blank = line.firstIndex(of: 0x20) else { continue }
            let letters = Array(line[..<blank])
            let name = Int32(names.intern(Array(line[(blank + 1)...]).text))
            suffixes.insert(letters.reversed(), name)
            if leading.contains(letters) { prefixes.insert(letters, name) }
        }
        var first = [UInt16](repeating: 0, count: 0x2000)
        var second = first
        for line in unsafe Self.lines(sluice_letter_folds) where line.count >= 2 {
            guard line[0] < 0x2000 else { continue }
            first[Int(line[0])] = UInt16(truncatingIfNeeded: line[1])
            if line.count > 2 { second[Int(line[0])] = UInt16(truncatingIfNeeded: line[2]) }
        }
        dottedForm = Int(names.intern("A.S."))
        slashedForm = Int(names.intern("A/S"))
        self.suffixes = suffixes
        self.prefixes = prefixes
        self.names = names
        firstLetters = first
        secondLetters = second
    }

    private static func lines(
        _ table: (UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>?
    ) -> [[UInt32]] {
        var count = 0
        guard let text = unsafe table(&count) else { return [] }
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: count)
        return unsafe Array(bytes).split(separator: 0x0A).map { Scalars.all(Array($0).span) }
    }

    /// The letter in lower case without marks; the second of two (ß, æ) is 0 for most.
    @inline(__always)
    func folded(_ scalar: UInt32) -> (first: UInt32, second: UInt32) {
        if scalar < 0xC0 {
            return (scalar >= 0x41 && scalar <= 0x5A ? scalar &+ 0x20 : scalar, 0)
        }
        guard scalar < 0x2000, firstLetters[Int(scalar)] != 0 else { return (scalar, 0) }
        return (UInt32(firstLetters[Int(scalar)]), UInt32(secondLetters[Int(scalar)]))
    }

    /// The longest form that ends at `end`, with the signs before it; count 0 when there is none.
    ///
    /// `text` keeps its case: short forms that are words too (`As`, `Spa`) must be written as forms.
    func suffix(_ text: [UInt32], _ start: Int, _ end: Int) -> (form: Int, count: Int) {
        var node = ScalarTrie.root
        var index = end
        var best = (form: -1, count: 0)
        var letterCount = 0
        while index > start {
            let scalar = text[index &- 1]
            index &-= 1
            if Self.isSign(scalar) {
                continue
            }
            let letters = folded(scalar)
            if letters.second != 0 { node = suffixes.step(node, letters.second) }
            node = suffixes.step(node, letters.first)
            if node == 0 { break }
            letterCount += 1
            let form = Int(suffixes.value(node))
            guard form >= 0, isWordStart(text, start, index) else { continue }
            if letterCount <= 3, !isWrittenAsForm(text, index, end) { continue }
            best = (form, end - index)
        }
        guard best.count > 0 else { return best }
        var first = end - best.count
        while first > start, Self.isSign(text[first - 1]) { first -= 1 }
        let isSlashed = best.form == dottedForm && text[(end - best.count)..<end].contains(0x2F)
        return (isSlashed ? slashedForm : best.form, end - first)
    }

    /// A form that is the first word of `text`, with the blank behind it.
    func prefix(_ text: [UInt32], _ start: Int, _ end: Int) -> (form: Int, count: Int) {
        var node = ScalarTrie.root
        var index = start
        while index < end, !Self.isSign(text[index]), text[index] != 0x22 {
            node = prefixes.step(node, folded(text[index]).first)
            if node == 0 { return (-1, 0) }
            index += 1
        }
        let form = Int(prefixes.value(node))
        guard form >= 0, index < end else { return (-1, 0) }
        return (form, index - start)
    }

    private func isWordStart(_ text: [UInt32], _ start: Int, _ index: Int) -> Bool {
        index == start || Self.isSign(text[index - 1]) || text[index - 1] >= 0x2E80
    }

    /// Whether two or three letters are capitals behind the first, or parted by signs.
    ///
    /// `Inc`, `Ltd` and other forms that are no words need not be.
    private func isWrittenAsForm(_ text: [UInt32], _ start: Int, _ end: Int) -> Bool {
        var letters: (UInt32, UInt32, UInt32) = (0, 0, 0)
        var count = 0
        var index = start
        var hasCapital = false
        while index < end {
            let scalar = text[index]
            if Self.isSign(scalar) {
                if count > 0, index + 1 < end { return true }
            } else {
                if count > 0, scalar >= 0x41, scalar <= 0x5A { hasCapital = true }
                letters = (letters.1, letters.2, folded(scalar).first)
                count += 1
            }
            index += 1
        }
        if hasCapital { return true }
        let code = letters.0 << 16 | letters.1 << 8 | letters.2
        if scalarIsCyrillic(letters.2) { return true }
        return Self.plainForms.contains(code) || !hasAnyCapital(text, end)
    }

    private func scalarIsCyrillic(_ scalar: UInt32) -> Bool { scalar >= 0x400 && scalar < 0x530 }

    private func hasAnyCapital(_ text: [UInt32], _ end: Int) -> Bool {
        for index in 0..<end where text[index] >= 0x41 && text[index] <= 0x5A { return true }
        return false
    }

    /// `inc`, `ltd`, `llc`, `llp`, `plc`, `co` and the like, by their last three letters.
    private static let plainForms: Set<UInt32> = Set(
        "inc ltd llc llp plc co oy ag kg ohg gbr ltds pty tbk oyj kft zrt fze lda".wordScalars.map {
            $0.suffix(3).reduce(0) { $0 << 8 | $1 }
        }
    )

    @inline(__always)
    static func isSign(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x2E, 0x2C, 0x26, 0x28, 0x29, 0x2D, 0x27, 0x2F, 0xFF0C, 0x3002: true
        default: false
        }
    }

    private static let leadingList = "pt ab aktiebolaget ooo oao zao pao ао оао ооо зао пао ип тов"
}
