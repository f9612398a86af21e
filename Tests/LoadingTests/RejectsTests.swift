import Foundation
import Records
import Testing

@testable import Loading

@Suite struct RejectsTests {
    @Test(
        "no cell can be read as a formula",
        arguments: [
            ("=1+1", true), ("+86138", true), ("-5", true), ("@x", true), ("\tx", true),
            ("＝1", true), ("＋86", true), ("＠", true), ("华星", false), ("1=1", false), ("", false),
        ]
    )
    func formulas(cell: String, isFormula: Bool) {
        #expect(Rejects.isFormula(Array(cell.utf8).span) == isFormula)
    }

    @Test("rejected rows keep the source's own columns, with row, rule, code and reason")
    func csv() throws {
        let folder = try Folder()
        let table = Loads.accounts.source()
        let paths = try Rejects.write(
            [RejectedRow(table: 0, row: 2, rule: "A01-name", code: "V001", reason: "a \"b\"")],
            of: [table],
            folder: folder.path + "/rejects"
        )
        #expect(paths == [folder.path + "/rejects/book.客户.rejects.csv"])
        let text = String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: paths[0])),
            as: UTF8.self
        )
        #expect(Array(text.utf8).starts(with: Array("\u{FEFF}\"name\",\"phone\"".utf8)))
        #expect(text.contains("\"云岭商贸有限公司\",\"!12345\""))
        #expect(text.hasSuffix("\"4\",\"A01-name\",\"V001\",\"a \"\"b\"\"\"\r\n"))
        let attributes = try FileManager.default.attributesOfItem(atPath: paths[0])
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
    }
}
