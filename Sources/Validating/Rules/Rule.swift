import Records

/// What a rule says about one record.
enum Judgement: UInt8, Sendable {
    case passes, offends
    /// The rule has nothing to judge there; such records are in no denominator.
    case notEvaluated
}

/// A kind of rule: one condition on the records of an entity.
///
/// One file, one line in `Rules.types`, one fixture `Fixtures/rules/<name>.tsv`.
protocol Rule: Sendable {
    static var spec: ComponentSpec { get }
    /// The finding about an offender.
    static var code: FindingCode { get }

    /// nil when the condition belongs to another kind of rule, or can't be judged (a bad pattern).
    init?(_ condition: RuleSpec.Condition)

    /// The field that findings name and `else: clear` empties; nil when it is about several.
    var field: String? { get }

    /// One judgement per record; those that aren't asked may have any.
    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement]
}

extension Rule {
    /// Judges each record that is asked by itself.
    func each(_ asked: [Bool], _ judge: (Int) -> Judgement) -> [Judgement] {
        asked.indices.map { asked[$0] ? judge($0) : .notEvaluated }
    }
}

extension ComponentSpec {
    /// A rule's own option and those that every rule has.
    static func rule(
        _ name: String,
        _ summary: String,
        options: [OptionSpec],
        finding: FindingCode,
        example: String
    ) -> ComponentSpec {
        ComponentSpec(
            name: name,
            stage: .validating,
            summary: summary,
            options: options + Rules.sharedOptions,
            findings: [finding],
            example: example
        )
    }
}
