import CRM
import Records

/// Reads the live records of one entity with its logical fields.
struct CRMTableReader {
    private let entity: Entity
    private let lookups: CRMLookups
    private var selected: [String] = []
    private var columns: [(header: ColumnHeader, content: Content)] = []
    private let condition: String

    /// Where a column's cells come from; numbers are columns of the SELECT, 0 is the id.
    private enum Content {
        case cell(Int)
        case money(Int)
        case picklist(Int, list: String)
        case name(Int, [Int64: [UInt8]])
        case points([String])
        case address, postalCode, aliases
        /// `do_not_call`, `email_opt_out` when the table has them.
        case optOut([Int])
    }

    init(_ entity: Entity, _ catalog: SQLiteCatalog, _ lookups: CRMLookups) {
        self.entity = entity
        self.lookups = lookups
        let hasStatus = catalog.hasColumn(entity.table, "master_record_id")
        condition = hasStatus ? " WHERE status NOT IN ('merged', 'erased')" : ""
        selected = [entity.idColumn]
        add("source_id", .cell(select(entity.codeColumn ?? entity.idColumn)))
        for field in entity.fields { add(field, catalog) }
        for link in entity.links where catalog.hasColumn(entity.table, link.column) {
            add(link.name, .name(select(link.column), lookups.codes[link.entity] ?? [:]))
        }
    }

    private mutating func select(_ column: String) -> Int {
        selected.append(column)
        return selected.count - 1
    }

    private mutating func add(_ name: String, _ content: Content) {
        if columns.contains(where: { $0.header.name == name }) { return }
        let label = entity.field(name)?.labelZh ?? ""
        columns.append((ColumnHeader(name: name, label: label), content))
    }

    private mutating func add(_ field: Field, _ catalog: SQLiteCatalog) {
        switch field.storage {
        case .column(let column):
            guard catalog.hasColumn(entity.table, column) else { return }
            let index = select(column)
            switch column {
            case "stage_id": add(field.name, .name(index, lookups.stages))
            case "department_id": add(field.name, .name(index, lookups.departments))
            default: add(field.name, field.type == .money ? .money(index) : .cell(index))
            }
        case .point(let kind):
            add(field.name, .points(kind.map { ["\($0)"] } ?? ["service", "other"]))
        case .address:
            if field.name == "address" { add(field.name, .address) }
            if field.name == "postal_code" { add(field.name, .postalCode) }
        case .picklist(let list, let column):
            guard catalog.hasColumn(entity.table, column) else { return }
            add(field.name, .picklist(select(column), list: list))
        case .user(let column):
            guard catalog.hasColumn(entity.table, column) else { return }
            add(field.name, .name(select(column), lookups.users))
        case .consent:
            let flags = ["do_not_call", "email_opt_out"].filter {
                catalog.hasColumn(entity.table, $0)
            }
            add(field.name, .optOut(flags.map { select($0) }))
        case .custom:
            if entity.name == "user" && field.name == "alias" { add(field.name, .aliases) }
            guard catalog.hasColumn(entity.table, "custom") else { return }
            selected.append("json_extract(custom, \(SQLiteCatalog.literal("$.\"\(field.name)\"")))")
            add(field.name, .cell(selected.count - 1))
        }
    }

    mutating func read(
        _ file: borrowing SQLiteFile,
        source: String,
        path: String
    ) throws(ImportFailure) -> SourceTable {
        var table = SourceTable(
            source: source,
            file: path,
            name: entity.name,
            columns: columns.map(\.header),
            locatorKind: .record
        )
        let names = selected.map { $0.contains("(") ? $0 : "\"\($0)\"" }.joined(separator: ", ")
        let sql = "SELECT \(names) FROM \"\(entity.table)\"\(condition) ORDER BY \(entity.idColumn)"
        var batch = RecordBatch(columnCount: columns.count)
        var batches: [RecordBatch] = []
        try file.query(sql) { row in
            append(row, to: &batch)
            if batch.rowCount == RecordBatch.maxRowCount {
                batches.append(batch)
                batch = RecordBatch(columnCount: columns.count)
            }
        }
        if batch.rowCount > 0 { batches.append(batch) }
        table.batches = batches
        return table
    }

    private func append(_ row: borrowing SQLiteRow, to batch: inout RecordBatch) {
        let id = row.integer(0)
        batch.rowNumbers.append(UInt32(clamping: id))
        batch.byteOffsets.append(0)
        for (index, column) in columns.enumerated() {
            append(row, id, column.content, to: &batch.columns[index])
        }
    }

    private func append(
        _ row: borrowing SQLiteRow,
        _ id: Int64,
        _ content: Content,
        to cells: inout Column
    ) {
        switch content {
        case .cell(let index): row.append(index, to: &cells)
        case .money(let index):
            if row.isNull(index) {
                cells.appendNull()
            } else {
                cells.append(CRMTableReader.yuan(row.integer(index)))
            }
        case .picklist(let index, let list):
            let label = lookups.picklists[list]?[row.string(index)]
            add(row.isNull(index) ? nil : label ?? row.bytes(index), to: &cells)
        case .name(let index, let names):
            add(row.isNull(index) ? nil : names[row.integer(index)], to: &cells)
        case .points(let kinds):
            let values = lookups.points[entity.idColumn]?[id]
            let found = kinds.compactMap { values?[$0] }
            add(found.isEmpty ? nil : Array(found.joined(separator: [0x1F])), to: &cells)
        case .address: add(lookups.addresses[entity.idColumn]?[id], to: &cells)
        case .postalCode: add(lookups.postalCodes[entity.idColumn]?[id], to: &cells)
        case .aliases: add(lookups.aliases[id], to: &cells)
        case .optOut(let flags):
            let isOut =
                flags.contains { row.integer($0) == 1 }
                || lookups.optOuts[entity.name]?.contains(id) ?? false
            add(isOut ? [0x31] : nil, to: &cells)
        }
    }

    private func add(_ value: [UInt8]?, to cells: inout Column) {
        guard let value, !value.isEmpty else { return cells.appendNull() }
        cells.append(value)
    }

    /// Fen as yuan: 123456 → `1234.56`, 100 → `1`.
    static func yuan(_ fen: Int64) -> String {
        let magnitude = fen.magnitude
        let cents = magnitude % 100
        let text = cents == 0 ? "" : "." + (cents < 10 ? "0" : "") + String(cents)
        return (fen < 0 ? "-" : "") + String(magnitude / 100) + text
    }
}
