import Foundation
import Records
import TestSupport
import Testing

@testable import Pipelines

/// Mutated pipelines: whatever stands in a file, reading ends with a pipeline or with errors.
struct FuzzTests {
    static let seeds = ["ten-mistakes", "shapes", "complete", "aliases", "duplicate-keys", "lint"]

    @Test("no mutation of a pipeline stops the reader", arguments: seeds)
    func mutations(name: String) throws {
        let text = try Fixtures.text("pipelines/\(name).yaml")
        var random = SplitMix64(seed: UInt64(name.utf8.count) &* 7_919)
        for round in 0..<100 {
            let mutated = Self.mutate(text, &random)
            let (pipeline, diagnostics) = Self.read(mutated)
            let hasErrors = diagnostics.contains { $0.severity >= .error }
            #expect((pipeline == nil) == hasErrors, "round \(round)")
            for diagnostic in diagnostics {
                #expect(!diagnostic.rendered().isEmpty)
                #expect((diagnostic.location?.line ?? 1) >= 1)
                #expect((diagnostic.location?.column ?? 1) >= 1)
            }
            if let pipeline { _ = Lint.check(pipeline, headers: LintTests.completeHeaders) }
        }
    }

    /// Reads without touching the disk.
    private static func read(_ text: String) -> (Pipeline?, [Diagnostic]) {
        let problems = Problems()
        guard let raw = YAMLText(file: "p.yaml", problems: problems).read(text) else {
            if !problems.hasErrors {
                problems.report(PipelineFindings.missingKey, "empty", at: nil)
            }
            return (nil, problems.all)
        }
        var substitution = Substitution(problems: problems, environment: [:], asOf: "2024-03-01")
        substitution.readVariables(raw["vars"], overrides: [:])
        let node = substitution.apply(raw)
        ShapeCheck(problems: problems).check(node, .section(.pipeline), of: "the pipeline")
        var reader = PipelineReader(
            problems: problems,
            catalog: TestCatalog.catalog,
            root: ProjectRoot(pipeline: "p.yaml", root: nil, allowsOutside: true)
        )
        var pipeline = reader.read(node, path: "p.yaml", parts: [])
        pipeline.texts = problems.texts
        return (problems.hasErrors ? nil : pipeline, problems.all)
    }

    private static func mutate(_ text: String, _ random: inout SplitMix64) -> String {
        var scalars = Array(text.unicodeScalars)
        let pieces = [
            "{", "}", "[", "]", ":", ": ", "- ", "\n", "\t", "'", "\"", "*a", "&a ", "#", "|\n",
            ">",
            "${", "}", "? ", "%", "@", "!", "!!int ", "\u{0}", "\u{85}", "\u{FEFF}", "🙂", "\r",
            "---\n", "<<: ", "0", "客", "\\", "null", "~", "\u{10FFFD}", "\u{10FFFC}",
        ]
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...scalars.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                let piece = pieces.randomElement(using: &random) ?? ""
                scalars.insert(contentsOf: Array(piece.unicodeScalars), at: place)
            case 1 where place < scalars.count: scalars.remove(at: place)
            case 2:
                let end = min(scalars.count, place + Int.random(in: 0...30, using: &random))
                scalars.removeSubrange(place..<end)
            default:
                let end = min(scalars.count, place + Int.random(in: 0...60, using: &random))
                let copy = Array(scalars[place..<end])
                let target = Int.random(in: 0...scalars.count, using: &random)
                scalars.insert(contentsOf: copy, at: target)
            }
        }
        return YAMLText.string(scalars)
    }
}
