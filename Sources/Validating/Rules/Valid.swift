import Records

/// `valid: uscc`: no value of the field is invalid for its type; a blank isn't evaluated.
///
/// The denominator is the records that have a value. A suspect value passes.
struct Valid: Rule {
    static let spec = ComponentSpec.rule(
        "valid",
        "what is filled is valid for the field's type",
        options: [OptionSpec("valid", .text, isPrimary: true, "the field")],
        finding: code,
        example: "{id: C02-mobile, valid: mobile, warn: 3%, fail: 20%}"
    )
    static let code = ValidateFindings.notValid

    let field: String?
    private let name: String

    init?(_ condition: RuleSpec.Condition) {
        guard case .valid(let name) = condition else { return nil }
        self.name = name
        field = name
    }

    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement] {
        let values = fields.values(name)
        return each(asked) { record in
            if values.isBlank(record) { return .notEvaluated }
            return values[record].contains { $0.validity == .invalid } ? .offends : .passes
        }
    }
}
