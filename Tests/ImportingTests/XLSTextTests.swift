import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// Texts of old workbooks: the table of texts, code pages, names of sheets.
@Suite struct XLSTextTests {
    private static let gbk: [UInt8] = [0xBF, 0xCD, 0xBB, 0xA7]  // 客户

    /// The texts of an SST record whose data goes on in CONTINUE records.
    private func texts(_ pieces: [[UInt8]], count: Int = 9) throws -> [String] {
        let bytes = BIFFBuilder.sheet { globals in
            for (index, piece) in pieces.enumerated() {
                let head = BIFFBuilder.number(count, 4) + BIFFBuilder.number(count, 4)
                globals.add(index == 0 ? 0xFC : 0x3C, index == 0 ? head + piece : piece)
            }
        } _: { sheet in
            for row in 0..<9 {
                sheet.add(0xFD, BIFFBuilder.cell(row, 0) + BIFFBuilder.number(row, 4))
            }
        }
        let cells = try XLSXGrids(xls: bytes).cells()
        return (1...9).compactMap { cells["A\($0)"] }
    }

    @Test("case 52: a text goes on in the next record with a flag of its own")
    func continued() throws {
        let wide: [UInt8] = [0x2D, 0x4E, 0x87, 0x65]  // 中文
        #expect(try texts([[4, 0, 0] + [0x41, 0x42], [1] + wide]) == ["AB中文"])
        #expect(try texts([[4, 0, 1] + wide, [0] + [0x41, 0x42]]) == ["中文AB"])
        #expect(try texts([[2, 0, 0, 0x41], [0, 0x42, 1, 0, 0, 0x43]]) == ["AB", "C"])
        // The text begins exactly with the next record, which then has no flag.
        #expect(try texts([[1, 0, 0, 0x41], [1, 0, 0, 0x42]]) == ["A", "B"])
        // Count and flag are in one record, all characters in the next.
        #expect(try texts([[2, 0, 0], [1] + wide]) == ["中文"])
        // Even the count may be cut apart.
        #expect(try texts([[1, 0, 0, 0x41, 2], [0, 0, 0x42, 0x43]]) == ["A", "BC"])
    }

    @Test("case 52: a character of two or four bytes may be cut apart")
    func splitCharacters() throws {
        // U+20BB7 is D842 DFB7.
        let pieces: [[UInt8]] = [[3, 0, 1, 0x42, 0xD8], [1, 0xB7, 0xDF, 0x41, 0x00]]
        #expect(try texts(pieces) == ["𠮷A"])
        #expect(try texts([[2, 0, 1, 0x2D], [1, 0x4E, 0x87, 0x65]]) == ["中文"])
        // The second half never comes.
        #expect(try texts([[2, 0, 1, 0x42, 0xD8], [0, 0x41]]) == ["\u{FFFD}A"])
    }

    @Test("runs and phonetic data are no part of a text, in whichever record they are")
    func runs() throws {
        let rich: [UInt8] = [2, 0, 8, 1, 0, 0x41, 0x42] + [0, 0, 5, 0] + [1, 0, 0, 0x43]
        #expect(try texts([rich]) == ["AB", "C"])
        let split: [[UInt8]] = [[2, 0, 8, 1, 0, 0x41, 0x42, 0], [0, 5, 0, 1, 0, 0, 0x43]]
        #expect(try texts(split) == ["AB", "C"])
        let phonetic: [UInt8] =
            [1, 0, 0xD, 1, 0, 3, 0, 0, 0, 0x2D, 0x4E] + [0, 0, 5, 0] + [9, 9, 9]
        #expect(try texts([phonetic + [1, 0, 0, 0x43]]) == ["中", "C"])
    }

    @Test("counts of texts are not trusted, and an index past the end is told")
    func counts() throws {
        #expect(try texts([[1, 0, 0, 0x41, 1, 0, 0, 0x42]], count: 1) == ["A", "B"])
        #expect(try texts([[1, 0, 0, 0x41]], count: 0xFFFF_FFFF) == ["A"])
        let bytes = BIFFBuilder.sheet { sheet in
            sheet.add(0xFD, BIFFBuilder.cell(0, 0) + BIFFBuilder.number(5, 4))
        }
        #expect(try XLSXGrids(xls: bytes).codes.contains(XLSXFindings.badStringIndex.code))
    }

    @Test("any cut of the table gives the same texts as the whole", .timeLimit(.minutes(1)))
    func anyCut() throws {
        var random = SplitMix64(seed: 52)
        let alphabet = Array("AZé中文𠮷 ")
        for _ in 0..<200 {
            let all = (0..<6).map { _ in
                String(
                    (0..<Int.random(in: 1...9, using: &random)).map { _ in
                        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                    }
                )
            }
            var pieces: [[UInt8]] = [[]]
            for text in all {
                let units = Array(text.utf16)
                var isWide = units.contains { $0 > 0xFF }
                pieces[pieces.count - 1] += BIFFBuilder.number(units.count, 2) + [isWide ? 1 : 0]
                for (index, unit) in units.enumerated() {
                    if Int.random(in: 0..<4, using: &random) == 0 {
                        // What follows may be narrow when it fits.
                        isWide =
                            !units[index...].allSatisfy { $0 < 0x100 }
                            || Bool.random(using: &random)
                        pieces.append([isWide ? 1 : 0])
                    }
                    pieces[pieces.count - 1] +=
                        isWide ? BIFFBuilder.number(Int(unit), 2) : [UInt8(unit)]
                }
            }
            #expect(try texts(pieces) == all)
        }
    }

