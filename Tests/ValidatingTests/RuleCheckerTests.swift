import CRM
import Records
import Testing

@testable import Validating

@Suite("Rule checker")
struct RuleCheckerTests {
    private let accounts = TestRecords.make(
        "account",
        [
            ["name": [TestValue("宏图")], "uscc": [TestValue("U1")], "level": [TestValue("A")]],
            ["name": [TestValue("长风")], "uscc": [TestValue("U1")], "level": [TestValue("B")]],
            ["uscc": [TestValue("U1", .plain, .invalid)]],
        ]
    )

    @Test("a record that is rejected leaves the stream for later rules")
    func leavesStream() {
        let outcome = check(
            [
                .of("A01", .required("name"), else: .reject),
                .of("A02", .valid("uscc")),
                .of("A03", .unique("uscc"), else: .review),
            ],
            ["account": accounts]
        )
        #expect(
            outcome.dispositions["account"] == [
                .review(rule: "A03"), .review(rule: "A03"), .reject(rule: "A01"),
            ]
        )
        #expect(
            outcome.results.map(\.offenders) == [
                Share(1, of: 3), Share(0, of: 2), Share(2, of: 2),
            ]
        )
        #expect(outcome.rejectedCount("account") == 1)
        #expect(outcome.reviewCount("account") == 2)
        #expect(outcome.score == Share(4, of: 7))
    }

    @Test("the first rule that rejects settles it")
    func firstReject() {
        let outcome = check(
            [
                .of("A01", .required("name"), else: .reject),
                .of("A02", .required("level"), else: .reject),
            ],
            ["account": accounts]
        )
        #expect(outcome.dispositions["account"]?[2] == .reject(rule: "A01"))
        #expect(outcome.results[1].offenders == Share(0, of: 2))
    }

    @Test("clear empties scalar fields for later rules, never contact points")
    func clear() {
        let records = TestRecords.make(
            "account",
            [
                [
                    "uscc": [TestValue("x", .plain, .invalid)],
                    "phone": [TestValue("1", .other, .invalid)],
                ]
            ]
        )
        let outcome = check(
            [
                .of("A01", .valid("uscc"), else: .clear),
                .of("A02", .valid("uscc")),
                .of("A03", .valid("phone"), else: .clear),
            ],
            ["account": records]
        )
        let expected = ClearedField(entity: "account", record: 0, field: "uscc", rule: "A01")
        #expect(outcome.cleared == [expected])
        #expect(outcome.results[1].verdict == .notEvaluated)
        #expect(outcome.results[2].offenders == Share(1, of: 1))
        #expect(outcome.dispositions["account"] == [.keep])
    }

    @Test("where filters records, and the denominator with them")
    func filter() {
        var spec = RuleSpec.of("A01", .required("uscc"))
        spec.filter = .compare(name: "level", .equal, value: "A")
        #expect(check([spec], ["account": accounts]).results[0].offenders == Share(0, of: 1))
        spec.filter = .isBlank(name: "name")
        #expect(check([spec], ["account": accounts]).results[0].offenders == Share(1, of: 1))
    }

    @Test("by judges each group, blanks as one of their own, in order of name")
    func groups() {
        var spec = RuleSpec.of("A01", .required("name"))
        spec.by = "level"
        let results = check([spec], ["account": accounts]).results
        #expect(results.map(\.group) == ["(blank)", "A", "B"])
        #expect(results.map(\.verdict) == [.fail, .pass, .pass])
    }

    @Test("by source groups by the source system of the base mention")
    func sourceGroups() {
        var spec = RuleSpec.of("A01", .required("name"))
        spec.by = "source"
        var context = ValidatingContext()
        context.sourceNames = ["book", "legacy"]
        let results = check([spec], ["account": accounts], context: context).results
        #expect(results.map(\.group) == ["book", "legacy"])
        #expect(results.map(\.offenders) == [Share(1, of: 2), Share(0, of: 1)])
    }

    @Test("zero evaluated records are not evaluated, never passed")
    func notEvaluated() {
        let results = check(
            [.of("A01", .valid("nothing_of_that_name")), .of("L01", .required("x"), on: "lead")],
            ["account": accounts]
        ).results
        #expect(results.map(\.verdict) == [.notEvaluated, .notEvaluated])
    }

    @Test("a pattern that can't be read is not evaluated")
    func badPattern() {
        let spec = RuleSpec.of("A01", .matches(field: "name", pattern: "("))
        #expect(check([spec], ["account": accounts]).results[0].verdict == .notEvaluated)
    }

    @Test(
        "without limits a kept offender fails, a handled one doesn't unless it is a check",
        arguments: [
            (RuleSpec.RowAction.keep, false, Verdict.fail), (.reject, false, .pass),
            (.review, false, .pass), (.clear, false, .pass), (.reject, true, .fail),
        ]
    )
    func defaultLimits(_ action: RuleSpec.RowAction, _ isCheck: Bool, _ verdict: Verdict) {
        var context = ValidatingContext()
        context.isCheck = isCheck
        let spec = RuleSpec.of("A01", .required("name"), else: action)
        #expect(
            check([spec], ["account": accounts], context: context).results[0].verdict == verdict
        )
    }

    @Test("limits are compared in exact integers", arguments: [(1, 3), (333, 1000), (50, 1000)])
    func exactLimits(_ offenders: Int, _ total: Int) {
        var spec = RuleSpec.of("A01", .required("name"))
        spec.warn = Limit("5%")
        spec.fail = Limit("33.333%")
        let limits = RuleLimits(spec, isCheck: false)
        let isOver = offenders * 100_000 > 33_333 * total
        let isWarned = offenders * 100 > 5 * total
        let expected: Verdict = isOver ? .fail : isWarned ? .warn : .pass
        #expect(limits.verdict(Share(offenders, of: total)) == expected)
        #expect(limits.text == "warn: 5%, fail: 33.333%")
    }

    @Test("a child whose link is required goes where its parent went")
    func requiredLink() {
        let deals = TestRecords.make(
            "opportunity",
            [["name": [TestValue("一期")]], ["name": [TestValue("二期")]]],
            links: [("account", "account", [2, 0])]
        )
        let outcome = check(
            [.of("A01", .required("name"), else: .reject)],
            ["account": accounts, "opportunity": deals]
        )
        #expect(outcome.dispositions["opportunity"] == [.reject(rule: "A01"), .keep])
        #expect(outcome.findings.last?.code.text == "V011")
    }

    @Test("an optional parent may be lost; exists says so")
    func optionalLink() {
        let contacts = TestRecords.make("contact", [[:], [:], [:]])
        var context = ValidatingContext()
        context.parents["contact"] = [2, 0, -1]
        let outcome = check(
            [
                .of("C04", .exists("account"), on: "contact", else: .review),
                .of("A01", .required("name"), else: .reject),
            ],
            ["account": accounts, "contact": contacts],
            context: context
        )
        #expect(
            outcome.dispositions["contact"] == [
                .review(rule: "C04"), .keep, .review(rule: "C04"),
            ]
        )
    }

    @Test("findings are bounded and what is beyond is counted")
    func boundedFindings() {
        let records = TestRecords.make("account", [TestRecords.Row](repeating: [:], count: 7))
        var context = ValidatingContext()
        context.maxFindingsPerRule = 5
        let outcome = check(
            [.of("A01", .required("name"))],
            ["account": records],
            context: context
        )
        #expect(outcome.findings.count == 5)
        #expect(outcome.droppedFindingCount == 2)
        #expect(outcome.results[0].offenders == Share(7, of: 7))
        #expect(outcome.results[0].examples.count == 7)
        #expect(outcome.results[0].examples[0] == "k1")
    }

    @Test("a finding carries rule, field and value to its place")
    func finding() {
        let outcome = check([.of("A02", .valid("uscc"), else: .clear)], ["account": accounts])
        let finding = outcome.findings[0].finding(at: Place(source: "s", file: "f"))
        #expect(finding.rule == "A02")
        #expect(finding.field == "uscc")
        #expect(finding.value == "U1")
        #expect(finding.detail == "valid; field emptied")
    }
}
