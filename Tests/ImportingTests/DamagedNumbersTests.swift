import Records
import Testing

@testable import Importing

@Suite("Numbers damaged by spreadsheets")
struct DamagedNumbersTests {
    private static func found(_ header: String, _ cells: [String]) -> [String] {
        let rows = [["备注", header]] + cells.map { ["x", $0] }
        return GridSamples.shape(GridSamples.sheet(rows), [("header", "1")]).findings
            .compactMap { finding in
                let name = TableFindings.all.first { $0.code == finding.code }?.name
                return name.map { "\(finding.place.rowNumber) \(finding.place.column) \($0)" }
            }
    }

    @Test("a telephone number with an exponent is unrecoverable, and stays (case 21)")
    func phones() {
        #expect(
            Self.found("手机", ["13800138000", "1.38E+10", "1.38001E+10", " 1.38e+10 "]) == [
                "3 手机 UNRECOVERABLE_NUMBER", "4 手机 UNRECOVERABLE_NUMBER",
                "5 手机 UNRECOVERABLE_NUMBER",
            ]
        )
        #expect(Self.found("手机", ["1.3800138001E+10"]) == ["2 手机 EXCEL_DAMAGE"])
        #expect(
            Self.found("合同金额", ["1.5E+10", "1.5E+09"]).map { $0.suffix(12) } == [
                "EXCEL_DAMAGE", "EXCEL_DAMAGE",
            ]
        )
    }

    @Test("what only looks like an exponent is left alone")
    func others() {
        #expect(
            Self.found("型号", ["1E5", "E+10", "12.5E+10", "1.5E-10", "1.5E+3", "1.5E+10kg"]).isEmpty
        )
    }

    @Test("ids of 16 digits and more that end in zeros were cut to 15 digits")
    func longIDs() {
        #expect(
            Self.found("身份证号", ["320102199001010000", "320102199001011234"])
                == ["2 身份证号 EXCEL_DAMAGE"]
        )
        #expect(
            Self.found("卡号", ["6222021234567890", "6222021234567810", "6222021234567820"]).count
                == 3
        )
        let cards = [
            "6222021234567890", "6222021234567811", "6222021234567822", "6222021234567833",
        ]
        #expect(Self.found("卡号", cards).isEmpty)
    }

    @Test("a postcode of five digits among those of six lost its zero (case 20)")
    func postcodes() {
        #expect(Self.found("邮编", ["200120", "10020", "100080"]) == ["3 邮编 EXCEL_DAMAGE"])
        #expect(Self.found("编号", ["200120", "10020", "100080"]).isEmpty)
        #expect(Self.found("zip", ["10020", "90210"]).isEmpty)
    }

    @Test("ids with dashes and leading zeros stay texts (cases 20 and 22)")
    func texts() {
        let table = GridSamples.shape(
            GridSamples.text("编号,名称\n1-1-19,甲\n0012,乙\n2023-01,丙"),
            [("header", "1")]
        ).tables[0]
        #expect(table.texts("编号") == ["1-1-19", "0012", "2023-01"])
    }

    @Test("a damaged column has a finding for each of its first thousand cells, and a count")
    func many() {
        let cells = [String](repeating: "1.38E+10", count: 1500)
        let found = Self.found("手机", cells)
        #expect(found.count == 1001)
        #expect(found.last == "0 手机 EXCEL_DAMAGE")
    }
}
