import Foundation
import Records
import TestSupport
import Testing

@testable import Pipelines

@Suite("Guess")
struct GuessTests {
    /// A folder of its own for a test's files.
    final class Folder {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("guess-\(UUID().uuidString)")

        init() throws {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        func write(_ name: String, _ text: String) throws -> String {
            let file = url.appendingPathComponent(name)
            try text.write(to: file, atomically: true, encoding: .utf8)
            return file.path
        }

        /// Guesses, writes the pipeline, and gives it with what lint says of it.
        func guess(_ paths: [String]) throws -> (text: String, complaints: [String]) {
            let path = url.appendingPathComponent("p.yaml").path
            let guessed = try GuessedPipeline.make(
                paths: paths,
                outputPath: path,
                workers: .single
            )
            try guessed.text.write(toFile: path, atomically: true, encoding: .utf8)
            var options = RunOptions(pipelinePath: path)
            options.root = url.path
            options.asOf = "2026-11-22"
            let complaints = Runner(options).lint().map { "\($0.code.text) \($0.message)" }
            return (guessed.text, complaints)
        }
    }

    static let people = ["王伟", "李娜", "张敏", "刘洋", "陈静", "杨帆"]

    /// Rows below the header, one text a column.
    static func csv(_ header: [String], _ rows: [[String]]) -> String {
        ([header] + rows).map { row in
            row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
        }.joined(separator: "\n") + "\n"
    }

