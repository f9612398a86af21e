import CRM
import Normalizing
import Records
import TestSupport
import Testing

@testable import Pipelines

@Suite("From rows to mentions")
struct RowMapperTests {
    private static let location = Diagnostic.Location(file: "p.yaml", line: 1, column: 1)

    /// One mention as the twin and the mapper see it: the texts of each field.
    private struct Seen: Equatable {
        var row: Int
        var texts: [[String]]
        var hash: UInt64
    }

    private static let pool = [
        "", "", "  ", "\u{3000}", "同上", "〃", "甲公司", "乙公司", " 丙公司 ", "同舟贸易", "13800000001", "021-1",
    ]

    private static func table(_ seed: UInt64) -> [[String]] {
        var random = SplitMix64(seed: seed)
        return (0..<200).map { _ in
            (0..<3).map { _ in pool[Int(random.next() % UInt64(pool.count))] }
        }
    }

    private static func source(_ rows: [[String]], rejected: Set<Int>) -> SourceTable {
        let headers = ["名称", "电话", "手机"].map { ColumnHeader(name: $0) }
        var table = SourceTable(
            source: "s",
            file: "f",
            name: "",
            columns: headers,
            locatorKind: .row
        )
        for start in stride(from: 0, to: rows.count, by: 64) {
            var batch = RecordBatch(columnCount: 3)
            for row in start..<min(start + 64, rows.count) {
                for column in 0..<3 { batch.columns[column].append(rows[row][column]) }
                batch.rowNumbers.append(UInt32(row + 2))
                batch.byteOffsets.append(0)
            }
            table.batches.append(batch)
        }
        for row in rejected { table.rejectedRows[UInt32(row)] = RunFindings.rejectedWhole.code }
        return table
    }

    /// Row by row, with texts: name from one column, phone from all of two.
    private static func twin(_ rows: [[String]], rejected: Set<Int>) -> (seen: [Seen], dittos: Int)
    {
        var seen: [Seen] = []
        var above: [[String]] = [[], []]
        var dittos = 0
        for (row, cells) in rows.enumerated() where !rejected.contains(row) {
            var texts: [[String]] = [[], []]
            for (column, cell) in cells.enumerated() {
                let field = column == 0 ? 0 : 1
                let plain = cell.trimmed
                if plain.isEmpty { continue }
                if ["同上", "〃"].contains(plain) {
                    dittos += 1
                    texts[field] += above[field]
                } else {
                    texts[field].append(cell)
                }
            }
            if texts.allSatisfy(\.isEmpty) { continue }
            above = texts
            var hash: UInt64 = 0
            for (field, run) in zip(["name", "phone"], texts) {
                let seed = Hash64.of(Array(field.utf8).span)
                let own = run.reduce(UInt64(0)) { sum, text in
                    Hash64.combine(sum, Hash64.of(Array(text.utf8).span, seed: seed))
                }
                hash &+= own
            }
            seen.append(Seen(row: row, texts: texts, hash: hash))
        }
        return (seen, dittos)
    }

    private static func mapped(
        _ rows: [[String]],
        rejected: Set<Int>,
        workers: Workers
    ) throws -> (entity: MappedEntity, dittos: Int) {
        var mapping = TableMapping(source: "s", table: nil, location: location)
        var phone = FieldMapping(field: "phone", columns: ["电话", "手机"], location: location)
        phone.keepsAll = true
        mapping.fields = [
            FieldMapping(field: "name", columns: ["名称"], location: location), phone,
        ]
        var entity = MappedEntity(
            entity: Entity("account", table: "account", id: "id", zh: "客户", fields: [])
        )
        var findings = Findings()
        var mapper = RowMapper(
            table: 0,
            source: source(rows, rejected: rejected),
            mapping: mapping,
            contactColumns: [],
            workers: workers
        )
        try mapper.map(
            into: &entity,
            sources: SourceSet(),
            context: NormalizingContext(),
            findings: &findings
        )
        let dittos = findings.all.filter { $0.code == RunFindings.ditto.code }.count
        return (entity, dittos)
    }

    private static func seen(_ entity: MappedEntity) -> [Seen] {
        (0..<entity.count).map { mention in
            Seen(
                row: Int(entity.table.lineage.row[mention]),
                texts: entity.table.columns.map { column in
                    column.cells[mention].filter { $0 != 0 }.map { column.raw.string($0) }
                },
                hash: entity.table.contentHashes[mention]
            )
        }
    }

    @Test("columns read side by side give what reading row by row gives", arguments: 1...20)
    func twins(seed: UInt64) throws {
        let rows = Self.table(seed)
        let rejected: Set<Int> = [3, 64, Int(seed) + 70]
        let expected = Self.twin(rows, rejected: rejected)
        // Two workers that take the columns in the other order.
        let backwards = Workers(count: 2) { count, body in
            for index in (0..<count).reversed() { body(index) }
        }
        for workers in [Workers.single, backwards] {
            let found = try Self.mapped(rows, rejected: rejected, workers: workers)
            #expect(Self.seen(found.entity) == expected.seen)
            #expect(found.dittos == expected.dittos)
            let rowOfMention = found.entity.mentionOfRow[0] ?? []
            for (mention, seen) in expected.seen.enumerated() {
                #expect(rowOfMention[seen.row] == Int32(mention))
            }
        }
    }
}
