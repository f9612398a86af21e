import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// Documents that somebody broke, by chance or on purpose.
@Suite struct MarkupHostileTests {
    private static let files = [
        "spreadsheetml/gaps-and-merges/input.xls", "spreadsheetml/types-and-dates/input.xml",
        "spreadsheetml/sloppy/input.xls", "spreadsheetml/utf-16/input.xls",
        "html/excel-values/input.xls", "html/layout-and-nested/input.html",
        "html/spans/input.html", "html/single-file-page/input.xls", "html/text/input.xls",
        "html/gb2312/input.xls", "ods/flat/input.fods", "ods/values/input.ods",
        "ods/repeats-and-merges/input.ods",
    ]

    private func read(_ bytes: [UInt8], _ importer: any Importer.Type) throws -> ImportResult {
        try importer.read(ImportInput(source: "s", path: "p", bytes: FileBytes(bytes)))
    }

    private func importer(_ file: String) -> any Importer.Type {
        if file.hasPrefix("html") { return HTML.self }
        return file.hasPrefix("ods") ? ODS.self as any Importer.Type : SpreadsheetML.self
    }

    @Test("flipped, cut and repeated bytes never trap; what comes is tables, findings or a failure")
    func mutated() throws {
        var random = SplitMix64(seed: 120)
        let marks = Array("<>/&;\"'=![]-? \0\u{1}9".utf8)
        for file in Self.files {
            let original = try Fixtures.bytes("importers/\(file)")
            for _ in 0..<250 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes[place] = marks[Int.random(in: 0..<marks.count, using: &random)]
                    case 2: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                    default:
                        let end = min(bytes.count, place + 30)
                        bytes.insert(contentsOf: bytes[place..<end], at: place)
                    }
                    if bytes.isEmpty { break }
                }
                _ = try? read(bytes, importer(file))
            }
        }
    }

    @Test("a document cut off within its cells is broken and keeps the cells before")
    func cut() throws {
        for file in Self.files where !file.hasSuffix("ods") && !file.contains("utf-16") {
            let bytes = try Fixtures.bytes("importers/\(file)")
            for count in stride(from: 0, to: bytes.count * 9 / 10, by: 61) {
                guard let result = try? read(Array(bytes[..<count]), importer(file)) else {
                    continue
                }
                #expect(result.isBroken, "\(file) \(count)")
            }
        }
    }

    @Test("a sheet that claims 10⁹ cells is ended by its limit at once (case 48)")
    func claims() throws {
        let bytes = try Fixtures.bytes("importers/ods/bomb/input.ods")
        let result = try read(bytes, ODS.self)
        #expect(result.isBroken)
        #expect(result.findings.all.contains { $0.code == ImportFindings.limit.code })
        #expect(result.tables[0].rowCount == 1)
        let namespace = SpreadsheetML.namespace
        let far =
            "<Workbook xmlns='\(namespace)' xmlns:ss='\(namespace)'><Worksheet><Table>"
            + String(
                repeating:
                    "<Row ss:Index='1048000'><Cell ss:Index='16384' ss:MergeAcross='999999999' "
                    + "ss:MergeDown='999999999'><Data ss:Type='Number'>1</Data></Cell></Row>",
                count: 500
            ) + "</Table></Worksheet></Workbook>"
        #expect(try read(Array(far.utf8), SpreadsheetML.self).tables.count == 1)
    }

    @Test("a long text that many cells repeat ends at the limit of text, not of memory (case 48)")
    func textBomb() throws {
        let text = String(repeating: "x", count: 2000)
        let sheet =
            "<d:document xmlns:d='urn:oasis:names:tc:opendocument:xmlns:office:1.0'><d:body>"
            + "<d:spreadsheet><table name='S'><table-row number-rows-repeated='60000'><table-cell "
            + "number-columns-repeated='9'><p>\(text)</p></table-cell></table-row></table>"
            + "</d:spreadsheet></d:body></d:document>"
        let input = ImportInput(
            source: "s",
            path: "p",
            bytes: FileBytes(Array(sheet.utf8)),
            options: .map([(key: "max_text_bytes", value: .text("100000"))])
        )
        let result = try ODS.read(input)
        #expect(result.isBroken)
        #expect(result.findings.all.contains { $0.detail.contains("max_text_bytes") })
    }

    @Test(
        "tables nested deeper than any page needs, and spans over millions of places, are bounded"
    )
    func pages() throws {
        let deep = String(repeating: "<table><tr><td>a", count: 5000)
        #expect(try read(Array(deep.utf8), HTML.self).isBroken)
        let wide =
            "<table>" + String(repeating: "<tr><td colspan=1000 rowspan=65534>a", count: 3000)
        _ = try read(Array(wide.utf8), HTML.self)
        var steps = "<table><tr>"
        steps += String(repeating: "<td colspan=1000 rowspan=0>", count: 16)
        steps += String(repeating: "<tr><td>", count: 50_000) + "</table>"
        var options = SheetLimits()
        options.cellCount = 1_000_000
        var page = HTMLPage(limits: options)
        page.read(Array(steps.utf8).span)
        #expect(page.found.count <= 1)
        for tag in ["<!--", "<script>", "<td a=\"", "<xml>", "<td x='"] {
            let repeated = "<table><tr><td>a" + String(repeating: tag, count: 20_000)
            _ = try? read(Array(repeated.utf8), HTML.self)
        }
    }

    @Test("an encrypted OpenDocument file is said to be protected")
    func encrypted() throws {
        var archive = XLSXArchive()
        archive.add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.add(
            "META-INF/manifest.xml",
            "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
        )
        archive.add("content.xml", "\u{1}\u{2}")
        #expect { try read(archive.finished(), ODS.self) } throws: { error in
            (error as? ImportFailure)?.kind.code == XLSXFindings.protected.code
        }
    }

    @Test("codes are distinct and between I120 and I139")
    func codes() {
        let codes = MarkupFindings.all.map(\.code.text)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0 >= "I120" && $0 <= "I139" })
    }
}
