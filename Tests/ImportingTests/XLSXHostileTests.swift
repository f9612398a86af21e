import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// Archives and parts that somebody broke, by chance or on purpose.
@Suite struct XLSXHostileTests {
    private func sample() throws -> [UInt8] {
        try Fixtures.bytes("importers/xlsx/dates/input.xlsx")
    }

    private func read(_ bytes: [UInt8]) throws -> ImportResult {
        try XLSX.read(ImportInput(source: "book", path: "book.xlsx", bytes: FileBytes(bytes)))
    }

    @Test("a workbook cut off anywhere is read as far as it goes and counts as broken")
    func truncated() throws {
        let bytes = try sample()
        for count in stride(from: 0, to: bytes.count - 1, by: 97) {
            let result = try read(Array(bytes[0..<count]))
            #expect(result.isBroken, "\(count) bytes")
            let codes = result.findings.all.map(\.code)
            #expect(codes.contains(XLSXFindings.brokenArchive.code), "\(count) bytes")
        }
    }

    @Test("flipped bytes never trap, and what comes is a table, a finding or a failure")
    func flipped() throws {
        let bytes = try sample()
        var random = SplitMix64(seed: 7)
        for _ in 0..<1500 {
            var broken = bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                broken[Int.random(in: 0..<broken.count, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            guard let result = try? read(broken) else { continue }
            #expect(!result.tables.isEmpty || !result.findings.all.isEmpty)
        }
    }

    @Test("flipped bytes within sheets and texts never trap either reader")
    func flippedParts() throws {
        let sheet =
            #"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1">"#
            + #"<f>A1</f><v>44931.5</v></c><c r="C1" t="inlineStr"><is><t>x&amp;_x000D_"#
            + #"<![CDATA[y]]></t></is></c></row></sheetData>"#
        let bytes = XLSXArchive.workbook(sheet: sheet, strings: ["<t>a</t>"])
        let start = 900
        var random = SplitMix64(seed: 11)
        for _ in 0..<3000 {
            var broken = bytes
            let marks = Array("<>/&;\"'=![]-_ \0".utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: start..<broken.count, using: &random)
                broken[place] = marks[Int.random(in: 0..<marks.count, using: &random)]
            }
            _ = try? XLSXGrids(broken)
            _ = try? XLSXGrids(broken, usesTape: true)
        }
    }

    @Test("entities declared by a document type are refused")
    func billionLaughs() throws {
        var archive = XLSXArchive()
        let laughs = #"<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>"#
        archive.add("xl/workbook.xml", "\(laughs)<workbook><sheets>&b;</sheets></workbook>")
        let grids = try XLSXGrids(archive.finished())
        #expect(grids.codes == [XLSXFindings.refusedXML.code])
        #expect(grids.isBroken)
    }

    @Test("deep nesting is refused")
    func depth() throws {
        let deep = String(repeating: "<a>", count: 5000)
        let tape = XMLTape(Array(deep.utf8).span)
        #expect(tape.outcome == .tooDeep)
    }

    @Test("names outside of the archive are refused, of two entries the later is read")
    func entries() throws {
        var archive = XLSXArchive()
        for name in ["../a.xml", "/b.xml", "C:/c.xml", "xl\\d.xml", "e.xml", "E.xml"] {
            archive.add(name, name)
        }
        let bytes = archive.finished()
        let zip = ZipArchive(bytes.span)
        #expect(zip.entries.map(\.name) == ["xl/d.xml", "e.xml", "E.xml"])
        let expected: [ZipArchive.Problem] = [
            .refusedName("../a.xml"), .refusedName("/b.xml"), .refusedName("C:/c.xml"),
            .doubleEntry("E.xml"),
        ]
        #expect(zip.problems == expected)
        let entry = try #require(zip.entry("XL/D.xml"))
        #expect(zip.read(entry, in: bytes.span).bytes == Array("xl\\d.xml".utf8))
        #expect(zip.entry("e.xml")?.name == "E.xml")
    }

    @Test("encrypted entries, unknown methods, wrong checksums and too large entries are told")
    func entryOutcomes() throws {
        var archive = XLSXArchive()
        archive.add("a", "abc", flags: 1)
        archive.add("b", "abc", method: 12)
        archive.add("c", "abcd")
        var bytes = archive.finished()
        let zip = ZipArchive(bytes.span)
        let outcomes = zip.entries.map { zip.read($0, in: bytes.span, limit: 3).outcome }
        #expect(outcomes == [.encrypted, .unknownMethod(12), .overLimit])
        let place = try #require(bytes.firstIndex(of: 0x64))
        bytes[place] = 0x65
        #expect(zip.read(zip.entries[2], in: bytes.span).outcome == .wrongChecksum)
    }

    @Test("more than 1,000 entries are not read")
    func entryCount() throws {
        var archive = XLSXArchive()
        for index in 0..<1002 { archive.add("\(index)", "") }
        let bytes = archive.finished()
        let zip = ZipArchive(bytes.span)
        #expect(zip.entries.count == 1000)
        #expect(zip.problems == [.tooManyEntries])
    }

    @Test("cells beyond the limit end the sheet")
    func cellBomb() throws {
        let rows = (1...100).map { #"<row r="\#($0)"><c r="XFD\#($0)"><v>1</v></c></row>"# }
            .joined()
        let bytes = XLSXArchive.workbook(sheet: "<sheetData>\(rows)</sheetData>")
        var limits = SheetLimits()
        limits.cellCount = 100_000
        var reader = WorkbookReader(source: "book", file: "book.xlsx", limits: limits)
        let sheets = try reader.read(bytes.span, only: nil)
        #expect(sheets[0].grid.batches[0].rowNumbers.count == 6)
        #expect(reader.isBroken)
        #expect(sheets[0].findings.cells.map(\.kind.code) == [ImportFindings.limit.code])
    }

    @Test("an archive without a workbook, and an encrypted workbook, fail with their reason")
    func failures() throws {
        var archive = XLSXArchive()
        archive.add("word/document.xml", "<document/>")
        #expect(throws: ImportFailure.self) { try read(archive.finished()) }
        var package: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        package += [UInt8](repeating: 0, count: 1016)
        package += "EncryptedPackage".utf16.flatMap { [UInt8($0), 0] }
        #expect(XLSX.confidence(head: package.span) > 50)
        #expect(XLSX.confidence(head: package[0..<600].span) == 1)
        #expect(XLSX.confidence(head: Array("a,b\n".utf8).span) == 0)
        do {
            _ = try read(package)
            Issue.record("read an encrypted workbook")
        } catch let failure as ImportFailure {
            #expect(failure.kind.code == XLSXFindings.protected.code)
        }
    }
}
