import CRM
import Records

/// Salespersons by name: what stands beside the name becomes a remark.
///
///     周启航（已离职） → 周启航, 已离职      销售一部/周启航 → 周启航, 销售一部      周启航/李明 → 周启航, 李明: N184
package struct Salesperson: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "user",
        stage: .normalizing,
        summary: "salespersons by name, remarks such as （离职） and departments cut off",
        findings: [.severalNames],
        example: "user"
    )

    private var value: [UInt8] = []

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        _ = try Settings(options, Salesperson.spec)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        let text = OwnerText.settled(value)
        guard !text.name.isEmpty else { return column.emit(raw: cell, value: cell) }
        // 无（离职） names nobody.
        if NullWords.contain(text.name.span, type: .user) { return }
        let isClear = text.otherCount == 0
        let name = text.name
        column.emit(
            raw: cell,
            value: name.span,
            validity: isClear ? .valid : .suspect,
            code: isClear ? .none : .severalNames
        )
        column.setPart(.remark, text.remark.span)
    }
}

/// A cell of an owner's column, taken apart.
struct OwnerText {
    /// The first name; the whole text when none is told from the rest.
    private(set) var name: [UInt8] = []
    /// What else stood in the cell, parted by blanks.
    private(set) var remark: [UInt8] = []
    /// Further persons.
    private(set) var otherCount = 0

    init(_ text: [UInt8]) {
        var rest = OwnerText.withoutLabel(OwnerText.withPlainBrackets(text))
        takeBrackets(&rest)
        if OwnerPiece.isEmail(rest.span) {
            name = rest.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
            return
        }
        takePieces(rest)
        cutStatus()
        cutHonorific()
        joinHan()
    }

    /// The text taken apart until its name is one alone; the whole text when that has no end.
    static func settled(_ text: [UInt8]) -> OwnerText {
        var result = OwnerText(text)
        for _ in 0..<4 {
            let again = OwnerText(result.name)
            if again.name == result.name, again.remark.isEmpty { return result }
            result.name = again.name
            result.addRemark(again.remark)
            result.otherCount += again.otherCount
        }
        return OwnerText(whole: text)
    }

    private init(whole text: [UInt8]) { name = text }

    private mutating func addRemark(_ text: [UInt8]) {
        if text.isEmpty { return }
        if !remark.isEmpty { remark.append(0x20) }
        remark += text
    }

    /// 【】 and 〔〕 as [ ].
    private static func withPlainBrackets(_ text: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        var offset = 0
        while offset < text.count {
            let (scalar, byteCount) = Scalars.decode(text.span, at: offset)
            switch scalar {
            case 0x3010, 0x3014: plain.append(0x5B)
            case 0x3011, 0x3015: plain.append(0x5D)
            default: plain += text[offset..<(offset + byteCount)]
            }
            offset += byteCount
        }
        return plain
    }

    private static let labels: [StaticString] = [
        "销售", "业务员", "业务", "负责人", "客户经理", "跟进人", "归属人", "销售代表", "销售员", "经办人", "所有人", "owner",
        "sales", "Owner", "Sales", "业务负责人", "负责业务",
    ]

    /// 销售：周启航 → 周启航.
    private static func withoutLabel(_ text: [UInt8]) -> [UInt8] {
        guard let colon = text.firstIndex(of: 0x3A), colon < text.count - 1 else { return text }
        let label = Array(text[..<colon])
        for known in labels where label.span.equals(known) {
            return Array(text[(colon + 1)...].drop { $0 == 0x20 })
        }
        return text
    }

    // MARK: - Brackets

    private mutating func takeBrackets(_ text: inout [UInt8]) {
        for _ in 0..<3 {
            let (rest, behind) = Bracketed.parted(text)
            if !behind.isEmpty {
                addRemark(behind)
                text = rest
            } else if let end = OwnerText.leadingEnd(text) {
                addRemark(Array(text[1..<end]))
                text = Array(text[(end + 1)...])
            } else {
                return
            }
            text = OwnerText.trimmed(text)
        }
    }

    /// The closing bracket of a remark at the start, before a name: [离职]周启航.
    private static func leadingEnd(_ text: [UInt8]) -> Int? {
        guard let first = text.first, first == 0x28 || first == 0x5B || first == 0x3C else {
            return nil
        }
        let closing: UInt8 = first == 0x28 ? 0x29 : first == 0x5B ? 0x5D : 0x3E
        guard let end = text.firstIndex(of: closing), end > 1, end < text.count - 1 else {
            return nil
        }
        return end
    }

    static func trimmed(_ text: [UInt8]) -> [UInt8] {
        Array(text[Blanks.trimmedRange(text.span)])
    }

    // MARK: - Several pieces

