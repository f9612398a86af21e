import Records
import Testing

@testable import Importing

@Suite("Names of columns")
struct HeaderNameTests {
    private static func columns(_ text: String) -> [ColumnHeader] {
        GridSamples.shape(GridSamples.text(text)).tables[0].columns
    }

    @Test("units stand in brackets behind the name")
    func units() {
        let shaped = GridSamples.shape(
            GridSamples.text("企业名称,营业收入,增长率\n,(万元),%\n上海甲公司,12.5,3\n上海乙公司,13.5,4")
        )
        #expect(shaped.tables[0].columns.map(\.name) == ["企业名称", "营业收入(万元)", "增长率(%)"])
        #expect(shaped.tables[0].rowCount == 2)
        #expect(shaped.findings.contains { $0.code == TableFindings.unitsJoined.code })
    }

    @Test("of two languages the first row is the name, the second the label")
    func languages() {
        let columns = Self.columns("客户名称,电话,城市\nName,Phone,City\n甲公司,13800000001,上海")
        #expect(columns.map(\.name) == ["客户名称", "电话", "城市"])
        #expect(columns.map(\.label) == ["Name", "Phone", "City"])
    }

    @Test("groups stand before names that repeat, and are left out otherwise")
    func groups() {
        let text = "产品,一季度,,二季度,\n,计划,实际,计划,实际\n甲,1,2,3,4\n乙,5,6,7,8"
        #expect(
            Self.columns(text).map(\.name) == ["产品", "一季度 计划", "一季度 实际", "二季度 计划", "二季度 实际"]
        )
        let three = "产品,销售,,,\n,一季度,,二季度,\n,计划,实际,计划,实际\n甲,1,2,3,4\n乙,5,6,7,8"
        #expect(
            Self.columns(three).map(\.name) == ["产品", "一季度 计划", "一季度 实际", "二季度 计划", "二季度 实际"]
        )
        let plain = "基本信息,,联系方式,\n公司名称,行业,手机,邮箱\n甲公司,机械,13800000001,a@b.example"
        #expect(Self.columns(plain).map(\.name) == ["公司名称", "行业", "手机", "邮箱"])
    }

    @Test("merged groups stand before names that repeat (case 41)")
    func mergedGroups() {
        let grid = GridSamples.sheet(
            [
                ["姓名", "迟到", "", "早退", ""], ["", "次数", "时长", "次数", "时长"],
                ["张三", "1", "20", "2", "30"],
            ],
            merges: [
                MergedRange(rows: 1...2, columns: 0...0), MergedRange(rows: 1...1, columns: 1...2),
                MergedRange(rows: 1...1, columns: 3...4),
            ]
        )
        let names = GridSamples.shape(grid).tables[0].columns.map(\.name)
        #expect(names == ["姓名", "迟到 次数", "迟到 时长", "早退 次数", "早退 时长"])
    }

    @Test(
        "the BOM, blanks of all kinds and breaks leave names; repeated and blank ones get numbers"
    )
    func cleaned() {
        // Cases 2 and 19.
        let columns = Self.columns(
            "\u{FEFF}编号,\u{3000}公司名称\u{A0},电话,电话,,备注\n1,甲公司,1380,1390,x,y\n2,乙公司,1381,1391,x,y"
        )
        #expect(columns.map(\.name) == ["编号", "公司名称", "电话", "电话 (2)", "column 5", "备注"])
    }
}
