import CRM
import Foundation
import Matching
import Records
import TestSupport
import Testing
import Validating

@testable import Pipelines

/// What the typed pipeline holds once a file was read.
struct PipelineReaderTests {
    /// Reads a text as a pipeline beside the fixtures.
    static func load(
        _ text: String,
        overrides: [String: String] = [:],
        environment: [String: String] = [:]
    ) throws -> (Pipeline?, [Diagnostic]) {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("sluice-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("p.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return PipelineFile.load(
            path: file.path,
            overrides: overrides,
            catalog: TestCatalog.catalog,
            environment: environment,
            root: folder.path,
            asOf: "2024-03-01"
        )
    }

    @Test("the complete example means what its comments say")
    func complete() throws {
        let pipeline = try #require(PipelineFileTests.load("complete").0)
        #expect(pipeline.name == "acme-migration")
        #expect(pipeline.sources.map(\.format) == ["xlsx", "csv", "dump"])
        #expect(pipeline.sources[0].path == PipelineFileTests.root + "/acme/客户资料汇总2023.xlsx")
        let account = try #require(pipeline.entities.first { $0.name == "account" })
        #expect(account.key == ["source", "source_id"])
        #expect(account.from.map(\.key) == ["book.客户档案", "legacy.t_customer"])
        let book = account.from[0]
        #expect(
            book.fields.map(\.field) == ["source_id", "name", "phone", "annual_revenue", "owner"]
        )
        #expect(book.fields[2].columns == ["电话", "传真"])
        #expect(book.fields[2].keepsAll)
        #expect(book.fields[3].steps == [Step("unit", .text("万元"))])
        #expect(book.refs.map(\.column) == ["旧系统编号"])
        #expect(book.ignored == ["备注2"])
        let level = account.from[1].fields[2]
        #expect(level.steps == [Step("map", .map([("1", .text("A")), ("2", .text("B"))]))])
        #expect(account.from[1].skip.map(\.why) == ["deleted in the old system"])
        let match = try #require(account.match)
        #expect(match.sameIf == [["uscc"]])
        #expect(match.survive["name"] == .prefer(["legacy", "book"]))
        #expect(match.decisions == PipelineFileTests.root + "/decisions/account.csv")
        #expect(account.rules.count == 6)
        #expect(
            account.rules[5].condition == .newerThan(field: "last_activity_at", months: 24, days: 0)
        )
        let contact = try #require(pipeline.entities.first { $0.name == "contact" })
        #expect(contact.links.count == 3)
        #expect(contact.rules.map(\.id).contains("C10-title"))
        #expect(
            contact.clean[0].steps[0]
                == Step("split", .list(["/", "、", ";"].map(OptionValue.text)))
        )
        #expect(pipeline.gates.map(\.name) == ["rejected", "review.pairs", "account.rows"])
        #expect(pipeline.gates[0].warn == .share(hundredThousandths: 1_000))
        #expect(pipeline.target?.write == .createOrUpdate)
        #expect(pipeline.reports.last?.path == PipelineFileTests.root + "/out/rejects/")
        #expect(pipeline.tests.count == 1)
        #expect(pipeline.testCases[0].given[0].rows[0][2].text == "021-55550101")
        #expect(pipeline.testCases[0].expected[0].records[0][2].values == ["2"])
    }

    @Test("scalars stay the text that the file shows")
    func scalars() throws {
        let texts = [
            "02155550101", "no", "12:30", "1e3", "0x1F", "~x", "null", "2024-01-01", "1_000",
        ]
        let map = texts.map { "k\($0): \($0)" }.joined(separator: ", ")
        let (pipeline, diagnostics) = try Self.load(
            """
            version: 1
            sources: {old: {csv: a.csv}}
            entities:
              contact:
                from: {old: {mobile: {column: tel, steps: [{map: {\(map)}}]}}}
            """
        )
        #expect(diagnostics.isEmpty)
        let step = pipeline?.entities[0].from[0].fields[0].steps[0]
        #expect(step?.options == .map(texts.map { ("k\($0)", .text($0)) }))
    }

    @Test("variables come from the file, the environment, overrides and the run")
    func substitution() throws {
        let text = """
            version: 1
            name: "${who} ${run.date} ${env:CITY} ${env:NONE:-none} $${who}"
            vars: {who: book, path: "${who}.csv"}
            sources: {old: {csv: "${path}"}}
            entities: {contact: {from: {old: auto}}}
            """
        let environment = ["CITY": "上海"]
        let (plain, _) = try Self.load(text, environment: environment)
        #expect(plain?.name == "book 2024-03-01 上海 none ${who}")
        let (overridden, _) = try Self.load(
            text,
            overrides: ["who": "a: [b"],
            environment: environment
        )
        #expect(overridden?.name == "a: [b 2024-03-01 上海 none ${who}")
        #expect(overridden?.sources[0].path.hasSuffix("/a: [b.csv") == true)
        let (none, diagnostics) = try Self.load(
            text,
            overrides: ["woh": "x"],
            environment: environment
        )
        #expect(none == nil)
        #expect(diagnostics.map(\.name) == ["UNKNOWN_VARIABLE"])
        #expect(diagnostics.first?.hint == "did you mean `who`?")
    }

    @Test("the hash's text knows values, not comments or quotes")
    func canonicalText() throws {
        let shape = "sources: {old: {csv: a.csv}}\nentities: {contact: {from: {old: auto}}}\n"
        let a = try Self.load("version: 1\nvars: {n: x}\nname: ${n}\n" + shape).0?.canonicalText
        let b = try Self.load("# note\nversion: '1'\nname: \"x\"\n" + shape).0?.canonicalText
        let c = try Self.load("version: 1\nname: y\n" + shape).0?.canonicalText
        #expect(a == b)
        #expect(a != c)
        #expect(a != nil)
    }

    @Test("a pipeline's rule takes the place of a part's rule with the same id")
    func ruleOverride() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("sluice-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try """
        version: 1
        rules: {contact: [{id: C1, required: full_name, warn: 10%}, {id: C2, valid: mobile}]}
        clean: {contact: {mobile: trim, email: trim}}
        match: {contact: none, account: {merge: 0.9}}
        """.write(to: folder.appendingPathComponent("part.yaml"), atomically: true, encoding: .utf8)
        let file = folder.appendingPathComponent("p.yaml")
        try """
        version: 1
        use: [part.yaml]
        sources: {old: {csv: a.csv}}
        entities:
          contact:
            from: {old: auto}
            clean: {mobile: [trim, {phone: CN}]}
            rules: [{id: C1, required: full_name, warn: 1%}]
        """.write(to: file, atomically: true, encoding: .utf8)
        let (pipeline, diagnostics) = PipelineFile.load(
            path: file.path,
            catalog: TestCatalog.catalog,
            root: folder.path,
            asOf: "2024-03-01"
        )
        #expect(diagnostics.isEmpty)
        let contact = try #require(pipeline?.entities.first)
        #expect(contact.rules.map(\.id) == ["C1", "C2"])
        #expect(contact.rules[0].warn == .share(hundredThousandths: 1_000))
        #expect(contact.clean.map(\.field) == ["mobile", "email"])
        #expect(contact.clean[0].steps.count == 2)
        #expect(contact.match?.isOff == true)
        #expect(pipeline?.entities.last?.from.isEmpty == true)
        #expect(pipeline?.entities.last?.match?.merge == .probability(0.9))
    }

    @Test("synonyms of fields and several records a row are read")
    func mapping() throws {
        let (pipeline, diagnostics) = try Self.load(
            """
            version: 1
            sources: {old: {csv: a.csv, on_broken: keep, encoding: gbk}}
            entities:
              contact:
                from:
                  old:
                    - {name: 联系人1, mobile: [手机1, 电话1], address@shipping: 地址, set: {owner_id: 张三}}
                    - {full_name: 联系人2, parts: {split: [name], by: ["/"]}, fill_down: [联系人2]}
                    - {full_name: 联系人3, fill_down: none, custom: [微博], ignore: 旧}
              member:
                fields: {points: number, nick: {type: name, label: 昵称}}
                from: {old: {points: 积分, nick: 昵称}}
            """
        )
        #expect(diagnostics.map { $0.rendered() } == [])
        let from = try #require(pipeline?.entities.first?.from)
        #expect(from.map(\.part) == [1, 2, 3])
        #expect(from[0].fields.map(\.field) == ["full_name", "mobile", "address"])
        #expect(from[0].fields[1].columns == ["手机1", "电话1"])
        #expect(from[0].fields[2].kind == "shipping")
        #expect(from[0].constants.map(\.field) == ["owner"])
        #expect(from[1].splitFields == ["full_name"])
        #expect(from[1].fillDown == .columns(["联系人2"]))
        #expect(from[2].fillDown == .none)
        #expect(from[2].custom == ["微博"])
        #expect(from[2].ignored == ["旧"])
        #expect(pipeline?.sources[0].onBroken == .keep)
        #expect(pipeline?.sources[0].options == .map([("encoding", .text("gbk"))]))
        let member = try #require(pipeline?.model.entity("member"))
        #expect(member.isCustom)
        #expect(member.field("nick")?.labelZh == "昵称")
        #expect(member.field("points")?.type == .number)
    }

    @Test(
        "paths are relative to the file that names them, and may leave the root only when allowed"
    )
    func paths() {
        #expect(ProjectRoot.resolve("../a/b.csv", namedBy: "pipelines/p.yaml") == "a/b.csv")
        #expect(ProjectRoot.resolve("x/", namedBy: "p.yaml") == "x/")
        #expect(ProjectRoot.resolve("../../x", namedBy: "p/q.yaml") == "../x")
        #expect(ProjectRoot.resolve("/a//./b/../c", namedBy: "p/q.yaml") == "/a/c")
        #expect(ProjectRoot.normalized("/../..") == "/")
        #expect(ProjectRoot.normalized("a/..") == ".")
        let inside = ProjectRoot(pipeline: "/tmp/p.yaml", root: "/tmp", allowsOutside: false)
        #expect(inside.contains("/tmp/x"))
        #expect(!inside.contains("/tmp2/x"))
        #expect(!inside.contains("/tmp/../etc/passwd"))
        let free = ProjectRoot(pipeline: "/tmp/p.yaml", root: "/tmp", allowsOutside: true)
        #expect(free.contains("/etc/passwd"))
    }

    @Test("a link inside the project doesn't lead out of it")
    func links() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("sluice-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/out",
            withDestinationPath: "../../etc"
        )
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/loop",
            withDestinationPath: "loop"
        )
        let root = ProjectRoot(
            pipeline: folder.path + "/p.yaml",
            root: folder.path,
            allowsOutside: false
        )
        #expect(root.contains(folder.path + "/a/b"))
        #expect(!root.contains(folder.path + "/out/passwd"))
        #expect(root.contains(folder.path + "/loop/x"))
    }

    @Test("deep nesting, a byte order mark and other bytes than UTF-8 are met with words")
    func oddFiles() throws {
        let shape = "version: 1\nsources: {o: {csv: a}}\nentities: {contact: {from: {o: auto}}}\n"
        let (marked, none) = try Self.load("\u{FEFF}" + shape.replacing("\n", with: "\r\n"))
        #expect(marked != nil)
        #expect(none.isEmpty)
        for depth in [70, 100_000] {
            let (deep, diagnostics) = try Self.load(
                "version: " + String(repeating: "[", count: depth)
                    + String(repeating: "]", count: depth)
            )
            #expect(deep == nil)
            #expect(diagnostics.map(\.name).contains("FILE_TOO_LARGE"))
        }
        let (control, diagnostics) = try Self.load("version: 1\nname: a\u{1}b\n")
        #expect(control == nil)
        #expect(diagnostics.first?.name == "YAML_SYNTAX")
        #expect(diagnostics.first?.location?.line == 2)
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("sluice-\(UUID().uuidString).yaml")
        try Data([0x61, 0x3A, 0x20, 0xFF]).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let (_, bytes) = PipelineFile.load(path: url.path, catalog: TestCatalog.catalog, asOf: "")
        #expect(bytes.map(\.name) == ["FILE_UNREADABLE"])
    }

    @Test("a rule's `where:` names the model's fields, and only rules that the run has are read")
    func rules() throws {
        let text = """
            version: 1
            sources: {old: {csv: a.csv}}
            entities:
              contact:
                from: {old: auto}
                rules:
                  - {id: C1, valid: mobile, where: "name is not blank and owner_id = 'x'"}
                  - {id: C2, matches: {postal_code: "[0-9]{6}$"}}
                  - {id: C3, range: {birth_date: {min: 1900-01-01}}, by: month}
                  - {id: C4, in: {gender: [1, 2]}, where: "nmae = '1'"}
            """
        let (none, diagnostics) = try Self.load(text)
        #expect(none == nil)
        #expect(diagnostics.map(\.message) == ["unknown field `nmae` of contact"])
        #expect(diagnostics.first?.location?.length == 4)
        let (pipeline, _) = try Self.load(text.replacing("nmae", with: "qq"))
        let rules = try #require(pipeline?.entities.first?.rules)
        #expect(rules[0].filter?.names == ["full_name", "owner"])
        #expect(rules[1].condition == .matches(field: "postal_code", pattern: "[0-9]{6}$"))
        #expect(rules[2].condition == .range(field: "birth_date", min: "1900-01-01", max: nil))
        #expect(rules[3].condition == .isIn(field: "gender", values: ["1", "2"]))
        #expect(rules[3].text == "in: {gender: [1, 2]}")
        #expect(rules[3].origin.hasSuffix("p.yaml:10"))
    }
}
