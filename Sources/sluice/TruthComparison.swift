import Foundation
import Matching
import Records

/// Joins clusters and truth by id, or by file, table, locator and part, and scores each kind.
struct TruthComparison {
    struct Result {
        var kind: String
        var evaluation: Evaluation

        var text: String {
            let name = kind.isEmpty ? "all" : kind
            let figures = [
                ("precision", evaluation.pairwise.precision),
                ("recall", evaluation.pairwise.recall),
                ("F1", evaluation.pairwise.f1), ("B-cubed F1", evaluation.bCubed.f1),
            ]
            let shown = figures.map { "\($0.0) \(String(format: "%.4f", $0.1))" }
            return
                "\(name): \(evaluation.mentionCount) mentions, \(shown.joined(separator: ", "))\n"
        }

        var json: String {
            JSON.object([
                ("kind", .string(kind)), ("mentions", .int(evaluation.mentionCount)),
                ("precision", .double(evaluation.pairwise.precision)),
                ("recall", .double(evaluation.pairwise.recall)),
                ("f1", .double(evaluation.pairwise.f1)),
                ("b_cubed_f1", .double(evaluation.bCubed.f1)),
            ]).text() + "\n"
        }
    }

    let kind: String?
    let leavesOutHard: Bool

    private static let entityOfKind = ["customer": "account", "contact": "contact"]

    func evaluate(clusters: [[String: String]], truth: [[String: String]]) -> [Result] {
        let hasPlaces = truth.first?["locator"] != nil
        var found: [String: String] = [:]
        for row in clusters { found[key(row, hasPlaces, isTruth: false)] = row["cluster"] }
        var facts: [String: [(mention: String, entity: String)]] = [:]
        for row in truth where !(leavesOutHard && row["hard"] == "1") {
            let kind = row["kind"] ?? ""
            if let wanted = self.kind, wanted != kind, wanted != entity(kind) { continue }
            facts[kind, default: []].append(
                (key(row, hasPlaces, isTruth: true), row["entity"] ?? "")
            )
        }
        return facts.keys.sorted().compactMap { kind in
            let mentions = facts[kind] ?? []
            guard mentions.contains(where: { found[$0.mention] != nil }) else { return nil }
            // A mention that no cluster names stands alone: blocking misses count as misses.
            let pairs = mentions.map { (found[$0.mention] ?? "alone \($0.mention)", $0.entity) }
            return Result(
                kind: kind,
                evaluation: Evaluation.evaluate(pairs.map(\.0), truth: pairs.map(\.1))
            )
        }
    }

    private func entity(_ kind: String) -> String { Self.entityOfKind[kind] ?? kind }

    private func key(_ row: [String: String], _ hasPlaces: Bool, isTruth: Bool) -> String {
        guard hasPlaces else { return row["id"] ?? "" }
        let file = isTruth ? row["source"] : row["file"]
        let name = ((file ?? "") as NSString).lastPathComponent
        let type = isTruth ? entity(row["kind"] ?? "") : row["type"] ?? ""
        return [name, row["table"] ?? "", row["locator"] ?? "", row["part"] ?? "1", type]
            .joined(separator: "\u{1F}")
    }
}
