import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Reading SQL dumps")
struct DumpReaderTests {
    /// The tuples of table `t`, null as nil.
    private static func rows(_ sql: String) -> [[String?]] {
        var reader = DumpReader(.mySQL)
        reader.run(Array(sql.utf8).span)
        let batches = reader.tables.first { $0.name == "t" }?.batches ?? []
        return batches.flatMap { batch in
            (0..<batch.rowCount).map { row in
                batch.columns.map { $0.isNull(row) ? nil : $0.string(row) }
            }
        }
    }

    /// A value as mysqldump writes it.
    private static func literal(_ value: String?) -> String {
        guard let value else { return "NULL" }
        var text = "'"
        for scalar in value.unicodeScalars {
            switch scalar {
            case "'": text += "\\'"
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "'"
    }

    @Test("what mysqldump writes is read again, whatever the values hold")
    func roundTrip() {
        var random = SplitMix64(seed: 41)
        let pieces = [
            "a", "李", "'", "\"", "\\", "\n", "\r", ",", "(", ")", ";", "--", "/*", "👍", " ",
        ]
        for _ in 0..<1000 {
            let rows: [[String?]] = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                (0..<3).map { _ in
                    if Int.random(in: 0..<6, using: &random) == 0 { return nil }
                    return (0..<Int.random(in: 0...5, using: &random))
                        .compactMap { _ in pieces.randomElement(using: &random) }.joined()
                }
            }
            let tuples = rows.map { "(" + $0.map(Self.literal).joined(separator: ",") + ")" }
            let sql =
                "CREATE TABLE `t` (`a` text, `b` text, `c` text);\nINSERT INTO `t` VALUES "
                + tuples.joined(separator: ",") + ";\n"
            #expect(Self.rows(sql) == rows)
        }
    }

    @Test("mutated dumps never trap, and a batch's columns stay of one length")
    func mutated() throws {
        var random = SplitMix64(seed: 42)
        let original = try Fixtures.bytes("importers/dump/values/input.sql")
        for _ in 0..<3000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                default:
                    bytes.insert(
                        Array("'\"`(),;\\".utf8).randomElement(using: &random) ?? 0,
                        at: index
                    )
                }
            }
            if Bool.random(using: &random) {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
            }
            var reader = DumpReader(.mySQL)
            reader.run(bytes.span)
            for table in reader.tables {
                for batch in table.batches {
                    #expect(batch.columns.allSatisfy { $0.count == batch.rowCount })
                }
            }
        }
    }

    @Test("a column that a later INSERT names is null in the rows before it")
    func lateColumn() {
        let rows = Self.rows("INSERT INTO t (a) VALUES (1); INSERT INTO t (a,b) VALUES (2,'x');")
        #expect(rows == [["1", nil], ["2", "x"]])
    }
}
