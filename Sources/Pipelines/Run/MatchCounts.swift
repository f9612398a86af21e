import Loading
import Matching
import Records

/// What a run says of its matching: the mentions of its files, the records they were compared with,
/// and all pairs that wait for people.
struct MatchCounts {
    let matches: MatchesOfRun
    let incremental: Incremental

    /// Pairs of this run and of earlier ones that nobody has answered.
    ///
    /// A pair about which somebody was unsure is answered: it isn't counted, but stays in the review
    /// list for who knows better.
    func waiting(_ name: String) -> Int {
        guard let matched = matches.matched[name], let mapped = matches.mapped[name] else {
            return 0
        }
        let unsure = Set(matched.decisions.filter { $0.answer == "unsure" }.map(\.pair))
        let queue = OpenQueue(matched, mapped, incremental, matches.sources)
        let carried = queue.carried.filter {
            !unsure.contains(DecisionKeys($0.aKey, $0.bKey))
        }
        return (ReviewQuestions(name, matches)?.open().count ?? 0) + carried.count
    }

    /// nil for an entity of which nothing was compared and nothing waits.
    func summary(_ name: String, _ matched: MatchedEntity) -> MatchSummary? {
        guard let result = matched.result else { return settled(name, matched) }
        var summary = result.summary
        summary.mentionCount = matched.records.table.count
        summary.recordCount = matched.clusters.count
        summary.reviewPairCount = matched.waitingCount
        let frozen = incremental.frozen[name] ?? []
        guard frozen.contains(true), !matched.isTrained else { return summary }
        summary.knownRecordCount = Set((incremental.records[name] ?? []).filter { $0 >= 0 }).count
        summary.mergedPairCount = result.edges.count { $0.reason != .certain(.sameRecord) }
        // Estimates from new pairs alone say nothing of all mentions.
        summary.estimatedPrecision = nil
        summary.estimatedRecall = nil
        summary.blockingRecall = nil
        summary.blocks = []
        return summary
    }

    private func settled(_ name: String, _ matched: MatchedEntity) -> MatchSummary? {
        if matched.waitingCount == 0 { return nil }
        var summary = MatchSummary(entity: name)
        summary.mentionCount = matched.records.table.count
        summary.knownRecordCount = Set((incremental.records[name] ?? []).filter { $0 >= 0 }).count
        summary.recordCount = matched.clusters.count
        summary.reviewPairCount = matched.waitingCount
        if let model = incremental.model(of: name) {
            summary.mergeThreshold = model.mergeThreshold
            summary.reviewThreshold = model.reviewThreshold
        }
        summary.modelVerdict = "all known and unchanged"
        return summary
    }
}
