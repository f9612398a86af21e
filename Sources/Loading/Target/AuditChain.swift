import Crypto
import Records
import Storage

/// Appends to `mig_audit_log`: each row's hash covers the one before (SHA-256, FIPS 180-4).
struct AuditChain: ~Copyable {
    private let statement: Statement
    private var sequence: Int64
    private(set) var head: [UInt8]
    private let run: RunFacts
    private let runNumber: Int

    init(_ run: RunFacts, runNumber: Int, _ connection: Connection) throws(StorageFailure) {
        let last = try connection.prepare(
            "SELECT seq, row_hash FROM mig_audit_log ORDER BY seq DESC LIMIT 1"
        )
        let hasRows = try last.step()
        let sequence = hasRows ? last.integer(0) : 0
        let head = hasRows ? last.bytes(1) : [UInt8](repeating: 0, count: 32)
        let statement = try connection.prepare(
            """
            INSERT INTO mig_audit_log (seq, at, actor, action, entity, fields, run_id, prev_hash,
                row_hash, record_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        self.statement = statement
        self.sequence = sequence
        self.head = head
        self.run = run
        self.runNumber = runNumber
    }

    /// `fields` names fields and counts, never values.
    mutating func append(
        _ action: String,
        entity: String,
        record: Int64? = nil,
        fields: String
    ) throws(StorageFailure) {
        sequence += 1
        let hash = AuditChain.hash(
            previous: head,
            sequence: sequence,
            at: run.startedAt,
            actor: run.operatorName,
            action: action,
            entity: entity,
            record: record,
            fields: fields,
            run: Int64(runNumber)
        )
        statement.bind(sequence, at: 1)
        statement.bind(run.startedAt, at: 2)
        statement.bind(run.operatorName, at: 3)
        statement.bind(action, at: 4)
        statement.bind(entity, at: 5)
        statement.bind(fields, at: 6)
        statement.bind(runNumber, at: 7)
        statement.bind(blob: head, at: 8)
        statement.bind(blob: hash, at: 9)
        if let record { statement.bind(record, at: 10) } else { statement.bindNull(10) }
        try statement.run()
        head = hash
    }

    /// SHA-256 over the previous hash and the row's texts, each ended by a zero byte.
    static func hash(
        previous: [UInt8],
        sequence: Int64,
        at: String,
        actor: String,
        action: String,
        entity: String?,
        record: Int64?,
        fields: String?,
        run: Int64?
    ) -> [UInt8] {
        var bytes = previous
        let texts = [
            String(sequence), at, actor, action, entity ?? "", record.map(String.init) ?? "",
            fields ?? "", run.map(String.init) ?? "",
        ]
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
        }
        return Array(SHA256.hash(data: bytes))
    }

    /// The first row whose hash doesn't follow from the one before; nil when the chain is whole.
    package static func firstBreak(_ connection: Connection) throws(StorageFailure) -> Int64? {
        let rows = try connection.prepare(
            """
            SELECT seq, at, actor, action, entity, record_id, fields, run_id, prev_hash, row_hash
            FROM mig_audit_log ORDER BY seq
            """
        )
        var previous = [UInt8](repeating: 0, count: 32)
        while try rows.step() {
            let hash = AuditChain.hash(
                previous: previous,
                sequence: rows.integer(0),
                at: rows.text(1) ?? "",
                actor: rows.text(2) ?? "",
                action: rows.text(3) ?? "",
                entity: rows.text(4),
                record: rows.isNull(5) ? nil : rows.integer(5),
                fields: rows.text(6),
                run: rows.isNull(7) ? nil : rows.integer(7)
            )
            if rows.bytes(8) != previous || rows.bytes(9) != hash { return rows.integer(0) }
            previous = hash
        }
        return nil
    }
}
