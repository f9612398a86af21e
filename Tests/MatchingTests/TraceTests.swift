import Records
import TestSupport
import Testing

@testable import Matching

@Suite("explained matches")
struct TraceTests {
    private static func pair(_ task: MatchTask, _ a: Int, _ b: Int) -> PairTrace? {
        var task = task
        task.trace = .pair(a, b)
        let result = Matcher.match(task, workers: .single)
        guard case .pair(let pair)? = result.trace else { return nil }
        return pair
    }

    private static func cluster(_ task: MatchTask, _ mention: Int) -> ClusterTrace? {
        var task = task
        task.trace = .cluster(mention)
        let result = Matcher.match(task, workers: .single)
        guard case .cluster(let cluster)? = result.trace else { return nil }
        return cluster
    }

    @Test("what a pair is made of adds up to its weight, proposed or not")
    func sums() throws {
        let task = SampleCustomers(personCount: 500, seed: 31).task()
        let result = Matcher.match(task, workers: .single)
        var random = SplitMix64(seed: 32)
        var proposedCount = 0
        for _ in 0..<40 {
            let a = Int.random(in: 0..<task.table.count, using: &random)
            let isNear = Bool.random(using: &random)
            let b = isNear ? min(a + 1, task.table.count - 1) : task.table.count / 2
            if a == b { continue }
            let pair = try #require(Self.pair(task, a, b))
            let fields = pair.lines.reduce(0) { $0 + $1.weight }
            let sum = pair.start + fields + pair.sharedCauses + pair.relation
            #expect(abs(sum - pair.weight) < 1e-9)
            let scored = Self.isScored(result.scored, min(a, b), max(a, b))
            #expect(pair.isProposed == scored)
            #expect(pair.isProposed == pair.rules.contains(where: \.isProposed))
            #expect(pair.prior == result.model.prior)
            proposedCount += scored ? 1 : 0
            let isOne = result.clusters.clusterOf[a] == result.clusters.clusterOf[b]
            switch pair.ending {
            case .linked, .joined: #expect(isOne)
            case .refused, .apart: #expect(!isOne)
            }
        }
        #expect(proposedCount > 3)
    }

    private static func isScored(_ pairs: ScoredPairs, _ a: Int, _ b: Int) -> Bool {
        var found = false
        pairs.forEach { x, y, _ in if x == a, y == b { found = true } }
        return found
    }

    @Test("m, u and the frequency of a line give its weight")
    func lines() throws {
        let sample = SampleCustomers(personCount: 500, seed: 33)
        let task = sample.task()
        let b = try #require((1..<sample.truth.count).first { sample.truth[$0] == sample.truth[0] })
        let pair = try #require(Self.pair(task, 0, b))
        for line in pair.lines {
            guard let match = line.match, let other = line.other else {
                #expect(line.weight == 0 && line.level == -1)
                continue
            }
            let base = Logarithm.base2(match / other)
            #expect(abs(base + line.frequency - line.weight) < 1e-9)
            #expect(line.a.isCompared && line.b.isCompared)
            #expect(line.field == "account" || !line.a.values.isEmpty)
        }
    }

    @Test("the links of a cluster are told in order, from single mentions to the whole")
    func steps() throws {
        let task = SampleCustomers(personCount: 500, seed: 34).task()
        let result = Matcher.match(task, workers: .single)
        let largest = try #require(
            (0..<result.clusters.count).max {
                result.clusters[$0].count < result.clusters[$1].count
            }
        )
        let members = result.clusters[largest].map { Int($0) }
        let trace = try #require(Self.cluster(task, members[0]))
        #expect(trace.members == members)
        #expect(trace.steps.count == members.count - 1)
        let first = try #require(trace.steps.first)
        #expect(first.left.count == 1 && first.right.count == 1)
        let last = try #require(trace.steps.last)
        #expect((last.left + last.right).sorted() == members)
        for step in trace.steps {
            #expect(step.left.contains(step.edge.a) && step.right.contains(step.edge.b))
        }
    }

    @Test("a person's no, a missing value and another key are told as such")
    func reasons() throws {
        let names = ["李雷|familyName=李|givenName=雷", "李雷|familyName=李|givenName=雷", "王芳"]
        let phones = ["+8613000000001|kind=mobile", "+8613000000001|kind=mobile", ""]
        let table = SampleTables.table("contact", [("full_name", names), ("phone", phones)])
        let fields = [
            MatchField("name", columns: [0], comparator: PersonName()),
            MatchField("phone", columns: [1], comparator: PhoneSet(isPerson: true)),
        ]
        var task = MatchTask(table: table, fields: fields)
        let linked = try #require(Self.pair(task, 0, 1))
        #expect(linked.ending == .linked("score"))
        #expect(linked.rules.contains { $0.state == .proposed(blockSize: 2) })
        task.decisions = [Decision(0, 1, isMatch: false)]
        let apart = try #require(Self.pair(task, 0, 1))
        #expect(apart.ending == .refused("decided apart"))
        #expect(apart.decision == false)
        #expect(apart.obstacle == "decided apart")
        let other = try #require(Self.pair(task, 1, 2))
        #expect(!other.isProposed && other.ending == .apart)
        #expect(other.rules.contains { $0.state == .noKey(a: false, b: true) })
        #expect(other.rules.contains { $0.state == .differs })
    }
}
