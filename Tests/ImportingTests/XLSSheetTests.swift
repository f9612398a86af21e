import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// Cells, formats, layout and places of the sheets of old workbooks.
@Suite struct XLSSheetTests {
    private typealias Builder = BIFFBuilder

    private func number(_ value: Double, _ row: Int, _ column: Int, style: Int = 0) -> [UInt8] {
        Builder.cell(row, column, style: style) + Builder.double(value)
    }

    private func rk(_ value: Int, isHundredth: Bool = false) -> [UInt8] {
        Builder.number(value << 2 | 2 | (isHundredth ? 1 : 0), 4)
    }

    @Test("case 37: numbers of all kinds of records are shortest decimals")
    func numbers() throws {
        let bytes = Builder.sheet { sheet in
            let values = [13_800_138_000, 0.1, 0.1 + 0.2, -1.5, 1e15, 6_222_021_234_567_890, 1e-7]
            for (column, value) in values.enumerated() {
                sheet.add(0x203, number(value, 0, column))
            }
            sheet.add(0x27E, Builder.cell(1, 0) + rk(1234, isHundredth: true))
            sheet.add(0x27E, Builder.cell(1, 1) + rk(-7))
            let half = Int(Double(0.5).bitPattern >> 32)
            sheet.add(0x27E, Builder.cell(1, 2) + Builder.number(half, 4))
            let pieces = [0, 0] + rk(1) + [0, 0] + rk(250, isHundredth: true)
            sheet.add(0xBD, Builder.number(2, 2) + Builder.number(1, 2) + pieces + [2, 0])
            sheet.add(0x203, number(1.10101199003071e17, 3, 0))
            sheet.add(0x203, number(-0.0, 3, 1))
            sheet.add(0x203, number(123_456_789.123_456_7, 3, 2))
        }
        let cells = try XLSXGrids(xls: bytes).cells()
        let expected = [
            "A1": "13800138000", "B1": "0.1", "C1": "0.3", "D1": "-1.5", "E1": "1000000000000000",
            "F1": "6222021234567890", "G1": "0.0000001", "A2": "12.34", "B2": "-7", "C2": "0.5",
            "B3": "1", "C3": "2.5", "A4": "1.10101199003071E+17", "B4": "0",
            "C4": "123456789.123457",
        ]
        #expect(cells == expected)
    }

    @Test("the text of a double is that of its seventeen digits, rounded as in .xlsx")
    func doubles() {
        var random = SplitMix64(seed: 37)
        for step in 0..<20_000 {
            var value = Double(Int.random(in: -999_999_999...999_999_999, using: &random))
            let powers = [1, 10, 100, 1000, 10_000, 3, 7, 1e5, 1e-3, 1e9]
            value /= powers[step % powers.count]
            var fast: [UInt8] = []
            NumberText.append(value, to: &fast)
            var slow: [UInt8] = []
            let digits = String(format: "%.17g", value).uppercased()
            NumberText.append(Array(digits.utf8).span, to: &slow)
            #expect(fast == slow, "\(digits)")
        }
    }

