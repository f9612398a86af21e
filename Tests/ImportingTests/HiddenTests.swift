import Records
import Testing

@testable import Importing

@Suite("Hidden rows, columns and sheets, merged cells, full sheets")
struct HiddenTests {
    private static func hiddenGrid() -> RawGrid {
        var grid = GridSamples.sheet(
            [
                ["编号", "公司名称", "旧编号"], ["1", "甲公司", "a"], ["2", "乙公司", "b"], ["3", "丙公司", "c"],
                ["4", "丁公司", "d"],
            ]
        )
        grid.hiddenRows = [3, 4]
        grid.hiddenColumns = [2]
        return grid
    }

    private static func hidden(_ findings: [Finding]) -> [String] {
        findings.filter { $0.code == ImportFindings.hidden.code }
            .map { "\($0.place.rowNumber) \($0.place.column) \($0.detail)" }
    }

    @Test("they are read and marked (case 43)")
    func mark() {
        let (tables, findings) = GridSamples.shape(Self.hiddenGrid())
        #expect(tables[0].rowCount == 4)
        #expect(tables[0].columns.map(\.isHidden) == [false, false, true])
        #expect(Self.hidden(findings) == ["0 旧编号 column", "3  rows 3 to 4"])
    }

    @Test("`keep` reads them and says nothing")
    func keep() {
        let (tables, findings) = GridSamples.shape(Self.hiddenGrid(), [("hidden", "keep")])
        #expect(tables[0].rowCount == 4)
        #expect(tables[0].columns.count == 3)
        #expect(Self.hidden(findings).isEmpty)
    }

    @Test("`skip` leaves them out; rows stay in the ledger, cells keep their columns")
    func skip() {
        var grid = Self.hiddenGrid()
        grid.hiddenColumns = [0]
        let (tables, findings) = GridSamples.shape(grid, [("hidden", "skip")])
        #expect(tables[0].outline == "s: 公司名称 旧编号 | 2 5")
        #expect(tables[0].texts("旧编号") == ["a", "d"])
        #expect(tables[0].skippedKinds == ["1 header", "3 filtered", "4 filtered"])
        #expect(Self.hidden(findings) == ["0 编号 column left out", "3  rows 3 to 4 left out"])
        grid.isHidden = true
        let sheet = GridSamples.shape(grid, [("hidden", "skip")])
        #expect(sheet.tables.isEmpty)
        #expect(Self.hidden(sheet.findings) == ["0  sheet of 5 rows left out"])
        #expect(Self.hidden(GridSamples.shape(grid).findings).contains("0  sheet"))
    }

    @Test("rows that only a filter hides are kept, and it is said")
    func filter() {
        var grid = Self.hiddenGrid()
        grid.hiddenColumns = []
        grid.filteredRows = 1...5
        let (tables, findings) = GridSamples.shape(grid, [("hidden", "skip")])
        #expect(tables[0].rowCount == 4)
        #expect(Self.hidden(findings) == ["3  rows 3 to 4, by the sheet's filter; kept"])
    }

    @Test("a workbook's filter and hidden rows are found by both readers of sheets")
    func workbook() throws {
        let bytes = XLSXArchive.workbook(
            sheet: #"<sheetData><row r="1"><c r="A1" t="str"><v>编号</v></c><c r="B1" t="str">"#
                + #"<v>名称</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row></sheetData>"#
                + #"<autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter>"#
        )
        for usesTape in [false, true] {
            let grid = try XLSXGrids(bytes, usesTape: usesTape).sheets[0].grid
            #expect(grid.filteredRows == 1...2)
            #expect(grid.hiddenRows == [2])
        }
    }

    @Test("a merged range fills all its data cells, down and to the right (case 41)")
    func merges() {
        let rows = [
            ["编号", "公司名称", "手机", "座机"], ["1", "甲公司", "13800000001", ""], ["2", "", "", ""],
            ["3", "丙公司", "021-55550000", ""], ["小计", "", "", ""], ["4", "丁公司", "1", "2"],
        ]
        let grid = GridSamples.sheet(
            rows,
            merges: [
                MergedRange(rows: 2...3, columns: 1...1), MergedRange(rows: 2...3, columns: 2...3),
                MergedRange(rows: 4...6, columns: 1...1),
            ]
        )
        let (tables, findings) = GridSamples.shape(grid)
        #expect(tables[0].texts("公司名称") == ["甲公司", "甲公司", "丙公司", "丁公司"])
        #expect(tables[0].texts("座机") == ["13800000001", "13800000001", "", "2"])
        let filled = findings.filter { $0.code == ImportFindings.mergedFilled.code }
        #expect(filled.map(\.place.rowNumber) == [2, 3])
        #expect(filled.map(\.detail) == ["座机", "公司名称, 手机, 座机"])
    }

    @Test("very many and overlapping merged ranges cost no more than the sheet has cells")
    func manyMerges() {
        var rows = [["编号", "名称"]]
        for index in 1...300 { rows.append(["\(index)", index == 1 ? "x" : ""]) }
        let merges = [MergedRange](
            repeating: MergedRange(rows: 2...301, columns: 1...16_383),
            count: 20_000
        )
        let (tables, _) = GridSamples.shape(GridSamples.sheet(rows, merges: merges))
        #expect(tables[0].texts("名称").first == "x")
        #expect(tables[0].rowCount == 300)
    }

    @Test("subtotal rows and blank rows among the data are skipped with their reason (case 42)")
    func subtotals() {
        let text = "部门,姓名,金额\n一部,张三,5\n一部小计,,5\n\n二部,李四,6\n二部小计,,6\n总计,,11"
        let table = GridSamples.shape(GridSamples.text(text)).tables[0]
        #expect(table.outline == ": 部门 姓名 金额 | 2 5")
        #expect(
            table.skippedKinds == ["1 header", "3 subtotal", "4 blank", "6 subtotal", "7 subtotal"]
        )
    }

    @Test("a sheet filled to row 65,536 is said to be full (case 55)")
    func fullSheet() {
        var grid = GridSamples.sheet([["编号", "名称"], ["1", "甲"], ["2", "乙"]])
        #expect(
            !GridSamples.shape(grid).findings.contains { $0.code == TableFindings.fullSheet.code }
        )
        grid.batches[0].rowNumbers = [65_534, 65_535, 65_536]
        let found = GridSamples.shape(grid).findings.filter {
            $0.code == TableFindings.fullSheet.code
        }
        #expect(found.map(\.place.rowNumber) == [65_536])
    }

    @Test("marks of truth stay as they are written (case 40)")
    func marks() {
        let table = GridSamples.shape(
            GridSamples.text("姓名,已签,有效,回访\n张三,是,TRUE,√\n李四,否,1,×\n王五,是,0,√")
        ).tables[0]
        #expect(table.texts("已签") == ["是", "否", "是"])
        #expect(table.texts("有效") == ["TRUE", "1", "0"])
        #expect(table.texts("回访") == ["√", "×", "√"])
    }
}
