import Records

/// All kinds of rules; lint, the JSON Schema and the docs read `all`.
package enum Rules {
    package static let all: [ComponentSpec] = types.map { $0.spec }

    static let types: [any Rule.Type] = [
        Required.self,
        AnyOf.self,
        Valid.self,
        Complete.self,
        Unique.self,
        Exists.self,
        NewerThan.self,
        IsIn.self,
        Matches.self,
        InRange.self,
    ]

    /// The rule of a condition; nil when its pattern is bad, which lint reports.
    static func make(_ condition: RuleSpec.Condition) -> (any Rule)? {
        for type in types {
            if let rule = type.init(condition) { return rule }
        }
        return nil
    }

    /// What every rule may say beside its condition.
    package static let sharedOptions: [OptionSpec] = [
        OptionSpec("id", .text, "the rule's name in reports, history and JUnit; required"),
        OptionSpec(
            "else",
            .choice(RuleSpec.RowAction.allCases.map(\.rawValue)),
            standard: "keep",
            "what happens to a record that breaks the rule"
        ),
        OptionSpec("warn", .share, "the largest share or number of offenders without a warning"),
        OptionSpec(
            "fail",
            .share,
            standard: "0",
            "the largest share or number of offenders with which a run publishes"
        ),
        OptionSpec(
            "by",
            .text,
            "judge each group of records of that field by itself; `source` is the source system"
        ),
        OptionSpec("where", .text, "only records for which the expression holds"),
        OptionSpec("why", .text, "the reason, shown in reports"),
    ]
}
