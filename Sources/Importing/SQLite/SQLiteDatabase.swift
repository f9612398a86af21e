import Records

/// Reads the tables of any SQLite database, as text and without running anything from inside it.
///
/// In: the file, and the `-wal` or `-journal` beside it. Out: a table for each table, its rows in
/// the order of their rowids, numbered from 1.
///
///     CREATE TABLE t (id INTEGER, price REAL, photo BLOB)     t: id │ price │ photo
///     1, 0.99, x'89504E47'                                       1 │ 0.99  │ 0x89504E47
package enum SQLiteDatabase: Importer {
    package static let spec = ComponentSpec(
        name: "sqlite",
        stage: .importing,
        summary: "any SQLite database, each of its tables a table",
        options: SQLiteFile.options,
        findings: [
            ImportFindings.brokenDatabase, ImportFindings.emptySource, ImportFindings.binaryValue,
            ImportFindings.invalidEncoding, ImportFindings.nulBytes, ImportFindings.limit,
            SQLFindings.damagedPages, SQLFindings.objectsNotRead, SQLFindings.sideFile,
        ].map(\.code),
        example: "{sqlite: legacy.db}"
    )

    /// Below that of `crm` for a crm.db, above it for all others.
    package static func confidence(head: Span<UInt8>) -> Int {
        head.hasPrefix("SQLite format 3\0") && head.count >= 100 ? 80 : 0
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let seconds = try CRMDatabase.timeout(input.options["timeout_seconds"]?.text)
        let place = Place(source: input.source, file: input.path)
        var result = ImportResult()
        result.encoding = Encoding.utf8.rawValue
        let copy = try SQLiteCopy(input)
        if let sideFile = copy.sideFile {
            var finding = Finding(SQLFindings.sideFile.code, at: place)
            finding.detail = "`\(sideFile)` was applied"
            result.findings.add(finding)
        }
        let file = try SQLiteFile.open(copy.path, mode: copy.mode, timeoutSeconds: seconds)
        if input.options["quick_check"]?.text != "false" { try check(file, place, &result) }
        let schema = try SQLiteSchema(file)
        if let table = input.table, !schema.tables.contains(table) {
            throw Importers.missing(table, in: input.path, among: schema.tables)
        }
        report(schema, place, &result)
        for name in schema.tables where input.table == nil || input.table == name {
            var reader = try SQLiteTableReader(file, name, input)
            result.tables.append(try reader.read(file))
            result.findings.add(contentsOf: reader.findings)
            if reader.isDamaged { result.isBroken = true }
        }
        return result
    }

    /// What SQLite's own check finds; the tables are read all the same.
    private static func check(
        _ file: borrowing SQLiteFile,
        _ place: Place,
        _ result: inout ImportResult
    ) throws(ImportFailure) {
        var answers: [String] = []
        do throws(ImportFailure) {
            answers = try file.texts("PRAGMA quick_check(1)")
        } catch {
            guard file.failedAt == .damage else { throw error }
        }
        if answers == ["ok"] { return }
        var finding = Finding(SQLFindings.damagedPages.code, at: place)
        finding.detail = answers.first ?? "the check itself fails"
        result.findings.add(finding)
        result.isBroken = true
    }

    private static func report(
        _ schema: SQLiteSchema,
        _ place: Place,
        _ result: inout ImportResult
    ) {
        if !schema.others.isEmpty {
            var finding = Finding(SQLFindings.objectsNotRead.code, at: place)
            finding.detail = schema.others.map { "`\($0)`" }.joined(separator: ", ")
            result.findings.add(finding)
        }
        if schema.tables.isEmpty {
            result.findings.add(Finding(ImportFindings.emptySource.code, at: place))
            result.isBroken = true
        }
    }
}
