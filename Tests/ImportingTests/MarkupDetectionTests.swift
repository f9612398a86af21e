import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Telling documents in XML and HTML apart")
struct MarkupDetectionTests {
    private func format(_ text: String) -> String? {
        Importers.detect(FileBytes(Array(text.utf8))).map { $0.spec.name }
    }

    @Test(
        "pages are told by their first element, behind blanks, comments and declarations (case 50)",
        arguments: [
            "<html><body>", "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\n<HTML>",
            " \r\n\t<!-- x > y --> <Table border=1><tr><td>a", "<meta charset=gbk><table><tr>",
            "\u{FEFF}<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">",
            "<?xml version=\"1.0\"?><!DOCTYPE html><html>", "<style>td{}</style><table><tr><td>1",
            "<br /><b>Warning</b>: x<br /><table><tr><td>1</td></tr></table>",
            "<table><caption>甲</caption></table>",
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n",
        ]
    )
    func pages(text: String) {
        #expect(format(text) == "html")
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        if !text.hasPrefix("MIME"), !text.hasPrefix("\u{FEFF}") {
            #expect(HTML.confidence(head: wide.span) > 0)
        }
    }

    @Test(
        "delimited text whose first cell holds `<` stays delimited",
        arguments: [
            "<公司名>,电话\n甲,1\n", "<b>名称</b>,电话\n甲,1\n", "<5,6\n1,2\n", "a<table>,b\n<tr>,2\n",
            "<name>,<phone>\na,1\n", "<p>介绍</p>,x\n<td>,y\n",
        ]
    )
    func delimited(text: String) { #expect(format(text) == "csv") }

    @Test("XML spreadsheets are told by their root and namespace, in UTF-16 too")
    func spreadsheets() throws {
        for name in ["gaps-and-merges", "utf-16", "gb2312", "misdeclared-utf-16", "doctype"] {
            let bytes = try Fixtures.bytes("importers/spreadsheetml/\(name)/input.xls")
            #expect(SpreadsheetML.confidence(head: bytes.span) == 95, "\(name)")
            #expect(HTML.confidence(head: bytes.span) == 0, "\(name)")
        }
        let prefixed = "<ss:Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
        #expect(format(prefixed) == "spreadsheetml")
    }

    @Test("an XML document of another kind is refused with the name of its root")
    func otherXML() throws {
        let text = "<?xml version=\"1.0\"?>\n<!-- list -->\n<catalog><book/></catalog>\n"
        let path = try TemporaryFile.write(Array(text.utf8))
        #expect { try Importers.read(source: "s", path: path) } throws: { error in
            let failure = error as? ImportFailure
            return failure?.kind.name == "UNREADABLE_FORMAT"
                && failure?.message.contains("`<catalog>`") == true
        }
    }

    @Test("OpenDocument files are told by their first entry; other kinds say what they are")
    func openDocument() throws {
        let bytes = try Fixtures.bytes("importers/ods/values/input.ods")
        #expect(Importers.detect(FileBytes(bytes))?.spec.name == "ods")
        var archive = XLSXArchive()
        archive.add("mimetype", "application/vnd.oasis.opendocument.text")
        archive.add("content.xml", "<a:d xmlns:a='x'><a:body><a:text/></a:body></a:d>")
        let path = try TemporaryFile.write(archive.finished())
        #expect { try Importers.read(source: "s", path: path) } throws: { error in
            (error as? ImportFailure)?.kind.name == "NOT_A_SPREADSHEET"
        }
    }

    @Test("a page without a table, and a missing sheet, fail with their reason")
    func failures() throws {
        func failure(_ text: String, sheet: String? = nil) throws -> String? {
            let path = try TemporaryFile.write(Array(text.utf8))
            do {
                let options = sheet.map { [(key: "sheet", value: OptionValue.text($0))] } ?? []
                _ = try Importers.read(source: "s", path: path, options: .map(options))
                return nil
            } catch { return error.kind.name }
        }
        #expect(try failure("<html><body>请重新登录</body></html>") == "NO_TABLE")
        #expect(try failure("<table><tr><td>a</table>", sheet: "x") == "NO_SUCH_TABLE")
        let book =
            "<Workbook xmlns='\(SpreadsheetML.namespace)'><Worksheet ss:Name='a'/></Workbook>"
        #expect(try failure(book, sheet: "b") == "NO_SUCH_TABLE")
        #expect(try failure(book, sheet: "a") == nil)
        #expect(try failure("<table></table><table> </table>") == nil)
    }

    @Test("declared encodings are found in declarations and metas of any form")
    func declarations() {
        let cases = [
            ("<?xml version='1.0' encoding='GB2312'?>", "gb2312"),
            ("<meta charset=utf-8>", "utf-8"),
            ("<META content=\"text/html; charset = gbk\">", "gbk"), ("<html><p>charset=x", nil),
            ("<meta name=a><meta CHARSET='big5'>", "big5"),
        ]
        for (text, name) in cases {
            #expect(MarkupHead(Array(text.utf8).span).declaredEncoding == name, "\(text)")
        }
    }
}
