import Foundation
import Matching
import Records

/// An explanation as a piece of a web page: no script, no style sheet, nothing from elsewhere.
///
/// Bars are inline SVG with plain attributes, so that a page whose policy forbids inline styles shows
/// them too. Every text is escaped.
package struct ExplanationHTML {
    let explanation: MatchExplanation
    let values: ExplainedValues

    /// Width of the drawing in user units.
    private static let width = 240.0
    private static let height = 14.0

    package init(_ explanation: MatchExplanation, showsValues: Bool) {
        self.explanation = explanation
        values = ExplainedValues(explanation, showsValues: showsValues)
    }

    package var text: String {
        let body =
            switch explanation.trace {
            case .pair(let pair): self.body(pair)
            case .cluster(let cluster): self.body(cluster)
            }
        return "<section class=\"sluice-match\">\n\(body)</section>\n"
    }

    // MARK: A pair

    private func body(_ pair: PairTrace) -> String {
        var html = "<h3>\(escape(explanation.entity)): \(code(pair.a)) and \(code(pair.b))</h3>\n"
        html += "<p>\(escape(PairEnding(pair, explanation).sentence))</p>\n"
        if case .joined(let path) = pair.ending {
            html += "<ol>\n" + path.map { "<li>\(link($0))</li>\n" }.joined() + "</ol>\n"
        }
        html += waterfall(pair)
        html += "<p>Probability \(Figures.probability(pair.probability)), band "
        html += "\(pair.band.rawValue) (merge from \(Figures.probability(pair.mergeThreshold)), "
        html += "review from \(Figures.probability(pair.reviewThreshold))); "
        html += "model: \(escape(explanation.verdict))</p>\n"
        html += "<table border=\"0\" cellpadding=\"3\">\n"
        html += "<caption>Blocking rules</caption>\n"
        html += "<tr><th>rule</th><th>proposed</th><th></th></tr>\n"
        for rule in pair.rules {
            html += row([rule.name, rule.isProposed ? "yes" : "no", RuleText.state(rule)])
        }
        return html + "</table>\n" + circumstances(pair)
    }

    private func circumstances(_ pair: PairTrace) -> String {
        var items: [String] = []
        if let isMatch = pair.decision {
            items.append("a person decided: \(isMatch ? "match" : "no_match")")
        }
        items += pair.certain.map { "certain by \($0)" }
        if let veto = pair.veto { items.append("forbidden by \(veto)") }
        if let obstacle = pair.obstacle { items.append("against one record: \(obstacle)") }
        if items.isEmpty { return "" }
        return "<ul>\n" + items.map { "<li>\(escape($0))</li>\n" }.joined() + "</ul>\n"
    }

    private func waterfall(_ pair: PairTrace) -> String {
        let steps = Waterfall.steps(pair)
        let reached: [Double] = [0, pair.weight] + steps.map(\.sum)
        let scale = Scale(
            least: reached.min() ?? 0,
            most: reached.max() ?? 1,
            width: Self.width
        )
        var html =
            "<table border=\"0\" cellpadding=\"3\">\n<caption>Match weights in bits</caption>\n"
        html +=
            "<tr>"
            + ["field", "a", "b", "level", "m", "u", "weight", ""]
            .map { "<th align=\"left\">\($0)</th>" }.joined() + "</tr>\n"
        for step in steps {
            let cells = [
                step.name, step.line.map { values.shown($0.a) } ?? "",
                step.line.map { values.shown($0.b) } ?? "", step.level,
                step.match.map(Figures.share) ?? "", step.other.map(Figures.share) ?? "",
                Figures.bits(step.weight),
            ]
            let from = step.name == "start" ? 0 : step.sum - step.weight
            html += row(cells, more: scale.bar(from: from, to: step.sum))
        }
        let total = ["weight", "", "", "", "", "", Figures.bits(pair.weight)]
        return html + row(total, more: scale.bar(from: 0, to: pair.weight)) + "</table>\n"
    }

    private struct Scale {
        let least: Double
        let most: Double
        let width: Double

        private func place(_ bits: Double) -> Double {
            most > least ? (bits - least) / (most - least) * width : 0
        }

        /// A bar between two sums, with a line at 0.
        func bar(from: Double, to: Double) -> String {
            let left = min(place(from), place(to))
            let length = max(0.5, abs(place(to) - place(from)))
            let color = to >= from ? "#2a7f4f" : "#b3412e"
            let zero = place(0)
            let height = ExplanationHTML.height
            return String(
                format: "<svg width=\"%.0f\" height=\"%.0f\" role=\"img\" aria-label=\"%+.2f\">"
                    + "<rect x=\"%.1f\" y=\"2\" width=\"%.1f\" height=\"%.0f\" fill=\"\(color)\"/>"
                    + "<line x1=\"%.1f\" y1=\"0\" x2=\"%.1f\" y2=\"%.0f\" stroke=\"#888888\"/></svg>",
                width,
                height,
                to - from,
                left,
                length,
                height - 4,
                zero,
                zero,
                height
            )
        }
    }

    // MARK: A cluster

    private func body(_ cluster: ClusterTrace) -> String {
        let record = explanation.mention(cluster.mention).cluster
        var html = "<h3>\(escape(explanation.entity)): \(escape(record))</h3>\n<ul>\n"
        for member in cluster.members {
            let mention = explanation.mention(member)
            let name = mention.name.map { " " + escape(values.shown($0)) } ?? ""
            html += "<li>\(code(member)) (\(escape(mention.place)))\(name)</li>\n"
        }
        html += "</ul>\n"
        html += list("How it came together", "ol", cluster.steps.map(\.edge)) { index in
            let step = cluster.steps[index]
            return "\(step.left.count) + \(step.right.count): "
        }
        html += list("Refused", "ul", cluster.refused) { _ in "" }
        return html + list("Waiting for people", "ul", cluster.queued) { _ in "" }
    }

    private func list(
        _ title: String,
        _ tag: String,
        _ edges: [MatchEdge],
        _ head: (Int) -> String
    ) -> String {
        if edges.isEmpty { return "" }
        let items = edges.enumerated().map { "<li>\(head($0.offset))\(link($0.element))</li>\n" }
        return "<h4>\(title)</h4>\n<\(tag)>\n\(items.joined())</\(tag)>\n"
    }

    private func link(_ edge: MatchEdge) -> String {
        var text = "\(code(edge.a)) – \(code(edge.b)): \(escape(edge.reason.text))"
        if let weight = edge.weight {
            text += ", \(Figures.bits(weight)) bits, \(Figures.probability(edge.probability))"
        }
        let evidence = explanation.evidence(edge).prefix(4)
            .map { "\($0.field) \($0.levelName) \(Figures.bits($0.weight))" }
        return evidence.isEmpty
            ? text : text + escape(" (" + evidence.joined(separator: ", ") + ")")
    }

    // MARK: HTML

    private func code(_ mention: Int) -> String {
        "<code>\(escape(explanation.mention(mention).key))</code>"
    }

    private func row(_ cells: [String], more: String = "") -> String {
        let filled = cells.map { "<td>\(escape($0))</td>" }.joined()
        return "<tr>\(filled)" + (more.isEmpty ? "" : "<td>\(more)</td>") + "</tr>\n"
    }

    private func escape(_ text: String) -> String {
        text.escapedControls.reduce(into: "") { html, character in
            switch character {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.append(character)
            }
        }
    }
}
