import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Tables of web pages")
struct HTMLTests {
    private func cells(_ page: String) -> [[String: String]] {
        var reader = HTMLPage(limits: SheetLimits())
        reader.read(Array(page.utf8).span)
        return reader.found.map { found in
            var grid = found.grid
            grid.finish()
            return grid.grid.cells
        }
    }

    @Test("cells stand where browsers put them, as a slow placing of every cell shows")
    func spans() {
        var random = SplitMix64(seed: 9)
        for _ in 0..<2000 {
            var page = "<table>"
            var taken: Set<[Int]> = []
            var expected: [String: String] = [:]
            for row in 1...Int.random(in: 1...6, using: &random) {
                page += "<tr>"
                for number in 0..<Int.random(in: 0...5, using: &random) {
                    let wide = Int.random(in: 1...3, using: &random)
                    let high = Int.random(in: 1...3, using: &random)
                    page += "<td colspan=\(wide) rowspan='\(high)'>\(row).\(number)"
                    var column = 0
                    while taken.contains([row, column]) { column += 1 }
                    for r in row..<(row + high) {
                        for c in column..<(column + wide) { taken.insert([r, c]) }
                    }
                    expected[SheetCell.letters(column) + "\(row)"] = "\(row).\(number)"
                }
            }
            // A span over a place that a cell above already takes is an error of the page.
            #expect(cells(page + "</table>").first ?? [:] == expected, "\(page)")
        }
    }

    @Test("tags need no end, no quotes and no letter case")
    func sloppy() {
        #expect(
            cells("<TABLE><TR><TD>a<TH class=x>b</tr><td>c<td title='>'>d<tr/><td>e")
                == [["A1": "a", "B1": "b", "A2": "c", "B2": "d", "A3": "e"]]
        )
        #expect(
            cells("<table><tr><td>1 < 2 <> </ x <3<td a=\"x>b</table>")[0]["A1"]
                == "1 < 2 <> </ x <3"
        )
        #expect(
            cells("<table><td>a</td><script>var t='<td>x'</script><td>b</table>")[0]["B1"] == "b"
        )
        #expect(cells("<table><td>a<!-- <td>x --><td>b<!-- never closed </table>")[0]["B1"] == "b")
    }

    @Test("references are decoded, with and without a semicolon; unknown ones stay")
    func references() {
        func decoded(_ text: String) -> String {
            var bytes: [UInt8] = []
            HTMLEntities.append(Array(text.utf8).span, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        let cases = [
            ("&lt;&#60;&#x3C;&#X3c", "<<<<"), ("a&nbspb", "a\u{A0}b"), ("&amp=1&ampx", "&amp=1&x"),
            ("&copy;&COPY;&hellip;", "©&COPY;…"), ("&#128;&#0;&#xD800;&#99999999;", "€���"),
            ("&;&#;&#x;& &a", "&;&#;&#x;& &a"), ("&Uuml;&uuml;&yuml;&nbsp;", "Üüÿ\u{A0}"),
        ]
        for (text, expected) in cases { #expect(decoded(text) == expected, "\(text)") }
    }

    @Test("quoted-printable and base64 are decoded as RFC 2045 says")
    func transfer() {
        func text(_ bytes: [UInt8]?) -> String? {
            bytes.map { String(decoding: $0, as: UTF8.self) }
        }
        let quoted = "a=3Db=\r\nc = d=E4=B8=AD=\n=zz ="
        #expect(text(MIMEPart.quotedPrintable(Array(quoted.utf8).span)) == "a=bc = d中=zz =")
        var random = SplitMix64(seed: 3)
        for count in 0..<200 {
            let data = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let encoded = Data(data).base64EncodedString(options: .lineLength64Characters)
            #expect(MIMEPart.base64(Array(encoded.utf8).span) == data)
        }
        #expect(MIMEPart.base64(Array("a*b".utf8).span) == nil)
    }

    @Test("a single-file page cut off, or with a damaged part, is broken and keeps the rest")
    func multipart() throws {
        let whole = try Fixtures.bytes("importers/html/single-file-page/input.xls")
        let text = String(decoding: whole, as: UTF8.self)
        let cut = try #require(text.range(of: "filelist.xml"))
        let count = text[..<cut.lowerBound].utf8.count
        let result = try HTML.read(
            ImportInput(source: "s", path: "p", bytes: FileBytes(Array(whole[..<count])))
        )
        #expect(result.isBroken && result.tables.count == 2)
        let damaged = text.replacingOccurrences(of: "Encoding: base64", with: "Encoding: x-uu")
        let other = try HTML.read(
            ImportInput(source: "s", path: "p", bytes: FileBytes(Array(damaged.utf8)))
        )
        #expect(other.isBroken && other.tables.count == 1)
        #expect(other.findings.all.contains { $0.code == MarkupFindings.multipart.code })
    }
}
