import Records
import TestSupport
import Testing

@testable import Importing

/// OLE files: where the workbook is, and what is read when the file lies about it (case 53).
@Suite struct CompoundFileTests {
    private func workbook(rowCount: Int) -> [UInt8] {
        BIFFBuilder.sheet { sheet in
            for row in 0..<rowCount {
                sheet.add(
                    0x203,
                    BIFFBuilder.cell(row, 0) + BIFFBuilder.double(Double(row) + 0.5)
                )
            }
        }
    }

    private func rowCount(_ bytes: [UInt8]) throws -> Int {
        try XLSXGrids(xls: bytes).cells().count
    }

    @Test("case 53: the stream may be called WORKBOOK or Book, large or in the mini-stream")
    func names() throws {
        for name in ["Workbook", "WORKBOOK", "Book", "BOOK"] {
            #expect(try rowCount(OLEBuilder(name, workbook(rowCount: 3)).built()) == 3)
            #expect(try rowCount(OLEBuilder(name, workbook(rowCount: 900)).built()) == 900)
        }
        var both = OLEBuilder("Book", workbook(rowCount: 2))
        both.streams.append(("Workbook", workbook(rowCount: 300)))
        #expect(try rowCount(both.built()) == 300)
    }

    @Test("scattered sectors, sectors of 4,096 bytes and a long table are followed")
    func layouts() throws {
        var scattered = OLEBuilder("Workbook", workbook(rowCount: 2000))
        scattered.isScattered = true
        #expect(try rowCount(scattered.built()) == 2000)
        var large = OLEBuilder("Workbook", workbook(rowCount: 2000))
        large.sectorShift = 12
        #expect(try rowCount(large.built()) == 2000)
        large.isScattered = true
        #expect(try rowCount(large.built()) == 2000)
        let long = OLEBuilder("Workbook", workbook(rowCount: 60_000)).built()
        #expect(try rowCount(long) == 60_000)
    }

    @Test("a wrong declared size neither loses cells nor takes memory")
    func declaredSizes() throws {
        for count in [4097, 1 << 31, 0xFFFF_FFFF] {
            var builder = OLEBuilder("Workbook", workbook(rowCount: 500))
            builder.declaredByteCount = count
            let grids = try XLSXGrids(xls: builder.built())
            #expect(grids.cells().count == 500, "\(count)")
            #expect(!grids.isBroken)
        }
    }

    @Test("a table cut off with the end of the file leaves the rows before the cut")
    func cutTable() throws {
        let bytes = OLEBuilder("Workbook", workbook(rowCount: 3000)).built()
        for share in [2, 3, 5] {
            let grids = try XLSXGrids(xls: Array(bytes[0..<bytes.count * (share - 1) / share]))
            #expect(grids.cells().count > 3000 * (share - 1) / share - 60, "\(share)")
            #expect(grids.isBroken)
            #expect(grids.codes.contains(ImportFindings.truncatedSource.code))
        }
    }

    @Test("without a directory the workbook is found by its first record")
    func recovered() throws {
        var bytes = OLEBuilder("Workbook", workbook(rowCount: 700)).built()
        for offset in 48..<52 { bytes[offset] = 0xFF }
        let grids = try XLSXGrids(xls: bytes)
        #expect(grids.cells().count == 700)
        #expect(grids.isBroken)
        #expect(grids.codes.contains(XLSFindings.recoveredWorkbook.code))
    }

    @Test("chains and tables of tables that come back to themselves end")
    func loops() throws {
        let good = OLEBuilder("Workbook", workbook(rowCount: 900)).built()
        var table = CompoundFileTests.tableOffset(good)
        // Sector 5 leads back to sector 2.
        var bytes = good
        bytes.replaceSubrange((table + 20)..<(table + 24), with: BIFFBuilder.number(2, 4))
        let grids = try XLSXGrids(xls: bytes)
        #expect(grids.codes.contains(XLSFindings.brokenContainer.code))
        #expect(grids.cells().count > 100)
        // The chain of further tables begins and stays in sector 3.
        bytes = good
        bytes.replaceSubrange(68..<72, with: BIFFBuilder.number(3, 4))
        #expect(try rowCount(bytes) == 900)
        // All 109 places of tables name the same sector.
        bytes = good
        table = CompoundFileTests.tableOffset(good)
        for index in 0..<109 {
            let sector = BIFFBuilder.number(table / 512 - 1, 4)
            bytes.replaceSubrange((76 + index * 4)..<(80 + index * 4), with: sector)
        }
        #expect(try rowCount(bytes) == 900)
    }

    private static func tableOffset(_ bytes: [UInt8]) -> Int {
        let sector = Int(bytes[76]) | Int(bytes[77]) << 8
        return (sector + 1) * 512
    }

    @Test("1 KB that claims 2 GB fails without taking them")
    func claims() throws {
        var bytes = Array(OLEBuilder("Workbook", workbook(rowCount: 1)).built().prefix(1024))
        for offset in 40..<76 { bytes[offset] = 0x7F }
        // The workbook itself is there, and found by its first record.
        #expect(try XLSXGrids(xls: bytes).isBroken)
        for count in 0..<1024 {
            guard let grids = try? XLSXGrids(xls: Array(bytes[0..<count])) else { continue }
            #expect(grids.isBroken && count > 512, "\(count)")
        }
    }

    @Test("other documents and workbooks with a password are told")
    func others() throws {
        func code(_ bytes: [UInt8]) -> String? {
            do {
                _ = try XLSXGrids(xls: bytes)
                return nil
            } catch let failure as ImportFailure {
                return failure.kind.name
            } catch { return nil }
        }
        let filler = [UInt8](repeating: 7, count: 5000)
        #expect(code(OLEBuilder("WordDocument", filler).built()) == "OTHER_DOCUMENT")
        #expect(code(OLEBuilder("EncryptedPackage", filler).built()) == "PROTECTED")
        let locked = BIFFBuilder.sheet(globals: { $0.add(0x2F, [1, 0, 1, 0, 1, 0]) }) { _ in }
        #expect(code(OLEBuilder("Workbook", locked).built()) == "PROTECTED")
        // Protection of a sheet is no encryption (case 47).
        let protected = BIFFBuilder.sheet { sheet in
            sheet.add(0x12, [1, 0])
            sheet.add(0x13, [0x34, 0x12])
            sheet.add(0x203, BIFFBuilder.cell(0, 0) + BIFFBuilder.double(7))
        }
        #expect(try rowCount(OLEBuilder("Workbook", protected).built()) == 1)
    }

    @Test("content tells an OLE file and bare records, never the name")
    func confidence() {
        let stream = workbook(rowCount: 2)
        #expect(XLS.confidence(head: OLEBuilder("Workbook", stream).built().span) >= 80)
        #expect(XLS.confidence(head: stream.span) >= 80)
        for text in ["a,b\n1,2\n", "\t\t\u{4}\u{0}", "PK\u{3}\u{4}", ""] {
            #expect(XLS.confidence(head: Array(text.utf8).span) == 0)
        }
    }
}
