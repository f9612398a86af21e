import Records

/// The tables of a database that hold rows of their own.
struct SQLiteSchema {
    private(set) var tables: [String] = []
    /// Views and virtual tables, which run code, and the shadow tables of the latter.
    private(set) var others: [String] = []

    /// More tables than any customer's database has.
    static let maxTableCount = 20_000

    init(_ file: borrowing SQLiteFile) throws(ImportFailure) {
        var entries: [(name: String, isTable: Bool, sql: String)] = []
        let sql = """
            SELECT name, type = 'table', substr(sql, 1, 400) FROM sqlite_schema
            WHERE type IN ('table', 'view') ORDER BY rowid
            """
        try file.query(sql) { row in
            entries.append((row.string(0), row.integer(1) == 1, row.string(2)))
        }
        var shadows: Set<String> = []
        for entry in entries where entry.isTable {
            for suffix in SQLiteSchema.shadowSuffixes(entry.sql) {
                shadows.insert((entry.name + suffix).lowercased())
            }
        }
        for entry in entries where !entry.name.lowercased().hasPrefix("sqlite_") {
            let isReal =
                entry.isTable && !SQLiteSchema.isVirtual(entry.sql)
                && !shadows.contains(entry.name.lowercased())
            if isReal, tables.count < SQLiteSchema.maxTableCount {
                tables.append(entry.name)
            } else {
                others.append(entry.name)
            }
        }
    }

    /// SQLite stores the statement with these two words as they stand here.
    private static func isVirtual(_ sql: String) -> Bool {
        sql.uppercased().hasPrefix("CREATE VIRTUAL TABLE")
    }

    /// The tables in which the modules that come with SQLite keep their rows.
    private static func shadowSuffixes(_ sql: String) -> [String] {
        guard isVirtual(sql), let using = sql.uppercased().firstRange(of: "USING") else {
            return []
        }
        let module = sql[using.upperBound...].drop { $0.isWhitespace }
            .prefix { $0.isLetter || $0.isNumber || $0 == "_" }.lowercased()
        switch module {
        case "fts5": return ["_data", "_idx", "_content", "_docsize", "_config"]
        case "fts3", "fts4": return ["_content", "_segments", "_segdir", "_docsize", "_stat"]
        case "rtree", "rtree_i32", "geopoly": return ["_node", "_parent", "_rowid"]
        default: return []
        }
    }
}
