/// DDL for entities and fields that a pipeline declares: names quoted, types checked, nothing dropped.
package enum CustomSchema {
    /// Names that columns of ours, or words of SQL, already have.
    package static let reservedNames: Set<String> = [
        "custom", "status", "completeness", "master_record_id", "created_run", "updated_run",
        "row_version", "account_id", "contact_id", "rowid", "oid", "id", "source_id", "key",
        "select", "insert", "update", "delete", "from", "where", "table", "index", "group", "order",
        "by", "create", "drop", "alter", "and", "or", "not", "null", "values", "set", "into",
        "join",
        "clean", "link", "match", "rules", "fields", "contacts", "mentions", "reachable",
    ]

    /// The column in which a declared field is kept.
    package static func column(_ field: DeclaredField) -> String {
        field.type == .money ? "\(field.name)_minor" : field.name
    }

    /// The SQL type that fits a field type.
    package static func sqlType(_ type: FieldType) -> String {
        switch type {
        case .money, .boolean, .integer, .percent, .gender, .stage, .user: "INTEGER"
        case .number: "REAL"
        default: "TEXT"
        }
    }

    /// `CREATE TABLE` of a custom entity, with the run columns that all entities have.
    package static func createTable(_ entity: Entity) -> String {
        var lines = ["\(quoted(entity.idColumn)) INTEGER PRIMARY KEY"]
        if let code = entity.codeColumn { lines.append("\(quoted(code)) TEXT NOT NULL UNIQUE") }
        for field in entity.fields { if let line = columnLine(field) { lines.append(line) } }
        for link in entity.links {
            lines.append("\(quoted(link.column)) INTEGER REFERENCES \(quoted(link.entity))")
        }
        lines += [
            "custom TEXT CHECK (custom IS NULL OR custom GLOB '[[{]*')",
            "created_run INTEGER NOT NULL",
            "updated_run INTEGER NOT NULL",
            "row_version INTEGER NOT NULL DEFAULT 1",
        ]
        return "CREATE TABLE \(quoted(entity.table)) (\n    "
            + lines.joined(separator: ",\n    ") + ") STRICT"
    }

    /// `ALTER TABLE ADD` for a field that the table lacks; nil when the field has no column.
    package static func addColumn(_ field: Field, to entity: Entity) -> String? {
        columnLine(field).map { "ALTER TABLE \(quoted(entity.table)) ADD COLUMN \($0)" }
    }

    package static func quoted(_ name: String) -> String {
        "\""
            + name.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }

    private static func columnLine(_ field: Field) -> String? {
        guard case .column(let name) = field.storage else { return nil }
        let check = field.type == .boolean ? " CHECK (\(quoted(name)) IN (0, 1))" : ""
        return "\(quoted(name)) \(sqlType(field.type))\(check)"
    }
}
