import Records

/// `unique: uscc`: no two records have the same value; all members of a group of equals offend.
///
/// Invalid values, placeholders and masked values equal nothing; a record that has no other isn't
/// evaluated. Of a multi-valued field one shared value is enough.
struct Unique: Rule {
    static let spec = ComponentSpec.rule(
        "unique",
        "no two records have the same value; all that share one offend",
        options: [OptionSpec("unique", .text, isPrimary: true, "the field")],
        finding: code,
        example: "{id: A05-one-each, unique: uscc, else: review}"
    )
    static let code = ValidateFindings.notUnique

    let field: String?
    private let name: String

    init?(_ condition: RuleSpec.Condition) {
        guard case .unique(let name) = condition else { return nil }
        self.name = name
        field = name
    }

    func judge(_ fields: inout RecordFields, asked: [Bool]) -> [Judgement] {
        let values = fields.values(name)
        var firstOwner = [Int](repeating: -1, count: values.texts.count)
        var isShared = [Bool](repeating: false, count: values.texts.count)
        for record in asked.indices where asked[record] {
            for entry in values[record] where entry.isComparable {
                let id = Int(entry.id)
                if firstOwner[id] < 0 { firstOwner[id] = record }
                if firstOwner[id] != record { isShared[id] = true }
            }
        }
        return each(asked) { record in
            let comparable = values[record].filter(\.isComparable)
            if comparable.isEmpty { return .notEvaluated }
            return comparable.contains { isShared[Int($0.id)] } ? .offends : .passes
        }
    }
}
