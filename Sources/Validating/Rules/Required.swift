import Records

/// `required: name`: the field is filled and not invalid.
struct Required: Rule {
    static let spec = ComponentSpec.rule(
        "required",
        "the field is filled and valid",
        options: [OptionSpec("required", .text, isPrimary: true, "the field")],
        finding: code,
        example: "{id: A01-name, required: name, else: reject}"
    )
    static let code = ValidateFindings.requiredBlank

    let field: String?
    private let name: String

    init?(_ condition: RuleSpec.Condition) {
        guard case .required(let name) = condition else { return nil }
        self.name = name
        field = name
    }

    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement] {
        let values = fields.values(name)
        return each(asked) { values.isFilled($0) ? .passes : .offends }
    }
}
