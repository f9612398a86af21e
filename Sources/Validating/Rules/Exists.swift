import Records

/// `exists: account`: the record is linked to a parent of that entity, and the parent is loaded.
///
/// A parent that its own rules rejected or hold back for review is not loaded: entities are checked
/// parents first.
struct Exists: Rule {
    static let spec = ComponentSpec.rule(
        "exists",
        "the record is linked to a parent of that entity which is loaded",
        options: [OptionSpec("exists", .text, isPrimary: true, "the parent's entity")],
        finding: code,
        example: "{id: C04-account, exists: account, else: keep, warn: 10%}"
    )
    static let code = ValidateFindings.parentMissing

    let field: String?
    private let parent: String

    init?(_ condition: RuleSpec.Condition) {
        guard case .exists(let parent) = condition else { return nil }
        self.parent = parent
        field = parent
    }

    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement] {
        let parents = fields.links.parents(of: fields.entity.name, in: parent)
        return each(asked) { record in
            guard parents[record] >= 0 else { return .offends }
            return fields.links.isHeldBack(parent, record: Int(parents[record]))
                ? .offends : .passes
        }
    }
}
