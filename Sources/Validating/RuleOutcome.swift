import Records

/// What the rules decided about a record; the first rule that holds it back settles it.
package enum Disposition: Sendable, Equatable {
    case keep
    /// By the rule with that id.
    case reject(rule: String)
    case review(rule: String)

    package var isKept: Bool { self == .keep }
}

/// A scalar field that `else: clear` empties; its raw text goes to `custom.rejected_values`.
package struct ClearedField: Sendable, Equatable {
    package var entity: String
    package var record: Int
    package var field: String
    package var rule: String
}

/// An offender of a rule; `finding(at:)` makes the finding when the caller knows the place.
package struct RuleFinding: Sendable, Equatable {
    package var entity: String
    package var record: Int
    package var rule: String
    /// nil when the rule is about several fields.
    package var field: String?
    package var code: FindingCode
    /// The field's text, unmasked.
    package var value: String
    /// `required: name; record rejected`.
    package var detail: String

    package func finding(at place: Place) -> Finding {
        var finding = Finding(code, at: place)
        finding.entity = entity
        finding.field = field
        finding.value = value
        finding.detail = detail
        finding.rule = rule
        return finding
    }
}

/// What Validating hands on: a disposition per record, and what the report shows.
package struct RuleOutcome: Sendable {
    /// Per rule, and per group of it when it says `by:`.
    package var results: [RuleResult] = []
    /// By entity, per record.
    package var dispositions: [String: [Disposition]] = [:]
    package var cleared: [ClearedField] = []
    package var findings: [RuleFinding] = []
    /// Offenders that were counted but have no finding.
    package var droppedFindingCount = 0
    /// By entity, per record: 0–100, rounded down.
    package var completeness: [String: [UInt8]] = [:]
    /// Passed of evaluated checks over all rules and records.
    package var score = Share(0, of: 0)

    package init() {}

    package func rejectedCount(_ entity: String) -> Int {
        dispositions[entity, default: []].reduce(0) {
            if case .reject = $1 { $0 + 1 } else { $0 }
        }
    }

    package func reviewCount(_ entity: String) -> Int {
        dispositions[entity, default: []].reduce(0) {
            if case .review = $1 { $0 + 1 } else { $0 }
        }
    }
}
