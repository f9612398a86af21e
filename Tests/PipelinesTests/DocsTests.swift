import Foundation
import Records
import Reporting
import TestSupport
import Testing

@testable import Pipelines

@Suite("Docs")
struct DocsTests {
    static let pages = DocsPages.all.map(\.file)
    static let written = [
        "README.md", "README.zh-CN.md", "docs/pipeline-file.md", "docs/ledger.md",
        "docs/matching.md", "docs/crm-database.md", "docs/commands.md",
    ]

    static func text(_ path: String) throws -> String {
        try String(contentsOf: Fixtures.root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test("a generated page is what the registries say", arguments: pages)
    func generated(_ file: String) throws {
        let page = try #require(DocsPages.all.first { $0.file == file })
        let made = try page.make()
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            let url = Fixtures.root.appendingPathComponent(file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try made.write(to: url, atomically: true, encoding: .utf8)
        }
        let isKept = (try? Self.text(file)) == made
        #expect(isKept, "\(file) is not what the code says: RECORD=1 writes it anew")
    }

    @Test("every finding, step, importer, rule and entity has its row")
    func rows() throws {
        let findings = try Self.text("docs/findings.md")
        for kind in FindingCatalog.all {
            #expect(findings.contains("| \(kind.code.text) | `\(kind.name)` |"))
        }
        let pages = try ["importers", "normalizers", "rules", "entities"]
            .map { try Self.text("docs/\($0).md") }.joined()
        let catalog = DocsPages.catalog
        let names =
            (catalog.importers + catalog.steps + catalog.rules + catalog.reporters).map(\.name)
            + catalog.model.entities.map(\.name)
        for name in names { #expect(pages.contains("`\(name)`"), "\(name)") }
    }

    @Test("a pipeline in a page is read without a complaint")
    func pipelines() throws {
        var count = 0
        for file in Self.written {
            for block in try MarkdownBlocks.all("yaml", in: Self.text(file)) {
                let text = try #require(Self.pipeline(block), "\(file): \(block)")
                #expect(try Self.complaints(text) == [], "\(file):\n\(block)")
                count += 1
            }
        }
        #expect(count > 10)
    }

    @Test("a pipeline with a misspelt key is complained about")
    func misspelt() throws {
        let block = "gates: {rejcted: {fail: 3%}}"
        #expect(try Self.complaints(try #require(Self.pipeline(block))) != [])
    }

    @Test("the pages name every command and option of the program, and no other command")
    func commands() throws {
        let page = try Self.text("docs/commands.md")
        let program = try CommandLineSource.read()
        #expect(program.commands.count > 10 && program.options.count > 10)
        for command in program.commands { #expect(page.contains("## `sluice \(command)")) }
        for option in program.options { #expect(page.contains("`--\(option)"), "--\(option)") }
        for file in Self.written + Self.pages {
            let missing = Self.commandsNamed(try Self.text(file))
                .subtracting(program.commands + ["help"])
            #expect(missing == [], "\(file) names commands that don't exist")
        }
    }

    @Test("the README is short, and every script and file that it names is there")
    func readme() throws {
        for file in ["README.md", "README.zh-CN.md"] {
            let text = try Self.text(file)
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 201)
            for path in Self.paths(text) {
                let there = Fixtures.root.appendingPathComponent(path).path
                #expect(FileManager.default.fileExists(atPath: there), "\(file): \(path)")
            }
        }
    }

    // MARK: - What pages hold

    /// A whole pipeline of a block: what the block leaves out is added.
    static func pipeline(_ block: String) -> String? {
        var text = block
        let firstKeys = block.split(separator: "\n").compactMap { line -> String? in
            guard line.first?.isLetter == true else { return nil }
            return line.split(separator: ":").first.map(String.init)
        }
        if !firstKeys.contains("version") { text = "version: 1\n" + text }
        if !firstKeys.contains("sources") {
            text +=
                "\nsources: {book: {xlsx: a.xlsx}, market: {csv: a.csv}, legacy: {dump: a.sql}}\n"
        }
        if !firstKeys.contains("entities") {
            text += "\nentities: {contact: {from: {book: auto}}}\n"
        }
        return firstKeys.isEmpty ? nil : text
    }

    /// What the reader says of a pipeline that lies beside the shared parts.
    static func complaints(_ text: String) throws -> [String] {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        let parts = Fixtures.root.appendingPathComponent("pipelines/parts")
        try files.copyItem(at: parts, to: folder.appendingPathComponent("parts"))
        let url = folder.appendingPathComponent("pipeline.yaml")
        try text.write(to: url, atomically: true, encoding: .utf8)
        let (_, diagnostics) = PipelineFile.load(
            path: url.path,
            overrides: [:],
            catalog: DocsPages.catalog,
            environment: [:],
            root: folder.path,
            allowOutside: true,
            asOf: "2024-03-01"
        )
        return diagnostics.map { $0.rendered() }
    }

    /// In code spans, and at the beginning of lines of shell blocks.
    private static func commandsNamed(_ text: String) -> Set<String> {
        let spans = text.matches(of: #/`sluice ([a-z]+)/#).map { String($0.output.1) }
        let lines = MarkdownBlocks.all("", in: text).flatMap { $0.split(separator: "\n") }
        let shell = lines.compactMap { $0.prefixMatch(of: #/sluice ([a-z]+)/#) }
            .map { String($0.output.1) }
        return Set(spans + shell)
    }

    /// Targets of links, and scripts in shell lines.
    private static func paths(_ text: String) -> Set<String> {
        let links = text.matches(of: #/\]\(([^)#:]+)[^)]*\)/#).map { String($0.output.1) }
        let scripts = text.matches(of: #/\b(scripts/[a-z-]+)/#).map { String($0.output.1) }
        return Set(links + scripts)
    }
}

/// Fenced blocks of a page.
enum MarkdownBlocks {
    static func all(_ language: String, in text: String) -> [String] {
        text.components(separatedBy: "\n```\(language)\n").dropFirst().map { rest in
            rest.components(separatedBy: "\n```").first ?? ""
        }
    }
}

/// Commands and options as the sources of the program declare them.
enum CommandLineSource {
    static func read() throws -> (commands: [String], options: [String]) {
        let folder = Fixtures.root.appendingPathComponent("Sources/sluice")
        let main = try DocsTests.text("Sources/sluice/Sluice.swift")
        let list = main.components(separatedBy: "subcommands: [").dropFirst().first ?? ""
        let names =
            list.components(separatedBy: "]").first?
            .matches(of: #/([A-Z][A-Za-z]+)\.self/#)
            .map { String($0.output.1).lowercased() } ?? []
        var options: Set<String> = []
        let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
        for case let file as String in files where file.hasSuffix(".swift") {
            options.formUnion(try Self.options("Sources/sluice/\(file)"))
        }
        return (names, options.sorted())
    }

    private static func options(_ path: String) throws -> [String] {
        let pattern = #/@(?:Option|Flag)(\((?:[^()]|\([^()]*\))*\))?\s+var (\w+)/#
        return try DocsTests.text(path).matches(of: pattern).map { match in
            let declared = match.output.1.flatMap {
                $0.firstMatch(of: #/customLong\("([a-z-]+)"/#).map { String($0.output.1) }
            }
            return declared ?? kebab(String(match.output.2))
        }
    }

    private static func kebab(_ name: String) -> String {
        name.reduce(into: "") { text, character in
            if character.isUppercase { text += "-" }
            text += character.lowercased()
        }
    }
}
