import Foundation
import Records
import TestSupport
import Testing

@testable import Pipelines

/// Reads fixtures and holds what is said about them against `<case>.errors.txt`.
struct PipelineFileTests {
    static let root = Fixtures.url("pipelines").path
    static let environment = ["SLUICE_TEST_HOME": "home"]

    static func load(_ name: String, overrides: [String: String] = [:]) -> (Pipeline?, [Diagnostic])
    {
        PipelineFile.load(
            path: Fixtures.url("pipelines/\(name).yaml").path,
            overrides: overrides,
            catalog: TestCatalog.catalog,
            environment: environment,
            root: root,
            asOf: "2024-03-01"
        )
    }

    /// As a terminal shows them, with paths relative to the fixtures.
    static func text(_ diagnostics: [Diagnostic]) -> String {
        let real = URL(fileURLWithPath: root).resolvingSymlinksInPath().path
        return diagnostics.map { $0.rendered() + "\n" }.joined(separator: "\n")
            .replacingOccurrences(of: root + "/", with: "")
            .replacingOccurrences(of: real + "/", with: "")
            .replacingOccurrences(of: "`\(real)`", with: "`pipelines`")
            .replacingOccurrences(of: root, with: "pipelines")
            .replacingOccurrences(
                of: Fixtures.root.path,
                with: "project"
            )
    }

    static func expectEqual(_ text: String, fixture: String) throws {
        let url = Fixtures.url(fixture)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(text == (try? String(contentsOf: url, encoding: .utf8)))
    }

    @Test(
        "all mistakes of a file are shown, each with its place and hint",
        arguments: [
            "ten-mistakes", "shapes", "duplicate-keys", "aliases", "alias-bomb", "tab",
            "open-quote", "open-brace", "colon", "two-documents", "empty", "list", "outside-root",
            "parts", "substitution", "missing-file",
        ]
    )
    func mistakes(name: String) throws {
        let (pipeline, diagnostics) = Self.load(name)
        #expect(pipeline == nil)
        #expect(diagnostics.contains { $0.severity == .error })
        try Self.expectEqual(
            Self.text(diagnostics),
            fixture: "pipelines/\(name).errors.txt"
        )
    }

    @Test(
        "the examples are read without a complaint",
        arguments: ["shortest", "complete", "quarterly-cleanup", "quality-check"]
    )
    func examples(name: String) {
        let (pipeline, diagnostics) = Self.load(name)
        #expect(pipeline != nil)
        #expect(Self.text(diagnostics) == "")
    }
}