    /// A workbook of Excel 5 with one text cell and a sheet of that name.
    private func five(_ codePage: Int?, _ text: [UInt8]) -> [UInt8] {
        let sheet = BIFFBuilder.Sheet(name: BIFFBuilder.bytes(text, countBytes: 1)) { sheet in
            sheet.add(0x204, BIFFBuilder.cell(0, 0) + BIFFBuilder.bytes(text))
            sheet.add(0xD6, BIFFBuilder.cell(1, 0) + BIFFBuilder.bytes(text) + [1, 0, 1])
        }
        return BIFFBuilder.workbook(
            5,
            globals: { globals in
                if let codePage { globals.add(0x42, BIFFBuilder.number(codePage, 2)) }
            },
            sheets: [sheet]
        )
    }

    @Test(
        "case 51: texts and names of sheets of Excel 5 are in the workbook's code page",
        arguments: [
            (936, [0xBF, 0xCD, 0xBB, 0xA7], "客户"), (950, [0xAB, 0xC8, 0xA4, 0xE1], "客戶"),
            (932, [0x8C, 0xDA, 0x8B, 0x71], "顧客"), (949, [0xB0, 0xED, 0xB0, 0xB4], "고객"),
            (1252, [0x80, 0xE9], "€é"), (1251, [0xCA, 0xE8], "Ки"), (437, [0x82], "é"),
            (10000, [0x8E], "é"), (32768, [0x8E], "é"), (32769, [0xE9], "é"), (1250, [0xB9], "ą"),
            (367, [0x41], "A"), (936, [0x80, 0x31], "€1"), (10008, [0xBF, 0xCD], "客"),
        ] as [(Int, [UInt8], String)]
    )
    func codePages(number: Int, bytes: [UInt8], text: String) throws {
        let grids = try XLSXGrids(xls: OLEBuilder("Book", five(number, bytes)).built())
        #expect(grids.names == [text])
        #expect(grids.cells() == ["A1": text, "A2": text])
        #expect(!grids.isBroken)
    }

    @Test("case 51: without a code page the texts themselves show it, and it can be pinned")
    func noCodePage() throws {
        let bytes = five(nil, Self.gbk + [0xB5, 0xE7, 0xBB, 0xB0, 0xB5, 0xD8, 0xD6, 0xB7])
        let grids = try XLSXGrids(xls: bytes)
        #expect(grids.cells()["A1"] == "客户电话地址")
        #expect(
            !grids.codes.isDisjoint(with: [
                XLSFindings.noCodePage.code, ImportFindings.doubtfulEncoding.code,
            ])
        )
        let pinned = try XLSXGrids(xls: five(1252, Self.gbk), encoding: "gbk")
        #expect(pinned.names == ["客户"])
        let unknown = try XLSXGrids(xls: five(777, Self.gbk))
        #expect(unknown.codes.contains(XLSFindings.unknownCodePage.code))
        #expect(throws: ImportFailure.self) {
            try XLSXGrids(xls: five(936, Self.gbk), encoding: "klingon")
        }
    }

    @Test("bytes that are no character of the code page are told and cost one character")
    func badBytes() throws {
        let grids = try XLSXGrids(xls: five(936, [0x41, 0xFF, 0x42]))
        #expect(grids.cells()["A1"] == "A\u{FFFD}B")
        #expect(grids.codes.contains(ImportFindings.invalidEncoding.code))
    }

    @Test("long texts of Excel 5 and of formulas go on in the next records")
    func longTexts() throws {
        let long = [UInt8](repeating: 0x61, count: 300)
        let bytes = BIFFBuilder.workbook(
            5,
            sheets: [
                BIFFBuilder.Sheet(name: [1, 0x53]) { sheet in
                    let text = BIFFBuilder.bytes(long)
                    sheet.add(0x204, BIFFBuilder.cell(0, 0) + text[0..<102])
                    sheet.add(0x3C, Array(text[102...]))
                }
            ]
        )
        #expect(try XLSXGrids(xls: bytes).cells()["A1"] == String(repeating: "a", count: 300))
        let formula = BIFFBuilder.sheet { sheet in
            let none: [UInt8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            sheet.add(0x06, BIFFBuilder.cell(0, 0) + none + [0, 0])
            sheet.add(0x4BC, [0, 0, 0, 0])
            sheet.add(0x207, [3, 0, 0, 0x41])
            sheet.add(0x3C, [1, 0x2D, 0x4E, 0x87, 0x65])
        }
        #expect(try XLSXGrids(xls: formula).cells() == ["A1": "A中文"])
    }
}
