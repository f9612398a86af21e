import Records
import TestSupport
import Testing

@testable import Importing

/// What programs other than Excel write, and what Excel writes that surprises readers.
@Suite struct XLSXHardCaseTests {
    private func cells(_ sheet: String, strings: [String] = []) throws -> [String: String] {
        let bytes = XLSXArchive.workbook(sheet: sheet, strings: strings)
        let fast = try XLSXGrids(bytes)
        let slow = try XLSXGrids(bytes, usesTape: true)
        #expect(fast.summary == slow.summary)
        #expect(!fast.isBroken)
        return fast.cells()
    }

    @Test("a wrong or missing dimension, and rows of styles only, change nothing (case 32)")
    func dimension() throws {
        let styled = (3...5000).map { #"<row r="\#($0)" s="1"><c r="XFD\#($0)" s="1"/></row>"# }
            .joined()
        let last = #"<row r="1048576" s="1" customFormat="1"><c r="A1048576" s="1"/></row>"#
        for dimension in ["", #"<dimension ref="A1"/>"#, #"<dimension ref="A1:XFD1048576"/>"#] {
            let sheet =
                dimension + #"<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2">"#
                + #"<c r="C2"><v>2</v></c></row>\#(styled)\#(last)</sheetData>"#
            let bytes = XLSXArchive.workbook(sheet: sheet)
            let grids = try XLSXGrids(bytes)
            #expect(grids.cells() == ["A1": "1", "C2": "2"])
            #expect(grids.sheets[0].grid.batches[0].rowNumbers == [1, 2])
            #expect(grids.findings.isEmpty)
        }
    }

    @Test("shared and array formulas give their stored results (case 38)")
    func formulas() throws {
        let sheet =
            #"<sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c>"#
            + #"<c r="B1" t="str"><f t="array" ref="B1:B1">X&amp;Y</f><v>甲&lt;乙</v></c></row>"#
            + #"<row r="2"><c r="A2"><f t="shared" si="0"/><v>6</v></c>"#
            + #"<c r="B2" t="b"><f>TRUE()</f><v>1</v></c></row></sheetData>"#
        #expect(try cells(sheet) == ["A1": "4", "A2": "6", "B1": "甲<乙", "B2": "TRUE"])
    }

    @Test("the text of an error in a text cell is a text, in an error cell a finding (case 39)")
    func errors() throws {
        let sheet =
            #"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>"#
            + #"<c r="B1" t="e"><v>#DIV/0!</v></c></row></sheetData>"#
        let bytes = XLSXArchive.workbook(sheet: sheet, strings: ["<t>#N/A</t>"])
        let grids = try XLSXGrids(bytes)
        #expect(grids.cells() == ["A1": "#N/A", "B1": "#DIV/0!"])
        let places = grids.findings.map(\.place.column)
        #expect(places == ["B"])
    }

    @Test("texts in runs of any namespace are joined, phonetic runs left out (cases 26 and 27)")
    func runs() throws {
        let text =
            #"<x:r xmlns:x="u"><x:rPr><x:b/></x:rPr><x:t>項</x:t></x:r><r><t xml:space="preserve"> 目"#
            + #"</t></r><rPh sb="0" eb="2"><t>コウモク</t></rPh><phoneticPr fontId="1"/>"#
        let sheet = #"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>"#
        #expect(try cells(sheet, strings: [text]) == ["A1": "項 目"])
    }

    @Test("a hundred thousand merged ranges are kept, and impossible ones are not (case 41)")
    func merges() throws {
        let merges = (2...100_001).map { #"<mergeCell ref="A\#($0):B\#($0)"/>"# }.joined()
        let wrong = #"<mergeCell ref="B2:A1"/><mergeCell ref="A0:B9"/><mergeCell ref=""/>"#
        let sheet =
            #"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells count="1">"#
            + "\(wrong)\(merges)</mergeCells>"
        let grids = try XLSXGrids(XLSXArchive.workbook(sheet: sheet))
        #expect(grids.sheets[0].grid.merges.count == 100_000)
    }

    @Test("templates and workbooks with macros are read by their parts, not by types or names")
    func contentTypes() throws {
        var archive = XLSXArchive()
        let sheet = #"<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>"#
        archive.add(
            "[Content_Types].xml",
            "<Types><Default Extension='xml' ContentType='x'/></Types>"
        )
        archive.add(
            "XL\\Book.XML",
            #"<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>"#
        )
        archive.add(
            "_rels/.rels",
            #"<Relationships><Relationship Type="u/officeDocument" Target="\XL\book.xml"/>"#
                + "</Relationships>"
        )
        archive.add(
            "xl/_rels/book.xml.rels",
            #"<Relationships><Relationship Id="r1" Type="u/worksheet" Target="/XL/Tab.xml"/>"#
                + "</Relationships>"
        )
        archive.add("xl/tab.xml", sheet)
        let grids = try XLSXGrids(archive.finished())
        #expect(grids.cells() == ["A1": "7"])
    }
}
