import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Cutting delimited text into cells")
struct CSVScanTests {
    static func rows(_ text: String, _ dialect: CSVDialect = CSVDialect()) -> [[String]] {
        var scan = CSVScan()
        scan.run(Array(text.utf8).span, dialect)
        return scan.batches.flatMap { batch in
            batch.rowNumbers.indices.map { row in
                (0..<Int(batch.cellCounts[row])).map { batch.columns[$0].string(row) }
            }
        }
    }

    private static let pieces = [
        "a", "李", "é", " ", "\t", ",", "\n", "\r\n", "\r", "0", "x y", "👍", ";", "'",
    ]

    /// A random well-formed file as text.
    private static func text(_ random: inout SplitMix64) -> String {
        var text = ""
        for row in 0..<Int.random(in: 1...6, using: &random) {
            if row > 0 { text += ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n" }
            for cell in 0..<Int.random(in: 1...5, using: &random) {
                if cell > 0 { text += "," }
                let isQuoted = Bool.random(using: &random)
                let count = Int.random(in: 0...5, using: &random)
                var content = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }
                if isQuoted {
                    if Bool.random(using: &random) { content.append("\"\"") }
                    text += "\"" + content.joined() + "\""
                } else {
                    content.removeAll { [",", "\n", "\r\n", "\r"].contains($0) }
                    text += content.joined()
                }
            }
        }
        return text
    }

    @Test("the fast scanner and the naive one agree on 10,000 random files")
    func twin() {
        var random = SplitMix64(seed: 11)
        for number in 0..<10_000 {
            let text = Self.text(&random)
            let fast = Self.rows(text)
            let slow = NaiveCSV.rows(text)
            #expect(fast == slow, "file \(number): \(text.debugDescription)")
            if fast != slow { return }
        }
    }

    @Test("what is written is read again, whatever the cells hold")
    func roundTrip() throws {
        var random = SplitMix64(seed: 12)
        for _ in 0..<500 {
            let width = Int.random(in: 1...4, using: &random)
            var table = SourceTable(
                source: "s",
                file: "f",
                name: "",
                columns: (0..<width).map { ColumnHeader(name: "c\($0)") },
                locatorKind: .line
            )
            var batch = RecordBatch(columnCount: width)
            var expected: [[String]] = []
            for row in 0..<Int.random(in: 1...5, using: &random) {
                batch.rowNumbers.append(UInt32(row + 2))
                batch.byteOffsets.append(0)
                let cells = (0..<width).map { _ in
                    (0..<Int.random(in: 0...4, using: &random))
                        .compactMap { _ in
                            (Self.pieces + ["\"", "="]).randomElement(using: &random)
                        }
                        .joined()
                }
                for (index, cell) in cells.enumerated() { batch.columns[index].append(cell) }
                expected.append(cells)
            }
            table.batches = [batch]
            var out: [UInt8] = []
            CellWriter(.csv, hasHeader: false).write(table) { out += $0 }
            var dialect = CSVDialect()
            dialect.isRaw = true
            let read = Self.rows(String(decoding: out, as: UTF8.self), dialect)
            #expect(read == expected)
        }
    }

    @Test("batches end after 4,096 rows and row numbers go on")
    func batches() {
        let text = (1...10_000).map { "\($0),\"x\ny\"\n" }.joined()
        var scan = CSVScan()
        scan.run(Array(text.utf8).span, CSVDialect())
        #expect(scan.batches.map(\.rowNumbers.count) == [4096, 4096, 1808])
        #expect(scan.batches[2].rowNumbers.last == 19_999)
        #expect(scan.batches[2].columns[0].string(1807) == "10000")
        let last = Int(scan.batches[1].byteOffsets[0])
        #expect(Array(text.utf8)[last..<(last + 4)].elementsEqual("4097".utf8))
    }

    @Test("many quotes that never close don't make reading quadratic")
    func manyOpenQuotes() {
        let text = String(repeating: "\"a,\"b\n", count: 200_000)
        var scan = CSVScan()
        scan.run(Array(text.utf8).span, CSVDialect())
        #expect(scan.batches.reduce(0) { $0 + $1.rowNumbers.count } == 200_000)
    }

    @Test("random bytes never trap and every line is in some row")
    func randomBytes() {
        var random = SplitMix64(seed: 13)
        let alphabet = Array("\"\"',,;=\\\n\r\t ab\0\u{FFFD}".utf8) + [0xE6, 0x9D, 0x8E, 0xFF]
        for _ in 0..<3000 {
            let count = Int.random(in: 0...60, using: &random)
            let bytes = (0..<count).compactMap { _ in alphabet.randomElement(using: &random) }
            for escape in [nil, UInt8(0x5C)] {
                var dialect = CSVDialect()
                dialect.escape = escape
                var scan = CSVScan()
                scan.run(bytes.span, dialect)
                let numbers = scan.batches.flatMap(\.rowNumbers)
                #expect(numbers == numbers.sorted())
                #expect(bytes.isEmpty == numbers.isEmpty)
            }
        }
    }
}
