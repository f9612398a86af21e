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
            try hash(table, connection, into: &hasher)
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

    /// Bytes that are gathered before they are hashed.
    private static let blockSize = 1 << 16

    /// Hashes a table's rows in the order of its key: every value with its name, type and length.
    private static func hash(
        _ table: String,
        _ connection: Connection,
        into hasher: inout SHA256
    ) throws(StorageFailure) {
        let order = try keyColumns(table, connection).map(CustomSchema.quoted)
        let statement = try connection.prepare(
            "SELECT * FROM \(CustomSchema.quoted(table)) ORDER BY \(order.joined(separator: ", "))"
        )
        let columns = (0..<statement.columnCount).map { (index: $0, name: statement.name($0)) }
            .filter { !runColumns.contains($0.name) }
            .map { (index: $0.index, name: Array("\($0.name) ".utf8)) }
        var bytes: [UInt8] = []
        while try statement.step() {
            for (index, name) in columns where !statement.isNull(index) {
                bytes += name
                bytes.append(statement.typeMark(index))
                statement.withBytes(index) { value in
                    appendDigits(value.count, to: &bytes)
                    bytes.append(0x3A)
                    bytes.append(value)
                }
            }
            bytes.append(0x0A)
            if bytes.count >= blockSize {
                hasher.update(data: bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        hasher.update(data: bytes)
    }

    /// The columns of the primary key, which no two rows share; all columns of a table without one.
    private static func keyColumns(
        _ table: String,
        _ connection: Connection
    ) throws(StorageFailure) -> [String] {
        let statement = try connection.prepare(
            "SELECT name, pk FROM pragma_table_info(?) ORDER BY pk, cid"
        )
        statement.bind(table, at: 1)
        var all: [String] = []
        var key: [String] = []
        while try statement.step() {
            let name = statement.text(0) ?? ""
            all.append(name)
            if statement.integer(1) > 0 { key.append(name) }
        }
        return key.isEmpty ? all : key
    }

    private static func appendDigits(_ number: Int, to bytes: inout [UInt8]) {
        if number > 9 { appendDigits(number / 10, to: &bytes) }
        bytes.append(UInt8(0x30 + number % 10))
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
