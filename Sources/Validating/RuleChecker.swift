// Validating: golden records flow in, a verdict per rule and a disposition per record flow out.
//
// Entities are checked parents first, rules in the order of the pipeline. A record that a rule with
// `else: reject` or `else: review` holds back leaves the stream at once: later rules neither see nor
// count it, and children that need it follow it.
//
//     account   name                  A01-name: required: name, else: reject
//     0         上海宏图贸易有限公司      keep
//     1         (blank)               reject(A01-name), 1 of 2 offends
//     contact   account
//     0         1                     reject(A01-name): its required parent is gone

import CRM
import Records

package enum RuleChecker {
    /// Judges all records by all rules; results come in order of entity, rule and group.
    package static func check(
        _ specs: [RuleSpec],
        entities: [String: EntityRecords],
        model: CRMModel,
        context: ValidatingContext
    ) -> RuleOutcome {
        var links = ParentIndex(entities: entities, model: model, context: context)
        var outcome = RuleOutcome()
        for name in order(specs, entities, model) {
            var check = EntityCheck(name, links: links)
            check.followParents(&outcome)
            for spec in specs where spec.entity == name { check.apply(spec, &outcome) }
            guard entities[name] != nil else { continue }
            links.heldBack[name] = check.dispositions.map { !$0.isKept }
            outcome.completeness[name] = check.completeness()
            outcome.dispositions[name] = check.dispositions
        }
        return outcome
    }

    /// The model's order, then what it doesn't know.
    private static func order(
        _ specs: [RuleSpec],
        _ entities: [String: EntityRecords],
        _ model: CRMModel
    ) -> [String] {
        let known = model.entities.map(\.name)
        let others = Set(entities.keys).union(specs.map(\.entity)).subtracting(known)
        let named = Set(entities.keys).union(specs.map(\.entity))
        return known.filter { named.contains($0) } + others.sorted()
    }
}

/// One entity while its rules are applied.
private struct EntityCheck {
    let name: String
    var fields: RecordFields
    var dispositions: [Disposition]

    init(_ name: String, links: ParentIndex) {
        self.name = name
        fields = RecordFields(name, links: links)
        dispositions = [Disposition](repeating: .keep, count: fields.count)
    }

    private var context: ValidatingContext { fields.links.context }

    mutating func completeness() -> [UInt8] { Completeness.percents(&fields) }

    /// Children whose link is required go where their parent went.
    mutating func followParents(_ outcome: inout RuleOutcome) {
        for link in fields.entity.links where link.isRequired {
            guard let gone = outcome.dispositions[link.entity] else { continue }
            let parents = fields.links.parents(of: name, in: link.entity, link: link.name)
            for (record, parent) in parents.enumerated()
            where parent >= 0 && dispositions[record].isKept && !gone[Int(parent)].isKept {
                dispositions[record] = gone[Int(parent)]
                let finding = RuleFinding(
                    entity: name,
                    record: record,
                    rule: gone[Int(parent)].rule,
                    field: link.name,
                    code: ValidateFindings.parentHeldBack,
                    value: "",
                    detail: "record \(gone[Int(parent)].verb) with its \(link.entity)"
                )
                outcome.findings.append(finding)
            }
        }
    }

    mutating func apply(_ spec: RuleSpec, _ outcome: inout RuleOutcome) {
        guard let rule = Rules.make(spec.condition) else {
            outcome.results.append(result(spec, group: "", [], []))
            return
        }
        let asked = self.asked(spec)
        let judgements = rule.judge(&fields, asked: asked)
        appendResults(spec, judgements, &outcome)
        let offenders = judgements.indices.filter { judgements[$0] == .offends }
        let evaluated = judgements.reduce(0) { $0 + ($1 == .notEvaluated ? 0 : 1) }
        outcome.score.numerator += evaluated - offenders.count
        outcome.score.denominator += evaluated
        report(offenders, rule, spec, &outcome)
        act(on: offenders, rule, spec, &outcome)
    }

