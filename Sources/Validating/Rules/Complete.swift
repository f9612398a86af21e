import CRM
import Records

/// `complete: {fields: […], at_least: 80%}`: enough of the fields are filled and not invalid.
///
/// Fields count alike; a person's name of which only the family name is known counts half. Without
/// `fields` the fields and weights of record completeness are taken.
struct Complete: Rule {
    static let spec = ComponentSpec.rule(
        "complete",
        "at least that share of the fields is filled and valid",
        options: [
            OptionSpec("complete", .map, isPrimary: true, "`{fields: […], at_least: 80%}`")
        ],
        finding: code,
        example: "{id: A04-core, complete: {fields: [name, city], at_least: 80%}, warn: 30%}"
    )
    static let code = ValidateFindings.incomplete

    let field: String? = nil
    private let names: [String]
    private let atLeastPercent: Int

    init?(_ condition: RuleSpec.Condition) {
        guard case .complete(let names, let atLeastPercent) = condition else { return nil }
        self.names = names
        self.atLeastPercent = atLeastPercent
    }

    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement] {
        let questions =
            names.isEmpty
            ? fields.entity.completenessItems.map { Question($0) }
            : names.map { Question(fields: [$0]) }
        let whole = Completeness.whole(questions)
        if whole == 0 { return each(asked) { _ in .notEvaluated } }
        let halves = Completeness.weighedHalves(&fields, questions)
        return each(asked) { halves[$0] * 100 >= atLeastPercent * whole ? .passes : .offends }
    }
}
