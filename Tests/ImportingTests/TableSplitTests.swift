import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Several tables in a grid")
struct TableSplitTests {
    private static func outlines(_ text: String) -> [String] {
        GridSamples.shape(GridSamples.text(text)).tables.map(\.outline)
    }

    private static let customers = "编号,公司名称,电话\n1,甲公司,13800000001\n2,乙公司,13800000002"
    private static let orders = "订单号,客户编号,金额,日期\nD1,1,100.00,2023-01-01\nD2,2,200.00,2023-01-02"

    @Test("a second header after a blank row begins a table, named by its title (case 13)")
    func titled() {
        #expect(
            Self.outlines("\(Self.customers)\n\n【订单明细】\n\(Self.orders)") == [
                ": 编号 公司名称 电话 | 2 3", "订单明细: 订单号 客户编号 金额 日期 | 7 8",
            ]
        )
    }

    @Test("without a title it gets the sheet's name and a number, or `table 2`")
    func untitled() {
        #expect(
            Self.outlines("\(Self.customers)\n\n\(Self.orders)").last?.hasPrefix("table 2:") == true
        )
        var grid = GridSamples.text("\(Self.customers)\n\n\(Self.orders)")
        grid.name = "客户"
        #expect(GridSamples.shape(grid).tables.map(\.name) == ["客户", "客户 (2)"])
        let (tables, _) = TableShaper.tables(
            grid,
            source: "s",
            file: "f",
            taken: ["客户", "客户 (2)"]
        )
        #expect(tables.map(\.name) == ["客户", "客户 (3)"])
    }

    @Test("no blank row is needed when columns and cells are others")
    func unparted() {
        #expect(
            Self.outlines("\(Self.customers)\n\(Self.orders)").map { $0.suffix(3) } == [
                "2 3", "5 6",
            ]
        )
    }

    @Test("three tables are three; lines between belong to the one that follows")
    func three() {
        let text =
            "Positions\nSymbol,Shares,Price\nVTI,10,200.5\nBND,20,70.1\n\nTransactions\n"
            + "Date,Symbol,Action,Amount\n01/05/2023,VTI,Buy,5.0\n01/06/2023,BND,Buy,4.0\n\nDividends\n"
            + "Date,Symbol,Amount\n01/09/2023,VTI,10.00"
        let tables = GridSamples.shape(GridSamples.text(text)).tables
        #expect(tables.map(\.name) == ["", "Transactions", "Dividends"])
        #expect(tables[1].skippedKinds == ["5 blank", "6 preamble", "7 header"])
    }

    @Test("totals and footers right below the data stay with it")
    func footers() {
        let tables = GridSamples.shape(
            GridSamples.text("\(Self.customers)\n合计,2,\n制表人：张三,,\n\n订单明细\n\(Self.orders)")
        ).tables
        #expect(tables[0].skippedKinds == ["1 header", "4 subtotal", "5 footer"])
        #expect(tables[1].skippedKinds == ["6 blank", "7 preamble", "8 header"])
    }

    @Test("blank rows, a header printed again and a page's title begin no table")
    func repeated() {
        let again = "编号,公司名称,电话\n3,丙公司,13800000003"
        #expect(Self.outlines("\(Self.customers)\n\n\(again)") == [": 编号 公司名称 电话 | 2 3 6"])
        #expect(Self.outlines("\(Self.customers)\n\n5,戊公司,1380").count == 1)
        let pages = "名单\n\(Self.customers)\n第1页\n名单\n\(again)"
        let table = GridSamples.shape(GridSamples.text(pages)).tables
        #expect(table.map(\.outline) == [": 编号 公司名称 电话 | 3 4 8"])
        #expect(table[0].skippedKinds.suffix(3) == ["5 footer", "6 preamble", "7 header"])
    }

    @Test("a short block of sums or labels before a table is its preamble")
    func summaries() {
        let sums = "收入笔数,收入金额,支出笔数\n3,100.00,5\n\n"
        let rows = (1...5).map { "2023-01-0\($0),货款,\($0)00.00,甲公司" }.joined(separator: "\n")
        let tables = GridSamples.shape(GridSamples.text("\(sums)日期,摘要,金额,对方户名\n\(rows)")).tables
        #expect(tables.map(\.outline) == [": 日期 摘要 金额 对方户名 | 5 6 7 8 9"])
    }

    @Test("`tables: one`, a pinned header and `header: none` keep one table")
    func one() {
        let grid = GridSamples.text("\(Self.customers)\n\n\(Self.orders)")
        #expect(GridSamples.shape(grid, [("tables", "one")]).tables.count == 1)
        #expect(GridSamples.shape(grid, [("header", "1")]).tables.count == 1)
        #expect(GridSamples.shape(grid, [("header", "none")]).tables.count == 1)
    }

    @Test("a finding names the second table at its header")
    func finding() {
        let findings = GridSamples.shape(GridSamples.text("\(Self.customers)\n\n\(Self.orders)"))
            .findings
        let found = findings.filter { $0.code == TableFindings.severalTables.code }
        #expect(found.map(\.place.rowNumber) == [5])
        #expect(found.map(\.place.table) == ["table 2"])
    }

    @Test("every row of random grids is in one table once, with the grid's own cells")
    func nothingLost() {
        var random = SplitMix64(seed: 501)
        var splitCount = 0
        for _ in 0..<600 {
            let rows = Self.randomRows(&random)
            let isSheet = Bool.random(using: &random)
            var grid = GridSamples.sheet(rows, batchRowCount: Int.random(in: 1...9, using: &random))
            if !isSheet { grid.locatorKind = .line }
            let (tables, _) = GridSamples.shape(grid)
            if tables.count > 1 { splitCount += 1 }
            var numbers: [UInt32] = []
            for table in tables {
                numbers += table.skipped.map(\.rowNumber) + table.batches.flatMap(\.rowNumbers)
                #expect(Set(table.columns.map(\.name)).count == table.columns.count)
                Self.compare(table, rows)
            }
            let held = rows.indices.filter { !rows[$0].isEmpty }.map { UInt32($0 + 1) }
            #expect(numbers.sorted() == held)
            #expect(Set(tables.map(\.name)).count == tables.count)
        }
        #expect(splitCount > 50)
    }

    @Test("merged, hidden and filtered parts lose no row either")
    func nothingLostOfParts() {
        var random = SplitMix64(seed: 502)
        for _ in 0..<600 {
            let rows = Self.randomRows(&random)
            let count = UInt32(rows.count)
            let merges = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                let top = UInt32.random(in: 1...count, using: &random)
                let left = Int.random(in: 0...4, using: &random)
                let bottom = top + UInt32.random(in: 0...5, using: &random)
                let right = left + Int.random(in: 0...3, using: &random)
                return MergedRange(rows: top...bottom, columns: left...right)
            }
            var grid = GridSamples.sheet(rows, merges: merges, batchRowCount: 4)
            grid.hiddenRows = Set((1...count).filter { _ in Bool.random(using: &random) })
            grid.hiddenColumns = [Int.random(in: 0...3, using: &random)]
            if Bool.random(using: &random) { grid.filteredRows = 1...(count / 2 + 1) }
            let hidden = ["mark", "keep", "skip"].randomElement(using: &random) ?? ""
            let (tables, _) = GridSamples.shape(grid, [("hidden", hidden)])
            let numbers = tables.flatMap {
                $0.skipped.map(\.rowNumber) + $0.batches.flatMap(\.rowNumbers)
            }
            let held = rows.indices.filter { !rows[$0].isEmpty }.map { UInt32($0 + 1) }
            #expect(numbers.sorted() == held)
            for batch in tables.flatMap(\.batches) {
                #expect(batch.columns.allSatisfy { $0.count == batch.rowCount })
            }
        }
    }

    @Test("more tables than a thousand end in the last one, and it is said")
    func limit() {
        let block = "\(Self.customers)\n\n\(Self.orders)\n\n"
        let grid = GridSamples.text(String(repeating: block, count: 502))
        let (tables, findings) = GridSamples.shape(grid)
        #expect(tables.count == 1000)
        #expect(findings.contains { $0.code == ImportFindings.limit.code })
        let rowCount = tables.reduce(0) { $0 + $1.rowCount + $1.skipped.count }
        #expect(rowCount == grid.rowCount)
    }

    /// Blocks of a title, a header and data, with or without blank rows and totals between.
    private static func randomRows(_ random: inout SplitMix64) -> [[String]] {
        let headers = [
            ["编号", "公司名称", "电话"], ["订单号", "金额", "日期", "状态"], ["姓名", "手机"],
            ["Date", "Amount", "Memo"],
        ]
        let cells = ["1", "甲公司", "13800000001", "2023-01-02", "5.50", "x", "", "合计", "备注"]
        var rows: [[String]] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            if Bool.random(using: &random) { rows.append(["明细表"]) }
            let header = headers.randomElement(using: &random) ?? []
            rows.append(header)
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                rows.append(header.map { _ in cells.randomElement(using: &random) ?? "" })
            }
            if Bool.random(using: &random) { rows.append(["合计", "3"]) }
            if Bool.random(using: &random) { rows.append([]) }
        }
        return rows
    }

    /// Every data cell is the grid's cell of that row and place.
    private static func compare(_ table: SourceTable, _ rows: [[String]]) {
        for batch in table.batches {
            for row in 0..<batch.rowCount {
                let cells = rows[Int(batch.rowNumbers[row]) - 1]
                for (column, header) in table.columns.enumerated() {
                    let place = header.position ?? -1
                    let expected = place < cells.count ? cells[place] : ""
                    let isJoined =
                        place == table.columns.count - 1 && cells.count > table.columns.count
                    let text = batch.columns[column].string(row)
                    #expect(text == expected || isJoined)
                }
            }
        }
    }
}
