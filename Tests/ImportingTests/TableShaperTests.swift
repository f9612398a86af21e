import Records
import TestSupport
import Testing

@testable import Importing

@Suite("From a grid to a table")
struct TableShaperTests {
    /// A sheet with rows numbered from 1; blank rows are left out, as sheets leave them out.
    private static func sheet(_ rows: [[String]], merges: [MergedRange] = []) -> RawGrid {
        var grid = RawGrid(name: "s", locatorKind: .row)
        var batch = RawBatch()
        let width = rows.map(\.count).max() ?? 0
        batch.columns = (0..<width).map { _ in Column() }
        for (index, row) in rows.enumerated() where !row.isEmpty {
            batch.rowNumbers.append(UInt32(index + 1))
            batch.byteOffsets.append(0)
            batch.cellCounts.append(UInt32(row.count))
            for column in 0..<width {
                if column < row.count, !row[column].isEmpty {
                    batch.columns[column].append(row[column])
                } else {
                    batch.columns[column].appendNull()
                }
            }
        }
        grid.batches = [batch]
        grid.merges = merges
        return grid
    }

    private static func shape(
        _ grid: RawGrid,
        _ header: OptionValue? = nil
    ) -> (table: SourceTable, findings: Findings) {
        TableShaper.shape(
            grid,
            source: "s",
            file: "f",
            options: .map(header.map { [(key: "header", value: $0)] } ?? [])
        )
    }

    private static func range(_ rows: ClosedRange<UInt32>, _ columns: ClosedRange<Int>)
        -> MergedRange
    { MergedRange(rows: rows, columns: columns) }

    private static let twoRowSheet = sheet(
        [
            ["客户资料汇总表"],
            ["填表说明：带*为必填"],
            ["基本信息", "", "联系方式", "", "备注"],
            ["序号", "*客户名称", "手机/电话", "金额\n（万元）", ""],
            ["1", "甲公司", "13800000001", "3", "x"],
            ["2", "", "13800000002", "4", ""],
            ["", "小计", "", "7", ""],
            ["3", "乙公司", "13800000003", "5", "y"],
            ["", "合计", "", "12", ""],
            [],
            ["制表人：张三", "", "制表日期：2023年11月30日", "", ""],
        ],
        merges: [
            range(1...1, 0...4), range(2...2, 0...4), range(3...3, 0...1), range(3...3, 2...3),
            range(3...4, 4...4), range(5...6, 1...1),
        ]
    )

