import Normalizing
import Records

/// Answers for people: the value first, below it what it is made of and what is wrong with it.
///
///     010-82345678转801
///       +861082345678           landline
///         extension             801
///         area_code             10
enum CleanText {
    static func write(_ column: CleanColumn, to output: inout [UInt8]) {
        for mention in 0..<column.cells.rowCount {
            let id = column.cells[mention].first ?? 0
            let outcomes = column.outcomeIndices(ofRaw: id)
            output.append(contentsOf: (shown(column.raw.string(id)) + "\n").utf8)
            if outcomes.isEmpty { output.append("  no value\n") }
            for index in outcomes {
                for line in lines(column, id, index) {
                    output.append(contentsOf: (line + "\n").utf8)
                }
            }
        }
    }

    private static func lines(_ column: CleanColumn, _ raw: ValueID, _ index: Int) -> [String] {
        let value = column.outcomes[index]
        let text = value.value == 0 ? "no normal form" : shown(column.values.string(value.value))
        var traits = value.kind == .plain ? [] : ["\(value.kind)"]
        if value.validity != .valid { traits.append("\(value.validity)") }
        if value.confidence != 100, value.value != 0 { traits.append("sure \(value.confidence)%") }
        var lines = [row(2, text, traits.joined(separator: ", "))]
        if !column.values[value.raw].hasSameBytes(as: column.raw[raw]) {
            lines.append(row(4, "from", shown(column.values.string(value.raw))))
        }
        if let written = written(column, index) { lines.append(row(4, "written", written)) }
        for part in Part.allCases where column.part(part, of: index) != 0 {
            lines.append(row(4, part.snakeCase, shown(column.partText(part, of: index))))
        }
        if value.key == 0 {
            lines.append(row(4, "key", "none: never matched on"))
        } else if value.key != value.value {
            lines.append(row(4, "key", shown(column.values.string(value.key))))
        }
        if value.code != .none, let kind = FindingCatalog.kind(value.code) {
            lines.append("    \(kind.severity) \(kind.code.text) \(kind.name): \(kind.summary)")
            if !kind.action.isEmpty { lines.append("      \(kind.action)") }
            if !kind.hint.isEmpty { lines.append("      hint: \(kind.hint)") }
        }
        return lines
    }

    /// A telephone number as people write it.
    private static func written(_ column: CleanColumn, _ index: Int) -> String? {
        let number = column.values.copy(column.outcomes[index].value)
        let dialled = column.values.copy(column.part(.extension, of: index))
        var bytes: [UInt8] = []
        guard
            PhoneForms.append(
                number.span,
                extension: dialled.span,
                as: .international,
                to: &bytes
            )
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Two columns, the second from the 28th place on.
    private static func row(_ indent: Int, _ left: String, _ right: String) -> String {
        let head = String(repeating: " ", count: indent) + left
        if right.isEmpty { return head }
        return head + String(repeating: " ", count: max(2, 28 - DisplayWidth.of(head))) + right
    }

    /// Line breaks and control characters would tear the answer apart or reach the terminal.
    private static func shown(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    if scalar == "\n" { return "⏎" }
                    return switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
                    default: scalar
                    }
                }
            )
        )
    }
}
