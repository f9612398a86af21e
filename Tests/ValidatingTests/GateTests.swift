import Records
import Testing

@testable import Validating

@Suite("Gates")
struct GateTests {
    private func gate(_ name: String, _ set: (inout GateSpec) -> Void) -> GateSpec {
        var spec = GateSpec(name: name)
        set(&spec)
        return spec
    }

    private func verdict(_ spec: GateSpec, _ facts: RunFacts) -> Verdict? {
        GateChecker.check([spec], facts: facts).first?.verdict
    }

    @Test(
        "rejected is a share of all mentions",
        arguments: [(1, Verdict.pass), (2, .warn), (3, .warn), (4, .fail)]
    )
    func rejected(_ count: Int, _ expected: Verdict) {
        var facts = RunFacts()
        facts.mentionCount = 100
        facts.rejectedCount = count
        let spec = gate("rejected") { ($0.warn, $0.fail) = (Limit("1%"), Limit("3%")) }
        #expect(verdict(spec, facts) == expected)
    }

    @Test("no mentions, no verdict")
    func noMentions() {
        let spec = gate("rejected") { $0.fail = Limit("3%") }
        #expect(verdict(spec, RunFacts()) == .notEvaluated)
    }

    @Test("pairs and records of review are counted apart")
    func review() {
        var facts = RunFacts()
        facts.reviewPairCount = 201
        facts.reviewRecordCount = 5
        let pairs = gate("review.pairs") { $0.warn = Limit("200") }
        let records = gate("review.records") { $0.fail = Limit("5") }
        #expect(verdict(pairs, facts) == .warn)
        #expect(verdict(records, facts) == .pass)
    }

    private func facts(before: Int?, after: Int, changed: Int = 0) -> RunFacts {
        var entity = RunFacts.EntityFacts(entity: "account")
        entity.rowCountBefore = before
        entity.rowCountAfter = after
        entity.changedCount = changed
        entity.duplicates = Share(4, of: 100)
        entity.completeness = Share(899, of: 1000)
        var facts = RunFacts()
        facts.entities = [entity]
        return facts
    }

    @Test(
        "rows lie between min and max",
        arguments: [(299, Verdict.fail), (300, .pass), (1000, .pass), (1001, .fail)]
    )
    func rows(_ after: Int, _ expected: Verdict) {
        let spec = gate("account.rows") { ($0.min, $0.max) = (Limit("300"), Limit("1000")) }
        #expect(verdict(spec, facts(before: nil, after: after)) == expected)
    }

    @Test("a change is measured against the last published run, up and down")
    func change() {
        let spec = gate("account.rows") { $0.change = Limit("5%") }
        #expect(verdict(spec, facts(before: nil, after: 100)) == .notEvaluated)
        #expect(verdict(spec, facts(before: 100, after: 105)) == .pass)
        #expect(verdict(spec, facts(before: 100, after: 106)) == .fail)
        #expect(verdict(spec, facts(before: 100, after: 94)) == .fail)
    }

    @Test("changed records are a share of the existing ones")
    func changed() {
        let spec = gate("account.changed") { ($0.warn, $0.fail) = (Limit("10%"), Limit("25%")) }
        #expect(verdict(spec, facts(before: 0, after: 9, changed: 9)) == .notEvaluated)
        #expect(verdict(spec, facts(before: 100, after: 100, changed: 11)) == .warn)
        #expect(verdict(spec, facts(before: 100, after: 100, changed: 26)) == .fail)
    }

    @Test("duplicates and completeness of an entity")
    func shares() {
        let duplicates = gate("account.duplicates") {
            ($0.warn, $0.fail) = (Limit("0.5%"), Limit("3%"))
        }
        let completeness = gate("account.completeness") { $0.min = Limit("89.9%") }
        #expect(verdict(duplicates, facts(before: nil, after: 1)) == .fail)
        #expect(verdict(completeness, facts(before: nil, after: 1)) == .pass)
    }

    @Test("a smallest percentage is the same with and without its sign", arguments: ["90%", "90"])
    func percentages(_ min: String) {
        let spec = gate("completeness") { $0.min = Limit(min) }
        #expect(verdict(spec, facts(before: nil, after: 1)) == .fail)
        var score = RunFacts()
        score.score = Share(90, of: 100)
        #expect(verdict(gate("score") { $0.min = Limit(min) }, score) == .pass)
    }

    @Test("completeness by group gives a result per group")
    func groups() {
        var facts = facts(before: nil, after: 1)
        facts.completenessByGroup["owner"] = [
            ("account", "王五", Share(9, of: 10)), ("account", "赵六", Share(4, of: 10)),
        ]
        let spec = gate("completeness") { ($0.min, $0.by) = (Limit("50%"), "owner") }
        let results = GateChecker.check([spec], facts: facts)
        #expect(results.map(\.group) == ["王五", "赵六"])
        #expect(results.map(\.verdict) == [.pass, .fail])
    }

    @Test("an unknown gate is not evaluated, and every known name is")
    func names() {
        #expect(verdict(gate("nothing") { $0.max = Limit("1") }, RunFacts()) == .notEvaluated)
        var all = facts(before: 100, after: 100)
        all.mentionCount = 1
        all.score = Share(1, of: 1)
        for name in Gates.all(entities: ["account"]) {
            #expect(!Gates.options(of: name).isEmpty)
            let spec = gate(name) {
                if Gates.options(of: name).contains("max") { $0.max = Limit("100%") }
                $0.min = Limit("0")
            }
            #expect(verdict(spec, all) == .pass, "\(name)")
        }
    }
}
