import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Reading SQLite databases")
struct SQLiteDatabaseTests {
    private static func fixture(_ name: String) -> String {
        Fixtures.url("importers/sqlite/\(name)/input.db").path
    }

    @Test("a crm.db is read by its own importer, and as any other database when that is declared")
    func crm() throws {
        let path = Fixtures.url("importers/crm/basic/input.db").path
        #expect(try Importers.read(source: "s", path: path).format == "crm")
        let plain = try Importers.read(source: "s", path: path, format: "sqlite")
        #expect(plain.tables.contains { $0.name == "contact_point" })
        #expect(try Importers.read(source: "s", path: Self.fixture("values")).format == "sqlite")
    }

    @Test(
        "neither the database nor a file beside it is changed or made",
        arguments: ["with_wal", "hot_journal", "utf16_wal_mode", "values"]
    )
    func untouched(_ name: String) throws {
        let source = URL(fileURLWithPath: Self.fixture(name)).deletingLastPathComponent()
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("importing-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: source, to: folder)
        func contents() throws -> [String: Data] {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            return try Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (name, try Data(contentsOf: folder.appendingPathComponent(name)))
                }
            )
        }
        let before = try contents()
        let path = folder.appendingPathComponent("input.db").path
        let result = try Importers.read(source: "s", path: path)
        #expect(!result.isBroken && result.tables.contains { $0.rowCount > 0 })
        #expect(try contents() == before)
    }

    @Test("changes that wait in a WAL are seen, changes that a journal undoes are not")
    func sideFiles() throws {
        let wal = try Importers.read(source: "s", path: Self.fixture("with_wal"))
        #expect(wal.tables[0].batches[0].columns[0].string(1) == "在日志")
        let journal = try Importers.read(source: "s", path: Self.fixture("hot_journal"))
        #expect(journal.tables[0].rowCount == 40)
        let cells = journal.tables[0].batches[0].columns[0]
        #expect((0..<40).allSatisfy { cells.string($0) == "已提交\($0)" })
    }

    @Test("a database out of an archive is read from its bytes")
    func member() throws {
        let bytes = try Fixtures.bytes("importers/sqlite/values/input.db")
        let path = try TemporaryFile.write(Array("an archive".utf8))
        let input = ImportInput(source: "s", path: path, bytes: FileBytes(bytes))
        #expect(try SQLiteDatabase.read(input).tables.count == 5)
    }

    @Test("rows before and behind damaged pages are read in order, other tables whole")
    func damaged() throws {
        let result = try Importers.read(source: "s", path: Self.fixture("damaged_page"))
        #expect(result.isBroken)
        let cells = result.tables[0].batches.flatMap { batch in
            (0..<batch.rowCount).map { batch.columns[0].string($0) }
        }
        let numbers = cells.compactMap { Int($0) }
        #expect(numbers.first == 0 && numbers.last == 59 && numbers == numbers.sorted())
        #expect(numbers.count > 40 && Set(numbers).count == numbers.count)
        #expect(result.tables[1].batches[0].columns[0].string(0) == "完好")
    }

    @Test("a table that the database lacks is answered with the nearest")
    func missing() {
        #expect {
            try Importers.read(source: "s", path: Self.fixture("values"), table: "客户表")
        } throws: { error in
            (error as? ImportFailure)?.kind.code == ImportFindings.noSuchTable.code
        }
    }

    @Test("mutated and cut databases are a failure or a result, never a trap")
    func mutated() throws {
        var random = SplitMix64(seed: 45)
        for name in ["values", "damaged_page", "with_wal", "utf16_wal_mode"] {
            let original = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.fixture(name))))
            let path = try TemporaryFile.write(original)
            for round in 0..<200 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    let index = Int.random(in: 16..<bytes.count, using: &random)
                    bytes[index] = UInt8.random(in: 0...255, using: &random)
                }
                if round % 4 == 0 {
                    bytes.removeLast(Int.random(in: 0..<3000, using: &random) % bytes.count)
                }
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                guard
                    let result = try? Importers.read(source: "s", path: path, format: "sqlite")
                else { continue }
                for table in result.tables {
                    for batch in table.batches {
                        #expect(batch.columns.allSatisfy { $0.count == batch.rowCount })
                    }
                }
            }
        }
    }

    @Test("reals have their shortest digits, and none of the noise of sums")
    func reals() {
        let pairs = [("0.99", "0.99"), ("9.0", "9"), ("-0.0", "0"), ("1e-07", "0.0000001")]
        for (text, expected) in pairs {
            #expect(SQLiteCells.plain(Array(text.utf8)) == Array(expected.utf8))
        }
    }
}
