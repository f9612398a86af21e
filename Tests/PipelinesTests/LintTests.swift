import CRM
import Records
import TestSupport
import Testing

@testable import Pipelines

struct LintTests {
    static func headers(_ source: String, _ table: String, _ names: String...) -> SourceHeaders {
        SourceHeaders(
            source: source,
            table: table,
            columns: names.map {
                $0.hasPrefix("!") ? .init(String($0.dropFirst()), isHidden: true) : .init($0)
            }
        )
    }

    static let completeHeaders = [
        headers(
            "book",
            "客户档案",
            "序号",
            "客户名称",
            "电话",
            "传真",
            "年营业额",
            "业务员",
            "旧系统编号",
            "备注2",
            "联系人",
            "手机"
        ),
        headers("market", "Sheet1", "姓名", "手机号", "邮箱", "备注", "公司"),
        headers("legacy", "t_user", "id", "name", "status"),
        headers("legacy", "t_customer", "id", "cust_name", "lvl", "is_del"),
        headers("legacy", "t_contacts", "id", "lxr", "sj", "mail", "customer_id"),
        headers("legacy", "t_follow", "id", "content", "ctime", "customer_id"),
        headers("legacy", "t_deal", "id", "title", "money", "stage", "customer_id"),
    ]

    @Test("the complete example agrees with its sources")
    func complete() throws {
        let pipeline = try #require(PipelineFileTests.load("complete").0)
        let diagnostics = Lint.check(pipeline, headers: Self.completeHeaders)
        #expect(PipelineFileTests.text(diagnostics) == "")
    }

    @Test("what the sources don't have is shown with what they have")
    func mistakes() throws {
        let (pipeline, diagnostics) = PipelineFileTests.load("lint")
        #expect(PipelineFileTests.text(diagnostics) == "")
        let found = Lint.check(
            try #require(pipeline),
            headers: [
                Self.headers(
                    "book",
                    "客户档案",
                    "序号",
                    "客户名称",
                    "电话",
                    "!内部备注",
                    "微博",
                    "客户编号",
                    "营业额(万元)"
                ),
                Self.headers("book", "联系人", "姓名", "手机", "身份证号"),
                Self.headers("market", "Sheet1", "姓名", "手机号", "公司"),
                Self.headers("empty", "Sheet1", "甲", "乙"),
            ]
        )
        try PipelineFileTests.expectEqual(
            PipelineFileTests.text(found),
            fixture: "pipelines/lint.lint.txt"
        )
    }

    @Test("without headers only the pipeline itself is checked")
    func withoutHeaders() throws {
        let pipeline = try #require(PipelineFileTests.load("lint").0)
        let names = Set(Lint.check(pipeline, headers: []).map(\.name))
        #expect(!names.contains("UNKNOWN_COLUMN"))
        #expect(!names.contains("UNMAPPED_COLUMN"))
        #expect(names.contains("DEAD_RULE"))
    }

    @Test("without a table's name several tables of a source are never guessed among")
    func ambiguousTables() {
        let headers = [Self.headers("a", "x", "1"), Self.headers("a", "y", "2")]
        #expect(headers.table("a", nil) == nil)
        #expect(headers.table("a", "y")?.columnNames == ["2"])
        #expect([headers[0]].table("a", nil)?.table == "x")
        #expect(headers.table("b", nil) == nil)
    }

    @Test("headers are mapped by their synonyms; a number is a further value or a further person")
    func autoMapping() throws {
        let model = CRMModel.standard
        let place = Diagnostic.Location(file: "p.yaml", line: 1, column: 1)
        let account = try #require(model.entity("account"))
        let fields = AutoMapping.map(
            ["序号", "*客户名称", "客户编号", "电话1", "电话2", "密码", "天气"],
            entity: account,
            location: place
        )
        #expect(fields.map(\.field) == ["name", "source_id", "phone"])
        #expect(fields.last?.columns == ["电话1", "电话2"])
        #expect(fields.last?.keepsAll == true)
        let contact = try #require(model.entity("contact"))
        let parts = AutoMapping.parts(
            ["联系人1", "手机1", "职务", "联系人2", "手机2"],
            entity: contact,
            location: place
        )
        #expect(parts.count == 2)
        #expect(parts[0].map(\.field) == ["full_name", "mobile", "job_title"])
        #expect(parts[1].flatMap(\.columns) == ["联系人2", "手机2"])
    }

    @Test("auto mappings become listed ones, a part each")
    func applyAuto() throws {
        var pipeline = try #require(PipelineFileTests.load("shortest").0)
        AutoMapping.apply(
            to: &pipeline,
            headers: [Self.headers("old", "Sheet1", "联系人1", "手机1", "联系人2", "手机2")]
        )
        let from = pipeline.entities[0].from
        #expect(from.map(\.part) == [1, 2])
        #expect(from.allSatisfy { $0.mode == .listed })
        #expect(from[1].fields.map(\.columns) == [["联系人2"], ["手机2"]])
    }

    @Test("the graph shows sources, tables, entities, links and the target")
    func graph() throws {
        let pipeline = try #require(PipelineFileTests.load("complete").0)
        try PipelineFileTests.expectEqual(
            PipelineGraph.mermaid(pipeline),
            fixture: "pipelines/complete.mermaid.txt"
        )
    }

    @Test("every code is explained, by code and by name")
    func explain() {
        let kinds = PipelineFindings.all
        #expect(Set(kinds.map(\.code)).count == kinds.count)
        #expect(Set(kinds.map(\.name)).count == kinds.count)
        for kind in kinds {
            #expect(kind.code.text.hasPrefix("P"))
            #expect(!kind.explanation.isEmpty)
            #expect(
                Explain.text(kind.code.text.lowercased(), catalog: kinds)?.contains(kind.name)
                    == true
            )
        }
        #expect(Explain.text("UNKNOWN_OPTION", catalog: kinds)?.hasPrefix("P004") == true)
        #expect(Explain.text("P999", catalog: kinds) == nil)
        #expect(Explain.suggestion("UNKNOWN_OPTIN", catalog: kinds) == "UNKNOWN_OPTION")
    }
}
