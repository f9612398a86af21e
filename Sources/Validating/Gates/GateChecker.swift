// Gates: thresholds on the run as a whole, judged after the rules and before anything is published.
//
//     rejected: {warn: 1%, fail: 3%}     4 of 100 mentions   → fail
//     account.rows: {change: 5%}         no published run    → not evaluated
//
// `warn`, `fail` and `max` are the largest tolerated share or number, `min` the smallest; `change`
// is the largest difference to the last published run. All are compared in exact integers.

import Records

package enum GateChecker {
    /// One result per gate, or per entity and group for `completeness`, in the order of the gates.
    package static func check(_ specs: [GateSpec], facts: RunFacts) -> [GateResult] {
        specs.flatMap { check($0, facts) }
    }

    private static func check(_ spec: GateSpec, _ facts: RunFacts) -> [GateResult] {
        switch spec.name {
        case "rejected":
            let share = Share(facts.rejectedCount, of: facts.mentionCount)
            return [largest(spec, share, "mentions")]
        case "review.pairs":
            let total = facts.entities.reduce(0) { $0 + $1.rowCountAfter }
            let share = Share(facts.reviewPairCount, of: max(total, facts.reviewPairCount, 1))
            return [largest(spec, share, "", shown: "\(facts.reviewPairCount) pairs")]
        case "review.records":
            let loaded = facts.entities.reduce(0) { $0 + $1.rowCountAfter }
            let share = Share(facts.reviewRecordCount, of: loaded + facts.reviewRecordCount)
            return [largest(spec, share, "records")]
        case "score": return [smallest(spec, facts.score, group: "")]
        case "completeness": return completeness(spec, facts)
        default: return [entityGate(spec, facts)]
        }
    }

    private static func entityGate(_ spec: GateSpec, _ facts: RunFacts) -> GateResult {
        let parts = spec.name.split(separator: ".", maxSplits: 1).map(String.init)
        let found = facts.entities.first { $0.entity == parts.first }
        guard parts.count == 2, let found else {
            return unevaluated(spec, "no records of that entity")
        }
        switch parts[1] {
        case "rows": return rows(spec, found)
        case "changed": return ofExisting(spec, found.changedCount, found)
        case "merged": return ofExisting(spec, found.mergedCount, found)
        case "duplicates": return largest(spec, found.duplicates, "records")
        case "completeness": return smallest(spec, found.completeness, group: "")
        default: return unevaluated(spec, "no such gate")
        }
    }

    private static func completeness(_ spec: GateSpec, _ facts: RunFacts) -> [GateResult] {
        let isNamed = facts.entities.count > 1
        let results: [GateResult]
        if let by = spec.by {
            results = facts.completenessByGroup[by, default: []].map { item in
                let group = isNamed ? "\(item.entity), \(item.group)" : item.group
                return smallest(spec, item.share, group: group)
            }
        } else {
            results = facts.entities.filter { $0.completeness.denominator > 0 }.map {
                smallest(spec, $0.completeness, group: isNamed ? $0.entity : "")
            }
        }
        return results.isEmpty ? [unevaluated(spec, "no records")] : results
    }
}

extension GateChecker {
    private static func ofExisting(
        _ spec: GateSpec,
        _ count: Int,
        _ facts: RunFacts.EntityFacts
    ) -> GateResult {
        guard let before = facts.rowCountBefore, before > 0 else {
            return unevaluated(spec, "no existing records")
        }
        return largest(spec, Share(count, of: before), "existing records")
    }

    /// A measure of which less is better.
    private static func largest(
        _ spec: GateSpec,
        _ share: Share,
        _ unit: String,
        shown: String? = nil
    ) -> GateResult {
        if share.denominator == 0 { return unevaluated(spec, "no \(unit)") }
        var verdict = Verdict.pass
        if spec.warn?.isExceeded(by: share) == true { verdict = .warn }
        if spec.fail?.isExceeded(by: share) == true || spec.max?.isExceeded(by: share) == true {
            verdict = .fail
        }
        let measured =
            shown ?? "\(share.numerator) of \(share.denominator) \(unit) (\(share.percent))"
        return result(spec, measured, verdict)
    }

    /// A percentage of which more is better: `min` as `50%` and as `50` say the same; `warn` and
    /// `fail` are the largest tolerated share of what is missing.
    private static func smallest(_ spec: GateSpec, _ share: Share, group: String) -> GateResult {
        if share.denominator == 0 { return unevaluated(spec, "nothing to measure") }
        let missing = Share(share.denominator - share.numerator, of: share.denominator)
        var verdict = Verdict.pass
        if spec.warn?.isExceeded(by: missing) == true { verdict = .warn }
        if spec.fail?.isExceeded(by: missing) == true { verdict = .fail }
        if let min = spec.min, isBelow(share, min) { verdict = .fail }
        var result = result(spec, share.percent, verdict)
        result.group = group
        return result
    }

    private static func isBelow(_ share: Share, _ min: Limit) -> Bool {
        let least =
            switch min {
            case .count(let percent): percent * 1000
            case .share(let hundredThousandths): hundredThousandths
            }
        return share.numerator * 100_000 < least * share.denominator
    }

    private static func rows(_ spec: GateSpec, _ facts: RunFacts.EntityFacts) -> GateResult {
        let count = Share(facts.rowCountAfter, of: facts.rowCountBefore ?? 0)
        var verdicts: [Verdict] = []
        if let warn = spec.warn { verdicts.append(warn.isExceeded(by: count) ? .warn : .pass) }
        for limit in [spec.max, spec.fail].compactMap({ $0 }) {
            verdicts.append(limit.isExceeded(by: count) ? .fail : .pass)
        }
        if case .count(let least) = spec.min {
            verdicts.append(facts.rowCountAfter < least ? .fail : .pass)
        }
        var measured = "\(facts.rowCountAfter) records"
        if let change = spec.change {
            if let before = facts.rowCountBefore, before > 0 {
                let difference = Share(abs(facts.rowCountAfter - before), of: before)
                verdicts.append(change.isExceeded(by: difference) ? .fail : .pass)
                measured += ", \(before) before (\(difference.percent) change)"
            } else {
                measured += ", no published run to compare with"
            }
        }
        return result(spec, measured, worst(of: verdicts))
    }

    private static func worst(of verdicts: [Verdict]) -> Verdict {
        for verdict in [Verdict.fail, .warn, .pass] where verdicts.contains(verdict) {
            return verdict
        }
        return .notEvaluated
    }

    private static func unevaluated(_ spec: GateSpec, _ why: String) -> GateResult {
        result(spec, why, .notEvaluated)
    }

    private static func result(
        _ spec: GateSpec,
        _ measured: String,
        _ verdict: Verdict
    ) -> GateResult {
        let limits: [(String, Limit?)] = [
            ("min", spec.min), ("max", spec.max), ("change", spec.change), ("warn", spec.warn),
            ("fail", spec.fail),
        ]
        let text = limits.compactMap { name, limit in limit.map { "\(name): \($0.text)" } }
        return GateResult(
            name: spec.name,
            measured: measured,
            limits: text.joined(separator: ", "),
            verdict: verdict
        )
    }
}
