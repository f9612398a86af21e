import Foundation
import Importing
import Records
import TestSupport
import Testing

@testable import Pipelines

@Suite("Profile")
struct ProfileTests {
    static func shape(_ text: String) -> String {
        var shape = ValueShape()
        return String(decoding: shape.read(Array(text.utf8).span), as: UTF8.self)
    }

    @Test(
        "a shape forgets what the characters are",
        arguments: [
            ("021-55550101", "999-99999999"), ("上海云岚仪器有限公司", "汉+"), ("王伟", "汉汉"),
            ("Wang", "Aaaa"), ("wangwei@x.example", "a+@a.a+"), ("１３８", "999"), ("a  b", "a a"),
            ("张伟/李娜", "汉汉/汉汉"), ("😀", "?"), ("", ""), ("2023年5月6日", "9999汉9汉9汉"),
        ]
    )
    func shapes(_ text: String, _ expected: String) { #expect(Self.shape(text) == expected) }

    @Test("a shape holds none of the value's letters and digits")
    func shapesTellNothing() {
        var random = SplitMix64(seed: 5)
        let alphabet = Array("王伟敏 aZ09-@.（）１ｂé😀\u{1}\u{7F}")
        for _ in 0..<2_000 {
            let text = String(
                (0..<Int(random.next() % 40)).map { _ in
                    alphabet[Int(random.next() % UInt64(alphabet.count))]
                }
            )
            let shape = Self.shape(text)
            #expect(!shape.contains { "王伟敏Z0１ｂé😀\u{1}\u{7F}".contains($0) }, "\(text)")
            #expect(Self.shape(text) == shape)
        }
    }

    @Test("distinct values are counted as a plain dictionary counts them")
    func counts() {
        var random = SplitMix64(seed: 9)
        var column = ColumnValues()
        var expected: [String: Int] = [:]
        var blanks = 0
        for _ in 0..<5_000 {
            let text = ["a", " a\t", "\u{3000}b\u{A0}", "", "  ", "王\u{3000}", "c"][
                Int(random.next() % 7)
            ]
            column.add(Array(text.utf8).span)
            let trimmed = text.trimmed
            if trimmed.isEmpty { blanks += 1 } else { expected[trimmed, default: 0] += 1 }
        }
        #expect(column.rowCount == 5_000 && Int(column.counts[0]) == blanks)
        #expect(column.distinctCount == expected.count)
        for id in column.values.ids {
            #expect(expected[column.values.string(id)] == Int(column.counts[Int(id)]))
        }
    }

    static func profile(_ text: String, showsValues: Bool = false) throws -> TableProfile {
        let folder = try GuessTests.Folder()
        let path = try folder.write("客户.csv", text)
        let result = try Importers.read(source: "", path: path)
        let profiler = Profiler(workers: .single, showsValues: showsValues)
        return try #require(try profiler.profile(result, path: path).tables.first)
    }

    @Test("fill, lengths, words for nothing, type, field and findings of a column")
    func column() throws {
        let rows = (1...20).map { row in
            let phone =
                row == 1 ? "无" : row == 2 ? "" : row == 3 ? "1.38E+10" : "134471000\(10 + row)"
            return "苏州云澈\(row)化工有限公司,\(phone),\(row)/13/2023"
        }
        let table = try Self.profile(
            "客户名称,手机,创建时间\n" + rows.joined(separator: "\n") + "\n"
        )
        #expect(table.entities == ["account"])
        let phone = table.columns[1]
        #expect(phone.filledCount == 19 && phone.distinctCount == 19 && phone.placeholderCount == 1)
        #expect(phone.lengths == (1, 11, 11))
        #expect(phone.patterns.first == .init(text: "99999999999", count: 17))
        #expect(phone.type == "mobile" && phone.target == "account.mobile")
        #expect(phone.findings.map(\.code.text) == ["N034"] && phone.examples.isEmpty)
        #expect(table.columns[0].type == "company" && table.columns[0].target == "account.name")
        #expect(table.columns[2].dateOrder == "month first")
    }

    @Test("values are shown only when they are asked for")
    func values() throws {
        let text = "姓名,手机\n王伟,13447100001\n王伟,13447100002\n"
        #expect(try Self.profile(text).columns[0].examples.isEmpty)
        let shown = try Self.profile(text, showsValues: true)
        #expect(shown.columns[0].examples == [.init(text: "王伟", count: 2)])
    }

    @Test("the profile is the same with any number of workers")
    func workers() throws {
        let path = Fixtures.url("guess/heldout/yonyou-u8.csv").path
        let result = try Importers.read(source: "", path: path)
        let one = try Profiler(workers: .single).profile(result, path: path)
        let two = try Profiler(
            workers: Workers(count: 2) { count, body in
                for index in (0..<count).reversed() { body(index) }
            }
        ).profile(result, path: path)
        #expect(one.text == two.text && one.json.text() == two.json.text())
    }

    @Test("a table that the file doesn't have is refused")
    func noSuchTable() throws {
        let path = Fixtures.url("guess/heldout/opaque.csv").path
        let result = try Importers.read(source: "", path: path)
        #expect(throws: ImportFailure.self) {
            try Profiler(workers: .single).profile(result, path: path, table: "客户")
        }
    }
}
