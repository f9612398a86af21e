import CRM
import Normalizing
import Records

/// A preview for people; values are masked unless they are asked for.
package struct PreviewText {
    let preview: Preview
    let showsValues: Bool

    package init(_ preview: Preview, showsValues: Bool) {
        self.preview = preview
        self.showsValues = showsValues
    }

    package var text: String {
        var lines: [String] = []
        for sample in preview.samples {
            let flagged = sample.flaggedCount == 0 ? "none" : "\(sample.flaggedCount)"
            lines.append(
                "\(sample.entity) from \(YAMLScalar.comment(sample.table)): "
                    + "\(sample.mentions.count) of \(sample.mentionCount) mentions, "
                    + "\(flagged) with findings"
            )
            for mention in sample.mentions { lines += self.lines(mention) }
            lines.append("")
        }
        lines.append("a preview: nothing was written")
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(_ mention: Preview.Mention) -> [String] {
        let part = mention.part > 1 ? ", part \(mention.part)" : ""
        let place = "\(mention.place.locatorKind.rawValue) \(mention.place.rowNumber)\(part)"
        let width = mention.values.map { DisplayWidth.of($0.field) }.max() ?? 0
        var lines = ["  \(place)"]
        for value in mention.values {
            let gap = String(repeating: " ", count: width - DisplayWidth.of(value.field))
            lines.append("    \(value.field)\(gap)  \(line(value))")
        }
        for link in mention.links {
            lines.append("    link \(link.name): \(link.isFound ? "found" : "not found")")
        }
        return lines
    }

    private func line(_ value: Preview.Value) -> String {
        var chain = [joined(value.before, value)]
        for step in value.steps { chain.append("\(step.name): \(joined(step.texts, value))") }
        let after = value.after.map { outcome($0, value) }
        let last = after.isEmpty ? "(nothing)" : after.joined(separator: ", ")
        let isSame = value.before == value.after.map(\.text)
        if chain.count == 1, isSame, chain[0] == last { return "\(last)  =" }
        return (chain + [last]).joined(separator: "  →  ")
    }

    private func joined(_ texts: [String], _ value: Preview.Value) -> String {
        let masked = texts.map { shown($0, value) }.filter { !$0.isEmpty }
        return masked.isEmpty ? "(blank)" : masked.joined(separator: " | ")
    }

    private func outcome(_ outcome: Preview.Outcome, _ value: Preview.Value) -> String {
        var text = shown(outcome.text, value)
        if !outcome.kind.isEmpty { text += " (\(outcome.kind))" }
        if outcome.validity != .valid { text += " \(outcome.validity)" }
        if outcome.code != .none {
            let name = FindingCatalog.kind(outcome.code)?.name ?? ""
            text += " [\(outcome.code.text) \(name)]"
        }
        return text
    }

    private func shown(_ text: String, _ value: Preview.Value) -> String {
        YAMLScalar.comment(showsValues ? text : masked(text, value))
    }

    private func masked(_ text: String, _ value: Preview.Value) -> String {
        let shown = ShownValue.mask(text, type: value.type, isPersonal: value.isPersonal)
        guard value.isSensitive, shown == text else { return shown }
        return String(decoding: SensitiveText.hidden(Array(text.utf8).span), as: UTF8.self)
    }
}

extension PreviewText {
    /// The preview for programs.
    package var json: JSON {
        .array(
            preview.samples.map { sample in
                .object([
                    ("entity", .string(sample.entity)), ("table", .string(sample.table)),
                    ("mentions", .int(sample.mentionCount)),
                    ("with_findings", .int(sample.flaggedCount)),
                    ("sample", .array(sample.mentions.map(json))),
                ])
            }
        )
    }

    private func json(_ mention: Preview.Mention) -> JSON {
        .object([
            (mention.place.locatorKind.rawValue, .int(Int(mention.place.rowNumber))),
            ("part", .int(mention.part)), ("values", .array(mention.values.map(json))),
            (
                "links",
                .object(mention.links.map { ($0.name, .string($0.isFound ? "found" : "missing")) })
            ),
        ])
    }

    private func json(_ value: Preview.Value) -> JSON {
        let list = { (texts: [String]) in
            JSON.array(texts.map { .string(shown($0, value)) })
        }
        return .object([
            ("field", .string(value.field)),
            ("columns", .array(value.columns.map { .string($0) })), ("before", list(value.before)),
            ("steps", .object(value.steps.map { ($0.name, list($0.texts)) })),
            (
                "after",
                .array(
                    value.after.map {
                        .object([
                            ("value", .string(shown($0.text, value))),
                            ("kind", .string($0.kind)), ("validity", .string("\($0.validity)")),
                            ("code", .string($0.code.text)),
                        ])
                    }
                )
            ),
        ])
    }
}
