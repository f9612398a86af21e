import CRM
import Foundation
import Records

// What flows in: the path of a pipeline file. What flows out: a typed `Pipeline`, or what is wrong.
//
//     text ──YAMLText──▶ nodes ──Substitution──▶ nodes ──ShapeCheck──▶ (keys and forms are right)
//          ──PipelineReader──▶ Pipeline (names mean something)      ──Lint──▶ (the sources agree)
//
// Each step reports to `Problems` and goes on with what is left, so that all mistakes are shown.

/// Reads pipeline files.
package enum PipelineFile {
    /// The pipeline, nil when it has errors; and all that is wrong, in the order of the files.
    ///
    /// - Parameters:
    ///   - path: of the pipeline file.
    ///   - overrides: `--set name=value`.
    ///   - catalog: what the stages offer.
    ///   - environment: what `${env:NAME}` reads.
    ///   - root: the folder that paths may not leave; nil: found.
    ///   - allowOutside: whether paths may leave it.
    ///   - asOf: ISO 8601 date, what `${run.date}` reads.
    /// - Returns: the pipeline and the diagnostics; with a pipeline there are no errors among them.
    package static func load(
        path: String,
        overrides: [String: String] = [:],
        catalog: PipelineCatalog,
        environment: [String: String] = [:],
        root: String? = nil,
        allowOutside: Bool = false,
        asOf: String
    ) -> (Pipeline?, [Diagnostic]) {
        let problems = Problems()
        let root = ProjectRoot(pipeline: path, root: root, allowsOutside: allowOutside)
        guard let raw = read(path, problems) else { return (nil, problems.all) }
        var substitution = Substitution(
            problems: problems,
            environment: environment,
            asOf: asOf
        )
        substitution.readVariables(raw["vars"], overrides: overrides)
        let node = substitution.apply(raw.without("vars"))
        ShapeCheck(problems: problems).check(
            node.with(raw.entry("vars")),
            .section(.pipeline),
            of: "the pipeline"
        )
        var parts = PartLoader(problems: problems, substitution: substitution, root: root)
        parts.load(node, of: path)
        var reader = PipelineReader(problems: problems, catalog: catalog, root: root)
        var pipeline = reader.read(node, path: path, parts: parts.loaded)
        pipeline.canonicalText = ([(path, node)] + parts.loaded.map { ($0.file, $0.node) })
            .map { $0.1.canonical.text() }.joined(separator: "\n")
        pipeline.texts = problems.texts
        let files = [path] + parts.loaded.map(\.file)
        return (problems.hasErrors ? nil : pipeline, problems.sorted(files: files))
    }

    /// The file's root node; nil after a report.
    static func read(
        _ path: String,
        _ problems: Problems,
        failure kind: FindingKind = PipelineFindings.unreadable,
        at location: Diagnostic.Location? = nil
    ) -> YAMLNode? {
        let countBefore = problems.all.count
        guard let text = text(path, problems, kind, location) else { return nil }
        let node = YAMLText(file: path, problems: problems).read(text)
        if node == nil, problems.all.count == countBefore {
            problems.report(
                PipelineFindings.missingKey,
                "the file is empty",
                at: Diagnostic.Location(file: path, line: 1, column: 1),
                hint: "the shortest pipeline has `version`, `sources`, `entities` and `target`"
            )
        }
        return node
    }

    private static func text(
        _ path: String,
        _ problems: Problems,
        _ kind: FindingKind,
        _ location: Diagnostic.Location?
    ) -> String? {
        var isFolder: ObjCBool = false
        func fail(_ reason: String) -> String? {
            problems.report(kind, "`\(path)` \(reason)", at: location)
            return nil
        }
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return fail("doesn't exist")
        }
        if isFolder.boolValue { return fail("is a folder, not a file") }
        guard let data = FileManager.default.contents(atPath: path) else {
            return fail("can't be read")
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            return fail("is no UTF-8 text")
        }
        return text
    }
}

extension Substitution {
    /// `vars:` in order, each seeing those above it; overrides win.
    mutating func readVariables(_ node: YAMLNode?, overrides: [String: String]) {
        let entries = node?.entries ?? []
        for entry in entries {
            let value = overrides[entry.key] ?? apply(entry.value).text
            if let value { variables[entry.key] = value }
        }
        let names = entries.map(\.key)
        for name in overrides.keys.sorted() where !names.contains(name) {
            problems.report(
                PipelineFindings.unusedOverride,
                "`--set` names `\(name.cut)`, which `vars:` doesn't declare",
                at: nil,
                hint: problems.suggestion(name, among: names)
            )
        }
    }
}

extension YAMLNode {
    func without(_ key: String) -> YAMLNode {
        guard let entries else { return self }
        var node = self
        node.content = .map(entries.filter { $0.key != key })
        return node
    }

    func with(_ entry: Entry?) -> YAMLNode {
        guard let entries, let entry else { return self }
        var node = self
        node.content = .map(entries + [entry])
        return node
    }
}
