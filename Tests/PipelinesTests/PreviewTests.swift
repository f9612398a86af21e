import Foundation
import Records
import TestSupport
import Testing

@testable import Pipelines

@Suite("Preview")
struct PreviewTests {
    static let pipeline = """
        version: 1
        sources: {book: {csv: book.csv}}
        entities:
          account:
            from:
              book:
                name: 客户名称
                level: {column: 级别, steps: [{map: {"1": A}}]}
                custom: [产品]
            clean:
              name: [{replace: {from: "客户：", to: ""}}]
          contact: {from: {book: {full_name: 联系人, mobile: 手机}}}
        target: {database: out/crm.db}
        """

    static func preview(
        _ rows: [String],
        _ change: (inout PreviewOptions) -> Void = { _ in }
    ) throws -> (preview: Preview, files: [String]) {
        let folder = try GuessTests.Folder()
        _ = try folder.write("book.csv", "客户名称,级别,产品,联系人,手机\n" + rows.joined(separator: "\n"))
        var options = RunOptions(pipelinePath: try folder.write("p.yaml", pipeline))
        options.root = folder.url.path
        options.asOf = "2026-11-22"
        var asked = PreviewOptions()
        change(&asked)
        let preview = Runner(options).preview(asked)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        return (preview, files.sorted())
    }

    static let rows = (1...40).map {
        "苏州云澈\($0)化工有限公司,1,光谱仪,王伟,\($0 == 33 ? "1.38E+10" : "134471000\(10 + $0)")"
    }

    @Test("rows are spread over the table, and rows with findings come first")
    func spread() throws {
        let (preview, files) = try Self.preview(Self.rows)
        #expect(preview.exitCode == 0 && files == ["book.csv", "p.yaml"])
        #expect(preview.samples.map(\.entity) == ["account", "contact"])
        let contacts = preview.samples[1]
        #expect(contacts.mentionCount == 40 && contacts.flaggedCount == 1)
        #expect(contacts.mentions.map(\.place.rowNumber) == [6, 14, 22, 30, 34])
    }

    @Test("the sample takes of each stretch the first flagged, else the middle")
    func picks() {
        #expect(PreviewSampling.picks(3, 5) { _ in false } == [0, 1, 2])
        #expect(PreviewSampling.picks(10, 2) { _ in false } == [2, 7])
        #expect(PreviewSampling.picks(10, 2) { $0 == 4 || $0 == 9 } == [4, 9])
        #expect(PreviewSampling.picks(0, 2) { _ in true } == [])
    }

    @Test("a value is told from cell to clean value, step by step")
    func steps() throws {
        let (preview, _) = try Self.preview(["客户：苏州云澈化工有限公司,1,光谱仪,王伟,134-4710-0001"])
        let account = try #require(preview.samples.first?.mentions.first)
        let name = try #require(account.values.first { $0.field == "name" })
        #expect(name.before == ["客户：苏州云澈化工有限公司"])
        #expect(name.steps.map(\.texts) == [["苏州云澈化工有限公司"]])
        let level = try #require(account.values.first { $0.field == "level" })
        #expect(level.steps.map(\.name) == ["map"] && level.after.map(\.text) == ["A"])
        #expect(account.values.contains { $0.field == "custom.产品" })
        let contact = try #require(preview.samples.last?.mentions.first)
        #expect(contact.links.map(\.isFound) == [true])
        let text = PreviewText(preview, showsValues: false).text
        #expect(!text.contains("王伟") && !text.contains("13447100001") && text.contains("王*"))
        #expect(PreviewText(preview, showsValues: true).text.contains("+8613447100001 (mobile)"))
    }

    @Test("an entity or table that isn't mapped is refused")
    func refused() throws {
        for change in [
            { (asked: inout PreviewOptions) in asked.entity = "lead" },
            { (asked: inout PreviewOptions) in asked.table = "客户" },
        ] {
            let (preview, _) = try Self.preview(Self.rows, change)
            #expect(preview.exitCode == 2)
            #expect(preview.diagnostics.map(\.code.text) == ["P050"])
        }
        #expect(try Self.preview(Self.rows) { $0.table = "book" }.preview.exitCode == 0)
    }
}
