import Records
import TestSupport
import Testing

@testable import Importing

@Suite("The grid as it is")
struct WholeGridTests {
    private static func whole(_ grid: RawGrid) -> SourceTable {
        GridSamples.shape(grid, [("grid", "true")]).tables[0]
    }

    @Test("row N of the sheet is row N of the table, gaps are blank rows, columns are A, B, C")
    func gaps() {
        let rows = [[], ["标题"], [], ["编号", "名称"], ["1", "甲"], [], ["合计"]]
        let grid = GridSamples.sheet(
            rows,
            merges: [MergedRange(rows: 4...6, columns: 1...1)]
        )
        let table = Self.whole(grid)
        #expect(table.columns.map(\.name) == ["A", "B"])
        #expect(table.batches.flatMap(\.rowNumbers) == Array(1...7))
        #expect(table.texts("A") == ["", "标题", "", "编号", "1", "", "合计"])
        #expect(table.texts("B") == ["", "", "", "名称", "甲", "", ""])
        #expect(table.skipped.isEmpty)
    }

    @Test("lines of text come as they are, blank ones too")
    func lines() {
        let table = Self.whole(GridSamples.text("# x\n\na,b,c\n1"))
        #expect(table.rowCount == 4)
        #expect(table.columns.count == 3)
        #expect(table.texts("A") == ["# x", "", "a", "1"])
    }

    @Test("random sheets keep every cell at its place")
    func random() {
        var random = SplitMix64(seed: 9)
        for _ in 0..<300 {
            let width = Int.random(in: 1...4, using: &random)
            var rows = (0..<Int.random(in: 1...30, using: &random)).map { _ -> [String] in
                if Int.random(in: 0...2, using: &random) == 0 { return [] }
                return (0..<width).map { _ in ["", "a", "1"].randomElement(using: &random) ?? "" }
            }
            while rows.last?.isEmpty == true { rows.removeLast() }
            let grid = GridSamples.sheet(rows, batchRowCount: Int.random(in: 1...7, using: &random))
            let table = Self.whole(grid)
            #expect(table.rowCount == rows.count)
            for (column, header) in table.columns.enumerated() {
                let expected = rows.map { column < $0.count ? $0[column] : "" }
                #expect(table.texts(header.name) == expected)
            }
        }
    }

    @Test("a row far below doesn't fill the memory with blank rows")
    func farRow() {
        var grid = GridSamples.sheet([(0..<200).map { "\($0)" }])
        var far = GridSamples.sheet([["x"]]).batches[0]
        far.rowNumbers = [1_048_576]
        grid.batches.append(far)
        let shaped = GridSamples.shape(grid, [("grid", "true")])
        #expect(shaped.tables[0].rowCount == 2)
        #expect(shaped.findings.map(\.code) == [ImportFindings.limit.code])
    }

    @Test("columns beyond Z have two letters")
    func letters() {
        let table = Self.whole(GridSamples.sheet([(0..<703).map { "\($0)" }]))
        #expect([25, 26, 701, 702].map { table.columns[$0].name } == ["Z", "AA", "ZZ", "AAA"])
    }
}