    private mutating func takePieces(_ text: [UInt8]) {
        let lists = OwnerPiece.parted(text, at: OwnerPiece.listMarks)
        var names: [[UInt8]] = []
        for part in lists {
            let (own, others) = OwnerText.nameAndRemarks(part)
            for other in others { addRemark(other) }
            if !own.isEmpty { names.append(own) }
        }
        guard let first = names.first else {
            // Nothing looks like a name, so that nothing is cut.
            name = text
            remark = []
            return
        }
        name = first
        for other in names.dropFirst() where other != first {
            // 张伟/zhangwei is one person in two scripts.
            let isAlias = OwnerPiece.isLatin(other) != OwnerPiece.isLatin(first)
            if !isAlias { otherCount += 1 }
            addRemark(other)
        }
    }

    /// The one piece between blanks, `-` and `_` that is a name; all of it when that isn't clear.
    private static func nameAndRemarks(_ text: [UInt8]) -> (name: [UInt8], remarks: [[UInt8]]) {
        if !OwnerPiece.isName(text.span) { return ([], [text]) }
        for marks in [[0x2D, 0x5F], [0x20]] as [[UInt32]] {
            let pieces = OwnerPiece.parted(text, at: marks)
            let names = pieces.filter { OwnerPiece.isName($0.span) }
            guard pieces.count > 1, names.count == 1 else { continue }
            let rest = pieces.filter { $0 != names[0] }
            let (name, more) = nameAndRemarks(names[0])
            return (name, rest + more)
        }
        return (text, [])
    }

    // MARK: - Tails

    /// 周启航离职 → 周启航, 离职.
    private mutating func cutStatus() {
        for tail in ["已离职", "离职", "已停用", "已调岗"] as [StaticString]
        where name.span.hasSuffix(tail) && name.count >= tail.utf8CodeUnitCount + 6 {
            addRemark(tail.withUTF8Buffer { unsafe Array($0) })
            name.removeLast(tail.utf8CodeUnitCount)
        }
        name = OwnerText.trimmed(name)
    }

    private static let honorifics: [StaticString] = [
        "先生", "女士", "小姐", "老师", "经理", "同学", "总监", "主管",
    ]

    private mutating func cutHonorific() {
        for tail in OwnerText.honorifics
        where name.span.hasSuffix(tail) && name.count >= tail.utf8CodeUnitCount + 6 {
            name.removeLast(tail.utf8CodeUnitCount)
        }
        name = OwnerText.trimmed(name)
    }

    /// 李 明 → 李明; blanks between Latin words stay.
    private mutating func joinHan() {
        for byte in name where byte < 0x80 && byte != 0x20 { return }
        name.removeAll { $0 == 0x20 }
    }
}

/// What a piece of an owner's cell is.
enum OwnerPiece {
    /// `/ 、 ; , & | \` and line ends, between persons.
    static let listMarks: [UInt32] = [
        0x2F, 0x3001, 0x3B, 0x2C, 0x26, 0x7C, 0x5C, 0x0A, 0xFF0F, 0xFF1B,
    ]

    static func parted(_ text: [UInt8], at marks: [UInt32]) -> [[UInt8]] {
        // Zhou, Qihang is one name.
        let isLatin = isLatin(text)
        var pieces: [[UInt8]] = []
        var piece: [UInt8] = []
        var offset = 0
        while offset < text.count {
            let (scalar, byteCount) = Scalars.decode(text.span, at: offset)
            if marks.contains(scalar), !(isLatin && scalar == 0x2C) {
                pieces.append(OwnerText.trimmed(piece))
                piece = []
            } else {
                piece += text[offset..<(offset + byteCount)]
            }
            offset += byteCount
        }
        pieces.append(OwnerText.trimmed(piece))
        return pieces.filter { !$0.isEmpty }
    }

    static func isLatin(_ text: [UInt8]) -> Bool { text.span.isASCII }

    static func isEmail(_ text: Span<UInt8>) -> Bool {
        guard let at = text.firstIndex(of: 0x40), at > 0, at < text.count - 3 else { return false }
        return text.isASCII && text.firstIndex(of: 0x2E, from: at) != nil
            && text.firstIndex(of: 0x20) == nil
    }

    private static let states: [StaticString] = [
        "离职", "已离职", "在职", "停用", "已停用", "已调岗", "调岗", "代", "暂代", "试用期", "试用", "离岗", "休假", "产假",
        "inactive", "left", "resigned", "原",
    ]
    private static let departments: [StaticString] = [
        "部", "组", "区", "中心", "团队", "处", "科", "门店", "公司", "大区", "办事处", "事业部",
    ]

    /// Whether a piece may be a person's name: no state, department, number, phone or e-mail.
    static func isName(_ text: Span<UInt8>) -> Bool {
        if text.isEmpty || isEmail(text) { return false }
        for state in states where text.equals(state) { return false }
        for tail in departments where text.hasSuffix(tail) && text.count >= 9 { return false }
        var digitCount = 0
        var letterCount = 0
        for index in text.indices {
            if Digits.isDigit(text[index]) { digitCount += 1 }
            if text[index] >= 0x80 || (text[index] | 0x20) &- 0x61 < 26 { letterCount += 1 }
        }
        // A001 and 13812345678 are numbers, zhang3 a name.
        return letterCount > 0 && (digitCount == 0 || letterCount >= 4)
    }
}
