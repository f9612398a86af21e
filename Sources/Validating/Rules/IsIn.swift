import Records

/// `in: {level: [A, B, C]}`: every value of the field is one of the list; a blank isn't evaluated.
struct IsIn: Rule {
    static let spec = ComponentSpec.rule(
        "in",
        "what is filled is one of the listed values",
        options: [OptionSpec("in", .map, isPrimary: true, "`{field: [values]}`")],
        finding: code,
        example: "{id: A07-level, in: {level: [A, B, C]}, warn: 5%}"
    )
    static let code = ValidateFindings.notInList

    let field: String?
    private let name: String
    private let list: ValueTable

    init?(_ condition: RuleSpec.Condition) {
        guard case .isIn(let name, let texts) = condition else { return nil }
        self.name = name
        field = name
        var list = ValueTable()
        for text in texts { _ = list.intern(text) }
        self.list = list
    }

    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement] {
        let values = fields.values(name)
        let isListed = values.truths { list.find($0) != nil }
        return each(asked) { record in
            if values.isBlank(record) { return .notEvaluated }
            return values[record].allSatisfy { isListed[Int($0.id)] } ? .passes : .offends
        }
    }
}
