import Records

/// `newer_than: {last_activity_at: 24 months}`: the date isn't older than that at `as_of`.
///
/// A blank, an invalid date and a text that is none aren't evaluated. A date of lesser precision
/// (`2022-05`) passes when some day of it would.
struct NewerThan: Rule {
    static let spec = ComponentSpec.rule(
        "newer_than",
        "the date is not older than that many months or days at `as_of`",
        options: [
            OptionSpec("newer_than", .map, isPrimary: true, "`{field: 24 months}` or `30 days`")
        ],
        finding: code,
        example: "{id: A06-fresh, newer_than: {last_activity_at: 24 months}, warn: 30%}"
    )
    static let code = ValidateFindings.tooOld

    let field: String?
    private let name: String
    private let months: Int
    private let days: Int

    init?(_ condition: RuleSpec.Condition) {
        guard case .newerThan(let name, let months, let days) = condition else { return nil }
        self.name = name
        self.months = months
        self.days = days
        field = name
    }

    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement] {
        guard let today = CivilDate(fields.links.context.asOf) else {
            return each(asked) { _ in .notEvaluated }
        }
        let oldest = Array(today.earlier(months: months, days: days).text.utf8)
        let values = fields.values(name)
        let isDate = values.truths(CivilDate.isDate)
        let isFresh = values.truths { date in
            for index in 0..<min(date.count, oldest.count) where date[index] != oldest[index] {
                return date[index] > oldest[index]
            }
            return true
        }
        return each(asked) { record in
            let dates = values[record].filter { $0.validity != .invalid && isDate[Int($0.id)] }
            if dates.isEmpty { return .notEvaluated }
            return dates.contains { isFresh[Int($0.id)] } ? .passes : .offends
        }
    }
}
