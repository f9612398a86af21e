import CRM
import Records

/// The columns that a load writes of one entity, and where each value comes from.
struct EntityLayout {
    struct ValueColumn {
        let field: Field
        let column: String
        /// Position in the row.
        let position: Int
        let form: ColumnForm
        /// Index into the golden fields and into the table's columns.
        let golden: Int
        let clean: Int
        /// Stored for a blank value of a column that can't be null.
        let standard: StandardValue
        let isRequired: Bool
    }

    enum StandardValue {
        case none, integer(Int64), text(String)

        var isGiven: Bool { if case .none = self { false } else { true } }
    }

    struct SetColumn {
        let field: Field
        /// `shipping` of `address@shipping`.
        let kind: String?
        let golden: Int
        let clean: Int
    }

    let entity: Entity
    private(set) var names: [String] = []
    private(set) var values: [ValueColumn] = []
    private(set) var points: [SetColumn] = []
    private(set) var addresses: [SetColumn] = []
    private(set) var consents: [SetColumn] = []
    /// Fields of the JSON column, and columns kept by `custom:` (their names after `custom.`).
    private(set) var customs: [(name: String, golden: Int?, clean: Int)] = []
    private(set) var links: [(link: Link, position: Int, index: Int)] = []
    /// Indices into `values` of those that refer to other rows: users, stages, picklist words.
    private(set) var referred: [Int] = []
    let hasCustom: Bool
    /// Where the name stands from which keys and parts are taken.
    private(set) var nameColumn: ValueColumn?

    init(_ entity: Entity, load: LoadEntity) {
        self.entity = entity
        hasCustom = EntityLayout.hasColumn("custom", entity)
        names.append(entity.idColumn)
        if let code = entity.codeColumn { names.append(code) }
        addFields(load)
        for (index, link) in load.links.enumerated() {
            guard let known = entity.links.first(where: { $0.name == link.name }) else { continue }
            links.append((known, position(known.column), index))
        }
        for column in EntityLayout.technical(entity) { _ = position(column) }
        for (column, standard) in EntityLayout.mandatory[entity.name] ?? [] {
            if !names.contains(column) { extra.append((position(column), standard)) }
        }
    }

    /// Columns that are written although nothing is mapped to them.
    private(set) var extra: [(position: Int, standard: StandardValue)] = []

    func index(of column: String) -> Int? { names.firstIndex(of: column) }

    private mutating func position(_ column: String) -> Int {
        if let known = names.firstIndex(of: column) { return known }
        names.append(column)
        return names.count - 1
    }

    private mutating func addFields(_ load: LoadEntity) {
        for (clean, column) in load.records.table.columns.enumerated() {
            let golden = load.records.golden.fields.firstIndex { $0.name == column.field }
            if column.field.hasPrefix("custom.") {
                customs.append((String(column.field.dropFirst(7)), golden, clean))
                continue
            }
            let parts = column.field.split(separator: "@", maxSplits: 1)
            guard let golden, let first = parts.first, let field = entity.field(String(first))
            else {
                continue
            }
            let kind = parts.count > 1 ? String(parts[1]) : nil
            add(field, kind: kind, golden: golden, clean: clean)
        }
    }

    private mutating func add(_ field: Field, kind: String?, golden: Int, clean: Int) {
        switch field.storage {
        case .column(let column), .picklist(_, let column), .user(let column):
            let value = ValueColumn(
                field: field,
                column: column,
                position: position(column),
                form: ColumnForm(field, entity: entity),
                golden: golden,
                clean: clean,
                standard: EntityLayout.standard(entity.name, column),
                isRequired: EntityLayout.isRequired(entity.name, column)
            )
            if value.form.isReferred { referred.append(values.count) }
            values.append(value)
            if column == "name" || column == "full_name" { nameColumn = value }
        case .point:
            points.append(SetColumn(field: field, kind: kind, golden: golden, clean: clean))
        case .address:
            addresses.append(SetColumn(field: field, kind: kind, golden: golden, clean: clean))
        case .consent:
            consents.append(SetColumn(field: field, kind: kind, golden: golden, clean: clean))
        case .custom: customs.append((field.name, golden, clean))
        }
    }
}
