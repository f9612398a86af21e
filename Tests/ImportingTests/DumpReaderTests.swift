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
        let batches = reader.tables.all.first { $0.name.name == "t" }?.batches ?? []
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
            for table in reader.tables.all {
                for batch in table.batches {
                    #expect(batch.columns.allSatisfy { $0.count == batch.rowCount })
                }
            }
        }
    }

    @Test("the fast reader and a naive one give the same cells, however tuples are written")
    func twin() {
        var random = SplitMix64(seed: 44)
        let pieces = [
            "李", "''", "\\'", "\\\"", "\\\\", "\\n", "a", " ", ",", "(", ")", ";", "0", "\\d", "\"",
        ]
        let numbers = [
            "0", "-1", "3.50", "007", "12345678901234567890", "NULL", "null", "''", "' '",
        ]
        func value() -> String {
            if Bool.random(using: &random) { return numbers.randomElement(using: &random) ?? "1" }
            let count = Int.random(in: 0...7, using: &random)
            return "'"
                + (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined()
                + "'"
        }
        for _ in 0..<1500 {
            let rows = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                let space = ["", "", " ", "\n"].randomElement(using: &random) ?? ""
                return "(" + (0..<4).map { _ in value() }.joined(separator: space + "," + space)
                    + space + ")"
            }
            let sql = "INSERT INTO t VALUES " + rows.joined(separator: " ,\n") + ";"
            let naive = NaiveTuples.rows(String(sql.dropFirst("INSERT INTO t VALUES ".count)))
            #expect(Self.rows(sql) == naive, "\(sql)")
        }
    }

    @Test("rows of tables filled in turn keep their tables, numbers and order over batches")
    func batches() {
        let columns = ["a", "b"]
        var sql = "CREATE TABLE t (a int, b int); CREATE TABLE u (a int);"
        for row in 0..<10_000 {
            let (first, second) = (columns[row / 7 % 2], columns[1 - row / 7 % 2])
            sql += "INSERT INTO t (\(first),\(second)) VALUES (\(row),-\(row));\n"
            if row % 3 == 0 { sql += "INSERT INTO u VALUES (\(row));\n" }
        }
        let rows = Self.rows(sql)
        #expect(rows.count == 10_000)
        for (index, row) in rows.enumerated() {
            let flipped = index / 7 % 2 == 1
            #expect(row == (flipped ? ["-\(index)", "\(index)"] : ["\(index)", "-\(index)"]))
        }
    }

    @Test("a column that a later INSERT names is null in the rows before it")
    func lateColumn() {
        let rows = Self.rows("INSERT INTO t (a) VALUES (1); INSERT INTO t (a,b) VALUES (2,'x');")
        #expect(rows == [["1", nil], ["2", "x"]])
    }
}
