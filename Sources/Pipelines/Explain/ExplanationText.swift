import CRM
import Foundation
import Matching
import Normalizing
import Records

/// An explanation for a terminal; values are masked unless they are asked for.
package struct ExplanationText {
    let explanation: MatchExplanation
    let values: ExplainedValues
    /// Links that are listed of those refused or queued.
    private static let listedCount = 20

    package init(_ explanation: MatchExplanation, showsValues: Bool) {
        self.explanation = explanation
        values = ExplainedValues(explanation, showsValues: showsValues)
    }

    package var text: String {
        let lines =
            switch explanation.trace {
            case .pair(let pair): self.lines(pair)
            case .cluster(let cluster): self.lines(cluster)
            }
        return lines.map { $0.isEmpty ? "" : Self.trimmed($0.escapedControls) }
            .joined(separator: "\n") + "\n"
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }

    // MARK: A pair

    private func lines(_ pair: PairTrace) -> [String] {
        var lines = ["\(explanation.entity): a pair of mentions"]
        lines += [("a", pair.a), ("b", pair.b)].map { "  \($0.0)  \(label($0.1))" }
        lines.append("  " + PairEnding(pair, explanation).sentence)
        if case .joined(let path) = pair.ending {
            lines += path.map { "    " + link($0) }
        }
        lines.append("")
        lines += waterfall(pair)
        lines.append("")
        lines += blocking(pair)
        lines += circumstances(pair)
        return lines
    }

    private func label(_ index: Int) -> String {
        let mention = explanation.mention(index)
        let name = mention.name.map { "  " + values.shown($0) } ?? ""
        return "\(mention.key)  (\(mention.place), \(mention.cluster))\(name)"
    }

    private func waterfall(_ pair: PairTrace) -> [String] {
        let steps = Waterfall.steps(pair)
        var table = AlignedRows([.left, .left, .right, .right, .right, .right])
        table.append(["", "level", "m", "u", "weight", "sum"])
        var notes: [Int: String] = [:]
        for step in steps {
            table.append([
                step.name, step.level, step.match.map(Figures.share) ?? "",
                step.other.map(Figures.share) ?? "", Figures.bits(step.weight),
                Figures.bits(step.sum),
            ])
            if let line = step.line { notes[table.count - 1] = values.comparison(line) }
        }
        var lines: [String] = []
        for (index, row) in table.lines.enumerated() {
            lines.append("  " + row)
            let indent = String(repeating: " ", count: table.width(0) + 4)
            if let note = notes[index], !note.isEmpty { lines.append(indent + note) }
        }
        lines.append("")
        lines.append(
            "  weight \(Figures.bits(pair.weight)), probability \(Figures.probability(pair.probability)): "
                + "band \(pair.band.rawValue) (merge from \(Figures.probability(pair.mergeThreshold)), "
                + "review from \(Figures.probability(pair.reviewThreshold)))"
        )
        lines.append("  model: \(explanation.verdict)")
        return lines
    }

    private func blocking(_ pair: PairTrace) -> [String] {
        let proposing = pair.rules.filter(\.isProposed)
        let others = pair.rules.filter { !$0.isProposed }
        var lines: [String] = []
        if proposing.isEmpty {
            lines.append("  no rule proposed the pair; each would have needed:")
        } else {
            let shown = proposing.map { "\($0.name) (\(RuleText.state($0)))" }
            lines.append("  proposed by " + shown.joined(separator: ", "))
            if !others.isEmpty { lines.append("  the other rules would have needed:") }
        }
        var table = AlignedRows([.left, .left])
        for rule in others { table.append([rule.name, RuleText.state(rule)]) }
        return lines + table.lines.map { "    " + $0 }
    }

    private func circumstances(_ pair: PairTrace) -> [String] {
        var lines: [String] = []
        if let isMatch = pair.decision {
            lines.append("  a person decided: \(isMatch ? "match" : "no_match")")
        }
        if !pair.certain.isEmpty {
            lines.append("  certain by \(pair.certain.joined(separator: ", "))")
        }
        if let veto = pair.veto { lines.append("  forbidden by \(veto)") }
        if let obstacle = pair.obstacle { lines.append("  against one record: \(obstacle)") }
        if let other = pair.queuedInstead {
            lines.append("  another pair of the two records waits: \(link(other))")
        }
        return lines
    }

    // MARK: A cluster

    private func lines(_ cluster: ClusterTrace) -> [String] {
        let record = explanation.mention(cluster.mention).cluster
        let count = cluster.members.count
        var lines = [
            "\(explanation.entity): \(record), "
                + "\(count) mention\(count == 1 ? "" : "s"); model: \(explanation.verdict)"
        ]
        lines += cluster.members.map { "  \(label($0))" }
        lines.append("")
        if cluster.steps.isEmpty { lines.append("  no link joined it to another mention") }
        for (index, step) in cluster.steps.enumerated() {
            let sizes = "\(step.left.count) + \(step.right.count)"
            lines.append("  \(index + 1). \(sizes)  \(link(step.edge))")
        }
        lines += list("refused:", cluster.refused)
        lines += list("waiting for people:", cluster.queued)
        return lines
    }

    private func list(_ title: String, _ edges: [MatchEdge]) -> [String] {
        if edges.isEmpty { return [] }
        let shown = edges.prefix(Self.listedCount).map { "    " + link($0) }
        let rest = edges.count - shown.count
        return ["  " + title] + shown + (rest > 0 ? ["    and \(rest) more"] : [])
    }

    /// `KEY – KEY  score, weight +12.3, 0.9998: phone same mobile +15.1, …`.
    private func link(_ edge: MatchEdge) -> String {
        let keys = [edge.a, edge.b].map { explanation.mention($0).key }
        var text = "\(keys[0]) – \(keys[1])  \(edge.reason.text)"
        if let weight = edge.weight {
            text += ", weight \(Figures.bits(weight)), \(Figures.probability(edge.probability))"
        }
        let evidence = explanation.evidence(edge).prefix(4)
            .map { "\($0.field) \($0.levelName) \(Figures.bits($0.weight))" }
        return evidence.isEmpty ? text : text + ": " + evidence.joined(separator: ", ")
    }
}

/// The values of an explanation as people may see them.
struct ExplainedValues {
    private let explanation: MatchExplanation
    private let showsValues: Bool

    init(_ explanation: MatchExplanation, showsValues: Bool) {
        self.explanation = explanation
        self.showsValues = showsValues
    }

    func shown(_ value: PairTrace.TracedValue) -> String {
        if showsValues { return value.text }
        let field = String(value.field.prefix { $0 != "@" })
        let masked = ShownValue.mask(
            value.text,
            type: explanation.types[field] ?? .text,
            isPersonal: explanation.personal.contains(field)
        )
        guard explanation.sensitive.contains(field), masked == value.text else { return masked }
        return String(decoding: SensitiveText.hidden(Array(value.text.utf8).span), as: UTF8.self)
    }

    func shown(_ side: PairTrace.Side) -> String {
        if side.values.isEmpty { return "(blank)" }
        let texts = side.values.map(shown).joined(separator: " | ")
        return side.isCompared ? texts : "\(texts) (not comparable)"
    }

    /// `138****5678 = 138****5678`, told apart before masking; nothing when both are blank.
    func comparison(_ line: PairTrace.Line) -> String {
        if line.a.values.isEmpty, line.b.values.isEmpty { return "" }
        let isSame = Set(line.a.values.map(\.text)) == Set(line.b.values.map(\.text))
        return "\(shown(line.a)) \(isSame ? "=" : "/") \(shown(line.b))"
    }
}
