import Records

/// The names that a gate may have; lint, the JSON Schema and the docs read them.
package enum Gates {
    /// Gates on the run as a whole, with what they measure.
    package static let names: [(name: String, summary: String)] = [
        ("rejected", "rejected mentions, of all mentions"),
        ("review.pairs", "pairs of records queued for people"),
        ("review.records", "records held back by `else: review`, of all records"),
        ("completeness", "mean record completeness of the live records, per entity or `by:` group"),
        ("score", "passed checks of evaluated ones over all rules, 0–100"),
    ]

    /// Gates on one entity, written `account.rows`.
    package static let entityNames: [(name: String, summary: String)] = [
        ("rows", "live records after the run; `change` compares with the last published run"),
        ("changed", "existing records of which a business value changes"),
        ("merged", "existing records merged into another"),
        ("duplicates", "live records in a cluster with another"),
        ("completeness", "mean record completeness of the entity's live records"),
    ]

    /// All names for these entities.
    package static func all(entities: [String]) -> [String] {
        names.map(\.name)
            + entities.flatMap { entity in entityNames.map { "\(entity).\($0.name)" } }
    }

    /// Which of `min`, `max`, `change`, `warn`, `fail`, `by` a gate may say.
    package static func options(of name: String) -> [String] {
        switch String(name.split(separator: ".").last ?? "") {
        case "rows": ["min", "max", "change", "warn", "fail"]
        case "completeness": name == "completeness" ? ["min", "by"] : ["min"]
        case "score": ["min"]
        default: ["warn", "fail", "max"]
        }
    }
}
