import Records

/// `any_of: [phone, email]`: at least one of the fields is filled and not invalid.
struct AnyOf: Rule {
    static let spec = ComponentSpec.rule(
        "any_of",
        "at least one of the fields is filled and valid",
        options: [OptionSpec("any_of", .list, isPrimary: true, "the fields")],
        finding: code,
        example: "{id: A02-reachable, any_of: [phone, email, contacts], warn: 10%, fail: 30%}"
    )
    static let code = ValidateFindings.noneFilled

    let field: String? = nil
    private let names: [String]

    init?(_ condition: RuleSpec.Condition) {
        guard case .anyOf(let names) = condition else { return nil }
        self.names = names
    }

    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement] {
        var isFilled = [Bool](repeating: false, count: asked.count)
        for name in names {
            let values = fields.values(name)
            for record in asked.indices where values.isFilled(record) { isFilled[record] = true }
        }
        return each(asked) { isFilled[$0] ? .passes : .offends }
    }
}
