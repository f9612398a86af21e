import Records
import TestSupport
import Testing

@testable import Importing

/// Binary workbooks give the same as .xlsx.
@Suite struct XLSBTests {
    private typealias Builder = XLSBBuilder

    private var sample: [UInt8] {
        let part = Builder.sheet { columns in
            columns.add(
                60,
                BIFFBuilder.number(2, 4) + BIFFBuilder.number(3, 4) + BIFFBuilder.number(0, 8)
                    + [1, 0]
            )
        } layout: { layout in
            layout.add(176, [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0])
        } cells: { sheet in
            sheet.row(0)
            sheet.add(7, Builder.cell(0) + BIFFBuilder.number(1, 4))
            sheet.add(2, Builder.cell(1) + BIFFBuilder.number(1234 << 2 | 3, 4))
            sheet.add(5, Builder.cell(2, style: 1) + BIFFBuilder.double(45_000.75))
            sheet.add(4, Builder.cell(3) + [1])
            sheet.add(3, Builder.cell(4) + [0x2A])
            sheet.add(6, Builder.cell(5) + Builder.text("直接𠮷"))
            sheet.row(1, isHidden: true)
            sheet.add(8, Builder.cell(0) + Builder.text("果") + [0, 0, 0, 0])
            sheet.add(9, Builder.cell(1) + BIFFBuilder.double(13_800_138_000) + [0, 0])
            sheet.add(10, Builder.cell(2) + [0, 0, 0])
            sheet.add(11, Builder.cell(3) + [0x07, 0, 0])
            sheet.add(62, Builder.cell(4) + [1] + Builder.text("富") + [1, 0, 0, 0, 0, 0, 0, 0])
            sheet.add(1, Builder.cell(5))
            sheet.row(4)
            sheet.add(5, Builder.cell(1, style: 2) + BIFFBuilder.double(1.5))
            // Cells without a column stand right of the last one.
            sheet.add(16, BIFFBuilder.number(0, 4) + BIFFBuilder.double(0.1))
            sheet.add(18, BIFFBuilder.number(0, 4) + BIFFBuilder.number(0, 4))
        }
        return Builder.workbook(
            sheets: [
                Builder.Sheet(name: "客户", part: part),
                Builder.Sheet(name: "隐藏", state: 2, part: Builder.sheet { _ in }),
                Builder.Sheet(name: "图", type: "chartsheet", part: []),
            ],
            strings: ["甲", "编号"],
            formats: [(176, "yyyy\"年\"m\"月\""), (177, "[h]:mm")],
            styles: [0, 176, 177]
        )
    }

    @Test("cells of all kinds, dates by their formats, hidden parts and merges are read")
    func cells() throws {
        let grids = try XLSXGrids(sample)
        let expected = [
            "A1": "编号", "B1": "12.34", "C1": "2023-03-15 18:00:00", "D1": "TRUE", "E1": "#N/A",
            "F1": "直接𠮷", "A2": "果", "B2": "13800138000", "C2": "FALSE", "D2": "#DIV/0!",
            "E2": "富", "B5": "36:00:00", "C5": "0.1", "D5": "甲",
        ]
        #expect(grids.cells() == expected)
        #expect(grids.names == ["客户", "隐藏"])
        #expect(grids.sheets.map(\.grid.isHidden) == [false, true])
        #expect(grids.sheets[0].grid.hiddenRows == [2])
        #expect(grids.sheets[0].grid.hiddenColumns == [2, 3])
        #expect(grids.sheets[0].grid.merges == [MergedRange(rows: 1...2, columns: 0...1)])
        let others = grids.findings.filter { $0.code == XLSXFindings.notAWorksheet.code }
        #expect(others.map(\.detail) == ["chartsheet"])
        #expect(!grids.isBroken)
    }

    @Test("a binary workbook is told from an .xlsx by its parts")
    func detection() throws {
        let bytes = FileBytes(sample)
        #expect(Importers.detect(bytes)?.spec.name == "xlsb")
        let plain = FileBytes(XLSXArchive.workbook(sheet: "<sheetData/>"))
        #expect(Importers.detect(plain)?.spec.name == "xlsx")
        #expect(XLSB.confidence(head: plain.span) == 0)
        let result = try XLSB.read(ImportInput(source: "s", path: "f", bytes: bytes))
        #expect(result.tables.map(\.name) == ["客户", "隐藏"])
    }

    @Test("days count from 1904 when the workbook says so; without texts their cells are told")
    func epochAndMissingTexts() throws {
        let part = Builder.sheet { sheet in
            sheet.row(0)
            sheet.add(5, Builder.cell(0) + BIFFBuilder.double(43_538))
            sheet.add(7, Builder.cell(1) + BIFFBuilder.number(3, 4))
        }
        let bytes = Builder.workbook(
            sheets: [Builder.Sheet(name: "S", part: part)],
            styles: [14],
            is1904: true
        )
        let grids = try XLSXGrids(bytes)
        #expect(grids.cells() == ["A1": "2023-03-15"])
        #expect(grids.codes.contains(XLSXFindings.badStringIndex.code))
    }

    @Test("a part cut off anywhere gives the rows before the cut and counts as broken")
    func cut() throws {
        let whole = Builder.sheet { sheet in
            for row in 0..<50 {
                sheet.row(row)
                sheet.add(5, Builder.cell(0) + BIFFBuilder.double(Double(row)))
            }
        }
        for count in stride(from: 3, to: whole.count - 2, by: 11) {
            let sheet = Builder.Sheet(name: "S", part: Array(whole[0..<count]))
            let grids = try XLSXGrids(Builder.workbook(sheets: [sheet]))
            #expect(grids.isBroken, "\(count)")
            #expect(grids.cells().count >= (count - 30) / 34)
        }
    }

    @Test("flipped bytes in the parts never trap")
    func flipped() throws {
        let bytes = sample
        var random = SplitMix64(seed: 23)
        for _ in 0..<2500 {
            var broken = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                broken[Int.random(in: 0..<broken.count, using: &random)] =
                    [0, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)].randomElement(
                        using: &random
                    ) ?? 0
            }
            if Int.random(in: 0..<5, using: &random) == 0 {
                broken.removeLast(Int.random(in: 0..<broken.count, using: &random))
            }
            guard let grids = try? XLSXGrids(broken) else { continue }
            let isSaid = !grids.sheets.isEmpty || !grids.findings.isEmpty
            #expect(isSaid)
        }
    }
}
