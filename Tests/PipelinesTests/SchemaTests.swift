import CRM
import Foundation
import Records
import TestSupport
import Testing

@testable import Pipelines

struct SchemaTests {
    @Test("every key of the vocabulary is described, and stands once in its section")
    func summaries() {
        for section in Vocabulary.sections {
            #expect(!section.title.isEmpty)
            #expect(Set(section.keys.map(\.name)).count == section.keys.count)
            for key in section.keys {
                #expect(!key.summary.isEmpty)
                #expect(!key.summary.hasSuffix("."))
            }
            for name in section.exactlyOne { #expect(section.key(name) != nil) }
        }
        #expect(Set(Vocabulary.sections.map(\.name)) == Set(Section.Name.allCases))
    }

    @Test("the schema is JSON in which every reference has a definition")
    func references() throws {
        let text = PipelineSchema.json(TestCatalog.catalog)
        #expect(text == PipelineSchema.json(TestCatalog.catalog))
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let root = try #require(object as? [String: Any])
        let definitions = try #require(root["$defs"] as? [String: Any])
        let references = Self.references(in: object)
        #expect(references.count > 20)
        for reference in references {
            #expect(reference.hasPrefix("#/$defs/"))
            #expect(definitions[String(reference.dropFirst(8))] != nil, "\(reference)")
        }
    }

    @Test("the schema offers importers, steps, fields, gates and reports of the catalog")
    func offers() throws {
        let text = PipelineSchema.json(TestCatalog.catalog)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let root = try #require(object as? [String: Any])
        let definitions = try #require(root["$defs"] as? [String: [String: Any]])
        let account = try #require(definitions["mapping.account"]?["properties"] as? [String: Any])
        #expect(account["uscc"] != nil)
        #expect(account["refs"] != nil)
        for word in ["\"delimiter\"", "\"split\"", "\"account.rows\"", "\"junit\"", "\"rejects\""] {
            #expect(text.contains(word))
        }
    }

    @Test("a component's example lints, and one that names no known option doesn't")
    func examples() {
        for spec in TestCatalog.catalog.importers + TestCatalog.catalog.steps {
            let diagnostics = SpecExample.check(spec, catalog: TestCatalog.catalog)
            #expect(diagnostics.map { $0.rendered() } == [])
        }
        let wrong = ComponentSpec(
            name: "phone",
            stage: .normalizing,
            summary: "",
            example: "{phone: {regoin: CN}}"
        )
        let found = SpecExample.check(wrong, catalog: TestCatalog.catalog)
        #expect(found.map(\.name) == ["UNKNOWN_OPTION"])
    }

    @Test("the schema of a small catalog is as recorded")
    func recorded() throws {
        var catalog = TestCatalog.catalog
        catalog.model.entities.removeAll { $0.name != "contact" }
        try PipelineFileTests.expectEqual(
            PipelineSchema.json(catalog),
            fixture: "pipelines/small.schema.json"
        )
    }

    private static func references(in value: Any) -> [String] {
        switch value {
        case let object as [String: Any]:
            object.flatMap { key, value in
                key == "$ref" ? [value as? String ?? ""] : references(in: value)
            }
        case let list as [Any]: list.flatMap(references)
        default: []
        }
    }
}
