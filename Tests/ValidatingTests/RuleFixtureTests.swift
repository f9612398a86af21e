import Records
import TestSupport
import Testing

@testable import Validating

/// `Fixtures/rules/<rule>.tsv`: options, records, verdicts, code.
@Suite("Rules by fixture")
struct RuleFixtureTests {
    @Test("each line of a rule's fixture holds", arguments: Rules.all.map(\.name))
    func fixture(_ name: String) throws {
        let rows = try Fixtures.rows("rules/\(name).tsv")
        #expect(rows.count >= 4, "a fixture of few cases proves little")
        for row in rows {
            let options = row[0]
            let records = row[1].components(separatedBy: " | ")
            let condition = try #require(makeCondition(name, options), "\(name) \(options)")
            let outcome = makeOutcome(condition, records)
            let result = try #require(outcome.results.first)
            let verdicts = row[2].split(separator: " ")
            #expect(verdicts.count == records.count, "\(row)")
            #expect(result.offenders.numerator == count(verdicts, "offend"), "\(row)")
            #expect(
                result.offenders.denominator == verdicts.count - count(verdicts, "none"),
                "\(row)"
            )
            let offenders = verdicts.indices.filter { verdicts[$0] == "offend" }
            #expect(outcome.findings.map(\.record) == offenders, "\(row)")
            #expect(Set(outcome.findings.map(\.code.text)).subtracting([row[3]]).isEmpty, "\(row)")
        }
    }

    private func count(_ verdicts: [Substring], _ word: String) -> Int {
        verdicts.filter { $0 == word }.count
    }

    private func makeCondition(_ name: String, _ options: String) -> RuleSpec.Condition? {
        let words = options.split(separator: " ")
        let bounds = options.components(separatedBy: "..")
        switch name {
        case "required": return .required("text")
        case "any_of": return .anyOf(["text", "mobile"])
        case "valid": return .valid("text")
        case "complete":
            return Int(options.dropLast()).map {
                .complete(fields: ["text", "mobile", "email"], atLeastPercent: $0)
            }
        case "unique": return .unique("text")
        case "exists": return .exists("account")
        case "newer_than":
            let count = words.first.flatMap { Int($0) } ?? 0
            let isMonths = words.last == "months"
            return .newerThan(
                field: "text",
                months: isMonths ? count : 0,
                days: isMonths ? 0 : count
            )
        case "in": return .isIn(field: "text", values: options.components(separatedBy: ", "))
        case "matches": return .matches(field: "text", pattern: options)
        case "range":
            return .range(
                field: "text",
                min: bounds[0].isEmpty ? nil : bounds[0],
                max: bounds[1].isEmpty ? nil : bounds[1]
            )
        default: return nil
        }
    }

    private func makeOutcome(_ condition: RuleSpec.Condition, _ records: [String]) -> RuleOutcome {
        var context = ValidatingContext()
        context.asOf = "2023-11-30"
        if case .exists = condition { return existsOutcome(condition, records, context) }
        let rows = records.map { record in
            record.isEmpty
                ? [:]
                : ["text": record.components(separatedBy: " + ").map { TestValue(fixture: $0) }]
        }
        let entities = ["thing": TestRecords.make("thing", rows)]
        return check([.of("T01", condition, on: "thing")], entities, context: context)
    }

    /// Account 0 is kept, account 1 is rejected for its blank name.
    private func existsOutcome(
        _ condition: RuleSpec.Condition,
        _ records: [String],
        _ context: ValidatingContext
    ) -> RuleOutcome {
        let parents: [Int32] = records.map { $0 == "kept" ? 0 : $0 == "rejected" ? 1 : -1 }
        let contacts = records.map { _ in ["full_name": [TestValue("张三")]] }
        let entities = [
            "account": TestRecords.make("account", [["name": [TestValue("宏图")]], [:]]),
            "contact": TestRecords.make(
                "contact",
                contacts,
                links: [("account", "account", parents)]
            ),
        ]
        let all = check(
            [
                .of("A01-name", .required("name"), else: .reject),
                .of("T01", condition, on: "contact"),
            ],
            entities,
            context: context
        )
        var outcome = RuleOutcome()
        outcome.results = all.results.filter { $0.id == "T01" }
        outcome.findings = all.findings.filter { $0.rule == "T01" }
        return outcome
    }
}

extension String {
    /// The pieces between a separator, empty ones included.
    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
