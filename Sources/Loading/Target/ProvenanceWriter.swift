import Records
import Storage

/// Writes which mentions became which record, and which fields came from another than the base one.
struct ProvenanceWriter: ~Copyable {
    private let reference: Statement
    private let lineage: Statement
    private let runNumber: Int
    private let keys: MentionKeys
    private let selfSource: String?
    /// By source table: its source and name.
    private let names: [(source: [UInt8], table: [UInt8])]
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
            ON CONFLICT DO UPDATE SET
                is_base = CASE WHEN record_id = excluded.record_id THEN is_base
                    ELSE excluded.is_base END, record_id = excluded.record_id,
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
        names = set.tables.map { (Array($0.table.source.utf8), Array($0.table.name.utf8)) }
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
        var bytes: [UInt8] = []
        try write(table, mention, record: record, isBase: isBase, &bytes)
    }

    /// Writes a reference over a buffer that the caller reuses.
    func write(
        _ table: EntityTable,
        _ mention: Int,
        record: Int64,
        isBase: Bool,
        _ bytes: inout [UInt8]
    ) throws(StorageFailure) {
        guard isReferred(table, mention) else { return }
        bytes.removeAll(keepingCapacity: true)
        var cells = InlineArray<10, StoredCell>(repeating: .null)
        let source = Int(table.lineage.table[mention])
        cells[0] = bytes.cell(names[source].source)
        cells[1] = bytes.cell(names[source].table)
        cells[2] = bytes.cell(table.sourceKeys[mention])
        cells[3] = .integer(Int64(table.lineage.part[mention]))
        cells[4] = bytes.cell(table.entity)
        cells[5] = .integer(record)
        cells[6] = .integer(isBase ? 1 : 0)
        cells[7] = bytes.cell(hash: table.contentHashes[mention])
        cells[8] = .integer(Int64(runNumber))
        cells[9] = .integer(table.isNativeKey[mention] ? 1 : 0)
        try reference.run(cells.span, over: bytes.span)
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

    /// Lineage rows of new records: the first value of each field that another mention than the
    /// base one gave, in the order of the table.
    func writeLineage(_ load: LoadEntity, _ plan: EntityPlan) throws(StorageFailure) {
        let fields = load.records.golden.fields
        let base = load.records.golden.base
        let byName = fields.indices.sorted { fields[$0].name < fields[$1].name }
        var found: [(record: Int, rank: Int, mention: Int)] = []
        for (rank, index) in byName.enumerated() {
            let field = fields[index]
            for record in base.indices where plan.fates[record] == .load && plan.isNew[record] {
                for at in field.starts[record]..<field.starts[record + 1]
                where field.picks[Int(at)].mention != base[record] {
                    found.append((record, rank, Int(field.picks[Int(at)].mention)))
                    break
                }
            }
        }
        found.sort { ($0.record, $0.rank) < ($1.record, $1.rank) }
        for (record, rank, mention) in found {
            let field = fields[byName[rank]]
            try writeLineage(load, field, id: plan.ids[record], mention: mention)
        }
    }

    /// A lineage row for the first value of a field that changed.
    func writeLineage(
        _ load: LoadEntity,
        record: Int,
        id: Int64,
        golden: Int
    ) throws(StorageFailure) {
        let field = load.records.golden.fields[golden]
        guard let pick = field[record].first else { return }
        try writeLineage(load, field, id: id, mention: Int(pick.mention))
    }

    private func writeLineage(
        _ load: LoadEntity,
        _ field: GoldenField,
        id: Int64,
        mention: Int
    ) throws(StorageFailure) {
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

extension [UInt8] {
    /// Appends text and returns its cell; empty text stays text.
    mutating func cell(_ text: [UInt8]) -> StoredCell {
        let start = count
        append(contentsOf: text)
        return .text(start: start, end: count)
    }

    mutating func cell(_ text: String) -> StoredCell {
        let start = count
        append(contentsOf: text.utf8)
        return .text(start: start, end: count)
    }

    /// Appends a hash as 8 bytes, the highest first, and returns its cell.
    mutating func cell(hash: UInt64) -> StoredCell {
        let start = count
        for shift in 0..<8 { append(UInt8(truncatingIfNeeded: hash >> UInt64(56 - shift * 8))) }
        return .blob(start: start, end: count)
    }
}