    @Test("a sheet of customers with their contacts gives both, and remarks that forbid calls")
    func customers() throws {
        let folder = try Folder()
        let rows = Self.people.enumerated().map { index, person in
            [
                "苏州云澈\(person)化工有限公司", person, "1344710000\(index)", "0512-5000123\(index)",
                index == 2 ? "请勿电话营销" : "",
            ]
        }
        let path = try folder.write(
            "客户.csv",
            Self.csv(["*客户名称（必填）", "联系人", "手机", "公司电话", "备注"], rows)
        )
        let (text, complaints) = try folder.guess([path])
        #expect(complaints == [])
        for line in ["  account:", "name: ", "landline: 公司电话", "full_name: 联系人", "opt_out: 备注"] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
        for value in Self.people { #expect(!text.contains(value)) }
        #expect(!text.contains("1344710000") && !text.contains("5000123"))
    }

    @Test("keys between tables, deleted rows and codes of a dump are found")
    func dump() throws {
        let folder = try Folder()
        let customers = (1...9).map {
            "(\($0 + 1000),'苏州云澈\($0)化工有限公司',\($0 % 3 + 1),\($0 == 4 ? 1 : 0),7)"
        }
        let contacts = (1...9).map {
            "(\($0),\($0 + 1000),'\(Self.people[$0 % 6])','1344710000\($0)')"
        }
        let path = try folder.write(
            "old.sql",
            """
            CREATE TABLE `t_user` (`id` int, `realname` varchar(9), PRIMARY KEY (`id`));
            INSERT INTO `t_user` VALUES (7,'周启航'),(8,'吴若溪');
            CREATE TABLE `t_customer` (`id` int, `name` varchar(99), \
            `level` int COMMENT '1:A 2:B 3:C', `is_del` int, `owner_id` int);
            INSERT INTO `t_customer` VALUES \(customers.joined(separator: ","));
            CREATE TABLE `t_contacts` (`id` int, `customer_id` int, `name` varchar(9), \
            `mobile` varchar(20));
            INSERT INTO `t_contacts` VALUES \(contacts.joined(separator: ","));
            CREATE TABLE `sys_log` (`id` int, `name` varchar(9), `mobile` varchar(20));
            INSERT INTO `sys_log` VALUES (1,'王伟','13447100001');

            """
        )
        let (text, complaints) = try folder.guess([path])
        #expect(complaints == [])
        for line in [
            "old.t_contacts: {t_customer: customer_id}", "`is_del` = '1'", "owner: owner_id",
            "steps: [{map: {\"1\": A, \"2\": B, \"3\": C}}]", "#   old.sys_log, 1 rows: its name",
        ] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
    }

    @Test("two persons in a cell are parted, numbered columns are parts")
    func parts() throws {
        let folder = try Folder()
        let rows = Self.people.map { ["苏州云澈化工有限公司", "\($0)/赵磊", "13447100001/13447100002"] }
        let cell = try folder.write("a.csv", Self.csv(["公司名称", "联系人", "手机"], rows))
        let wide = Self.people.map { ["苏州云澈化工有限公司", $0, "13447100001", "赵磊", "13447100002"] }
        let columns = try folder.write(
            "b.csv",
            Self.csv(["公司名称", "联系人1", "手机1", "联系人2", "手机2"], wide)
        )
        let (text, complaints) = try folder.guess([cell, columns])
        #expect(complaints == [])
        #expect(text.contains("parts: {split: [full_name, mobile], by: [\"/\"]}"))
        #expect(text.contains("- full_name: 联系人1") && text.contains("- full_name: 联系人2"))
    }

    @Test("an old id of another file is a must-link")
    func oldIDs() throws {
        let folder = try Folder()
        let rows = (1...8).map { ["\($0 * 7 + 1000)", "苏州云澈\($0)化工有限公司"] }
        let old = try folder.write("old.csv", Self.csv(["客户编号", "客户名称"], rows))
        let new = try folder.write("new.csv", Self.csv(["旧系统编号", "公司名称"], rows))
        let (text, complaints) = try folder.guess([old, new])
        #expect(complaints == [])
        #expect(text.contains("refs: {old: 旧系统编号}"))
    }

    @Test("keys of another file are named, because links stay in one source")
    func strangers() throws {
        let folder = try Folder()
        let accounts = (1...8).map { ["001\($0)", "Oakley \($0) Ltd"] }
        let contacts = (1...8).map { ["003\($0)", "001\($0)", "Doe", "Jane"] }
        let files = [
            try folder.write("Account.csv", Self.csv(["Id", "Name"], accounts)),
            try folder.write(
                "Contact.csv",
                Self.csv(["Id", "AccountId", "LastName", "FirstName"], contacts)
            ),
        ]
        let (text, complaints) = try folder.guess(files)
        #expect(complaints == [])
        let line = text.split(separator: "\n").first { $0.contains("- AccountId") }
        #expect(line?.contains("keys of Account:") == true, "\(text)")
    }

    @Test("files of one folder are one source, and their keys are links")
    func folderOfFiles() throws {
        let folder = try Folder()
        let exports = folder.url.appendingPathComponent("exports")
        try FileManager.default.createDirectory(at: exports, withIntermediateDirectories: true)
        let accounts = (1...8).map { ["001\($0)", "Oakley \($0) Ltd"] }
        let contacts = (1...8).map { ["003\($0)", "001\($0)", "Doe", "Jane"] }
        _ = try folder.write("exports/Account.csv", Self.csv(["Id", "Name"], accounts))
        _ = try folder.write(
            "exports/Contact.csv",
            Self.csv(["Id", "AccountId", "LastName", "FirstName"], contacts)
        )
        let (text, complaints) = try folder.guess([exports.path])
        #expect(complaints == [])
        #expect(text.contains("exports: {csv: exports}"), "\(text)")
        #expect(text.contains("exports.Contact: {Account: AccountId}"), "\(text)")
    }

    @Test("what holds nothing known is kept as an entity of its own, what is empty is said to be")
    func nothingKnown() throws {
        let folder = try Folder()
        let one = try folder.write("one.csv", "a\n1\n2\n")
        let empty = try folder.write("empty.csv", "")
        let single = try folder.guess([one])
        #expect(single.complaints == [] && single.text.contains("imported_row"))
        let both = try folder.guess([one, empty])
        #expect(both.complaints == [] && both.text.contains("# empty: {csv: empty.csv}"))
        #expect(try folder.guess([empty]).complaints == [])
    }

    @Test("the same files give the same text")
    func deterministic() throws {
        let files = ["yonyou-u8.csv", "hubspot-contacts.csv", "opaque.csv"]
            .map { Fixtures.url("guess/heldout/\($0)").path }
        let texts = try (0..<2).map { _ in
            try GuessedPipeline.make(paths: files, outputPath: "p.yaml", workers: .single).text
        }
        #expect(texts[0] == texts[1])
    }

    static let oddNames = [
        "a: b", "# x", "- y", "* z", "*", "&anchor", "!tag", "|", ">", "%", "@", "${x}", "$${x}",
        "a$${b", "{a}", "[b]", "a, b", "true", "null", "~", "12", "1.5", "=1+1", "it's",
        "\"quoted\"",
        "back\\slash", "line\nbreak", "tab\tin", "😀", "a\u{2028}b", "a\u{85}b", "a\u{FEFF}b",
        "\u{10FFFD}x", "\u{10FFFC}", "客户名称：", "电话#1", "is_del", "`tick` is_del", "a.b", "name",
        "min", "ignore", "custom", "skip", "refs", "set", "parts", "fill_down", "source_id",
        "\u{1}c",
        "\u{7F}", "手机", "联系人", "email", "公司名称", "status", "?", "? q", ": v", "客户:名称 # 1", "'",
        "电话 ", "名称\u{3000}", "e\u{301}", "\u{FFFE}", "<<", "---", "...", "id", "客户编号",
    ]

    @Test("whatever headers and tables are called, the pipeline lints", arguments: 0..<24)
    func oddHeaders(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed) &+ 77)
        let folder = try Folder()
        func pick() -> String { Self.oddNames[Int(random.next() % UInt64(Self.oddNames.count))] }
        func cell(_ row: Int) -> String {
            switch random.next() % 7 {
            case 0: Self.people[row % 6]
            case 1: "1344710\(1000 + row)"
            case 2: "苏州云澈化工\(row)有限公司"
            case 3: "0"
            case 4: "1"
            case 5: ""
            default: "2023-01-0\(row % 9 + 1)"
            }
        }
        var paths: [String] = []
        var headers: [String] = []
        for file in 0..<3 {
            let header = (0..<9).map { _ in pick() }
            headers += header
            let rows = (0..<8).map { row in header.map { _ in cell(row) } }
            paths.append(try folder.write("f \(file) \(seed).csv", Self.csv(header, rows)))
        }
        var sql = ""
        for table in Set((0..<4).map { _ in pick() }).sorted() where !table.contains("`") {
            let columns = Set((0..<6).map { _ in pick() }).sorted().filter { !$0.contains("`") }
            headers += columns
            let names = columns.map { "`\($0)` varchar(9)" }.joined(separator: ", ")
            let rows = (0..<6).map { row in
                "(" + columns.map { _ in "'\(cell(row))'" }.joined(separator: ",") + ")"
            }
            sql += "CREATE TABLE `\(table)` (\(names));\n"
            sql += "INSERT INTO `\(table)` VALUES \(rows.joined(separator: ","));\n"
        }
        paths.append(try folder.write("d\(seed).sql", sql))
        let (text, complaints) = try folder.guess(paths)
        // A column whose name no pipeline may hold can't be mentioned, so lint misses it.
        let isHeld = headers.joined().unicodeScalars.contains { $0.value >= 0x10FFFC }
        #expect(complaints.filter { !(isHeld && $0.hasPrefix("P032")) } == [], "\(text)")
    }
}
