import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Damaged and hostile dumps")
struct DumpHostileTests {
    static let fixtures = [
        "mysql_extended", "mysql_mojibake", "mysql_latin1_gbk", "mysql_binary_in_utf8",
        "phpmyadmin", "tsql_utf16", "postgresql_copy", "postgresql_copy_csv", "postgresql_inserts",
        "oracle_sqldeveloper", "db2", "sqlite_dump", "statements_not_executed",
    ]

    private static func check(_ bytes: [UInt8]) throws {
        let input = ImportInput(source: "s", path: "p", bytes: FileBytes(bytes))
        _ = Dump.confidence(head: bytes.span.extracting(0..<min(bytes.count, 64 << 10)))
        let result = try Dump.read(input)
        for table in result.tables {
            for batch in table.batches {
                #expect(batch.columns.count == table.columns.count)
                #expect(batch.columns.allSatisfy { $0.count == batch.rowCount })
                #expect(batch.byteOffsets.allSatisfy { $0 <= UInt64(bytes.count) })
            }
        }
        #expect(result.findings.all.allSatisfy { ($0.place.byteOffset ?? 0) <= bytes.count })
    }

    @Test("mutated dumps of every dialect never trap", arguments: fixtures)
    func mutated(_ name: String) throws {
        var random = SplitMix64(seed: 43)
        let original = try Fixtures.bytes("importers/dump/\(name)/input.sql")
        let pieces = [
            "'", "\"", "(", ")", ";", "\\", "/*", "--", "$$", "\nGO\n", "[", "COPY ", "0x",
        ]
        for _ in 0..<250 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.removeSubrange(index..<min(bytes.count, index + 40))
                default:
                    let piece = pieces.randomElement(using: &random) ?? ""
                    bytes.insert(contentsOf: Array(piece.utf8), at: index)
                }
                if bytes.isEmpty { bytes = [0x27] }
            }
            try Self.check(bytes)
        }
    }

    @Test("dumps cut at any byte never trap", arguments: ["tsql_utf16", "postgresql_copy", "db2"])
    func cut(_ name: String) throws {
        let original = try Fixtures.bytes("importers/dump/\(name)/input.sql")
        for length in stride(from: 0, to: original.count, by: 13) {
            try Self.check(Array(original[0..<length]))
        }
    }

    @Test("nesting, quotes that never close and endless lists take no more than their bytes")
    func hostile() throws {
        let head = "CREATE TABLE t (a int, b int);\nINSERT INTO t VALUES "
        let texts = [
            head + "(" + String(repeating: "(", count: 20_000),
            head + String(repeating: "(1),", count: 10_000) + "(1);",
            head + "(" + String(repeating: "1,", count: 10_000) + "1);",
            "INSERT INTO u VALUES (" + String(repeating: "1,", count: 10_000) + "1);",
            String(repeating: "INSERT INTO t VALUES ('a\n", count: 2_000),
            String(repeating: "INSERT INTO t VALUES ($a$\n", count: 2_000)
                + "standard_conforming_strings",
            String(repeating: "/*", count: 10_000),
            (0..<600).map { "INSERT INTO t (c\($0)) VALUES (\($0));\n" }.joined(),
            (0..<1000).map { "CREATE TABLE t\($0) (a int);\n" }.joined(),
            "CREATE TABLE t (" + (0..<6000).map { "c\($0) int," }.joined() + "z int);",
            head + "(1,2);\n" + String(repeating: "FROB ;\n", count: 5_000),
        ]
        for text in texts { try Self.check(Array(text.utf8)) }
    }

    @Test("findings of one kind are bounded and counted")
    func bounded() throws {
        let tuples = String(repeating: "(1),", count: 30_000)
        let text = "CREATE TABLE t (a int, b int);\nINSERT INTO t VALUES \(tuples)(1);\n"
        let input = ImportInput(source: "s", path: "p", bytes: FileBytes(Array(text.utf8)))
        let result = try Dump.read(input)
        #expect(result.tables[0].rowCount == 30_001)
        #expect(result.findings.all.count == DumpIssues.maxCount + 1)
        #expect(result.findings.all.last?.detail == "20001 more like these")
    }
}
