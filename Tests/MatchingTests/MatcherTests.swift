import Dispatch
import Records
import TestSupport
import Testing

@testable import Matching

@Suite("matcher")
struct MatcherTests {
    private static let parallel = Workers(count: 2) { count, body in
        DispatchQueue.concurrentPerform(iterations: count) { body($0) }
    }

    @Test("generated contacts are matched without labels at the automatic threshold")
    func quality() {
        let sample = SampleCustomers(personCount: 1500, seed: 1)
        let result = Matcher.match(sample.task(), workers: .single)
        let score = Evaluation.evaluate(
            result.clusters.clusterOf.map { Int($0) },
            truth: sample.truth
        )
        #expect(score.pairwise.precision >= 0.99)
        #expect(score.pairwise.recall >= 0.95)
        #expect(result.summary.modelVerdict.hasPrefix("converged"))
    }

    @Test("the estimated precision and recall are near the true ones")
    func estimates() throws {
        let sample = SampleCustomers(personCount: 1500, seed: 2)
        let result = Matcher.match(sample.task(), workers: .single)
        let score = Evaluation.evaluate(
            result.clusters.clusterOf.map { Int($0) },
            truth: sample.truth
        )
        let precision = try #require(result.summary.estimatedPrecision)
        #expect(abs(precision - score.pairwise.precision) < 0.02)
    }

    @Test("a shuffled input gives the same clusters")
    func shuffled() {
        let sample = SampleCustomers(personCount: 600, seed: 3)
        var random = SplitMix64(seed: 4)
        let order = Array(0..<sample.truth.count).shuffled(using: &random)
        let plain = Matcher.match(sample.task(), workers: .single)
        let mixed = Matcher.match(sample.ordered(order).task(), workers: .single)
        var back = [UInt32](repeating: 0, count: order.count)
        for (place, mention) in order.enumerated() {
            back[mention] = mixed.clusters.clusterOf[place]
        }
        #expect(Clusters(labels: back).clusterOf == plain.clusters.clusterOf)
        #expect(mixed.review.count == plain.review.count)
        #expect(mixed.model == plain.model)
    }

    @Test("one worker and two give the same result")
    func workers() {
        let task = SampleCustomers(personCount: 3000, seed: 5).task()
        let one = Matcher.match(task, workers: .single)
        let two = Matcher.match(task, workers: Self.parallel)
        #expect(one.clusters.clusterOf == two.clusters.clusterOf)
        #expect(one.edges == two.edges)
        #expect(one.review == two.review)
        #expect(one.model == two.model)
        #expect(one.scored.others == two.scored.others)
    }

    @Test("below 200 mentions the priors of the field types decide")
    func fewMentions() {
        let sample = SampleCustomers(personCount: 40, seed: 6)
        let result = Matcher.match(sample.task(), workers: .single)
        #expect(result.summary.modelVerdict == "from priors")
        let score = Evaluation.evaluate(
            result.clusters.clusterOf.map { Int($0) },
            truth: sample.truth
        )
        #expect(score.pairwise.precision == 1)
        #expect(score.pairwise.recall > 0.6)
    }

    @Test("the stored model gives the same weights and thresholds again")
    func storedModel() throws {
        var task = SampleCustomers(personCount: 600, seed: 7).task()
        let first = Matcher.match(task, workers: .single)
        let parsed = try JSON.parse(first.model.json.text())
        let stored: MatchModel = try #require(MatchModel(parsed))
        task.model = stored
        let second = Matcher.match(task, workers: .single)
        #expect(second.model == first.model)
        #expect(second.clusters.clusterOf == first.clusters.clusterOf)
    }

    @Test("a stored model for other fields is refused with a finding")
    func otherModel() {
        var task = SampleCustomers(personCount: 300, seed: 8).task()
        task.model = MatchModel(fields: [], prior: 0.001)
        let result = Matcher.match(task, workers: .single)
        #expect(result.findings.contains { $0.code == MatchFindings.modelRefused })
    }

    @Test("EM recovers the error rates of generated pairs")
    func recovery() throws {
        var random = SplitMix64(seed: 9)
        // Codes of one number are far from those of the next.
        func code(_ number: Int, _ field: Int) -> String {
            "\((number &* 4 &+ field) &* 2_654_435_761 % 90_000_049 &+ 10_000_000)"
        }
        var columns = [[String]](repeating: [], count: 4)
        var truth: [Int] = []
        for entity in 0..<1500 {
            let values = (0..<4).map { code(Int.random(in: 0..<400, using: &random), $0) }
            for copy in 0..<2 {
                for field in 0..<4 {
                    let isWrong = copy == 1 && Int.random(in: 0..<5, using: &random) == 0
                    columns[field].append(
                        isWrong
                            ? code(Int.random(in: 400..<800, using: &random), field) : values[field]
                    )
                }
                truth.append(entity)
            }
        }
        let named = columns.enumerated().map { ("f\($0.offset)", $0.element) }
        let table = SampleTables.table("sample", named)
        let fields = (0..<4).map {
            MatchField("f\($0)", columns: [$0], comparator: CodeParts())
        }
        let result = Matcher.match(MatchTask(table: table, fields: fields), workers: .single)
        for field in result.model.fields {
            #expect(abs(field.match[4] - 0.8) < 0.04)
            // Of values of 400 kinds, or in a tenth of the mentions of 400 others.
            #expect(abs(field.other[4] - 1.0 / 400) < 1.0 / 800)
        }
        #expect(abs(result.model.prior * 3000 * 2999 / 2 - 1500) < 120)
    }

    @Test("every pair that shares a key is compared exactly once")
    func blocking() {
        let sample = SampleCustomers(personCount: 200, seed: 10)
        let task = sample.task()
        let result = Matcher.match(task, workers: .single)
        var seen: Set<[Int]> = []
        result.scored.forEach { a, b, _ in
            #expect(a < b)
            #expect(seen.insert([a, b]).inserted)
        }
        for a in sample.truth.indices {
            for b in sample.truth.indices where a < b {
                let isSameName = !sample.names[a].isEmpty && sample.names[a] == sample.names[b]
                let isSameMail = !sample.emails[a].isEmpty && sample.emails[a] == sample.emails[b]
                if isSameName || isSameMail { #expect(seen.contains([a, b])) }
            }
        }
    }
}
