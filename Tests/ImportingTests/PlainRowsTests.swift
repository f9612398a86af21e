import Records
import TestSupport
import Testing

@testable import Importing

@Suite struct PlainRowsTests {
    /// Pieces of texts in which the two ways could differ.
    private static let pieces = [
        "a", "b c", " x ", "甲公司", "1234567890", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"",
        "\"\"",
        "\"a,b\"", "\"a\nb\"", "\"q\"\"r\"", ",\"x\",", "\"y\"\n", "=\"007\"", "\0", "\\", "\t",
        ";", "\"open",
    ]

    private static func random(_ random: inout SplitMix64, count: Int) -> [UInt8] {
        var text = ""
        for _ in 0..<count { text += pieces.randomElement(using: &random) ?? "" }
        return Array(text.utf8)
    }

    private static func dialects() -> [CSVDialect] {
        var tab = CSVDialect()
        tab.delimiter = 0x09
        var escaped = CSVDialect()
        escaped.escape = 0x5C
        escaped.delimiter = 0x3B
        var raw = CSVDialect()
        raw.isRaw = true
        raw.quote = nil
        return [CSVDialect(), tab, escaped, raw]
    }

    private static func cells(_ batches: [RawBatch]) -> [[String]] {
        batches.flatMap { batch in
            batch.rowNumbers.indices.map { row in
                ["\(batch.rowNumbers[row])", "\(batch.byteOffsets[row])"]
                    + batch.columns.map { $0.isNull(row) ? "absent" : "<\($0.string(row))>" }
                    .prefix(Int(batch.cellCounts[row]))
            }
        }
    }

    @Test("reading by words gives the cells, lines and findings of reading by bytes")
    func twins() {
        var random = SplitMix64(seed: 71)
        for round in 0..<1200 {
            let text = Self.random(&random, count: round % 60)
            for dialect in Self.dialects() {
                var fast = CSVScan()
                fast.run(text.span, dialect)
                var slow = CSVScan()
                slow.isPlainPathOff = true
                slow.run(text.span, dialect)
                #expect(Self.cells(fast.batches) == Self.cells(slow.batches))
                #expect(fast.issues == slow.issues)
                if Self.cells(fast.batches) != Self.cells(slow.batches) { return }
            }
        }
    }

    @Test("a text cut into pieces gives what it gives as a whole, also inside quoted cells")
    func chunks() throws {
        var random = SplitMix64(seed: 72)
        let pair = Workers(count: 2) { count, body in
            for index in (0..<count).reversed() { body(index) }
        }
        for round in 0..<160 {
            let bytes = Self.random(&random, count: 20 + round % 200)
            let text = try DecodedText(FileBytes(bytes), encoding: "utf-8")
            for dialect in Self.dialects() {
                var whole = CSVScan()
                whole.run(text.span, dialect)
                let cut = CSVChunks(
                    text,
                    0..<text.span.count,
                    dialect,
                    pair,
                    chunkByteCount: 5 + round % 40
                ) { _ in }
                #expect(Self.cells(cut.batches) == Self.cells(whole.batches))
                #expect(cut.issues == whole.issues)
                if Self.cells(cut.batches) != Self.cells(whole.batches) { return }
            }
        }
    }

    @Test("rows of more and fewer cells read as absent cells, in shared bytes too")
    func ragged() {
        var scan = CSVScan()
        scan.run(Array("a,b,c\n1\n2,\"x\"\"y\",3,4\n".utf8).span, CSVDialect())
        let columns = scan.batches[0].columns
        #expect(columns.map { $0.isNull(1) } == [false, true, true, true])
        #expect(columns[1].string(2) == "x\"y")
        var grown = columns[1]
        grown.append("new")
        grown.appendNull()
        #expect((0..<5).map { grown.string($0) } == ["b", "", "x\"y", "new", ""])
        #expect((0..<5).map { grown.isNull($0) } == [false, true, false, false, true])
    }
}
