import CRM
import Foundation
import Glibc
import Loading
import Records
import Storage

/// Builds small load sets by hand: a table of texts becomes clean columns, one record per mention
/// unless clusters are given.
struct Sample {
    var entity: String
    /// Field names; a `kind` of points follows from the field.
    var fields: [String]
    var rows: [[String]]
    /// By mention; rows with the same label are one record.
    var labels: [UInt32]?
    var sourceTable = 0

    func load() -> LoadEntity {
        var table = EntityTable(entity: entity)
        for row in rows.indices {
            table.lineage.append(table: sourceTable, row: row, part: 1)
            table.sourceKeys.append("k\(row + 1)")
            table.isNativeKey.append(true)
            let text = rows[row].joined(separator: "\u{1F}")
            table.contentHashes.append(Hash64.of(Array(text.utf8).span))
        }
        for (index, field) in fields.enumerated() { table.columns.append(column(field, index)) }
        let clusters = Clusters(labels: labels ?? rows.indices.map { UInt32($0) })
        let base = (0..<clusters.count).map { clusters[$0].first ?? 0 }
        let golden = fields.indices.map { goldenField(table, $0, clusters) }
        let records = GoldenRecords(
            entity: entity,
            clusters: clusters,
            base: base,
            fields: golden
        )
        return LoadEntity(records: EntityRecords(table: table, golden: records))
    }

    /// One outcome per distinct cell; `!text` is an invalid value that keeps only its raw text.
    private func column(_ field: String, _ index: Int) -> CleanColumn {
        var raw = ValueTable()
        var cells = IDRuns()
        for row in rows { cells.append(raw.intern(row[index])) }
        var column = CleanColumn(field: field, raw: raw, cells: cells)
        for id in raw.ids {
            let text = raw.string(id)
            var value = CleanValue()
            value.raw = column.values.intern(text)
            if text.hasPrefix("!") {
                value.validity = .invalid
                value.code = FindingCode("N001") ?? .none
            } else {
                value.value = column.values.intern(text)
                value.key = value.value
            }
            if field == "phone" || field == "mobile" { value.kind = .mobile }
            if field == "name" { value.kind = .organization }
            column.emit(value)
            column.closeRaw()
        }
        return column
    }

    private func goldenField(
        _ table: EntityTable,
        _ index: Int,
        _ clusters: Clusters
    ) -> GoldenField {
        let column = table.columns[index]
        let isMulti = CRMModel.standard.entity(entity)?.field(column.field)?.isMultiValued ?? false
        var golden = GoldenField(name: column.field, rule: isMulti ? "union" : "first")
        for cluster in 0..<clusters.count {
            for mention in clusters[cluster] {
                let outcomes = column.outcomeIndices(ofMention: Int(mention))
                let isTaken = golden.picks.count > Int(golden.starts.last ?? 0)
                guard let outcome = outcomes.first, isMulti || !isTaken else { continue }
                golden.picks.append(Pick(mention: Int(mention), outcome: outcome))
            }
            golden.starts.append(UInt32(golden.picks.count))
        }
        return golden
    }

    /// The source table from which the mentions came.
    func source() -> SourceTable {
        var table = SourceTable(
            source: "book",
            file: "book.xlsx",
            name: "客户",
            columns: fields.map { ColumnHeader(name: $0) },
            locatorKind: .row
        )
        var batch = RecordBatch(columnCount: fields.count)
        for (row, cells) in rows.enumerated() {
            for (index, cell) in cells.enumerated() { batch.columns[index].append(cell) }
            batch.rowNumbers.append(UInt32(row + 2))
            batch.byteOffsets.append(0)
        }
        table.batches = [batch]
        table.skipped = [SkippedRow(rowNumber: 1, kind: .header, text: "客户名称")]
        return table
    }
}

/// A folder that is removed with its contents.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "sluice-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var target: String { path + "/crm.db" }

    func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: target)) }

    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}

enum Loads {
    static func facts() -> RunFacts {
        RunFacts(
            pipeline: "test",
            pipelineHash: "0",
            toolVersion: "1.0",
            asOf: "2026-01-02",
            operatorName: "tester",
            startedAt: "2026-01-02T03:04:05Z"
        )
    }

    static let accounts = Sample(
        entity: "account",
        fields: ["name", "phone", "level", "owner", "annual_revenue", "uscc"],
        rows: [
            ["华星科技有限公司", "+8613800000001", "A级", "张伟", "120000000", ""],
            ["华星科技", "+8613800000002", "", "", "", ""],
            ["云岭商贸有限公司", "!12345", "战略", "李娜", "", "91350100M000100Y43"],
        ],
        labels: [0, 0, 1]
    )

    static let contacts = Sample(
        entity: "contact",
        fields: ["full_name", "mobile", "birth_date", "opt_out"],
        rows: [
            ["王芳", "+8613800000003", "1990-05", "do_not_call"],
            ["赵强", "+8613800000004", "1980-02-29", ""],
            ["钱进", "", "", ""],
        ]
    )

    static func set(
        _ folder: Folder,
        accounts: Sample = accounts,
        contacts: Sample? = contacts
    ) throws -> LoadSet {
        var set = LoadSet(run: facts(), targetPath: folder.target)
        set.files = [
            SourceFile(
                path: "book.xlsx",
                source: "book",
                format: "xlsx",
                sha256: [UInt8](repeating: 7, count: 32),
                byteSize: 10
            )
        ]
        set.tables = [StagedTable(accounts.source(), file: 0)]
        set.entities = [accounts.load()]
        if let contacts {
            var source = contacts.source()
            source.name = "联系人"
            set.tables.append(StagedTable(source, file: 0))
            var sample = contacts
            sample.sourceTable = 1
            var load = sample.load()
            load.links = [LoadLink("account", parents: [.record(0), .record(0), .none])]
            set.entities.append(load)
        }
        set.existing = try ExistingTarget.read(folder.target)
        if let existing = set.existing { Loads.recognise(&set, existing) }
        return set
    }

    /// Gives records the ids under which the target knows their first mentions.
    static func recognise(_ set: inout LoadSet, _ existing: ExistingState) {
        let keys = MentionKeys(set.tables)
        for index in set.entities.indices {
            let records = set.entities[index].records
            for record in 0..<records.golden.count {
                let known = records.golden.clusters[record].lazy.compactMap {
                    existing.references[keys.reference(records.table, Int($0))]
                }
                set.entities[index].plans[record].existingID = known.first?.recordID
            }
        }
    }

    /// All rows of a query as text, cells joined by `|`.
    static func rows(_ path: String, _ sql: String) throws -> [String] {
        let file = try SQLiteFile(path: path, access: .readOnly)
        let rows = try file.perform { connection throws(StorageFailure) in
            let statement = try connection.prepare(sql)
            var rows: [String] = []
            while try statement.step() {
                rows.append(
                    (0..<statement.columnCount).map { statement.text($0) ?? "∅" }
                        .joined(separator: "|")
                )
            }
            return rows
        }
        try file.close()
        return rows
    }

    static func execute(_ path: String, _ sql: String) throws {
        let file = try SQLiteFile(path: path, access: .readWrite)
        try file.perform { connection throws(StorageFailure) in try connection.execute(sql) }
        try file.close()
    }
}
