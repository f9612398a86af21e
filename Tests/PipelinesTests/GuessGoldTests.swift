import Foundation
import Records
import TestSupport
import Testing

@testable import Pipelines

/// Guessed mappings against mappings written down by hand.
@Suite("Guessed mappings")
struct GuessGoldTests {
    struct Gold: Sendable {
        var file: String
        var table: String
        var column: String
        /// Any of these is right; `-` is none.
        var targets: [String]
    }

    struct Score: Sendable {
        var right = 0
        var all = 0
        var wrong: [String] = []

        var share: Double { all == 0 ? 0 : Double(right) / Double(all) }
        var text: String { "\(right) of \(all) (\(Double(Int(share * 1000)) / 10)%)" }
    }

    static func gold(_ path: String) throws -> [Gold] {
        try Fixtures.rows(path).map {
            Gold(
                file: $0[0],
                table: $0[1],
                column: String($0[2].drop { $0 == "*" }),
                targets: $0[3].split(separator: "|").map(String.init)
            )
        }
    }

    static func score(_ guessed: GuessedPipeline, _ gold: [Gold], into score: inout Score) {
        for line in gold {
            score.all += 1
            let found = guessed.targets.first {
                $0.file == line.file && $0.table == line.table && $0.column == line.column
            }
            let targets = found?.targets ?? ["no such column"]
            let isRight =
                targets.isEmpty
                ? line.targets.contains("-") : line.targets.contains { targets.contains($0) }
            if isRight {
                score.right += 1
            } else {
                score.wrong.append(
                    "\(line.file) \(line.table) `\(line.column)`: \(targets), "
                        + "by hand \(line.targets)"
                )
            }
        }
    }

    static func guess(_ paths: [String]) throws -> GuessedPipeline {
        try GuessedPipeline.make(paths: paths, outputPath: "pipeline.yaml", workers: .single)
    }

    @Test("at least nine columns of ten of messy-small are mapped as by hand")
    func messySmall() throws {
        guard let folder = Fixtures.data("crm/messy-small") else { return }
        let gold = try Self.gold("guess/messy-small.gold.tsv")
        var files: [String] = []
        for line in gold where !files.contains(line.file) { files.append(line.file) }
        let guessed = try Self.guess(files.map { folder.appendingPathComponent($0).path })
        var score = Score()
        Self.score(guessed, gold, into: &score)
        print("messy-small, mapped correctly: \(score.text)")
        for line in score.wrong { print("  \(line)") }
        #expect(score.all == guessed.targets.count, "every column has its line")
        #expect(score.share >= 0.9)
    }

    @Test(
        "headers of other systems and of hand-kept lists are mapped as by hand",
        arguments: [("heldout", 0.95), ("unseen", 0.9)]
    )
    func others(_ set: String, _ least: Double) throws {
        let gold = try Self.gold("guess/\(set).gold.tsv")
        let folder = Fixtures.url("guess/\(set)")
        var score = Score()
        for (file, lines) in Dictionary(grouping: gold, by: \.file).sorted(by: { $0.key < $1.key })
        {
            let guessed = try Self.guess([folder.appendingPathComponent(file).path])
            Self.score(guessed, lines, into: &score)
        }
        print("\(set) headers, mapped correctly: \(score.text)")
        for line in score.wrong { print("  \(line)") }
        #expect(score.share >= least)
    }
}
