import Foundation
import Records
import TestSupport
import Testing

@testable import Pipelines

@Suite("Files and keys of steps")
struct StepContextTests {
    /// Previews one account whose 地区 is cleaned by a step.
    static func preview(
        _ step: String,
        cell: String = "汉口",
        environment: [String: String] = [:]
    ) throws -> Preview {
        let folder = try GuessTests.Folder()
        _ = try folder.write("book.csv", "客户名称,地区\n苏州云澈化工有限公司,\(cell)\n")
        _ = try folder.write("cities.csv", "旧,新\n汉口,武汉\n奉天,沈阳\n")
        let text = """
            version: 1
            sources: {book: {csv: book.csv}}
            entities:
              account:
                from: {book: {name: 客户名称, description: 地区}}
                clean: {description: [\(step)]}
            target: {database: out/crm.db}
            """
        var options = RunOptions(pipelinePath: try folder.write("p.yaml", text))
        options.root = folder.url.path
        options.environment = environment
        return Runner(options).preview(PreviewOptions())
    }

    static func outcome(_ preview: Preview) -> Preview.Outcome? {
        preview.samples.first?.mentions.first?.values.first { $0.field == "description" }?.after
            .first
    }

    @Test("lookup reads a CSV file beside the pipeline")
    func readsFiles() throws {
        let step = "{lookup: {file: cities.csv, from: 旧, to: 新, else: flag}}"
        let known = try Self.preview(step)
        #expect(known.exitCode == 0 && Self.outcome(known)?.text == "武汉")
        let unknown = Self.outcome(try Self.preview(step, cell: "巴黎"))
        #expect(unknown?.text == "巴黎" && unknown?.code.text == "N180")
    }

    @Test(
        "a lookup that can't be made ends before anything is cleaned",
        arguments: [
            ("{lookup: {file: none.csv}}", "can't read"),
            ("{lookup: {file: cities.csv, from: 县}}", "no column `县`"),
            ("{lookup: {file: ../cities.csv}}", "cities.csv"),
            ("{hash: 32}", "SLUICE_HASH_KEY"),
            ("{replace: {pattern: \"(a)\\\\1\", to: b}}", "back-references"),
        ]
    )
    func refuses(step: String, message: String) throws {
        let preview = try Self.preview(step)
        #expect(preview.exitCode == 2)
        #expect(preview.diagnostics.contains { $0.message.contains(message) }, "\(step)")
    }

    @Test("the key of hash comes from the environment")
    func hashes() throws {
        let key = ["SLUICE_HASH_KEY": "0123456789abcdef"]
        let outcome = Self.outcome(try Self.preview("{hash: 32}", environment: key))
        #expect(outcome?.text.utf8.count == 32)
    }
}
