import CRM
import Glibc
import Records
import Storage

/// Reads what a target holds before a run.
package enum ExistingTarget {
    /// nil when there is no such file; throws when it is no crm.db, newer, or locked.
    package static func read(
        _ path: String,
        model: CRMModel = .standard
    ) throws(LoadFailure) -> ExistingState? {
        guard unsafe access(path, F_OK) == 0 else { return nil }
        do {
            let file = try SQLiteFile(path: path, access: .readOnly)
            let state = try file.perform { connection throws(StorageFailure) in
                try check(connection)
                return try connection.transaction("BEGIN") { () throws(StorageFailure) in
                    try readState(path, connection, model)
                }
            }
            try file.close()
            return state
        } catch {
            throw LoadFailure(error)
        }
    }

    /// Takes back what a killed run left unfinished in the target; nothing when there is no such file.
    package static func settle(_ path: String) throws(LoadFailure) {
        guard unsafe access(path, F_OK) == 0 else { return }
        do throws(StorageFailure) {
            try SQLiteFile.settle(path)
        } catch {
            throw LoadFailure(error)
        }
    }

    /// Throws unless the database is a crm.db of this version.
    static func check(_ connection: Connection) throws(StorageFailure) {
        let application = try connection.integer("PRAGMA application_id") ?? 0
        guard application == Int64(CRMSchema.applicationID) else {
            throw StorageFailure(.foreign, "its application id is not that of a crm.db")
        }
        let version = try connection.integer("PRAGMA user_version") ?? 0
        guard version <= Int64(CRMSchema.version) else {
            throw StorageFailure(.newerVersion, "schema version \(version)")
        }
    }

    /// Bytes 24…27 of the file: incremented by every transaction that changes it.
    static func changeCounter(_ connection: Connection) throws(StorageFailure) -> UInt32 {
        let bytes = try connection.fileBytes(at: 24, count: 4)
        guard bytes.count == 4 else { throw StorageFailure(.foreign, "the file is too short") }
        return bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func readState(
        _ path: String,
        _ connection: Connection,
        _ model: CRMModel
    ) throws(StorageFailure) -> ExistingState {
        var entities: [String: ExistingEntity] = [:]
        for entity in model.entities {
            guard try hasTable(entity.table, connection) else { continue }
            entities[entity.name] = try read(entity, connection)
        }
        return ExistingState(
            path: path,
            changeCounter: try changeCounter(connection),
            lastRunNumber: Int(try connection.integer("SELECT max(run_id) FROM mig_run") ?? 0),
            references: try references(connection),
            models: try models(connection),
            decisions: try decisions(connection),
            entities: entities,
            suppressed: try suppressed(connection)
        )
    }

    static func hasTable(_ name: String, _ connection: Connection) throws(StorageFailure) -> Bool {
        let statement = try connection.prepare(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1"
        )
        statement.bind(name, at: 1)
        return try statement.step()
    }

    private static func read(
        _ entity: Entity,
        _ connection: Connection
    ) throws(StorageFailure) -> ExistingEntity {
        var result = ExistingEntity()
        let hasStatus = ["account", "contact", "lead"].contains(entity.name)
        let live = hasStatus ? " WHERE status NOT IN ('merged', 'erased')" : ""
        let statement = try connection.prepare(
            "SELECT * FROM \(CustomSchema.quoted(entity.table))\(live) ORDER BY 1"
        )
        result.columnNames = (0..<statement.columnCount).map { statement.name($0) }
        result.columns = result.columnNames.map { _ in Column() }
        let code = entity.codeColumn.flatMap { result.columnNames.firstIndex(of: $0) }
        while try statement.step() {
            result.ids.append(statement.integer(0))
            result.codes.append(code.flatMap { statement.text($0) } ?? "")
            for index in result.columns.indices {
                if statement.isNull(index) {
                    result.columns[index].appendNull()
                } else {
                    statement.withBytes(index) { result.columns[index].append($0) }
                }
            }
        }
        try readHighest(entity, connection, into: &result)
        return result
    }

    private static func readHighest(
        _ entity: Entity,
        _ connection: Connection,
        into result: inout ExistingEntity
    ) throws(StorageFailure) {
        let table = CustomSchema.quoted(entity.table)
        let id = CustomSchema.quoted(entity.idColumn)
        result.highestID = try connection.integer("SELECT max(\(id)) FROM \(table)") ?? 0
        guard let column = entity.codeColumn else { return }
        let start = entity.codePrefix.utf8.count + 2
        result.highestCode = Int(
            try connection.integer(
                "SELECT max(CAST(substr(\(CustomSchema.quoted(column)), \(start)) AS INTEGER)) "
                    + "FROM \(table)"
            ) ?? 0
        )
    }

    private static func references(
        _ connection: Connection
    ) throws(StorageFailure) -> KnownReferences {
        let statement = try connection.prepare(
            """
            SELECT entity, part, source_system, source_table, source_key, record_id, content_hash,
                is_base
            FROM mig_external_ref
            """
        )
        var result = KnownReferences()
        var bytes: [UInt8] = []
        while try statement.step() { result.add(statement, &bytes) }
        return result
    }

    private static func models(
        _ connection: Connection
    ) throws(StorageFailure) -> [String: String] {
        let statement = try connection.prepare(
            "SELECT entity, model FROM mig_match_model ORDER BY entity, run_id"
        )
        var result: [String: String] = [:]
        while try statement.step() {
            result[statement.text(0) ?? ""] = statement.text(1) ?? ""
        }
        return result
    }

    private static func decisions(
        _ connection: Connection
    ) throws(StorageFailure) -> [String: [StoredDecision]] {
        let statement = try connection.prepare(
            """
            SELECT entity, a_key, b_key, decision FROM mig_match_decision
            WHERE superseded_at IS NULL ORDER BY entity, a_key, b_key
            """
        )
        var result: [String: [StoredDecision]] = [:]
        while try statement.step() {
            let decision = StoredDecision(
                aKey: statement.text(1) ?? "",
                bKey: statement.text(2) ?? "",
                answer: statement.text(3) ?? ""
            )
            result[statement.text(0) ?? "", default: []].append(decision)
        }
        return result
    }

    private static func suppressed(
        _ connection: Connection
    ) throws(StorageFailure) -> Set<[UInt8]> {
        let statement = try connection.prepare("SELECT id_hmac FROM suppression")
        var result: Set<[UInt8]> = []
        while try statement.step() { result.insert(statement.bytes(0)) }
        return result
    }
}
