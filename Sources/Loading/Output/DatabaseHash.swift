import CRM
import Crypto
import Records
import Storage

/// The identity of a crm.db's content: equal data, equal hash, whatever the order of writing.
package enum DatabaseHash {
    /// SHA-256 over the sorted rows of all business tables and of `mig_external_ref`, without run
    /// numbers, as 64 hexadecimal digits.
    package static func sha256(_ path: String) throws(LoadFailure) -> String {
        do throws(StorageFailure) {
            let file = try SQLiteFile(path: path, access: .readOnly)
            let digest = try file.perform { connection throws(StorageFailure) in
                try ExistingTarget.check(connection)
                return try connection.transaction("BEGIN") { () throws(StorageFailure) in
                    try hash(connection)
                }
            }
            try file.close()
            return digest
        } catch {
            throw LoadFailure(error)
        }
    }

    private static let runColumns: Set<String> = [
        "created_run", "updated_run", "recorded_run", "first_run", "last_run",
    ]

    private static func hash(_ connection: Connection) throws(StorageFailure) -> String {
        var hasher = SHA256()
        for table in try tables(connection) {
            hasher.update(data: Array("table \(table)\n".utf8))
            for row in try rows(table, connection) { hasher.update(data: row) }
        }
        return hexadecimal(Array(hasher.finalize()))
    }

    private static func tables(_ connection: Connection) throws(StorageFailure) -> [String] {
        let statement = try connection.prepare(
            """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'
                ESCAPE '\\' AND (name NOT LIKE 'mig\\_%' ESCAPE '\\' OR name = 'mig_external_ref')
            ORDER BY name
            """
        )
        var names: [String] = []
        while try statement.step() { names.append(statement.text(0) ?? "") }
        return names
    }

    /// The rows of a table as bytes, sorted: every value with its type and length.
    private static func rows(
        _ table: String,
        _ connection: Connection
    ) throws(StorageFailure) -> [[UInt8]] {
        let statement = try connection.prepare("SELECT * FROM \(CustomSchema.quoted(table))")
        let columns = (0..<statement.columnCount).filter {
            !runColumns.contains(statement.name($0))
        }
        let names = columns.map { statement.name($0) }
        var rows: [[UInt8]] = []
        while try statement.step() {
            var row: [UInt8] = []
            for (column, name) in zip(columns, names) {
                if statement.isNull(column) { continue }
                let bytes = statement.bytes(column)
                row.append(contentsOf: "\(name) ".utf8)
                row.append(statement.typeMark(column))
                row.append(contentsOf: "\(bytes.count):".utf8)
                row += bytes
            }
            row.append(0x0A)
            rows.append(row)
        }
        rows.sort { $0.lexicographicallyPrecedes($1) }
        return rows
    }

    /// Lower-case hexadecimal digits.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self
        )
    }
}
