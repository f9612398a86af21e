import CSQLiteReader
import Records

/// A SQLite file opened read-only and distrusted: its views and triggers never run.
@safe struct SQLiteFile: ~Copyable {
    /// What importers of databases let the user choose.
    static let options = [
        OptionSpec(
            "quick_check",
            .boolean,
            standard: "true",
            "check the file's structure first"
        ),
        OptionSpec(
            "timeout_seconds",
            .integer,
            standard: "300",
            "give up reading after that time"
        ),
    ]

    private let handle: OpaquePointer
    private let path: String

    private init(_ handle: OpaquePointer, _ path: String) {
        unsafe self.handle = handle
        self.path = path
    }

    /// How the file is shared with other programs.
    enum Mode: Int32 {
        /// They may change it meanwhile.
        case shared
        /// Nobody does; no lock is taken, no file beside it is looked for.
        case immutable
        /// It is a copy of our own, whose journal may be played back.
        case privateCopy
    }

    /// I035 when it can't be opened.
    static func open(
        _ path: String,
        mode: Mode = .shared,
        timeoutSeconds: Int32
    ) throws(ImportFailure) -> SQLiteFile {
        let handle = unsafe CSQLiteReader_openAs(path, mode.rawValue, timeoutSeconds)
        guard let handle = unsafe handle else {
            throw ImportFailure(ImportFindings.brokenDatabase, "no memory to open `\(path)`")
        }
        let file = unsafe SQLiteFile(handle, path)
        if let failure = file.failure() { throw failure }
        return file
    }

    deinit { unsafe CSQLiteReader_close(handle) }

    /// The rows of a SELECT; I035 when the file is damaged, locked or takes too long.
    func query(
        _ sql: String,
        _ body: (borrowing SQLiteRow) -> Void
    ) throws(ImportFailure) {
        let rows = unsafe CSQLiteReader_query(handle, sql, Int32(sql.utf8.count))
        guard let rows = unsafe rows else { throw failure() ?? unknown() }
        defer { unsafe CSQLiteRows_close(rows) }
        let row = unsafe SQLiteRow(rows)
        while true {
            let status = unsafe CSQLiteRows_step(rows)
            if status < 0 { throw failure() ?? unknown() }
            if status == 0 { return }
            body(row)
        }
    }

    /// The texts of the first column.
    func texts(_ sql: String) throws(ImportFailure) -> [String] {
        var texts: [String] = []
        try query(sql) { row in texts.append(row.string(0)) }
        return texts
    }

    /// Whether the last failure concerns pages of the file, or one value, rather than all of it.
    var failedAt: Failure {
        switch unsafe CSQLiteReader_code(handle) {
        case 10, 11, 26: .damage
        case 18: .tooLong
        default: .other
        }
    }

    enum Failure { case damage, tooLong, other }

    private func failure() -> ImportFailure? {
        guard let message = unsafe CSQLiteReader_message(handle) else { return nil }
        let text = unsafe String(cString: message)
        let reason = text == "interrupted" ? "it takes longer than `timeout_seconds`" : text
        return ImportFailure(ImportFindings.brokenDatabase, "can't read `\(path)`: \(reason)")
    }

    private func unknown() -> ImportFailure {
        ImportFailure(ImportFindings.brokenDatabase, "can't read `\(path)`")
    }
}

/// The row on which a query stands; only inside the query's closure.
@safe struct SQLiteRow: ~Copyable {
    private let rows: OpaquePointer

    fileprivate init(_ rows: OpaquePointer) { unsafe self.rows = rows }

    func isNull(_ column: Int) -> Bool { unsafe CSQLiteRows_isNull(rows, Int32(column)) != 0 }

    func integer(_ column: Int) -> Int64 { unsafe CSQLiteRows_integer(rows, Int32(column)) }

    func string(_ column: Int) -> String {
        withText(column) { String(decoding: $0.copy(), as: UTF8.self) }
    }

    func bytes(_ column: Int) -> [UInt8] { withText(column) { $0.copy() } }

    func append(_ column: Int, to cells: inout Column) {
        if isNull(column) { cells.appendNull() } else { withText(column) { cells.append($0) } }
    }

    /// What kind of value the cell holds.
    func type(_ column: Int) -> ValueType {
        ValueType(rawValue: unsafe CSQLiteRows_type(rows, Int32(column))) ?? .null
    }

    enum ValueType: Int32 { case integer = 1, real, text, blob, null }

    func real(_ column: Int) -> Double { unsafe CSQLiteRows_real(rows, Int32(column)) }

    func withBlob<Result>(_ column: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        var count: Int32 = 0
        let start = unsafe CSQLiteRows_blob(rows, Int32(column), &count)
        let buffer = unsafe UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(count))
        return unsafe body(Span(_unsafeElements: buffer))
    }

    func withText<Result>(_ column: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        var count: Int32 = 0
        let start = unsafe CSQLiteRows_text(rows, Int32(column), &count)
        let buffer = unsafe UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(count))
        return unsafe body(Span(_unsafeElements: buffer))
    }
}
