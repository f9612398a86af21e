import Records

/// Reads one table: forward in the order of rowids, and where pages are damaged also backward from
/// its end.
struct SQLiteTableReader {
    private(set) var findings = Findings()
    /// Whether rows are missing.
    private(set) var isDamaged = false
    private let name: String
    private let input: ImportInput
    private let columns: [String]
    private let isText: [Bool]
    private let hasRowid: Bool
    private var cells: SQLiteCells

    init(
        _ file: borrowing SQLiteFile,
        _ name: String,
        _ input: ImportInput
    ) throws(ImportFailure) {
        self.name = name
        self.input = input
        var columns: [(name: String, type: String)] = []
        let literal = SQLiteCatalog.literal(name)
        let sql = "SELECT name, type FROM pragma_table_xinfo(\(literal)) WHERE hidden <> 1"
        try file.query(sql) { row in columns.append((row.string(0), row.string(1))) }
        self.columns = columns.map(\.name)
        isText = columns.map { column in
            let type = column.type.uppercased()
            return ["CHAR", "TEXT", "CLOB"].contains { type.firstRange(of: $0) != nil }
        }
        cells = SQLiteCells(columnCount: columns.count)
        hasRowid = SQLiteTableReader.hasRowid(file, name, self.columns)
    }

    /// Not WITHOUT ROWID, and no column of that name hides it.
    private static func hasRowid(
        _ file: borrowing SQLiteFile,
        _ name: String,
        _ columns: [String]
    ) -> Bool {
        if columns.contains(where: { $0.lowercased() == "_rowid_" }) { return false }
        let sql = "SELECT _rowid_ FROM \(quoted(name)) NOT INDEXED LIMIT 0"
        do throws(ImportFailure) {
            try file.query(sql) { _ in }
            return true
        } catch {
            return false
        }
    }

    private static func quoted(_ name: String) -> String {
        "\""
            + name.split(separator: "\"", omittingEmptySubsequences: false).joined(
                separator: "\"\""
            )
            + "\""
    }

    private func select(_ rest: String) -> String {
        let list = ([hasRowid ? "_rowid_" : "0"] + columns.map(SQLiteTableReader.quoted))
            .joined(separator: ", ")
        return "SELECT \(list) FROM \(SQLiteTableReader.quoted(name)) NOT INDEXED \(rest)"
    }

    mutating func read(_ file: borrowing SQLiteFile) throws(ImportFailure) -> SourceTable {
        var last: Int64?
        var failure = try readOn(file, after: nil, &last)
        while failure == .tooLong, hasRowid {
            note(ImportFindings.limit, "a value is longer than 64 MiB; its row was left out")
            isDamaged = true
            guard let skipped = try nextRowid(file, after: last) else { break }
            last = skipped
            failure = try readOn(file, after: skipped, &last)
        }
        if failure != nil {
            isDamaged = true
            let count = hasRowid ? readBack(file, downTo: last) : 0
            note(
                SQLFindings.damagedPages,
                "\(cells.rowCount) rows were read, \(count) of them from the table's end"
            )
        }
        for (column, note) in cells.notes.sorted(by: { $0.key < $1.key }) {
            report(note, columns[column])
        }
        return table()
    }

    /// Reads forward; how it failed, nil at the table's end.
    private mutating func readOn(
        _ file: borrowing SQLiteFile,
        after start: Int64?,
        _ last: inout Int64?
    ) throws(ImportFailure) -> SQLiteFile.Failure? {
        let condition = start.map { "WHERE _rowid_ > \($0) " } ?? ""
        do throws(ImportFailure) {
            try file.query(select(condition + (hasRowid ? "ORDER BY _rowid_" : ""))) { row in
                cells.append(row, isText)
                last = row.integer(0)
            }
            return nil
        } catch {
            let failure = file.failedAt
            if failure == .other { throw error }
            return failure
        }
    }

    private func nextRowid(
        _ file: borrowing SQLiteFile,
        after last: Int64?
    ) throws(ImportFailure) -> Int64? {
        var next: Int64?
        let condition = last.map { "WHERE _rowid_ > \($0) " } ?? ""
        let sql =
            "SELECT _rowid_ FROM \(SQLiteTableReader.quoted(name)) NOT INDEXED \(condition)"
            + "ORDER BY _rowid_ LIMIT 1"
        try file.query(sql) { row in next = row.integer(0) }
        return next
    }

    /// Reads from the table's end to the damage; the number of rows, which keep their order.
    private mutating func readBack(_ file: borrowing SQLiteFile, downTo last: Int64?) -> Int {
        var backward = SQLiteCells(columnCount: columns.count)
        let condition = last.map { "WHERE _rowid_ > \($0) " } ?? ""
        do throws(ImportFailure) {
            try file.query(select(condition + "ORDER BY _rowid_ DESC")) { row in
                backward.append(row, isText)
            }
        } catch {
            // The damage itself; what lies behind it was read.
        }
        return cells.append(reversed: backward)
    }

    private mutating func table() -> SourceTable {
        var table = SourceTable(
            source: input.source,
            file: input.path,
            name: name,
            columns: columns.map { ColumnHeader(name: $0) },
            locatorKind: .record
        )
        table.batches = cells.batches()
        return table
    }

    // MARK: Findings

    private func place(_ column: String = "", _ row: UInt32 = 0) -> Place {
        Place(
            source: input.source,
            file: input.path,
            table: name,
            locatorKind: .record,
            rowNumber: row,
            column: column
        )
    }

    private mutating func note(_ kind: FindingKind, _ detail: String) {
        var finding = Finding(kind.code, at: place())
        finding.detail = detail
        findings.add(finding)
    }

    private mutating func report(_ note: SQLiteCells.Notes, _ column: String) {
        let kinds: [(FindingKind, SQLiteCells.Notes.Tally, String)] = [
            (ImportFindings.binaryValue, note.blobs, "blobs"),
            (ImportFindings.invalidEncoding, note.decoded, "values are no utf-8, read as gb18030"),
            (ImportFindings.invalidEncoding, note.bad, "values hold bytes that are no utf-8"),
            (ImportFindings.nulBytes, note.nuls, "values"),
        ]
        for (kind, tally, what) in kinds where tally.count > 0 {
            var finding = Finding(kind.code, at: place(column, tally.firstRow))
            finding.detail = "\(tally.count) \(what)"
            findings.add(finding)
        }
    }
}
