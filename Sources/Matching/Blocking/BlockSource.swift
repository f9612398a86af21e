import Records

/// One kind of key of one field with its blocks: a rule of its own, or half of a combination.
struct BlockSource: Sendable {
    let name: String
    /// Index of the field.
    let field: Int
    /// Too coarse to propose pairs alone.
    let isCoarse: Bool
    /// Many keys per value: never half of a combination.
    let isFuzzy: Bool
    let index: BlockIndex

    /// The blocks of all fields: the keys of their comparators, then those that follow from a type.
    static func all(
        _ fields: [MatchField],
        _ items: [FieldItems],
        workers: Workers
    ) -> [BlockSource] {
        let kinds = fields.indices.flatMap { field in
            let comparator = fields[field].comparator
            let own = comparator.blocks.indices.map { Kind(field, comparator.blocks[$0], own: $0) }
            return own + DerivedKey.of(comparator).map { Kind(field, $0.rule, derived: $0) }
        }
        return workers.map(kinds.count) { number in
            let kind = kinds[number]
            let keys =
                kind.derived.map { $0.keys(items[kind.field]) }
                ?? fields[kind.field].comparator.keys(rule: kind.own, in: items[kind.field])
            let name = name(kind.rule.name, of: kind.field, fields)
            return BlockSource(
                name: name,
                field: kind.field,
                isCoarse: kind.rule.isCoarse,
                isFuzzy: kind.rule.isFuzzy,
                index: BlockIndex(
                    name,
                    keys,
                    largest: kind.rule.isFuzzy ? BlockProbe.largestBlock : Int.max
                )
            )
        }
    }

    private struct Kind: Sendable {
        let field: Int
        let rule: BlockRule
        let own: Int
        let derived: DerivedKey?

        init(_ field: Int, _ rule: BlockRule, own: Int = 0, derived: DerivedKey? = nil) {
            self.field = field
            self.rule = rule
            self.own = own
            self.derived = derived
        }
    }

    /// The field's name stands before it where several fields are compared in the same way.
    static func name(_ rule: String, of field: Int, _ fields: [MatchField]) -> String {
        let kind = type(of: fields[field].comparator).spec.name
        let isAlone = fields.allSatisfy {
            $0.name == fields[field].name || type(of: $0.comparator).spec.name != kind
        }
        return isAlone ? rule : "\(fields[field].name): \(rule)"
    }
}
