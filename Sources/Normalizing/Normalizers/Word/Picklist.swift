import CRM
import Records

/// Labels → the codes of a list: 展会 → `exhibition`; unknown labels stay and are told.
package struct Picklist: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "picklist",
        stage: .normalizing,
        summary: "labels turned into the codes of a list; the nearest label of others is offered",
        options: [
            OptionSpec("list", .text, isPrimary: true, "name of the list: industry, level, source")
        ],
        findings: [.notInList],
        example: "{picklist: industry}"
    )

    private var list: PicklistTable

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        list = PicklistTable(try Settings(options, Picklist.spec).text("list") ?? "", context)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        list.normalize(cell, into: &column)
    }
}

/// Stages of an opportunity, by the list `stage`.
package struct StageName: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "stage",
        stage: .normalizing,
        summary: "stages of an opportunity turned into their codes",
        options: [
            OptionSpec("list", .text, standard: "stage", isPrimary: true, "name of the list")
        ],
        findings: [.notInList],
        example: "stage"
    )

    private var list: PicklistTable

    package init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError) {
        list = PicklistTable(try Settings(options, StageName.spec).text("list") ?? "stage", context)
    }

    package mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        list.normalize(cell, into: &column)
    }
}

/// One list of the context, its labels folded by `WordKey`; codes are labels of themselves.
struct PicklistTable: Sendable {
    private var table = WordTable()
    private var key = WordKey()
    private var value: [UInt8] = []

    init(_ name: String, _ context: NormalizingContext) {
        let pairs = (context.lookups[name] ?? [:]).sorted { $0.key < $1.key }
        for (_, code) in pairs { add(code, code) }
        for (label, code) in pairs { add(label, code) }
    }

    private mutating func add(_ label: String, _ code: String) {
        let text = Array(label.utf8)
        key.read(text.span)
        table.set(key.bytes, Array(code.utf8))
    }

    mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        key.read(cell)
        if let code = table.code(key.bytes.span) {
            column.emit(raw: cell, value: code.span)
        } else if table.isEmpty || !emitVariant(cell, into: &column) {
            emitUnknown(cell, into: &column)
        }
    }

    /// Ways to write a label that say nothing else: `C级`, `2、展会`, `A-重点`, 製造業, `展会（上海）`.
    private mutating func emitVariant(
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Bool {
        let whole = key.bytes
        let (label, remark) = Bracketed.parted(whole)
        for text in remark.isEmpty ? [whole] : [whole, label] {
            for variant in PicklistTable.variants(text) {
                guard let code = table.code(variant.span) else { continue }
                column.emit(raw: cell, value: code.span)
                if text == label { column.setPart(.remark, remark.span) }
                return true
            }
        }
        return false
    }

    private static func variants(_ text: [UInt8]) -> [[UInt8]] {
        var variants = [text]
        for tail in ["级", "类", "等", "級", "類"] as [StaticString]
        where text.span.hasSuffix(tail) && text.count > tail.utf8CodeUnitCount {
            variants.append(Array(text.dropLast(tail.utf8CodeUnitCount)))
        }
        if let unmarked = withoutNumber(text) { variants.append(unmarked) }
        var simplified: [UInt8] = []
        for scalar in Scalars.all(text.span) {
            Scalars.append(ScriptFolding.shared.simplified(scalar), to: &simplified)
        }
        if simplified != text { variants.append(simplified) }
        return variants
    }

    /// `2、展会`, `02-展会`, `2.展会`, `(2)展会` and `②展会` without their number.
    private static func withoutNumber(_ text: [UInt8]) -> [UInt8]? {
        let scalars = Scalars.all(text.span)
        guard let first = scalars.first else { return nil }
        var index = 0
        if first >= 0x2460 && first <= 0x2473 {
            index = 1
        } else {
            let isBracketed = first == 0x28
            index = isBracketed ? 1 : 0
            let start = index
            while index < scalars.count, index - start < 3, scalars[index] &- 0x30 < 10 {
                index += 1
            }
            guard index > start, index < scalars.count else { return nil }
            let marks: [UInt32] = isBracketed ? [0x29] : [0x2E, 0x2D, 0x3001, 0x3A, 0x5F, 0x29]
            guard marks.contains(scalars[index]) else { return nil }
            index += 1
        }
        // What begins with a digit is part of a number, as in 1-20人.
        guard index < scalars.count, scalars[index] &- 0x30 >= 10 else { return nil }
        var rest: [UInt8] = []
        for scalar in scalars[index...] { Scalars.append(scalar, to: &rest) }
        return rest
    }

    /// Kept as its own label; the nearest word of the list is offered.
    private mutating func emitUnknown(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        let label = value
        guard !table.isEmpty else { return column.emit(raw: cell, value: label.span) }
        column.emit(raw: cell, value: label.span, validity: .suspect, code: .notInList)
        if let near = table.suggestion(key.bytes.span) { column.setPart(.suggestion, near.span) }
    }
}

/// A text whose end is a remark in brackets.
enum Bracketed {
    /// 展会(上海) → 展会 and 上海; the text and nothing when it doesn't end so.
    static func parted(_ text: [UInt8]) -> (text: [UInt8], remark: [UInt8]) {
        let opening: UInt8
        switch text.last {
        case 0x29: opening = 0x28
        case 0x5D: opening = 0x5B
        case 0x3E: opening = 0x3C
        default: return (text, [])
        }
        guard let open = text.lastIndex(of: opening), open > 0 else { return (text, []) }
        return (Array(text[..<open]), Array(text[(open + 1)..<(text.count - 1)]))
    }
}
