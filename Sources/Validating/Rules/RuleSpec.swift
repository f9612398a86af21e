import Records

/// A rule as the pipeline declares it: one condition, what happens to the record, what to the run.
package struct RuleSpec: Sendable {
    /// The condition; field names are those of the CRM model or derived ones (`reachable`, `contacts`).
    package enum Condition: Sendable, Equatable {
        case required(String)
        case anyOf([String])
        case valid(String)
        case complete(fields: [String], atLeastPercent: Int)
        case unique(String)
        /// A parent of that entity is linked and loaded.
        case exists(String)
        /// Not older than that many months (or days) at `as_of`.
        case newerThan(field: String, months: Int, days: Int)
        case isIn(field: String, values: [String])
        case matches(field: String, pattern: String)
        case range(field: String, min: String?, max: String?)

        /// The rule's key in YAML: `required`, `any_of`, ….
        package var name: String {
            switch self {
            case .required: "required"
            case .anyOf: "any_of"
            case .valid: "valid"
            case .complete: "complete"
            case .unique: "unique"
            case .exists: "exists"
            case .newerThan: "newer_than"
            case .isIn: "in"
            case .matches: "matches"
            case .range: "range"
            }
        }
    }

    /// What happens to a record that breaks the rule.
    package enum RowAction: String, Sendable, CaseIterable { case keep, clear, reject, review }

    package var id: String
    package var entity: String
    package var condition: Condition
    /// The condition as the pipeline writes it, for reports: `required: name`.
    package var text: String
    package var action: RowAction = .keep
    package var warn: Limit?
    /// nil means the default: `fail: 0` when the rule says neither `warn:` nor `fail:` and its action is `keep`.
    package var fail: Limit?
    /// `owner`, `source`, `city`, …: judge each group by itself.
    package var by: String?
    package var filter: Expression?
    package var why: String = ""
    /// Where the rule stands, `file:line`, for messages.
    package var origin: String = ""

    package init(id: String, entity: String, condition: Condition, text: String) {
        self.id = id
        self.entity = entity
        self.condition = condition
        self.text = text
    }
}
