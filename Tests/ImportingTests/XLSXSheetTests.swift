import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// How cells, rows, columns and sheets are read.
@Suite struct XLSXSheetTests {
    private func cells(_ rows: String, strings: [String] = [], styles: String? = nil) throws
        -> [String: String]
    {
        let bytes = XLSXArchive.workbook(
            sheet: "<sheetData>\(rows)</sheetData>",
            strings: strings,
            styles: styles
        )
        return try XLSXGrids(bytes).cells()
    }

    @Test("rich text is joined, and phonetic runs are no part of it")
    func richText() throws {
        let text =
            "<r><t>項</t></r><r><rPr><b/></rPr><t>目</t></r>"
            + #"<rPh sb="0" eb="1"><t>コウ</t></rPh><phoneticPr fontId="1"/>"#
        let cells = try cells(
            #"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>\#(text)</is></c></row>"#,
            strings: [text]
        )
        #expect(cells == ["A1": "項目", "B1": "項目"])
    }

    @Test("inline texts, CDATA, entities, formula texts, booleans and errors are read as text")
    func kinds() throws {
        let cells = try cells(
            """
            <row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>
            <c r="B1" t="str"><f>1</f><v>x &amp; &#x5E74;</v></c><c r="C1" t="b"><v>1</v></c>
            <c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="b"><v>0</v></c><c r="F1"><v/></c>
            <c r="G1" t="inlineStr"><is><t>a_x000D_</t></is></c>
            <c r="H1" t="d"><v>2023-01-05T00:00:00Z</v></c></row>
            """
        )
        let expected = [
            "A1": "a<b", "B1": "x & 年", "C1": "TRUE", "D1": "#N/A", "E1": "FALSE", "G1": "a\r",
            "H1": "2023-01-05",
        ]
        #expect(cells == expected)
    }

    @Test("a text in a cell with a date format stays text, a number becomes a date")
    func dateStyles() throws {
        let styles =
            #"<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;"/>"#
            + #"</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>"#
            + #"<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="31"/></cellXfs>"#
        let cells = try cells(
            #"<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"><v>44931</v></c>"#
                + #"<c r="C1" s="2"><v>44931</v></c><c r="D1"><v>44931</v></c>"#
                + #"<c r="E1" s="99"><v>44931</v></c></row>"#,
            strings: ["<t>一月</t>"],
            styles: styles
        )
        let expected = [
            "A1": "一月", "B1": "2023-01-05", "C1": "2023-01-05", "D1": "44931", "E1": "44931",
        ]
        #expect(cells == expected)
    }

