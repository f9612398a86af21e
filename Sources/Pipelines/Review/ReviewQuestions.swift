import CRM
import Foundation
import Matching
import Normalizing
import Records

/// What the match of a run left: everything that is asked about.
struct MatchesOfRun: Sendable {
    let sources: SourceSet
    let mapped: [String: MappedEntity]
    let matched: [String: MatchedEntity]
    let order: [(entity: Entity, spec: EntitySpec)]
}

/// The pairs of one entity, and what is to be seen of them.
package struct ReviewQuestions: Sendable {
    package let entity: String
    let run: MatchesOfRun
    let mapped: MappedEntity
    let matched: MatchedEntity
    let result: MatchResult
    let spec: EntitySpec
    /// The contacts of each account; nil for other entities.
    let children: Children?

    /// nil when the entity wasn't matched by score.
    init?(_ entity: String, _ run: MatchesOfRun) {
        guard let mapped = run.mapped[entity], let matched = run.matched[entity],
            let result = matched.result,
            let spec = run.order.first(where: { $0.entity.name == entity })?.spec
        else { return nil }
        self.entity = entity
        self.run = run
        self.mapped = mapped
        self.matched = matched
        self.result = result
        self.spec = spec
        let link = entity == "account" ? run.mapped["contact"]?.table.link("account") : nil
        children = link.map { Children($0.parent, parentCount: mapped.count) }
    }

    // MARK: Pairs

    /// Queued pairs without an answer; those answered `unsure` only when asked for.
    package func queue(includesUnsure: Bool) -> [ReviewPair] {
        open(includesUnsure: includesUnsure).compactMap { edge in
            var pair = pair(edge) { Int(result.clusters.clusterOf[$0]) }
            let threshold = result.model.mergeThreshold
            pair?.reason = WaitingReason.text(edge, mergeThreshold: threshold)
            return pair
        }
    }

    /// The links that wait for an answer.
    func open(includesUnsure: Bool = false) -> [MatchEdge] {
        let unsure = includesUnsure ? [] : unsureGroups()
        return unsure.isEmpty
            ? result.review : result.review.filter { !unsure.contains(groups($0.a, $0.b)) }
    }

    private func groups(_ a: Int, _ b: Int) -> [Int] {
        [a, b].map { Int(result.clusters.clusterOf[$0]) }.sorted()
    }

    package var clusterSizes: [Int] {
        (0..<result.clusters.count).map { result.clusters[$0].count }
    }

    /// Links that the model made by itself.
    package var merges: [ReviewPair] {
        result.edges.filter { $0.reason == .score }.compactMap { pair($0) { $0 } }
    }

    private func pair(_ edge: MatchEdge, _ group: (Int) -> Int) -> ReviewPair? {
        guard edge.a < mapped.count, edge.b < mapped.count else { return nil }
        let keys = [edge.a, edge.b].map { matched.key($0, mapped, run.sources) }
        if keys[0] == keys[1] { return nil }
        let (a, b) = keys[0] < keys[1] ? (edge.a, edge.b) : (edge.b, edge.a)
        var pair = ReviewPair(
            aKey: min(keys[0], keys[1]),
            bKey: max(keys[0], keys[1]),
            a: a,
            b: b,
            aGroup: group(a),
            bGroup: group(b),
            probability: edge.probability,
            weight: edge.weight ?? result.explain.total(edge.pattern),
            pattern: edge.pattern
        )
        if edge.reason != .score { pair.cause = edge.reason.text }
        return pair
    }

    /// Clusters between which somebody was unsure.
    private func unsureGroups() -> Set<[Int]> {
        let unsure = matched.decisions.filter { $0.answer == ReviewAnswer.unsure.rawValue }
        if unsure.isEmpty { return [] }
        let known = mentions(Set(unsure.flatMap { [$0.aKey, $0.bKey] }))
        return Set(
            unsure.compactMap { decision in
                guard let a = known[decision.aKey], let b = known[decision.bKey] else {
                    return nil
                }
                return groups(a, b)
            }
        )
    }

    /// Those of the keys that mentions of this run have.
    func mentions(_ keys: Set<String>) -> [String: Int] {
        var found: [String: Int] = [:]
        for mention in result.clusters.clusterOf.indices {
            let key = matched.key(mention, mapped, run.sources)
            if keys.contains(key) { found[key] = mention }
        }
        return found
    }

    /// Keys of answers that no mention of this run has.
    package func unknownKeys(_ rows: [DecisionRow]) -> [String] {
        let asked = Set(rows.flatMap { [$0.aKey, $0.bKey] })
        return asked.subtracting(mentions(asked).keys).sorted()
    }

    /// `0.62: company same brand +3.1, phone different −2.0; book.客户档案 row 6, …`: no values.
    package func note(_ pair: ReviewPair) -> String {
        let fields = evidence(pair).map {
            "\($0.field) \($0.level) \(String(format: "%+.1f", $0.weight))"
        }
        let reason = pair.reason.isEmpty ? "" : " (\(pair.reason))"
        return String(format: "%.2f", pair.probability) + reason + ": "
            + fields.joined(separator: ", ")
    }

    // MARK: Facts

    package func facts(_ pair: ReviewPair) -> ReviewFacts {
        ReviewFacts(
            left: side(pair.a, pair.aKey, besides: pair.b),
            right: side(pair.b, pair.bKey, besides: pair.a),
            fields: fields(pair.a, pair.b),
            evidence: evidence(pair),
            start: result.explain.start,
            weight: pair.weight,
            probability: pair.probability,
            reason: pair.reason
        )
    }

    private func evidence(_ pair: ReviewPair) -> [ReviewFacts.Evidence] {
        result.explain.fields(pair.pattern).filter { $0.level >= 0 }.map {
            ReviewFacts.Evidence(field: $0.field, level: $0.levelName, weight: $0.weight)
        }
    }

    /// Mentions of one cluster that are told besides the one that is shown.
    private static let companionCount = 3

    private func side(_ mention: Int, _ key: String, besides other: Int) -> ReviewFacts.Side {
        let members = result.clusters[Int(result.clusters.clusterOf[mention])].map { Int($0) }
            .filter { $0 != mention && $0 != other && $0 < mapped.count }
        var places = ([mention] + members.prefix(Self.companionCount)).map { place($0) }
        if members.count > Self.companionCount {
            places.append("and \(members.count - Self.companionCount) more")
        }
        return ReviewFacts.Side(key: key, places: places)
    }

    /// As the user finds the row: the row as Excel shows it, the line of a text file.
    private func place(_ mention: Int) -> String {
        let lineage = mapped.table.lineage
        let place = run.sources.place(
            table: Int(lineage.table[mention]),
            row: Int(lineage.row[mention])
        )
        let id = mapped.nativeIDs[mention]
        let row = "\(place.locatorKind.rawValue) \(place.rowNumber)"
        let part = lineage.part[mention] > 1 ? ", part \(lineage.part[mention])" : ""
        let file = (place.file as NSString).lastPathComponent
        return [file, place.table == file ? "" : place.table, row, id.isEmpty ? "" : "id \(id)"]
            .filter { !$0.isEmpty }.joined(separator: ", ") + part
    }
}