    /// Records in the stream for which `where:` holds.
    private mutating func asked(_ spec: RuleSpec) -> [Bool] {
        guard let filter = spec.filter else { return dispositions.map(\.isKept) }
        var columns: [String: FieldValues] = [:]
        for name in Set(filter.names) { columns[name] = fields.values(name) }
        return dispositions.indices.map { record in
            dispositions[record].isKept && filter.holds { columns[$0]?.text(record) ?? "" }
        }
    }

    private mutating func appendResults(
        _ spec: RuleSpec,
        _ judgements: [Judgement],
        _ outcome: inout RuleOutcome
    ) {
        let evaluated = judgements.indices.filter { judgements[$0] != .notEvaluated }
        guard let by = spec.by, !evaluated.isEmpty else {
            outcome.results.append(result(spec, group: "", evaluated, judgements))
            return
        }
        let groups = fields.groups(by: by)
        var members: [String: [Int]] = [:]
        for record in evaluated { members[groups[record], default: []].append(record) }
        for (group, records) in members.sorted(by: { $0.key < $1.key }) {
            outcome.results.append(result(spec, group: group, records, judgements))
        }
    }

    private func result(
        _ spec: RuleSpec,
        group: String,
        _ evaluated: [Int],
        _ judgements: [Judgement]
    ) -> RuleResult {
        let offenders = evaluated.filter { judgements[$0] == .offends }
        let share = Share(offenders.count, of: evaluated.count)
        let limits = RuleLimits(spec, isCheck: context.isCheck)
        var result = RuleResult(
            id: spec.id,
            entity: spec.entity,
            text: spec.text,
            verdict: limits.verdict(share)
        )
        result.why = spec.why
        result.group = group
        result.offenders = share
        result.limits = limits.text
        result.examples = offenders.prefix(20).map { fields.key($0) }
        return result
    }

    private mutating func report(
        _ offenders: [Int],
        _ rule: any Rule,
        _ spec: RuleSpec,
        _ outcome: inout RuleOutcome
    ) {
        let values = rule.field.map { fields.values($0) }
        let ending = spec.action == .keep || context.isCheck ? "" : "; \(spec.action.consequence)"
        for record in offenders.prefix(context.maxFindingsPerRule) {
            outcome.findings.append(
                RuleFinding(
                    entity: name,
                    record: record,
                    rule: spec.id,
                    field: rule.field,
                    code: type(of: rule).code,
                    value: values?.text(record) ?? "",
                    detail: spec.text + ending
                )
            )
        }
        outcome.droppedFindingCount += max(0, offenders.count - context.maxFindingsPerRule)
    }

    private mutating func act(
        on offenders: [Int],
        _ rule: any Rule,
        _ spec: RuleSpec,
        _ outcome: inout RuleOutcome
    ) {
        for record in offenders {
            switch spec.action {
            case .keep: break
            case .reject: dispositions[record] = .reject(rule: spec.id)
            case .review: dispositions[record] = .review(rule: spec.id)
            case .clear:
                guard let field = rule.field, fields.clear(field, record: record) else { continue }
                outcome.cleared.append(
                    ClearedField(
                        entity: name,
                        record: record,
                        field: fields.canonicalName(field),
                        rule: spec.id
                    )
                )
            }
        }
    }
}

extension Disposition {
    fileprivate var rule: String {
        switch self {
        case .keep: ""
        case .reject(let rule), .review(let rule): rule
        }
    }

    fileprivate var verb: String {
        switch self {
        case .keep: "kept"
        case .reject: "rejected"
        case .review: "held back"
        }
    }
}

extension RuleSpec.RowAction {
    fileprivate var consequence: String {
        switch self {
        case .keep: "record kept"
        case .clear: "field emptied"
        case .reject: "record rejected"
        case .review: "record held back for review"
        }
    }
}