    @Test("rows and cells without references follow each other")
    func noReferences() throws {
        let cells = try cells("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
        #expect(cells == ["A1": "1", "B1": "2", "A2": "3"])
    }

    @Test("a part of texts that isn't there breaks the source only when a cell needs it")
    func missingStrings() throws {
        let relationship = #"<Relationship Id="rId2" Type="x/sharedStrings" Target="no.xml"/>"#
        for (cell, isBroken) in [("<c><v>1</v></c>", false), (#"<c t="s"><v>0</v></c>"#, true)] {
            let bytes = XLSXArchive.workbook(
                sheet: "<sheetData><row>\(cell)</row></sheetData>",
                relationships: relationship
            )
            let grids = try XLSXGrids(bytes)
            #expect(grids.isBroken == isBroken)
            #expect(grids.codes.contains(XLSXFindings.missingPart.code) == isBroken)
        }
    }

    @Test("prefixed names are read like others")
    func prefixes() throws {
        let bytes = XLSXArchive.workbook(
            sheet:
                #"<x:sheetData><x:row r="2"><x:c r="B2"><x:v>1</x:v></x:c></x:row></x:sheetData>"#
        )
        #expect(try XLSXGrids(bytes).cells() == ["B2": "1"])
    }

    @Test("blank rows between filled ones are rows; styled rows after the last are not")
    func blankRows() throws {
        let styled = (5...3000).map { #"<row r="\#($0)"><c r="A\#($0)" s="1"/></row>"# }.joined()
        let bytes = XLSXArchive.workbook(
            sheet: #"<sheetData><row r="2"><c r="A2"><v>1</v></c></row>"#
                + #"<row r="4"><c r="C4"><v>2</v></c></row>\#(styled)</sheetData>"#
        )
        #expect(try XLSXGrids(bytes).text() == "2\t1\t\t\n3\t\t\t\n4\t\t\t2\n")
    }

    @Test("a gap of more than 10,000 rows is one finding")
    func gap() throws {
        let bytes = XLSXArchive.workbook(
            sheet: #"<sheetData><row r="1"><c r="A1"><v>1</v></c></row>"#
                + #"<row r="900000"><c r="A900000"><v>2</v></c></row></sheetData>"#
        )
        let grids = try XLSXGrids(bytes)
        #expect(grids.text() == "1\t1\n900000\t2\n")
        #expect(grids.codes == [XLSXFindings.rowGap.code])
    }

    @Test("a formula without a stored result is a finding, an empty text result is none")
    func noCachedValue() throws {
        let bytes = XLSXArchive.workbook(
            sheet: #"<sheetData><row r="1"><c r="A1"><f>B1</f><v></v></c><c r="B1"><f>C1</f></c>"#
                + #"<c r="C1" t="str"><f>D1</f><v></v></c><c r="D1"><f>1</f><v>1</v></c></row></sheetData>"#
        )
        let grids = try XLSXGrids(bytes)
        #expect(grids.findings.map(\.place.column) == ["A", "B"])
        #expect(grids.codes == [XLSXFindings.noCachedValue.code])
        #expect(grids.cells() == ["D1": "1"])
    }

    @Test(
        "indices outside the table of texts, references out of order and taken places are findings"
    )
    func badCells() throws {
        let bytes = XLSXArchive.workbook(
            sheet: #"<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c><c r="C1"><v>3</v></c>"#
                + #"<c r="B1"><v>2</v></c><c r="C1"><v>4</v></c></row></sheetData>"#
        )
        let grids = try XLSXGrids(bytes)
        #expect(grids.cells() == ["B1": "2", "C1": "4"])
        let expected = [XLSXFindings.badStringIndex.code, XLSXFindings.badReference.code]
        #expect(grids.codes == Set(expected))
    }

    @Test("hidden rows, columns and sheets are read and marked; merges are kept")
    func hidden() throws {
        let bytes = XLSXArchive.workbook(
            sheet: #"<cols><col min="2" max="16384" hidden="1"/></cols><sheetData>"#
                + #"<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row></sheetData>"#
                + #"<mergeCells><mergeCell ref="A1:B3"/><mergeCell ref="B:C"/></mergeCells>"#,
            workbook: #"<sheets><sheet name="S" state="veryHidden" r:id="rId1"/></sheets>"#
        )
        let grid = try XLSXGrids(bytes).sheets[0].grid
        #expect(grid.isHidden)
        #expect(grid.hiddenRows == [1])
        #expect(grid.hiddenColumns == [1, 2])
        #expect(grid.merges == [MergedRange(rows: 1...3, columns: 0...1)])
    }

    @Test("a number whose format is zeros alone is a code and keeps them (case 20)")
    func codes() throws {
        let numbers = ["120", "12345678", "-5", "1.5"].enumerated().map { index, number in
            #"<c r="\#(SheetCell.letters(index))1" s="1"><v>\#(number)</v></c>"#
        }
        let bytes = XLSXArchive.workbook(
            sheet: "<sheetData><row r=\"1\">\(numbers.joined())</row></sheetData>",
            styles: #"<numFmts count="1"><numFmt numFmtId="164" formatCode="000000"/></numFmts>"#
                + #"<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>"#
        )
        #expect(
            try XLSXGrids(bytes).cells()
                == ["A1": "000120", "B1": "12345678", "C1": "-5", "D1": "1.5"]
        )
    }

    @Test("days count from 1904 when the workbook says so")
    func epoch1904() throws {
        let bytes = XLSXArchive.workbook(
            sheet: #"<sheetData><row r="1"><c r="A1" s="0"><v>43469</v></c></row></sheetData>"#,
            styles: #"<cellXfs><xf numFmtId="14"/></cellXfs>"#,
            workbook: #"<workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets>"#
                + #"<extLst><ext><workbookPr/></ext></extLst>"#
        )
        #expect(try XLSXGrids(bytes).cells() == ["A1": "2023-01-05"])
    }

    @Test("generated sheets are read the same by the scanner and by libxml2")
    func twins() throws {
        var random = SplitMix64(seed: 20_230_105)
        for round in 0..<300 {
            let bytes = XLSXArchive.workbook(
                sheet: sheet(&random),
                strings: ["<t>a</t>", "<r><t>b&lt;</t></r><rPh><t>x</t></rPh>", "<t/>"],
                styles:
                    #"<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="46"/></cellXfs>"#
            )
            let fast = try XLSXGrids(bytes)
            let slow = try XLSXGrids(bytes, usesTape: true)
            #expect(!fast.isBroken, "round \(round)")
            #expect(fast.summary == slow.summary, "round \(round)")
            #expect(fast.findings.map(\.code) == slow.findings.map(\.code), "round \(round)")
        }
    }

    private func sheet(_ random: inout SplitMix64) -> String {
        var rows = ""
        for row in 1...Int.random(in: 1...12, using: &random) {
            let hasNumber = Int.random(in: 0..<4, using: &random) > 0
            let isHidden = Int.random(in: 0..<6, using: &random) == 0
            let number = hasNumber ? #" r="\#(row * 2)""# : ""
            rows += "<row\(number)\(isHidden ? " hidden='1'" : "") >"
            for column in 0..<Int.random(in: 0...6, using: &random) {
                rows += cell(column, row * 2, &random)
            }
            rows += "<!-- <c> --></row>"
        }
        return #"<dimension ref="A1:XFD9"/><cols><col min="2" max="3" hidden="true"/></cols>"#
            + "<sheetData>\(rows)</sheetData><?x y?>"
            + #"<mergeCells><mergeCell ref="A1:B2"/></mergeCells>"#
    }

    private func cell(_ column: Int, _ row: Int, _ random: inout SplitMix64) -> String {
        let kinds = [
            #" t="s"><v>0</v>"#, #" t="s"><v>1</v>"#, #" t="s"><v> 2</v>"#, #" t="s"><v>9</v>"#,
            #" s="1"><v>44931.5</v>"#, #" s="2"><v>1.25</v>"#,
            #" t="str"><f>A1&amp;"b"</f><v>x&#10;y</v>"#,
            #" t="inlineStr"><is><r><t>p_x000D_</t></r><r><t xml:space="preserve"> q</t></r></is>"#,
            #" t="inlineStr"><is><t><![CDATA[<c>]]>&gt;</t><rPh><t>no</t></rPh></is>"#,
            #" t='b'><v>1</v>"#, #" t="e"><v>#REF!</v>"#, #" s="1"><v>-4</v>"#, "><v>1.50E+3</v>",
            "><f>1</f>", "><f/><v/>", "><v>12\r\n</v>", #" t="inlineStr"><is/>"#,
            #" t="str"><v>年</v>"#,
        ]
        let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
        let place = Int.random(in: 0..<5, using: &random)
        let letters = SheetCell.letters(place == 0 ? column + 2 : column)
        return place == 1 ? "<c\(kind)</c>" : #"<c r="\#(letters)\#(row)"\#(kind)</c>"#
    }
}
