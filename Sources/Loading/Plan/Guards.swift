import CRM
import Records

/// Finds records that lack a NOT NULL value.
struct RequiredGuard {
    private let columns: [(name: String, value: EntityLayout.ValueColumn?)]
    private let reader: RecordReader
    private let needsOneOf: Bool

    init(entity: Entity, load: LoadEntity) {
        let layout = EntityLayout(entity, load: load)
        columns = EntityLayout.required(entity.name).map { name in
            (name, layout.values.first { $0.column == name })
        }
        reader = RecordReader(load: load)
        needsOneOf = entity.name == "lead"
    }

    /// The column that is blank; nil when the record can be stored.
    func missing(_ record: Int, isNew: Bool) -> String? {
        guard isNew else { return nil }
        for (name, value) in columns {
            guard let value, isFilled(record, value) else { return name }
        }
        if needsOneOf, reader.text(record, field: "full_name").isEmpty,
            reader.text(record, field: "company_name").isEmpty
        {
            return "full_name"
        }
        return nil
    }

    private func isFilled(_ record: Int, _ value: EntityLayout.ValueColumn) -> Bool {
        if reader.load.plans[record].clearedFields.contains(value.field.name) { return false }
        guard let pick = reader.outcome(record, golden: value.golden) else { return false }
        let column = reader.load.records.table.columns[value.clean]
        let id = column.outcomes[Int(pick.outcome)].value
        guard id != 0 else { return false }
        switch value.form.outcome(column.values[id]) {
        case .unstorable, .partialDate, .unknownTerm: return false
        case .integer(let number):
            return number > 0 || !EntityLayout.isPositive(value.column, of: reader.load.name)
        default: return true
        }
    }
}

/// Finds a second record with a value that must be unique.
struct UniqueGuard {
    private struct Key: Hashable {
        let group: Int
        let values: [String]
    }

    private enum Holder { case record(Int), stored(Int64) }

    private let groups: [(columns: [String], fields: [String])]
    private let reader: RecordReader
    private var holders: [Key: Holder] = [:]

    init(entity: Entity, load: LoadEntity, existing: ExistingEntity?) {
        reader = RecordReader(load: load)
        groups = EntityLayout.unique(entity.name).map { columns in
            (columns, columns.map { UniqueGuard.field($0, entity) })
        }
        guard let existing else { return }
        // What a record gives up when mentions leave it is free; it keeps what the others say.
        let parted = Set(load.plans.flatMap { $0.partedFrom.map(\.id) })
        let stayers = load.plans.indices.filter {
            load.plans[$0].existingID.map(parted.contains) ?? false
        }
        defer { for record in stayers { _ = take(record, id: load.plans[record].existingID) } }
        let given = Set(stayers.compactMap { load.plans[$0].existingID })
        for (group, unique) in groups.enumerated() {
            let columns = unique.columns.compactMap { existing.column($0) }
            guard columns.count == unique.columns.count else { continue }
            for (row, id) in existing.ids.enumerated() where !given.contains(id) {
                let values = columns.map { $0.string(row) }
                if !values.contains("") || unique.columns.count > 1 {
                    holders[Key(group: group, values: values)] = .stored(id)
                }
            }
        }
    }

    private static func field(_ column: String, _ entity: Entity) -> String {
        entity.fields.first { $0.storage == .column(column) }?.name ?? column
    }

    /// Claims the record's values; returns the groups that others hold, and who when it is a record
    /// of this load.
    mutating func take(_ record: Int, id: Int64?) -> [(columns: [String], holder: Int?)] {
        var taken: [(columns: [String], holder: Int?)] = []
        for (group, unique) in groups.enumerated() {
            let values = unique.fields.map { text(record, $0) }
            guard values.contains(where: { !$0.isEmpty }) else { continue }
            let key = Key(group: group, values: values)
            switch holders[key] {
            case nil: holders[key] = .record(record)
            case .record(let other):
                if other != record { taken.append((unique.columns, other)) }
            case .stored(let other):
                if other != id { taken.append((unique.columns, nil)) }
            }
        }
        return taken
    }

    /// A field's value; of a link, its parent; of a department without a path, its name.
    private func text(_ record: Int, _ field: String) -> String {
        let value = reader.text(record, field: field)
        if !value.isEmpty { return value }
        switch (reader.load.name, field) {
        case ("department", "path"): return reader.text(record, field: "name")
        case ("payment_plan", "contract_id"):
            guard let link = reader.load.links.first(where: { $0.name == "contract" }) else {
                return ""
            }
            if case .existing(let id) = link.parents[record] { return String(id) }
            return "\(link.parents[record])"
        default: return ""
        }
    }
}
