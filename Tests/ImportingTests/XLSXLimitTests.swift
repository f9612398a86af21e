import Records
import TestSupport
import Testing

@testable import Importing

/// Every limit of archives and sheets ends reading with a finding that names its option.
@Suite struct XLSXLimitTests {
    private func read(
        _ bytes: [UInt8],
        _ options: [(key: String, value: OptionValue)] = []
    ) throws -> ImportResult {
        try XLSX.read(
            ImportInput(source: "s", path: "p", bytes: FileBytes(bytes), options: .map(options))
        )
    }

    private func limits(_ result: ImportResult) -> [String] {
        result.findings.all.filter { $0.code == ImportFindings.limit.code }.map(\.detail)
    }

    @Test(
        "a part, all parts, or the texts beyond their limit are not inflated (case 48)",
        arguments: ["max_entry_bytes", "max_total_bytes", "max_string_bytes"]
    )
    func parts(option: String) throws {
        let text = String(repeating: "x", count: 9000)
        let cell = #"<c r="A1" t="s"><v>0</v></c>"#
        let bytes = XLSXArchive.workbook(
            sheet: "<sheetData><row r=\"1\">\(cell)</row></sheetData>",
            strings: ["<t>\(text)</t>"]
        )
        let result = try read(bytes, [(key: option, value: .text("5000"))])
        #expect(result.isBroken)
        #expect(limits(result).contains { $0.contains(option) })
        #expect(limits(try read(bytes)).isEmpty)
    }

    @Test("entries beyond the limit are not read")
    func entries() throws {
        let bytes = XLSXArchive.workbook(sheet: "<sheetData/>")
        let result = try read(bytes, [(key: "max_entries", value: .text("3"))])
        #expect(limits(result) == ["max_entries allows 3"])
        #expect(result.isBroken)
    }

    @Test("one long text that many cells share ends at the limit of text (case 48)")
    func textBomb() throws {
        let text = String(repeating: "长", count: 30_000)
        let cells = String(repeating: #"<c t="s"><v>0</v></c>"#, count: 20)
        let rows = String(repeating: "<row>\(cells)</row>", count: 3000)
        let bytes = XLSXArchive.workbook(
            sheet: "<sheetData>\(rows)</sheetData>",
            strings: ["<t>\(text)</t>"]
        )
        for usesTape in [false, true] {
            var limits = SheetLimits()
            limits.textByteCount = 20 << 20
            var reader = WorkbookReader(source: "s", file: "f", limits: limits)
            reader.usesTape = usesTape
            let sheets = try reader.read(bytes.span, only: nil)
            #expect(reader.isBroken)
            #expect(sheets[0].grid.batches[0].rowNumbers.count == 11)
            #expect(sheets[0].findings.cells[0].detail.contains("max_text_bytes"))
        }
    }

    @Test("cells are counted over all sheets, so that many sheets claim no more than one")
    func sheets() throws {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let row =
            #"<row r="1"><c r="XFD1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#
        var archive = XLSXArchive()
        var list = ""
        var links = ""
        for index in 1...9 {
            list += #"<sheet name="\#(index)" sheetId="\#(index)" r:id="r\#(index)"/>"#
            links += #"<Relationship Id="r\#(index)" Type="\#(office)/worksheet" "#
            links += #"Target="worksheets/sheet\#(index).xml"/>"#
            archive.add(
                "xl/worksheets/sheet\(index).xml",
                "<worksheet><sheetData>\(row)</sheetData></worksheet>"
            )
        }
        archive.add(
            "xl/workbook.xml",
            #"<workbook xmlns:r="\#(office)"><sheets>\#(list)</sheets></workbook>"#
        )
        archive.add("xl/_rels/workbook.xml.rels", "<Relationships>\(links)</Relationships>")
        var limits = SheetLimits()
        limits.cellCount = 100_000
        var reader = WorkbookReader(source: "s", file: "f", limits: limits)
        let sheets = try reader.read(archive.finished().span, only: nil)
        let rowCounts = sheets.map { $0.grid.batches.reduce(0) { $0 + $1.rowNumbers.count } }
        #expect(rowCounts == [2, 2, 2, 0, 0, 0, 0, 0, 0])
        #expect(reader.isBroken)
    }

    @Test("an option that is no number fails before anything is read")
    func options() throws {
        let bytes = XLSXArchive.workbook(sheet: "<sheetData/>")
        for value in ["many", "0", "-5"] {
            for option in ["max_cells", "max_entries", "max_text_bytes"] {
                #expect { try read(bytes, [(key: option, value: .text(value))]) } throws: { error in
                    (error as? ImportFailure)?.kind.code == ImportFindings.badOption.code
                }
            }
        }
    }

    @Test("a high ratio of sizes only warns (case 49)")
    func ratio() throws {
        let result = try read(try Fixtures.bytes("importers/xlsx/high-ratio/input.xlsx"))
        #expect(!result.isBroken)
        #expect(result.findings.all.map(\.code) == [XLSXFindings.highRatio.code])
        #expect(result.tables[0].rowCount == 2)
    }
}
