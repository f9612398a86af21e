import CRM
import Records

/// Labels → the codes of a list: 展会 → `exhibition`; unknown labels stay and are told.
package struct Picklist: ValueNormalizer {
    package static let spec = ComponentSpec(
        name: "picklist",
        stage: .normalizing,
        summary: "labels turned into the codes of a list",
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
    private var codes: [[UInt8]: [UInt8]] = [:]
    private var key = WordKey()
    private var value: [UInt8] = []

    init(_ name: String, _ context: NormalizingContext) {
        let table = context.lookups[name] ?? [:]
        for (label, code) in table.sorted(by: { $0.key < $1.key }) {
            let code = Array(code.utf8)
            key.read(code.span)
            if codes[key.bytes] == nil { codes[key.bytes] = code }
            key.read(Array(label.utf8).span)
            codes[key.bytes] = code
        }
    }

    mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        key.read(cell)
        if let code = codes[key.bytes] ?? shortened(key.bytes) {
            column.emit(raw: cell, value: code.span)
            return
        }
        Squeezing.squeeze(cell, isHalfWidth: true, into: &value)
        let label = value
        column.emit(
            raw: cell,
            value: label.span,
            validity: codes.isEmpty ? .valid : .suspect,
            code: codes.isEmpty ? .none : .notInList
        )
    }

    /// `C级`, `A类` and `B等` stand for C, A and B.
    private func shortened(_ key: [UInt8]) -> [UInt8]? {
        for tail in ["级", "类", "等", "級", "類"] as [StaticString]
        where key.span.hasSuffix(tail) && key.count > tail.utf8CodeUnitCount {
            return codes[Array(key.dropLast(tail.utf8CodeUnitCount))]
        }
        return nil
    }
}
