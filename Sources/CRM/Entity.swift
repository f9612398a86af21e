/// A kind of business record: account, contact, opportunity, …, or one that a pipeline declares.
package struct Entity: Sendable {
    package let name: String
    package let table: String
    package let idColumn: String
    /// `account_code`, with `A` before the number; nil when the table has no minted code.
    package let codeColumn: String?
    package let codePrefix: String
    package let labelZh: String
    package let fields: [Field]
    package let links: [Link]
    /// Whether mentions of it are matched by default; others are one record per key.
    package let isMatched: Bool
    package let isCustom: Bool

    package init(
        _ name: String,
        table: String,
        id: String,
        code: (column: String, prefix: String)? = nil,
        zh: String,
        isMatched: Bool = false,
        isCustom: Bool = false,
        fields: [Field],
        links: [Link] = []
    ) {
        self.name = name
        self.table = table
        idColumn = id
        codeColumn = code?.column
        codePrefix = code?.prefix ?? ""
        labelZh = zh
        self.isMatched = isMatched
        self.isCustom = isCustom
        self.fields = fields
        self.links = links
    }

    package func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    /// Whether values of a field may tell of one person: birth dates, and all that pipelines declare
    /// themselves, of which nothing is known.
    package func isPersonal(_ field: String) -> Bool { isCustom || Masking.isPersonal(field) }

    /// The entity with further fields, those of a run's `custom:` columns.
    package func adding(_ more: [Field]) -> Entity {
        Entity(
            name,
            table: table,
            id: idColumn,
            code: codeColumn.map { ($0, codePrefix) },
            zh: labelZh,
            isMatched: isMatched,
            isCustom: isCustom,
            fields: fields + more,
            links: links
        )
    }
}

/// All entities that a run knows, in the order of load: parents before children.
package struct CRMModel: Sendable {
    package var entities: [Entity]

    package init(entities: [Entity]) { self.entities = entities }

    package func entity(_ name: String) -> Entity? { entities.first { $0.name == name } }
}
