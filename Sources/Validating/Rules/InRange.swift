import Records

/// `range: {amount: {min: 0, max: 1000000}}`: every value of the field lies between the bounds.
///
/// Bounds are inclusive. When a bound is a number the value must be one too, and both are compared
/// digit by digit, so that no rounding decides; other bounds (ISO dates) are compared as text. A
/// blank isn't evaluated.
struct InRange: Rule {
    static let spec = ComponentSpec.rule(
        "range",
        "what is filled lies between the bounds, both included",
        options: [OptionSpec("range", .map, isPrimary: true, "`{field: {min: 0, max: 100}}`")],
        finding: code,
        example: "{id: O01-amount, range: {amount: {min: 0, max: 100000000}}, warn: 1%}"
    )
    static let code = ValidateFindings.outOfRange

    let field: String?
    private let name: String
    private let min: String?
    private let max: String?

    init?(_ condition: RuleSpec.Condition) {
        guard case .range(let name, let min, let max) = condition else { return nil }
        self.name = name
        self.min = min
        self.max = max
        field = name
    }

    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement] {
        let values = fields.values(name)
        let isInside = values.truths { holds($0.string()) }
        return each(asked) { record in
            if values.isBlank(record) { return .notEvaluated }
            return values[record].allSatisfy { isInside[Int($0.id)] } ? .passes : .offends
        }
    }

    private func holds(_ text: String) -> Bool {
        if let min, InRange.isOrdered(min, text) == false { return false }
        if let max, InRange.isOrdered(text, max, boundIsLast: true) == false { return false }
        return true
    }

    /// Whether `low` is at most `high`; one of them is the bound.
    private static func isOrdered(_ low: String, _ high: String, boundIsLast: Bool = false) -> Bool
    {
        guard DecimalText(boundIsLast ? high : low) != nil else { return low <= high }
        guard let a = DecimalText(low), let b = DecimalText(high) else { return false }
        return a <= b
    }
}
