import CRM
import Foundation
import Records

/// A pair side by side, with what differs, the evidence and the places, for a terminal.
///
///       field   left                 right
///     ~ name    骐图农业有限公司        骐图农业[科技]有限公司
///     = phone   +862155550101        +862155550101
///
/// `=` same, `~` partly, `!` different, blank: only one side has a value.
package struct ReviewCard {
    let facts: ReviewFacts
    let width: Int
    let style: TerminalStyle
    /// Values are masked where they may leave the terminal.
    let showsValues: Bool

    package init(_ facts: ReviewFacts, width: Int, style: TerminalStyle, showsValues: Bool) {
        self.facts = facts
        self.width = max(60, min(width, 200))
        self.style = style
        self.showsValues = showsValues
    }

    private var nameWidth: Int {
        let names = facts.fields.map(\.name) + facts.evidence.map(\.field) + ["probability"]
        return min(20, names.map { DisplayWidth.of($0) }.max() ?? 0)
    }

    private var sideWidth: Int { (width - nameWidth - 6) / 2 }

    package var text: String {
        var lines: [String] = []
        for field in facts.fields { lines += self.lines(field) }
        lines.append("")
        for (index, name) in ["source", "", "", "", ""].enumerated() {
            let left = index < facts.left.places.count ? facts.left.places[index] : ""
            let right = index < facts.right.places.count ? facts.right.places[index] : ""
            if left.isEmpty, right.isEmpty { break }
            lines += row(" ", name, plain(left), plain(right)).map(style.dim)
        }
        lines += row(" ", "key", plain(facts.left.key), plain(facts.right.key)).map(style.dim)
        lines.append("")
        return (lines + weights).joined(separator: "\n") + "\n"
    }

    // MARK: Fields

    private func lines(_ field: ReviewFacts.Field) -> [String] {
        let left = shown(field.left, field)
        let right = shown(field.right, field)
        if field.left.isEmpty || field.right.isEmpty {
            return row(" ", field.name, plain(left), plain(right))
        }
        if Set(field.left) == Set(field.right) {
            return row("=", field.name, plain(left), plain(right))
        }
        let (a, b) = (Array(left), Array(right))
        let marks = TextDifference.marks(a, b)
        // Marks in masked values would tell of the mask.
        let isWhole =
            !showsValues || field.isSensitive
            || marks.a.allSatisfy { $0 } && marks.b.allSatisfy { $0 }
        if isWhole { return row("!", field.name, plain(left), plain(right)) }
        return row(
            "~",
            field.name,
            MarkedText(a, marks: marks.a, style: style),
            MarkedText(b, marks: marks.b, style: style)
        )
    }

    private func shown(_ values: [String], _ field: ReviewFacts.Field) -> String {
        values.map { value in
            showsValues && !field.isSensitive
                ? value.escapedControls
                : field.masked(value).escapedControls
        }.joined(separator: " / ")
    }

    private func plain(_ text: String) -> MarkedText {
        let characters = Array(text.escapedControls)
        return MarkedText(characters, marks: characters.map { _ in false }, style: style)
    }

    private func row(
        _ mark: String,
        _ name: String,
        _ left: MarkedText,
        _ right: MarkedText
    ) -> [String] {
        let blank = String(repeating: " ", count: sideWidth)
        let lefts = left.lines(width: sideWidth, style: style)
        let rights = right.lines(width: sideWidth, style: style)
        return (0..<max(lefts.count, rights.count)).map { index in
            let head = index == 0 ? "\(mark) \(filled(name))" : "  \(filled(""))"
            let start = index < lefts.count ? lefts[index] : blank
            let end = index < rights.count ? rights[index] : ""
            let line = "\(head)  \(start)  \(end)"
            return line.trimmedEnd
        }
    }

    private func filled(_ name: String) -> String {
        let cut = DisplayWidth.cut(name, to: nameWidth)
        return cut + String(repeating: " ", count: max(0, nameWidth - DisplayWidth.of(cut)))
    }

    // MARK: Weights

    private var weights: [String] {
        let levels = facts.evidence.map { DisplayWidth.of($0.level) }.max() ?? 0
        let line = { (name: String, level: String, weight: Double) -> String in
            let gap = String(repeating: " ", count: max(0, levels - DisplayWidth.of(level)))
            let bits = String(format: "%+6.1f", weight)
            return "  \(filled(name))  \(level)\(gap)  \(bits)"
        }
        var lines = [line("before", "", facts.start)]
        for evidence in facts.evidence {
            let text = line(evidence.field, evidence.level, evidence.weight)
            lines.append(evidence.weight < 0 ? style.red(text) : style.green(text))
        }
        lines.append(style.bold(line("weight", "", facts.weight)))
        lines.append(
            style.bold("  \(filled("probability"))  \(String(format: "%.3f", facts.probability))")
        )
        if facts.reason.isEmpty { return lines }
        let reason = plain(facts.reason).lines(width: width - nameWidth - 4, style: style)
        for (index, line) in reason.enumerated() {
            lines.append("  \(filled(index == 0 ? "reason" : ""))  \(line.trimmedEnd)")
        }
        return lines
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
