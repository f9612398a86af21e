import Records

/// The limits of a rule as they stand, and the verdict on a share of offenders.
///
/// `fail: 0` is the default of rules that say neither `warn:` nor `fail:` and whose records load as
/// they are (`else: keep`). `clear`, `reject` and `review` deal with the record and fail no run by
/// themselves (gates count them), except in a check: there nothing is dealt with, so all default.
struct RuleLimits {
    let warn: Limit?
    let fail: Limit?
    /// `else: reject, fail: 3%`.
    let text: String

    init(_ spec: RuleSpec, isCheck: Bool) {
        let isDefault = spec.warn == nil && spec.fail == nil && (spec.action == .keep || isCheck)
        warn = spec.warn
        fail = isDefault ? .count(0) : spec.fail
        var parts: [String] = []
        if spec.action != .keep { parts.append("else: \(spec.action.rawValue)") }
        if let warn { parts.append("warn: \(warn.text)") }
        if let fail { parts.append("fail: \(fail.text)") }
        text = parts.joined(separator: ", ")
    }

    func verdict(_ offenders: Share) -> Verdict {
        if offenders.denominator == 0 { return .notEvaluated }
        if fail?.isExceeded(by: offenders) == true { return .fail }
        if warn?.isExceeded(by: offenders) == true { return .warn }
        return .pass
    }
}
