import CRM
import Records

/// Reads a crm.db back into tables, one per entity, with the fields of the CRM model as columns:
/// what was loaded gives the same values when it is normalized again.
///
///     account: source_id │ name │ mobile │ address                    │ owner  │ parent
///              A-000001  │ 甲   │ +86138…│ 上海市␟上海市␟浦东新区␟世纪大道1号 │ 周启航 │ A-000007
///
/// Several values of a field are joined by U+001F, primary first. Only live records are read.
package enum CRMDatabase: Importer {
    package static let spec = ComponentSpec(
        name: "crm",
        stage: .importing,
        summary: "a CRM database that sluice made, each entity a table",
        options: SQLiteFile.options,
        findings: [],
        example: "{crm: out/crm.db}"
    )

    /// Separates the values of one cell.
    package static let separator: UInt8 = 0x1F

    package static func confidence(head: Span<UInt8>) -> Int {
        guard head.hasPrefix("SQLite format 3\0"), head.count >= 100 else { return 0 }
        return CRMDatabase.applicationID(head) == CRMSchema.applicationID ? 100 : 60
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let seconds = try timeout(input.options["timeout_seconds"]?.text)
        let id = applicationID(input.bytes.span)
        let file = try SQLiteFile.open(input.openPath, timeoutSeconds: seconds)
        if input.options["quick_check"]?.text != "false" { try check(file, input.path) }
        let catalog = try SQLiteCatalog(file)
        try expectCRM(catalog, file, id, input.path)
        let lookups = try CRMLookups(file, catalog)
        var result = ImportResult()
        result.encoding = Encoding.utf8.rawValue
        let entities = CRMModel.standard.entities.filter { catalog.hasTable($0.table) }
        if let table = input.table, !entities.contains(where: { $0.name == table }) {
            throw Importers.missing(table, in: input.path, among: entities.map(\.name))
        }
        for entity in entities {
            if let wanted = input.table, wanted != entity.name { continue }
            var reader = CRMTableReader(entity, catalog, lookups)
            result.tables.append(try reader.read(file, source: input.source, path: input.path))
        }
        return result
    }

    /// Bytes 68–71 of the header, big endian.
    private static func applicationID(_ head: Span<UInt8>) -> Int32 {
        guard head.count >= 72 else { return 0 }
        var id: UInt32 = 0
        for index in 68..<72 { id = id << 8 | UInt32(head[index]) }
        return Int32(bitPattern: id)
    }

    static func timeout(_ text: String?) throws(ImportFailure) -> Int32 {
        guard let text else { return 300 }
        guard let seconds = Int32(text), seconds > 0, seconds <= 86_400 else {
            throw ImportFailure(
                ImportFindings.badOption,
                "`timeout_seconds: \(text)` is no number of seconds",
                hint: "write a number from 1 to 86400"
            )
        }
        return seconds
    }

    private static func check(
        _ file: borrowing SQLiteFile,
        _ path: String
    ) throws(ImportFailure) {
        let answers = try file.texts("PRAGMA quick_check(1)")
        if answers == ["ok"] { return }
        throw ImportFailure(
            ImportFindings.brokenDatabase,
            "`\(path)` is damaged: \(answers.first ?? "quick_check gives no answer")"
        )
    }

    private static func expectCRM(
        _ catalog: SQLiteCatalog,
        _ file: borrowing SQLiteFile,
        _ applicationID: Int32,
        _ path: String
    ) throws(ImportFailure) {
        let needed = ["account", "contact", "contact_point", "address"]
        let missing = needed.filter { !catalog.hasTable($0) }
        if applicationID != CRMSchema.applicationID || !missing.isEmpty {
            let id = String(UInt32(bitPattern: applicationID), radix: 16)
            let expected = String(CRMSchema.applicationID, radix: 16)
            let why =
                missing.isEmpty
                ? "its application id is 0x\(id), expected 0x\(expected)"
                : "it has no table \(missing.map { "`\($0)`" }.joined(separator: ", "))"
            throw ImportFailure(
                ImportFindings.notCRMDatabase,
                "`\(path)` is not a CRM database: \(why)"
            )
        }
        let version = Int32(try file.texts("PRAGMA user_version").first ?? "") ?? 0
        if version > CRMSchema.version {
            throw ImportFailure(
                ImportFindings.notCRMDatabase,
                "`\(path)` has schema version \(version); this program knows \(CRMSchema.version)",
                hint: "use a newer sluice"
            )
        }
    }
}

/// The tables and columns that a SQLite file really has.
struct SQLiteCatalog {
    private var columns: [String: Set<String>] = [:]

    init(_ file: borrowing SQLiteFile) throws(ImportFailure) {
        let names = try file.texts("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for name in names {
            let sql = "SELECT name FROM pragma_table_info(\(SQLiteCatalog.literal(name)))"
            columns[name] = Set(try file.texts(sql))
        }
    }

    func hasTable(_ name: String) -> Bool { columns[name] != nil }

    func hasColumn(_ table: String, _ column: String) -> Bool {
        columns[table]?.contains(column) ?? false
    }

    static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
            + "'"
    }
}
