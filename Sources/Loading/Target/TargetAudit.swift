import Storage

/// Proves a built database before anybody sees it.
enum TargetAudit {
    /// Checks pages, rows, CHECKs, UNIQUEs and foreign keys.
    ///
    /// It runs before the secondary indexes are made: SQLite then makes them from proved rows, which
    /// proves the unique ones, and is spared the look-up of every entry.
    /// `integrity_check` sees CHECKs only while they aren't ignored.
    static func prove(_ connection: Connection) throws(StorageFailure) {
        try connection.execute("PRAGMA ignore_check_constraints = OFF")
        let statement = try connection.prepare("PRAGMA integrity_check(5)")
        var problems: [String] = []
        while try statement.step() { problems.append(statement.text(0) ?? "") }
        if problems != ["ok"] {
            throw StorageFailure(.constraint, problems.joined(separator: "; "))
        }
        try proveForeignKeys(connection)
    }

    static func proveForeignKeys(_ connection: Connection) throws(StorageFailure) {
        let statement = try connection.prepare("PRAGMA foreign_key_check")
        guard try statement.step() else { return }
        let table = statement.text(0) ?? ""
        let parent = statement.text(2) ?? ""
        throw StorageFailure(.constraint, "a row of \(table) refers to a missing row of \(parent)")
    }
}
