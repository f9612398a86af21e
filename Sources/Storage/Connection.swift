import GRDB
import GRDBSQLite
import Records

/// SQLite's own handle, lent for the time of one `SQLiteFile.perform`.
///
/// Bulk work binds bytes straight from columns, which GRDB's `Statement` with its boxed arguments
/// can't.
@safe
package struct Connection {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    /// Runs statements that return no rows that anybody wants.
    package func execute(_ sql: String) throws(StorageFailure) {
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw failure(code) }
    }

    package func prepare(_ sql: String) throws(StorageFailure) -> Statement {
        var statement: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(
            handle,
            sql,
            -1,
            UInt32(SQLITE_PREPARE_PERSISTENT),
            &statement,
            nil
        )
        guard code == SQLITE_OK, let statement = unsafe statement else { throw failure(code) }
        return unsafe Statement(statement, connection: self)
    }

    /// The first column of the first row; nil without a row.
    package func integer(_ sql: String) throws(StorageFailure) -> Int64? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.integer(0) : nil
    }

    package func text(_ sql: String) throws(StorageFailure) -> String? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.text(0) : nil
    }

    /// Runs `body` in one transaction that is rolled back when it throws.
    package func transaction<Result>(
        _ begin: String = "BEGIN IMMEDIATE",
        _ body: () throws(StorageFailure) -> Result
    ) throws(StorageFailure) -> Result {
        try execute(begin)
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            _ = unsafe sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    func failure(_ code: Int32) -> StorageFailure {
        let message = unsafe String(cString: sqlite3_errmsg(handle))
        return StorageFailure(StorageFailure.kind(of: code), message)
    }
}

extension StorageFailure {
    /// SQLite's result code (the low byte of an extended one) as a kind.
    static func kind(of code: Int32) -> Kind {
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: .locked
        case SQLITE_READONLY, SQLITE_PERM: .readOnly
        case SQLITE_FULL: .diskFull
        case SQLITE_CANTOPEN: .missing
        case SQLITE_NOTADB: .foreign
        case SQLITE_CORRUPT: .corrupt
        case SQLITE_CONSTRAINT: .constraint
        default: .other
        }
    }
}
