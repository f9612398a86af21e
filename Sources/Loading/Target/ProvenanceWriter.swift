import Records
import Storage

/// Writes which mentions became which record, and which fields came from another than the base one.
struct ProvenanceWriter: ~Copyable {
    private let reference: Statement
    private let lineage: Statement
    private let runNumber: Int
    private let keys: MentionKeys
    private let selfSource: String?
    /// By source table: the staged id of its first data row.
    private let firstRowIDs: [Int64]

    init(
        _ set: LoadSet,
        firstRowIDs: [Int64],
        runNumber: Int,
        _ connection: Connection
    ) throws(StorageFailure) {
        let reference = try connection.prepare(
            """
            INSERT INTO mig_external_ref (source_system, source_table, source_key, part, entity,
                record_id, is_base, content_hash, first_run, last_run, is_native_key)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10)
            ON CONFLICT DO UPDATE SET record_id = excluded.record_id,
                content_hash = excluded.content_hash, last_run = excluded.last_run
            """
        )
        let lineage = try connection.prepare(
            """
            INSERT OR REPLACE INTO mig_field_lineage (entity, record_id, field, run_id, row_id, part,
                survivorship)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        self.reference = reference
        self.lineage = lineage
        self.runNumber = runNumber
        self.firstRowIDs = firstRowIDs
        keys = MentionKeys(set.tables)
        selfSource = set.selfSource
    }

    /// Whether a mention has a reference at all: a clean-up run's own rows have none.
    func isReferred(_ table: EntityTable, _ mention: Int) -> Bool {
        selfSource == nil || keys.source(table, mention) != selfSource
    }

    func write(
        _ table: EntityTable,
        _ mention: Int,
        record: Int64,
        isBase: Bool
    ) throws(StorageFailure) {
        guard isReferred(table, mention) else { return }
        reference.bind(keys.source(table, mention), at: 1)
        reference.bind(keys.tableName(table, mention), at: 2)
        reference.bind(table.sourceKeys[mention], at: 3)
        reference.bind(Int(table.lineage.part[mention]), at: 4)
        reference.bind(table.entity, at: 5)
        reference.bind(record, at: 6)
        reference.bind(isBase ? 1 : 0, at: 7)
        reference.bind(blob: ProvenanceWriter.blob(table.contentHashes[mention]), at: 8)
        reference.bind(runNumber, at: 9)
        reference.bind(table.isNativeKey[mention] ? 1 : 0, at: 10)
        try reference.run()
    }

    func write(
        _ old: OldReference,
        _ table: EntityTable,
        record: Int64
    ) throws(StorageFailure) {
        reference.bind(old.source, at: 1)
        reference.bind(old.table, at: 2)
        reference.bind(old.key, at: 3)
        reference.bind(1, at: 4)
        reference.bind(table.entity, at: 5)
        reference.bind(record, at: 6)
        reference.bind(0, at: 7)
        reference.bind(blob: ProvenanceWriter.blob(table.contentHashes[old.mention]), at: 8)
        reference.bind(runNumber, at: 9)
        reference.bind(1, at: 10)
        try reference.run()
    }

    /// A lineage row for the first value of a field that another mention than the base one gave.
    func writeLineage(
        _ load: LoadEntity,
        record: Int,
        id: Int64,
        golden: Int,
        always: Bool = false
    ) throws(StorageFailure) {
        let field = load.records.golden.fields[golden]
        let base = load.records.golden.base[record]
        let range = field.starts[record]..<field.starts[record + 1]
        guard let at = range.first(where: { always || field.picks[Int($0)].mention != base }) else {
            return
        }
        let mention = Int(field.picks[Int(at)].mention)
        let lines = load.records.table.lineage
        let row = firstRowIDs[Int(lines.table[mention])] + Int64(lines.row[mention])
        lineage.bind(load.name, at: 1)
        lineage.bind(id, at: 2)
        lineage.bind(field.name, at: 3)
        lineage.bind(runNumber, at: 4)
        lineage.bind(row, at: 5)
        lineage.bind(Int(lines.part[mention]), at: 6)
        lineage.bind(field.rule, at: 7)
        try lineage.run()
    }

    /// The hash as 8 bytes, the highest first.
    static func blob(_ hash: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: hash >> UInt64(56 - $0 * 8)) }
    }
}
