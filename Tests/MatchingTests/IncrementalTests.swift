import Records
import TestSupport
import Testing

@testable import Matching

@Suite("new mentions against known records")
struct IncrementalTests {
    private let sample = SampleCustomers(personCount: 2500, seed: 21)

    /// The pairs of mentions that are one record.
    private func pairs(_ clusters: [UInt32]) -> Set<UInt64> {
        var members: [UInt32: [Int]] = [:]
        for (mention, cluster) in clusters.enumerated() {
            members[cluster, default: []].append(mention)
        }
        var pairs: Set<UInt64> = []
        for group in members.values {
            for (place, a) in group.enumerated() {
                for b in group[(place + 1)...] { pairs.insert(UInt64(a) << 32 | UInt64(b)) }
            }
        }
        return pairs
    }

    /// Clusters of all mentions when those of `isNew` come to records made of the others.
    private func incremental(_ isNew: [Bool], _ model: MatchModel) -> [UInt32] {
        let count = sample.truth.count
        let known = (0..<count).filter { !isNew[$0] }
        var first = sample.ordered(known).task()
        first.model = model
        let records = Matcher.match(first, workers: .single).clusters.clusterOf
        var task = sample.task()
        task.model = model
        task.isFrozen = isNew.map { !$0 }
        task.recordOf = [Int32](repeating: -1, count: count)
        for (place, mention) in known.enumerated() {
            task.recordOf[mention] = Int32(records[place])
        }
        return Matcher.match(task, workers: .single).clusters.clusterOf
    }

    @Test("1 % new mentions give the clusters of a full run with the same model")
    func onePercent() {
        let full = Matcher.match(sample.task(), workers: .single)
        var random = SplitMix64(seed: 22)
        let isNew = sample.truth.map { _ in Int.random(in: 0..<100, using: &random) == 0 }
        #expect(isNew.contains(true))
        var again = sample.task()
        again.model = full.model
        let expected = pairs(Matcher.match(again, workers: .single).clusters.clusterOf)
        let found = pairs(incremental(isNew, full.model))
        let differing = expected.symmetricDifference(found).count
        #expect(Double(differing) <= 0.001 * Double(expected.count))
    }

    @Test("without a usable model one is learned from all pairs, and known records stay")
    func refit() throws {
        let full = Matcher.match(sample.task(), workers: .single)
        var random = SplitMix64(seed: 23)
        var task = sample.task()
        task.isFrozen = sample.truth.map { _ in Int.random(in: 0..<100, using: &random) > 0 }
        task.recordOf = zip(full.clusters.clusterOf, task.isFrozen).map { $1 ? Int32($0) : -1 }
        let known = task.isFrozen.indices.filter { task.isFrozen[$0] }
        var unfit = full.model
        unfit.fields.removeLast()
        for model in [nil, unfit] {
            task.model = model
            let again = Matcher.match(task, workers: .single)
            #expect(
                again.findings.contains { $0.code == MatchFindings.modelRefused } == (model != nil)
            )
            #expect(again.scored.count == full.scored.count)
            #expect(abs(again.model.prior / full.model.prior - 1) < 0.01)
            let records = Set(
                known.map { [full.clusters.clusterOf[$0], again.clusters.clusterOf[$0]] }
            )
            #expect(records.count == Set(records.map { $0[0] }).count)
            #expect(records.count == Set(records.map { $0[1] }).count)
        }
    }

    @Test("known mentions keep their records")
    func kept() {
        let full = Matcher.match(sample.task(), workers: .single)
        var task = sample.task()
        task.model = full.model
        task.isFrozen = sample.truth.map { _ in true }
        task.recordOf = full.clusters.clusterOf.map { Int32($0) }
        let again = Matcher.match(task, workers: .single)
        #expect(again.scored.count == 0)
        #expect(again.clusters.clusterOf == full.clusters.clusterOf)
    }
}