    @Test("cases 33, 34, 36: dates, times and durations by their formats, also Chinese ones")
    func dates() throws {
        let codes = [
            176: "yyyy\"年\"m\"月\"d\"日\";@", 177: "[$-804]yyyy-mm-dd hh:mm:ss", 178: "[h]:mm:ss",
            179: "0.00_ ;[Red]\\-0.00", 180: "[$-F800]dddd, mmmm dd, yyyy",
        ]
        let ids = [0, 14, 31, 58, 20, 46, 176, 177, 178, 179, 180, 33]
        let bytes = Builder.sheet { globals in
            globals.addStyles(ids, codes: codes)
        } _: { sheet in
            for style in ids.indices { sheet.add(0x203, number(45_000.75, 0, style, style: style)) }
            sheet.add(0x203, number(60, 1, 0, style: 1))
            sheet.add(0x203, number(0.999_999_9, 1, 1, style: 4))
            sheet.add(0x203, number(-3, 1, 2, style: 1))
            sheet.add(0x27E, Builder.cell(1, 3, style: 1) + rk(45_000))
        }
        let grids = try XLSXGrids(xls: bytes)
        let row = (0..<ids.count).compactMap { grids.cells()[SheetCell.letters($0) + "1"] }
        let date = "2023-03-15 18:00:00"
        #expect(
            row == [
                "45000.75", date, date, date, date, "1080018:00:00", date, date, "1080018:00:00",
                "45000.75", date, date,
            ]
        )
        #expect(grids.cells()["A2"] == "1900-02-29")
        #expect(grids.cells()["C2"] == "-3")
        #expect(grids.cells()["D2"] == "2023-03-15")
        #expect(grids.codes.contains(XLSXFindings.badDate.code))
    }

    @Test("case 33: days count from 1904 when the workbook says so")
    func epoch() throws {
        let bytes = Builder.sheet { globals in
            globals.add(0x22, [1, 0])
            globals.addStyles([0, 14])
        } _: { sheet in
            sheet.add(0x203, number(43_538, 0, 0, style: 1))
        }
        #expect(try XLSXGrids(xls: bytes).cells() == ["A1": "2023-03-15"])
        let result = try XLS.read(
            ImportInput(source: "s", path: "f", bytes: FileBytes(bytes))
        )
        #expect(result.dialect == "BIFF8, 1904")
        #expect(result.format == "xls")
    }

    @Test("cases 38–40: results of formulas, errors as their text, truth as TRUE and FALSE")
    func formulas() throws {
        func formula(_ row: Int, _ result: [UInt8], flags: Int = 0) -> [UInt8] {
            Builder.cell(row, 0) + result + Builder.number(flags, 2) + [0, 0, 0, 0]
        }
        let bytes = Builder.sheet { sheet in
            sheet.add(0x06, formula(0, Builder.double(2.5)))
            sheet.add(0x06, formula(1, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]))
            sheet.add(0x06, formula(2, [2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]))
            sheet.add(0x06, formula(3, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]))
            sheet.add(0x207, Builder.text("丙"))
            sheet.add(0x06, formula(4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]))
            sheet.add(0x06, formula(5, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF], flags: 3))
            sheet.add(0x06, formula(6, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]))
            sheet.add(0x205, Builder.cell(7, 0) + [0x07, 1])
            sheet.add(0x205, Builder.cell(8, 0) + [0, 0])
            sheet.add(0x204, Builder.cell(9, 0) + Builder.text("#N/A"))
            sheet.add(0x201, Builder.cell(10, 0))
        }
        let grids = try XLSXGrids(xls: bytes)
        let expected = [
            "A1": "2.5", "A2": "TRUE", "A3": "#N/A", "A4": "丙", "A8": "#DIV/0!", "A9": "FALSE",
            "A10": "#N/A",
        ]
        #expect(grids.cells() == expected)
        let missing = grids.findings.filter { $0.code == XLSXFindings.noCachedValue.code }
        #expect(missing.map(\.place.rowNumber) == [6, 7])
        let errors = grids.findings.filter { $0.code == XLSXFindings.errorCell.code }
        #expect(errors.map(\.value) == ["#N/A", "#DIV/0!"])
    }

    @Test("cases 43, 44: hidden parts are read and marked; charts, macros, dialogs hold no table")
    func hiddenParts() throws {
        func sheet(
            _ name: String,
            visibility: Int = 0,
            type: Int = 0,
            part: Int = 0x10,
            flags: Int = 0
        ) -> Builder.Sheet {
            Builder.Sheet(
                name: Builder.text(name, countBytes: 1),
                visibility: visibility,
                type: type,
                part: part
            ) { sheet in
                sheet.add(0x81, Builder.number(flags, 2))
                let height = Builder.number(0, 12)
                sheet.add(
                    0x208,
                    Builder.number(1, 2) + height[2...] + Builder.number(0x20, 2) + [0, 0]
                )
                sheet.add(0x7D, [1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0])
                for row in 0..<3 {
                    sheet.add(0x203, number(Double(row), row, 0))
                    sheet.add(0x203, number(Double(row), row, 1))
                }
            }
        }
        let bytes = Builder.workbook(sheets: [
            sheet("可见"), sheet("隐藏", visibility: 1), sheet("深藏", visibility: 2),
            sheet("图", type: 2, part: 0x20), sheet("宏", type: 1, part: 0x40),
            sheet("对话", flags: 0x10),
        ])
        let grids = try XLSXGrids(xls: bytes)
        #expect(grids.names == ["可见", "隐藏", "深藏"])
        #expect(grids.sheets.map(\.grid.isHidden) == [false, true, true])
        #expect(grids.sheets[0].grid.hiddenRows == [2])
        #expect(grids.sheets[0].grid.hiddenColumns == [1])
        let others = grids.findings.filter { $0.code == XLSXFindings.notAWorksheet.code }
        #expect(others.map(\.detail) == ["chartsheet", "macrosheet", "dialogsheet"])
        #expect(try XLSXGrids(xls: bytes, only: "隐藏").names == ["隐藏"])
        #expect(throws: ImportFailure.self) { try XLSXGrids(xls: bytes, only: "没有") }
    }

    @Test("case 43: a sheet that shows only some of its rows is told")
    func filter() throws {
        let bytes = Builder.sheet { sheet in
            sheet.add(0x9B)
            sheet.add(0x203, number(1, 0, 0))
        }
        #expect(try XLSXGrids(xls: bytes).codes.contains(XLSXFindings.activeFilter.code))
    }

    @Test("case 41: merged ranges, over several records")
    func merges() throws {
        let bytes = Builder.sheet { sheet in
            sheet.add(0x203, number(1, 0, 0))
            sheet.add(0xE5, [2, 0] + [0, 0, 1, 0, 0, 0, 0, 0] + [2, 0, 2, 0, 0, 0, 3, 0])
            sheet.add(0xE5, [1, 0] + [5, 0, 4, 0, 0, 0, 0, 0])
        }
        let expected = [
            MergedRange(rows: 1...2, columns: 0...0), MergedRange(rows: 3...3, columns: 0...3),
        ]
        #expect(try XLSXGrids(xls: bytes).sheets[0].grid.merges == expected)
    }

    @Test("charts within a sheet are skipped, cells behind them are read")
    func embedded() throws {
        let bytes = Builder.sheet { sheet in
            sheet.add(0x203, number(1, 0, 0))
            sheet.begin(8, 0x20)
            sheet.add(0x203, number(9, 5, 5))
            sheet.end()
            sheet.add(0x203, number(2, 1, 0))
        }
        #expect(try XLSXGrids(xls: bytes).cells() == ["A1": "1", "A2": "2"])
    }

    @Test("cells in any order come out in the order of rows")
    func disorder() throws {
        var random = SplitMix64(seed: 9)
        for _ in 0..<30 {
            var places = (0..<40).map { ($0 / 4, $0 % 4) }
            places.shuffle(using: &random)
            let shuffled = places
            let bytes = Builder.sheet { sheet in
                for (row, column) in shuffled {
                    sheet.add(0x203, number(Double(row * 10 + column), row, column))
                }
            }
            let cells = try XLSXGrids(xls: bytes).cells()
            #expect(cells.count == 40)
            for (row, column) in places {
                #expect(cells[SheetCell.letters(column) + "\(row + 1)"] == "\(row * 10 + column)")
            }
        }
    }

    @Test("sheets that don't begin where the list says are taken in their order")
    func wrongPlaces() throws {
        func sheets(endsWithRecord: Bool = true) -> [Builder.Sheet] {
            (0..<3).map { index in
                Builder.Sheet(
                    name: Builder.text("S\(index)", countBytes: 1),
                    endsWithRecord: endsWithRecord
                ) { sheet in sheet.add(0x203, number(Double(index), 0, 0)) }
            }
        }
        let shifted = try XLSXGrids(xls: Builder.workbook(offsetShift: 7, sheets: sheets()))
        #expect(shifted.names == ["S0", "S1", "S2"])
        for index in 0..<3 { #expect(shifted.cells(index) == ["A1": "\(index)"]) }
        #expect(shifted.codes.contains(XLSFindings.badSheetOffset.code))
        #expect(!shifted.isBroken)
        let open = Builder.workbook(sheets: sheets(endsWithRecord: false))
        let grids = try XLSXGrids(xls: OLEBuilder("Workbook", open).built())
        for index in 0..<3 { #expect(grids.cells(index) == ["A1": "\(index)"]) }
        #expect(grids.codes.contains(XLSFindings.missingSheetEnd.code))
        #expect(!grids.isBroken)
        // Two names of one place: the second sheet is lost.
        var twice = sheets()
        twice[1].records = { _ in }
        let one = try XLSXGrids(xls: Builder.workbook(offsetShift: 1 << 20, sheets: twice))
        #expect(one.names.count == 3)
    }

    @Test("case 51: sheets of Excel 2, 3 and 4 without an OLE file around them", arguments: 2...4)
    func bare(version: Int) throws {
        var sheet = Builder()
        sheet.begin(version, 0x10)
        sheet.add(0x42, Builder.number(936, 2))
        let codes = ["General", "0", "yyyy-mm-dd", "[h]:mm"]
        for code in codes {
            let text = Builder.bytes(Array(code.utf8), countBytes: 1)
            sheet.add(version == 4 ? 0x41E : 0x1E, version == 4 ? [0, 0] + text : text)
        }
        let name: [UInt8] = [0xBF, 0xCD, 0xBB, 0xA7]
        if version == 2 {
            func cell(_ row: Int, _ column: Int, format: Int = 0) -> [UInt8] {
                Builder.number(row, 2) + Builder.number(column, 2) + [0, UInt8(format), 0]
            }
            sheet.add(0x04, cell(0, 0) + Builder.bytes(name, countBytes: 1))
            sheet.add(0x02, cell(0, 1) + [7, 0])
            sheet.add(0x03, cell(0, 2, format: 2) + Builder.double(45_000))
            sheet.add(0x05, cell(0, 3) + [1, 0])
            sheet.add(0x05, cell(0, 4) + [0x2A, 1])
            sheet.add(0x06, cell(1, 0) + [0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + [0, 0])
            sheet.add(0x07, Builder.bytes(name, countBytes: 1))
            sheet.add(0x06, cell(1, 1) + Builder.double(2.5) + [0, 0])
        } else {
            for id in [0, 2] {
                let xf: [UInt8] = [0, UInt8(id)] + Builder.number(0, 10)
                sheet.add(version == 3 ? 0x243 : 0x443, xf)
            }
            sheet.add(0x204, Builder.cell(0, 0) + Builder.bytes(name))
            sheet.add(0x27E, Builder.cell(0, 1) + rk(7))
            sheet.add(0x203, number(45_000, 0, 2, style: 1))
            sheet.add(0x205, Builder.cell(0, 3) + [1, 0])
            sheet.add(0x205, Builder.cell(0, 4) + [0x2A, 1])
            let formula = version == 3 ? 0x206 : 0x406
            sheet.add(formula, Builder.cell(1, 0) + [0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + [0, 0])
            sheet.add(0x207, Builder.bytes(name))
            sheet.add(formula, Builder.cell(1, 1) + Builder.double(2.5) + [0, 0])
        }
        sheet.end()
        #expect(XLS.confidence(head: sheet.bytes.span) > 80)
        let expected = [
            "A1": "客户", "B1": "7", "C1": "2023-03-15", "D1": "TRUE", "E1": "#N/A", "A2": "客户",
            "B2": "2.5",
        ]
        let grids = try XLSXGrids(xls: sheet.bytes)
        #expect(grids.cells() == expected)
        #expect(grids.names == [""])
        #expect(!grids.isBroken)
    }

    @Test("the records that small export programs write by hand are read")
    func handWritten() throws {
        // A BOF of version 0 and GBK texts without a code page.
        var sheet = Builder()
        sheet.add(0x809, [0, 0, 0x10, 0, 0, 0, 0, 0])
        let gbk: [UInt8] = [0xB5, 0xE7, 0xBB, 0xB0, 0xB5, 0xD8, 0xD6, 0xB7]
        sheet.add(0x204, Builder.cell(0, 0) + Builder.bytes(gbk))
        sheet.add(0x203, number(13_800_138_000, 1, 0))
        sheet.end()
        let grids = try XLSXGrids(xls: sheet.bytes)
        #expect(grids.cells() == ["A1": "电话地址", "A2": "13800138000"])
    }

    @Test("a workspace of Excel 4 holds several sheets with their names")
    func workspace() throws {
        var book = Builder()
        book.begin(4, 0x100)
        book.add(0x42, Builder.number(936, 2))
        for (index, name) in [[0x41], [0xBF, 0xCD] as [UInt8]].enumerated() {
            book.add(0x8F, [0, 0, 0, 0] + Builder.bytes(name, countBytes: 1))
            book.begin(4, 0x10)
            book.add(0x203, number(Double(index), 0, 0))
            book.end()
        }
        book.end()
        let grids = try XLSXGrids(xls: book.bytes)
        #expect(grids.names == ["A", "客"])
        #expect(grids.cells(1) == ["A1": "1"])
    }
}
