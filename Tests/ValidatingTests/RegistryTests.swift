import Records
import TestSupport
import Testing

@testable import Validating

@Suite("Registry of rules")
struct RegistryTests {
    @Test("every rule has a fixture, options with summaries, an example and a code of the table")
    func specs() throws {
        let known = Set(ValidateFindings.all.map(\.code))
        for spec in Rules.all {
            #expect(try !Fixtures.rows("rules/\(spec.name).tsv").isEmpty)
            #expect(spec.options.allSatisfy { !$0.summary.isEmpty })
            #expect(spec.options.filter(\.isPrimary).map(\.name) == [spec.name])
            #expect(spec.example.contains("\(spec.name): "))
            #expect(spec.example.contains("id: "))
            #expect(spec.findings.count == 1 && known.isSuperset(of: spec.findings))
            #expect(spec.summary.first?.isLowercase == true && spec.summary.last != ".")
        }
    }

    @Test("names and codes are used once, and every condition has its rule")
    func unique() {
        #expect(Set(Rules.all.map(\.name)).count == Rules.all.count)
        #expect(Set(Rules.all.flatMap(\.findings)).count == Rules.all.count)
        #expect(Set(ValidateFindings.all.map(\.code)).count == ValidateFindings.all.count)
        let conditions: [RuleSpec.Condition] = [
            .required("f"), .anyOf(["f"]), .valid("f"), .complete(fields: [], atLeastPercent: 80),
            .unique("f"), .exists("account"), .newerThan(field: "f", months: 1, days: 0),
            .isIn(field: "f", values: []), .matches(field: "f", pattern: "x"),
            .range(field: "f", min: nil, max: nil),
        ]
        for condition in conditions {
            let rule = Rules.make(condition)
            #expect(rule.map { type(of: $0).spec.name } == condition.name)
        }
        #expect(Rules.all.map(\.name) == conditions.map(\.name))
    }
}
