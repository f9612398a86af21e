import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("The search for the header")
struct HeaderSearchTests {
    static let exportRows: [(file: String, rows: String)] = {
        let lines = (try? Fixtures.text("importers/headers/expected.tsv")) ?? ""
        return lines.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let parts = line.split(separator: "\t")
            return (String(parts[0]), String(parts[1]))
        }
    }()

    @Test(
        "bank, shop and payment exports: the header under the preamble is found",
        arguments: exportRows
    )
    func exports(_ file: String, _ rows: String) throws {
        // Cases 6 and 12 of the list of hard cases.
        let result = try Importers.read(
            source: "s",
            path: Fixtures.url("importers/headers/\(file)").path
        )
        #expect(result.tables.count == 1)
        let table = try #require(result.tables.first)
        let first = table.batches.first?.rowNumbers.first ?? .max
        let header = table.skipped.filter { $0.kind == .header && $0.rowNumber < first }
            .map { String($0.rowNumber) }.joined(separator: ",")
        #expect((header.isEmpty ? "none" : header) == rows)
        #expect(table.rowCount > 0)
    }

    @Test("there are 30 exports to look at")
    func exportCount() { #expect(Self.exportRows.count == 30) }

    private static func header(_ text: String) -> [Int] {
        var search = HeaderSearch(GridRows(GridSamples.text(text)))
        return search.find().map { $0 + 1 }
    }

    @Test("texts over numbers are a header in whatever language")
    func unknownWords() {
        #expect(Self.header("Plonk,Zweg,Varn\n12,3.5,2023-01-02\n13,4.5,2023-01-03") == [1])
        #expect(Self.header("Report\nPlonk,Zweg\nxx yy,3\nzz,4\nab,5") == [2])
        #expect(Self.header("Сумма,Статус,Дата\n1.5,OK,2023-01-02\n2.5,OK,2023-01-03") == [1])
    }

    @Test("a list without a header has none")
    func noHeader() {
        #expect(Self.header("1,张三,13800000001\n2,李四,13800000002\n3,王五,13800000003").isEmpty)
        #expect(Self.header("张三,上海,经理\n李四,上海,经理\n王五,北京,经理\n赵六,上海,主管").isEmpty)
    }

    @Test("many rows as wide as a row of texts are data, not its preamble")
    func notDeep() {
        let data = (1...9).map { "\($0),x,y" }.joined(separator: "\n")
        #expect(Self.header("\(data)\n编号,名称,备注\n10,x,y\n11,x,y").isEmpty)
        #expect(Self.header("A,B,C\nstuff,more stuff,\nthings,more,even more\na,b,\n1,2,3") == [1])
        #expect(Self.header("some text\ndescription\n\nJack,12,NJ\nJohn,13,PA\nAnn,14,NJ").isEmpty)
    }

    @Test("one row of data is enough, and none too")
    func fewRows() {
        #expect(Self.header("姓名,电话\n张三,13800000001") == [1])
        #expect(Self.header("客户名单\n\n公司名称,联系人,电话") == [3])
    }

    @Test("labels with values before the table are no header")
    func labels() {
        #expect(
            Self.header("户名,张三\n账号,6222000011112222\n币种,人民币\n日期,金额\n2023-01-01,5\n2023-01-02,6")
                == [4]
        )
        #expect(
            Self.header("Period:,March 2023,Owner:,Ann\nDate,Ref,Memo,Amount\n01/02/2023,A1,x,5.0")
                == [2]
        )
    }

    @Test("years and months may name columns")
    func periods() {
        #expect(Self.header("区域,2021,2022,2023\n华东,105,224,391\n华南,98,77,61") == [1])
        #expect(Self.header("Item,Q1 2023,Q2 2023\nSales,105,224\nCost,98,77") == [1])
        #expect(HeaderPeriods.areIn(["1", "2", "3"], [.number, .number, .number]))
        #expect(!HeaderPeriods.areIn(["100", "250", "30"], [.number, .number, .number]))
    }

    @Test("groups without merged ranges, two languages and units belong to the header (case 12)")
    func severalRows() {
        let data = "\n上海甲公司,机械,13800000001,5\n上海乙公司,化工,13800000002,6"
        #expect(Self.header("基本信息,,联系方式,\n公司名称,行业,手机,金额" + data) == [1, 2])
        #expect(Self.header("公司名称,行业,手机,金额\nName,Trade,Mobile,Amount" + data) == [1, 2])
        #expect(Self.header("公司名称,行业,手机,金额\nNAME1,BRSCH,TELF1,WRBTR" + data) == [1, 2])
        #expect(Self.header("公司名称,行业,手机,金额\n,,,(万元)" + data) == [1, 2])
        #expect(Self.header("company,trade,phone,amount" + data) == [1])
    }

    @Test("the search costs the same however wide and long the grid is")
    func bounded() {
        let wide = (0..<4000).map { "c\($0)" }
        let rows = [wide] + (0..<100).map { row in wide.map { "\($0)-\(row)" } }
        var search = HeaderSearch(GridRows(GridSamples.sheet(rows)))
        #expect(search.find() == [0])
    }

    @Test("random grids never trap the search, and header rows are ascending and filled")
    func random() {
        var random = SplitMix64(seed: 77)
        let words = [
            "", "", "编号", "名称", "Name", "甲公司", "13800000001", "2023-01-01", "合计", "注：x", "3.5",
            "(元)", "----------", "2021", "2022", "户名：", "a_b", "/", "%",
        ]
        for _ in 0..<3000 {
            let width = Int.random(in: 1...5, using: &random)
            let rows = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                (0..<width).map { _ in words.randomElement(using: &random) ?? "" }
            }
            let grid = GridRows(GridSamples.sheet(rows))
            var search = HeaderSearch(grid)
            let found = search.find()
            #expect(found == found.sorted())
            #expect(found.allSatisfy { grid.filledCounts[$0] > 0 })
        }
    }
}
