import Foundation
import Importing
import Matching
import Normalizing
import Records
import Reporting
import TestSupport
import Testing
import Validating

@testable import Pipelines

@Suite("Registries")
struct RegistryTests {
    static let steps = Normalizers.specs
    static let importers = Importers.all.map { $0.spec }
    static let comparators = Comparators.all.map { $0.spec }
    static let all: [ComponentSpec] =
        importers + steps + comparators + Rules.all + Reporters.all

    @Test("a component's name is snake_case and stands once in its registry")
    func names() {
        for registry in [Self.importers, Self.steps, Self.comparators, Rules.all, Reporters.all] {
            #expect(Set(registry.map(\.name)).count == registry.count)
        }
        for spec in Self.all {
            #expect(
                spec.name.wholeMatch(of: #/[a-z][a-z0-9]*(_[a-z0-9]+)*/#) != nil,
                "\(spec.name)"
            )
        }
    }

    @Test("a summary is one line that begins small and has no full stop")
    func summaries() {
        let summaries =
            Self.all.map { ($0.name, $0.summary) }
            + Self.all.flatMap { spec in
                spec.options.map { ("\(spec.name).\($0.name)", $0.summary) }
            }
            + FindingCatalog.all.map { ($0.code.text, $0.summary) }
        for (name, summary) in summaries {
            #expect(!summary.isEmpty, "\(name)")
            #expect(!summary.contains { $0.isNewline } && summary.last != ".", "\(name)")
            #expect(Self.beginsSmall(summary), "\(name): \(summary)")
        }
    }

    @Test("a step's or source's example lints")
    func examples() {
        for spec in Self.importers + Self.steps {
            let complaints = SpecExample.check(spec, catalog: DocsPages.catalog)
            #expect(complaints.map { $0.rendered() } == [], "\(spec.name): \(spec.example)")
        }
    }

    @Test("a rule's example lints")
    func ruleExamples() throws {
        for spec in Rules.all {
            let complaints = try ["account", "contact", "opportunity"].map { entity in
                let block = """
                    entities:
                      \(entity):
                        fields: {customer_code: code}
                        from: {book: auto}
                        rules: [\(spec.example)]
                    """
                return try DocsTests.complaints(try #require(DocsTests.pipeline(block)))
            }
            #expect(complaints.contains([]), "\(spec.name): \(spec.example) \(complaints)")
        }
    }

    @Test("a report's example lints")
    func reportExamples() throws {
        for spec in Reporters.all {
            let text = try #require(DocsTests.pipeline("reports: {\(spec.example)}"))
            #expect(try DocsTests.complaints(text) == [], "\(spec.name): \(spec.example)")
        }
    }

    @Test("codes and names of findings are used once over all stages")
    func codes() {
        #expect(FindingCatalog.all.count > 100)
        let codes = Dictionary(grouping: FindingCatalog.all, by: \.code).filter { $1.count > 1 }
        #expect(codes.keys.map(\.text) == [])
        let names = Dictionary(grouping: FindingCatalog.all, by: \.name).filter { $1.count > 1 }
        #expect(names.keys.sorted() == [])
        for kind in FindingCatalog.all {
            #expect(
                kind.name.wholeMatch(of: #/[A-Z][A-Z0-9]*(_[A-Z0-9]+)*/#) != nil,
                "\(kind.name)"
            )
        }
        for spec in Self.all {
            for code in spec.findings { #expect(FindingCatalog.kind(code) != nil, "\(code.text)") }
        }
    }

    @Test("every finding is explained, and an error on data says what happened or what to do")
    func explanations() {
        let silent = FindingCatalog.all.filter { $0.explanation.isEmpty }.map(\.code.text)
        #expect(silent == [], "without explanation: \(silent.joined(separator: " "))")
        for kind in FindingCatalog.all {
            #expect(!kind.explanation.contains("  "), "\(kind.code.text)")
            if kind.severity == .error || kind.severity == .fatal, !kind.code.text.hasPrefix("P") {
                #expect(!kind.hint.isEmpty || !kind.action.isEmpty, "\(kind.code.text)")
            }
        }
    }

    @Test("a hint names only commands that exist")
    func hints() throws {
        let commands = try CommandLineSource.read().commands
        for kind in FindingCatalog.all {
            for text in [kind.hint, kind.action, kind.explanation] {
                for match in text.matches(of: #/`sluice ([a-z]+)/#) {
                    let isThere = commands.contains(String(match.output.1))
                    #expect(isThere, "\(kind.code.text) names `sluice \(match.output.1)`")
                }
            }
        }
    }

    @Test("a component has a fixture")
    func fixtures() {
        let files =
            Normalizers.all.map { "normalizers/\($0.spec.name).tsv" }
            + TextSteps.all.map { "normalizers/steps/\($0.spec.name).tsv" }
            + Self.comparators.map { "comparators/\($0.name).tsv" }
            + Rules.all.map { "rules/\($0.name).tsv" }
            + Self.importers.map { "importers/\($0.name)" }
        for file in files {
            #expect(FileManager.default.fileExists(atPath: Fixtures.url(file).path), "\(file)")
        }
        // The forms of a written specification, beside the cases of the normalizer itself.
        let known = Set((files + ["normalizers/phone-cells.tsv"]).map { "Fixtures/" + $0 })
        for folder in ["normalizers", "comparators", "rules"] {
            let entries = try? FileManager.default.contentsOfDirectory(
                atPath: Fixtures.url(folder).path
            )
            for file in entries ?? [] where file.hasSuffix(".tsv") {
                #expect(known.contains("Fixtures/\(folder)/\(file)"), "\(file) tests no component")
            }
        }
    }

    @Test("a normalizer has 30 cases, one of the main types 100")
    func caseCounts() throws {
        let main: Set = ["phone", "name", "company_name", "address", "date"]
        for name in Normalizers.all.map({ $0.spec.name }) {
            let count = try Fixtures.rows("normalizers/\(name).tsv").count
            #expect(count >= (main.contains(name) ? 100 : 30), "\(name)")
        }
    }

    /// Lower case, or a word that has capitals of its own (`ISO 4217`, `E.164`, `JUnit`).
    private static func beginsSmall(_ text: String) -> Bool {
        guard let first = text.first, first.isUppercase else { return true }
        let word = text.prefix { !$0.isWhitespace }
        if ["Excel", "Latin"].contains(word) { return true }
        return word.dropFirst().contains { $0.isUppercase || $0.isNumber }
    }
}
