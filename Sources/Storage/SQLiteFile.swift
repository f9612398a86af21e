import GRDB
import GRDBSQLite
import Glibc
import Records

/// An open SQLite file: GRDB opens, serialises and closes it; work is done on its connection.
package final class SQLiteFile: Sendable {
    package enum Access: Sendable, Equatable {
        case readOnly, readWrite
        /// A new file, to be proved and renamed before anybody else sees it.
        case build
    }

    package let path: String
    private let queue: DatabaseQueue

    /// Opens a file; `build` creates it with mode 0600, the others refuse a missing one.
    ///
    /// Locks are waited for `busySeconds`.
    package init(path: String, access: Access, busySeconds: Double = 5) throws(StorageFailure) {
        self.path = path
        if access == .build {
            try SQLiteFile.createPrivateFile(path)
        } else if unsafe Glibc.access(path, F_OK) != 0 {
            throw StorageFailure(.missing, "no such file")
        } else if access == .readWrite, unsafe Glibc.access(path, W_OK) != 0 {
            throw StorageFailure(.readOnly, "the file can't be written")
        }
        if access == .readOnly { try SQLiteFile.settle(path) }
        var configuration = Configuration()
        configuration.readonly = access == .readOnly
        configuration.busyMode = .timeout(busySeconds)
        configuration.foreignKeysEnabled = access != .build
        configuration.allowsUnsafeTransactions = true
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw StorageFailure(error)
        }
        let isBuilt = access == .build
        try perform { connection throws(StorageFailure) in
            try connection.execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
            if isBuilt {
                try connection.execute(SQLiteFile.buildPragmas)
            } else {
                try connection.execute("PRAGMA secure_delete = ON")
            }
        }
    }

    /// Takes back what a killed program left unfinished in the file, when there is something.
    ///
    /// The rollback journal beside the file says how; SQLite follows it as soon as a connection that
    /// may write reads, and a read-only one could only refuse.
    package static func settle(_ path: String) throws(StorageFailure) {
        guard unsafe Glibc.access("\(path)-journal", F_OK) == 0,
            unsafe Glibc.access(path, W_OK) == 0
        else { return }
        let file = try SQLiteFile(path: path, access: .readWrite)
        _ = try file.perform { connection throws(StorageFailure) in
            try connection.integer("SELECT count(*) FROM sqlite_schema")
        }
        try file.close()
    }

    /// Nothing here survives a crash, and nothing has to: the file is renamed only when it is whole.
    private static let buildPragmas = """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
        PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY
        """

    /// Lends the connection to `body`, alone.
    package func perform<Result>(
        _ body: (Connection) throws(StorageFailure) -> Result
    ) throws(StorageFailure) -> Result {
        do {
            return try queue.inDatabase { database in
                guard let handle = unsafe database.sqliteConnection else {
                    throw StorageFailure(.other, "the database is closed")
                }
                return try body(unsafe Connection(handle))
            }
        } catch {
            throw StorageFailure(error)
        }
    }

    package func close() throws(StorageFailure) {
        do { try queue.close() } catch { throw StorageFailure(error) }
    }

    private static func createPrivateFile(_ path: String) throws(StorageFailure) {
        let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard descriptor >= 0 else {
            throw StorageFailure(systemError: errno, "can't create the file")
        }
        Glibc.close(descriptor)
    }
}

extension StorageFailure {
    init(_ error: any Error) {
        if let failure = error as? StorageFailure {
            self = failure
        } else if let error = error as? DatabaseError {
            self.init(
                StorageFailure.kind(of: error.resultCode.rawValue),
                error.message ?? "SQLite error"
            )
        } else {
            self.init(.other, "\(error)")
        }
    }

    /// From `errno`.
    package init(systemError: Int32, _ what: String) {
        let kind: Kind =
            switch systemError {
            case ENOSPC, EDQUOT: .diskFull
            case EACCES, EPERM, EROFS: .readOnly
            case ENOENT: .missing
            default: .other
            }
        self.init(kind, "\(what): \(unsafe String(cString: strerror(systemError)))")
    }
}
