import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// Old workbooks that somebody broke, by chance or on purpose.
@Suite struct XLSHostileTests {
    private typealias Builder = BIFFBuilder

    /// A workbook with texts over two records, all kinds of cells, layout and two sheets.
    private func sample(_ version: Int, rowCount: Int = 12) -> [UInt8] {
        let text: (String) -> [UInt8] = {
            version == 8 ? Builder.text($0) : Builder.bytes(Array($0.utf8))
        }
        let name: (String) -> [UInt8] = {
            version == 8
                ? Builder.text($0, countBytes: 1) : Builder.bytes(Array($0.utf8), countBytes: 1)
        }
        return Builder.workbook(
            version,
            globals: { globals in
                globals.add(0x42, Builder.number(version == 8 ? 1200 : 936, 2))
                if version == 8 {
                    globals.addStyles([0, 14, 176], codes: [176: "yyyy\"年\""])
                    globals.add(0xFC, [3, 0, 0, 0, 3, 0, 0, 0] + [2, 0, 0, 0x41])
                    globals.add(0x3C, [1, 0x2D, 0x4E] + Builder.text("乙"))
                }
            },
            sheets: ["甲", "S"].map { title in
                Builder.Sheet(name: name(title)) { sheet in
                    sheet.add(0x7D, [1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0])
                    for row in 0..<rowCount {
                        sheet.add(0x203, Builder.cell(row, 0, style: 1) + Builder.double(45_000.5))
                        sheet.add(0xFD, Builder.cell(row, 1) + Builder.number(row % 3, 4))
                        sheet.add(0x204, Builder.cell(row, 2) + text("abc"))
                        let none: [UInt8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]
                        sheet.add(0x06, Builder.cell(row, 3) + none)
                        sheet.add(0x207, text("果"))
                        let pair = [0, 0, 4, 0, 0, 0] as [UInt8]
                        sheet.add(0xBD, Builder.number(row, 2) + [4, 0] + pair + pair + [5, 0])
                        sheet.add(0x205, Builder.cell(row, 6) + [0x2A, 1])
                    }
                    sheet.add(0xE5, [1, 0] + [0, 0, 1, 0, 0, 0, 0, 0])
                }
            }
        )
    }

    private func read(_ bytes: [UInt8]) -> ImportResult? {
        try? XLS.read(ImportInput(source: "s", path: "f", bytes: FileBytes(bytes)))
    }

    @Test("flipped bytes never trap, and what comes is a table or a finding")
    func flipped() {
        var random = SplitMix64(seed: 8)
        var container = OLEBuilder("Workbook", sample(8))
        container.isScattered = true
        let files = [sample(8, rowCount: 3), sample(5, rowCount: 3), container.built()]
        var readCount = 0
        for step in 0..<3000 {
            var broken = files[step % files.count]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let value: UInt8 = [0, 0xFF, 0x3C, 0x0A, 0x80][
                    Int.random(in: 0..<5, using: &random)
                ]
                broken[Int.random(in: 0..<broken.count, using: &random)] =
                    Bool.random(using: &random) ? value : UInt8.random(in: 0...255, using: &random)
            }
            if Int.random(in: 0..<5, using: &random) == 0 {
                broken.removeLast(Int.random(in: 0..<broken.count, using: &random))
            }
            if step % 20 == 0 { _ = read(broken) }
            guard let grids = try? XLSXGrids(xls: broken) else { continue }
            readCount += 1
            let isSaid = !grids.sheets.isEmpty || !grids.findings.isEmpty
            #expect(isSaid)
        }
        #expect(readCount > 1000)
    }

    @Test("a stream cut off anywhere is read as far as it goes and counts as broken")
    func cut() throws {
        for bytes in [sample(8), sample(5)] {
            let whole = try XLSXGrids(xls: bytes).cells()
            var most = 0
            for count in stride(from: 8, to: bytes.count - 1, by: 13) {
                guard let grids = try? XLSXGrids(xls: Array(bytes[0..<count])) else { continue }
                let isBroken = grids.isBroken
                #expect(isBroken, "\(count)")
                guard !grids.sheets.isEmpty else { continue }
                let cells = grids.cells()
                #expect(cells.count >= most, "\(count)")
                most = cells.count
                let isPart = cells.allSatisfy { whole[$0] == $1 }
                #expect(isPart, "\(count)")
            }
            #expect(most == whole.count)
        }
    }

    @Test("cells spread far apart take no more than the limit, whatever the number of sheets")
    func sparseSheets() throws {
        let far = Builder.Sheet(name: [1, 0, 0x53]) { sheet in
            sheet.add(0x203, Builder.cell(0, 0) + Builder.double(1))
            sheet.add(0x203, Builder.cell(9000, 255) + Builder.double(1))
        }
        let bytes = Builder.workbook(sheets: [Builder.Sheet](repeating: far, count: 60))
        var limits = SheetLimits()
        limits.cellCount = 5_000_000
        var reader = XLSReader(source: "s", file: "f", limits: limits)
        let sheets = try reader.read(bytes.span, only: nil)
        let cellCount = sheets.reduce(0) { count, sheet in
            count + sheet.grid.batches.reduce(0) { $0 + $1.columns.count * $1.rowNumbers.count }
        }
        // A sheet may be one row of its later columns over.
        #expect(cellCount <= 5_000_000 + 60 * 256)
        #expect(reader.isBroken)
        #expect(sheets.count == 60)
    }

    @Test("all names of sheets may point to one place, which is read once")
    func onePlace() throws {
        let one = Builder.Sheet(name: [1, 0, 0x53]) { sheet in
            sheet.add(0x203, Builder.cell(0, 0) + Builder.double(1))
        }
        var bytes = Builder.workbook(sheets: [Builder.Sheet](repeating: one, count: 300))
        // All 300 records of the list get the first one's place.
        let first = Array(bytes[24..<28])
        for index in 0..<300 {
            let place = 20 + index * 13 + 4
            bytes.replaceSubrange(place..<(place + 4), with: first)
        }
        let result = try #require(read(bytes))
        #expect(result.tables.count <= 300)
        #expect(result.findings.all.contains { $0.code == XLSFindings.badSheetOffset.code })
    }

    @Test("records without end, empty records and nested beginnings end")
    func oddRecords() {
        var stream = Builder()
        stream.begin(8, 5)
        for _ in 0..<20_000 { stream.begin(8, 0x20) }
        #expect(read(stream.bytes)?.isBroken != false)
        var empty = Builder()
        empty.begin(8, 0x10)
        for _ in 0..<20_000 { empty.add(0) }
        #expect(read(empty.bytes)?.isBroken == true)
        var long = Builder()
        long.begin(8, 5)
        long.add(
            0xFC,
            [1, 0, 0, 0, 1, 0, 0, 0] + [0xFF, 0xFF, 0x0D, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        )
        for _ in 0..<1000 { long.add(0x3C, []) }
        #expect(read(long.bytes)?.isBroken != false)
    }
}
