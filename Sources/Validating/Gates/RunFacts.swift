import Records

/// What gates measure: the counts of a run before anything is published.
package struct RunFacts: Sendable {
    package struct EntityFacts: Sendable {
        package var entity: String
        /// Live records of the target before the run; nil when there is no published run.
        package var rowCountBefore: Int?
        package var rowCountAfter = 0
        /// Existing records of which the run changes a business value.
        package var changedCount = 0
        /// Existing records that the run merges into another.
        package var mergedCount = 0
        /// Records that are in one cluster with another, of the live records.
        package var duplicates = Share(0, of: 0)
        package var completeness = Share(0, of: 0)

        package init(entity: String) { self.entity = entity }
    }

    package var mentionCount = 0
    package var rejectedCount = 0
    /// Pairs in the band between `review` and `merge`.
    package var reviewPairCount = 0
    /// Records held back by `else: review`.
    package var reviewRecordCount = 0
    /// `RuleOutcome.score`.
    package var score = Share(0, of: 0)
    package var entities: [EntityFacts] = []
    /// By the name of `by:`: entity, group and share (`Completeness.byGroup`).
    package var completenessByGroup: [String: [(entity: String, group: String, share: Share)]] = [:]

    package init() {}
}
