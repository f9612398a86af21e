import GRDBSQLite
import Records

/// A prepared statement: bind, step, read; parameters and columns as SQLite counts them
/// (parameters from 1, columns from 0).
@safe
package struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let connection: Connection

    init(_ handle: OpaquePointer, connection: Connection) {
        unsafe self.handle = handle
        self.connection = connection
    }

    deinit { _ = unsafe sqlite3_finalize(handle) }

    /// Runs the statement to its next row; false at the end, after which it can be bound anew.
    package func step() throws(StorageFailure) -> Bool {
        let code = unsafe sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE {
            _ = unsafe sqlite3_reset(handle)
            return false
        }
        let failure = connection.failure(code)
        _ = unsafe sqlite3_reset(handle)
        throw failure
    }

    /// Runs a statement without rows.
    package func run() throws(StorageFailure) { _ = try step() }

    package func reset() { _ = unsafe sqlite3_reset(handle) }

    package func bindNull(_ index: Int) { _ = unsafe sqlite3_bind_null(handle, Int32(index)) }

    package func bind(_ value: Int64, at index: Int) {
        _ = unsafe sqlite3_bind_int64(handle, Int32(index), value)
    }

    package func bind(_ value: Int, at index: Int) { bind(Int64(value), at: index) }

    package func bind(_ value: Double, at index: Int) {
        _ = unsafe sqlite3_bind_double(handle, Int32(index), value)
    }

    /// Binds a copy of UTF-8 text, whose owner may change before the step; empty is null.
    package func bind(_ text: Span<UInt8>, at index: Int) {
        if text.isEmpty { return bindNull(index) }
        unsafe text.withUnsafeBufferPointer { buffer in
            _ = unsafe buffer.withMemoryRebound(to: CChar.self) { bytes in
                unsafe sqlite3_bind_text(
                    handle,
                    Int32(index),
                    bytes.baseAddress,
                    Int32(bytes.count),
                    Statement.copies
                )
            }
        }
    }

    package func bind(_ text: String?, at index: Int) {
        guard let text else { return bindNull(index) }
        _ = unsafe sqlite3_bind_text(handle, Int32(index), text, -1, Statement.copies)
    }

    package func bind(blob: [UInt8], at index: Int) {
        _ = unsafe blob.withUnsafeBytes { bytes in
            unsafe sqlite3_bind_blob(
                handle,
                Int32(index),
                bytes.baseAddress,
                Int32(bytes.count),
                Statement.copies
            )
        }
    }

    /// Binds text in place: the bytes must outlive the next step.
    func lend(text bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
        _ = unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
            unsafe sqlite3_bind_text(
                handle,
                Int32(index),
                bytes.baseAddress,
                Int32(bytes.count),
                nil
            )
        }
    }

    /// Binds a blob in place: the bytes must outlive the next step.
    func lend(blob bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
        _ = unsafe sqlite3_bind_blob(
            handle,
            Int32(index),
            bytes.baseAddress,
            Int32(bytes.count),
            nil
        )
    }

    /// Sets all parameters to null.
    func clear() { _ = unsafe sqlite3_clear_bindings(handle) }

    package var columnCount: Int { Int(unsafe sqlite3_column_count(handle)) }

    package func name(_ column: Int) -> String {
        unsafe sqlite3_column_name(handle, Int32(column)).map { unsafe String(cString: $0) } ?? ""
    }

    package func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
    }

    package func integer(_ column: Int) -> Int64 {
        unsafe sqlite3_column_int64(handle, Int32(column))
    }

    package func double(_ column: Int) -> Double {
        unsafe sqlite3_column_double(handle, Int32(column))
    }

    /// The column as text; nil for null.
    package func text(_ column: Int) -> String? {
        isNull(column) ? nil : String(decoding: bytes(column), as: UTF8.self)
    }

    /// The bytes of text, a blob, or a number's text.
    package func bytes(_ column: Int) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, Int32(column)) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Lends the bytes of text, a blob, or a number's text; no bytes for null.
    package func withBytes<Result>(_ column: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        let start = unsafe sqlite3_column_blob(handle, Int32(column))
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
        return unsafe bytes.withMemoryRebound(to: UInt8.self) { unsafe body($0.span) }
    }

    /// Appends the bytes of text, a blob, or a number's text.
    package func append(_ column: Int, to bytes: inout [UInt8]) {
        guard let start = unsafe sqlite3_column_blob(handle, Int32(column)) else { return }
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
    }

    /// What kind of value the column holds: `i`, `r`, `t`, `b`, or `n` for null.
    package func typeMark(_ column: Int) -> UInt8 {
        switch unsafe sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_INTEGER: 0x69
        case SQLITE_FLOAT: 0x72
        case SQLITE_TEXT: 0x74
        case SQLITE_BLOB: 0x62
        default: 0x6E
        }
    }

    /// SQLITE_TRANSIENT: a macro with a pointer cast that Swift doesn't import.
    private static var copies: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
