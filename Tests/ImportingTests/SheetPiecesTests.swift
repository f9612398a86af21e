import Records
import TestSupport
import Testing

@testable import Importing

@Suite("A sheet scanned in two pieces") struct SheetPiecesTests {
    private static func sheet(_ random: inout SplitMix64, rowCount: Int) -> String {
        var text = "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>"
        var number = 0
        for _ in 0..<rowCount {
            number += Int.random(in: 0..<8, using: &random) == 0 ? 3 : 1
            let isNumbered = Int.random(in: 0..<60, using: &random) > 0
            text += isNumbered ? "<row r=\"\(number)\"" : "<row"
            text += Int.random(in: 0..<9, using: &random) == 0 ? " hidden=\"1\">" : ">"
            for column in ["A", "B", "C", "D"] where Bool.random(using: &random) {
                switch Int.random(in: 0..<5, using: &random) {
                case 0: text += "<c r=\"\(column)\(number)\" t=\"e\"><v>#N/A</v></c>"
                case 1: text += "<c r=\"\(column)\(number)\" t=\"str\"><v>a &amp; b</v></c>"
                case 2: text += "<c r=\"\(column)\(number)\"/>"
                default: text += "<c r=\"\(column)\(number)\"><v>\(number)</v></c>"
                }
            }
            if Int.random(in: 0..<400, using: &random) == 0 { text += "<!-- <row r=\"1\"> -->" }
            text += "</row>"
        }
        return text + "</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>"
    }

    private static func lines(_ grid: SheetGrid) -> [String] {
        let rows = grid.grid.batches.flatMap { batch in
            batch.rowNumbers.indices.map { row in
                "\(batch.rowNumbers[row])/\(batch.cellCounts[row]): "
                    + batch.columns.map { $0.isNull(row) ? "-" : $0.string(row) }
                    .joined(separator: "|")
            }
        }
        let findings = grid.findings.findings(source: "", file: "", tables: []).map {
            "\($0.code.text) \($0.place.rowNumber) \($0.place.column) \($0.detail)"
        }
        return rows + findings + ["\(grid.grid.hiddenRows.sorted())", "\(grid.grid.merges)"]
            + ["\(grid.grid.hiddenColumns)"]
    }

    private static func empty(maxCellCount: Int) -> SheetGrid {
        var limits = SheetLimits()
        limits.cellCount = maxCellCount
        return SheetGrid(
            name: "S",
            strings: SharedStrings(),
            styles: CellStyles(),
            is1904: false,
            limits: limits
        )
    }

    @Test("it gives the grid and the findings of one scan, or is left to one scan")
    func same() {
        var random = SplitMix64(seed: 5)
        let pair = Workers(count: 2) { count, body in
            for index in (0..<count).reversed() { body(index) }
        }
        var joinedCount = 0
        for round in 0..<300 {
            let part = Array(Self.sheet(&random, rowCount: 2 + round / 4).utf8)
            let empty = Self.empty(maxCellCount: round % 7 == 0 ? 60 : 1 << 20)
            let joined = SheetPieces.scan(part, into: empty, workers: pair, minByteCount: 0)
            guard var joined else { continue }
            joinedCount += 1
            var whole = empty
            var scanner = SheetScanner()
            #expect(scanner.scan(part.span, into: &whole) == .complete)
            joined.finish()
            whole.finish()
            #expect(Self.lines(joined) == Self.lines(whole))
        }
        #expect(joinedCount > 100)
    }
}