    @Test("two header rows with merged groups give the deepest name of each column")
    func twoRowHeader() {
        let (table, _) = Self.shape(Self.twoRowSheet)
        #expect(table.columns.map(\.name) == ["序号", "客户名称", "手机/电话", "金额（万元）", "备注"])
        let skipped = table.skipped.map { "\($0.rowNumber) \($0.kind)" }
        #expect(
            skipped == [
                "1 preamble", "2 note", "3 header", "4 header", "7 subtotal", "9 subtotal",
                "11 footer",
            ]
        )
        #expect(table.batches[0].rowNumbers == [5, 6, 8])
    }

    @Test("blank rows between the totals and the footer are the footer's, others are blank")
    func blankBeforeFooter() {
        let rows = [
            ["编号", "公司名称", "电话"],
            ["1", "甲公司", "13800000001"],
            [""],
            ["2", "乙公司", "13800000002"],
            ["合计", "2条", ""],
            [""],
            ["制表人：张三", "", ""],
            [""],
        ]
        let skipped = Self.shape(Self.sheet(rows)).table.skipped
        #expect(
            skipped.map { "\($0.rowNumber) \($0.kind)" } == [
                "1 header", "3 blank", "5 subtotal", "6 footer", "7 footer", "8 blank",
            ]
        )
        let open = Self.shape(Self.sheet(Array(rows.prefix(6)))).table.skipped
        #expect(open.last?.kind == .blank)
    }

    @Test("a merged cell fills the rows below it, with one finding a row")
    func merges() {
        let (table, findings) = Self.shape(Self.twoRowSheet)
        #expect(table.batches[0].columns[1].string(1) == "甲公司")
        let filled = findings.all.filter { $0.code == ImportFindings.mergedFilled.code }
        #expect(filled.map(\.place.rowNumber) == [6])
        #expect(filled.map(\.place.column) == ["客户名称"])
    }

    @Test("a pinned header, several header rows and none are obeyed")
    func pinned() {
        let pinned = Self.shape(Self.twoRowSheet, .list([.text("3"), .text("4")])).table
        #expect(pinned.columns.map(\.name).last == "备注")
        let one = Self.shape(Self.twoRowSheet, .text("4")).table
        #expect(one.columns.map(\.name).last == "column 5")
        let none = Self.shape(Self.twoRowSheet, .text("none")).table
        #expect(none.columns[0].name == "column 1")
        #expect(none.rowCount == 10)
        let missing = Self.shape(Self.twoRowSheet, .text("99"))
        #expect(missing.findings.all.contains { $0.code == ImportFindings.wrongHeaderRow.code })
    }

    @Test("hidden columns are read and marked")
    func hidden() {
        var grid = Self.twoRowSheet
        grid.hiddenColumns = [1]
        let (table, findings) = Self.shape(grid)
        #expect(table.columns[1].isHidden)
        #expect(
            findings.all.filter { $0.code == ImportFindings.hidden.code }.map(\.place.column)
                == ["客户名称"]
        )
    }

    @Test("a sparse last data row is no footer")
    func sparseLastRow() {
        var rows = [["姓名", "电话", "城市", "职务", "邮箱", "备注"]]
        for index in 1...5 {
            rows.append(["人\(index)", "1380000000\(index)", "上海", "经理", "a@b.example", "无"])
        }
        rows.append(["刘磊", "", "", "", "", ""])
        let table = Self.shape(Self.sheet(rows)).table
        #expect(table.rowCount == 6)
    }

    @Test("every grid row comes out once, as data or skipped, for random sheets")
    func nothingLost() {
        var random = SplitMix64(seed: 31)
        let words = [
            "", "", "编号", "名称", "甲公司", "13800000001", "2023-01-01", "小计", "合计", "注：x", "3.5",
        ]
        for _ in 0..<2000 {
            let width = Int.random(in: 1...5, using: &random)
            let rows = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                (0..<Int.random(in: 1...width, using: &random)).map { _ in
                    words.randomElement(using: &random) ?? ""
                }
            }
            let merges = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                let top = UInt32.random(in: 1...9, using: &random)
                let left = Int.random(in: 0...5, using: &random)
                return Self.range(top...(top + 2), left...(left + 1))
            }
            var grid = Self.sheet(rows, merges: merges)
            if Bool.random(using: &random) { grid.locatorKind = .line }
            let table = Self.shape(grid).table
            #expect(table.rowCount + table.skipped.count == rows.count)
            #expect(Set(table.columns.map(\.name)).count == table.columns.count)
            for batch in table.batches {
                #expect(batch.columns.count == table.columns.count)
                #expect(batch.columns.allSatisfy { $0.count == batch.rowCount })
            }
        }
    }

    @Test(
        "headers lose marks, outer blanks and line breaks",
        arguments: [
            ("*客户名称", "客户名称"), ("成交金额\n（万元）", "成交金额（万元）"), ("姓名（必填）", "姓名"),
            ("\u{3000}电话\u{A0}", "电话"), ("Company\nName *", "Company Name"), ("*", "*"), ("", ""),
        ]
    )
    func headerNames(_ raw: String, _ name: String) {
        #expect(HeaderNames.cleaned(raw) == name)
    }

    @Test("many rows that hold one cell of five are data, not a footer of thousands")
    func sparseRows() {
        let header = ["编号", "客户名称", "联系人", "手机", "备注"]
        let full = ["1", "甲公司", "张三", "13800001111", "老客户"]
        let sparse = Array(repeating: ["", "乙公司", "", "", ""], count: 9000)
        let rows = [header, full, full, full, ["", "", "", "", ""]] + sparse
        let table = TableShaper.shape(Self.sheet(rows), source: "s", file: "f").table
        #expect(table.rowCount == 9003)
        #expect(table.skipped.map(\.kind) == [.header, .blank])
    }
}
