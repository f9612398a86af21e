import Records

/// `matches: {tax_no: "^[0-9]{15}$"}`: the pattern is found in every value of the field.
///
/// A blank isn't evaluated. A pattern without `^` and `$` may be found anywhere in the value.
struct Matches: Rule {
    static let spec = ComponentSpec.rule(
        "matches",
        "what is filled has the pattern; `^` and `$` pin it to the ends",
        options: [OptionSpec("matches", .map, isPrimary: true, "`{field: pattern}`")],
        finding: code,
        example: "{id: A08-code, matches: {customer_code: \"^[A-Z]{2}[0-9]{4}$\"}, warn: 5%}"
    )
    static let code = ValidateFindings.patternMismatch

    let field: String?
    private let name: String
    private let program: RegexProgram

    init?(_ condition: RuleSpec.Condition) {
        guard case .matches(let name, let pattern) = condition,
            let program = try? RegexProgram(pattern, keepsGroups: false)
        else { return nil }
        self.name = name
        self.program = program
        field = name
    }

    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement] {
        let values = fields.values(name)
        var machine = RegexMachine(program)
        let isMatch = values.truths { machine.find(in: $0) }
        return each(asked) { record in
            if values.isBlank(record) { return .notEvaluated }
            return values[record].allSatisfy { isMatch[Int($0.id)] } ? .passes : .offends
        }
    }
}
