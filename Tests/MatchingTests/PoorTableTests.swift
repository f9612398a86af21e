import Records
import TestSupport
import Testing

@testable import Matching

/// Tables whose fields don't tell records apart: the matcher says so and merges little.
@Suite("tables too poor to match")
struct PoorTableTests {
    private func match(
        _ columns: [(String, [String])],
        _ comparators: [any Matching.Comparator]
    ) -> MatchResult {
        let table = SampleTables.table("thing", columns)
        let fields = columns.indices.map {
            MatchField(columns[$0].0, columns: [$0], comparator: comparators[$0])
        }
        return Matcher.match(MatchTask(table: table, fields: fields), workers: .single)
    }

    private func largest(_ result: MatchResult) -> Int {
        var sizes: [UInt32: Int] = [:]
        for cluster in result.clusters.clusterOf { sizes[cluster, default: 0] += 1 }
        return sizes.values.max() ?? 0
    }

    @Test("variants of a product that differ in a number stay apart")
    func variants() {
        var random = SplitMix64(seed: 61)
        var titles: [String] = []
        var prices: [String] = []
        for model in 1...40 {
            for size in [64, 128, 256, 512] {
                for colour in ["black", "white", "green", "blue"] {
                    titles.append("phone x\(model) \(size)gb \(colour)")
                    prices.append("\(300 + model * 5 + Int.random(in: 0..<20, using: &random))")
                }
            }
        }
        let result = match(
            [("title", titles), ("price", prices)],
            [TextSimilarity(), NumberNearness()]
        )
        #expect(result.summary.modelVerdict.hasPrefix("not confident"))
        #expect(result.clusters.count >= titles.count * 95 / 100)
        #expect(largest(result) <= 4)
    }

    @Test("organisations with a name and a town alone end with few merges")
    func organisations() {
        var random = SplitMix64(seed: 62)
        let firsts = ["north", "royal", "first", "united", "city", "star", "green", "global"]
        let seconds = ["trading", "foods", "motors", "school", "clinic", "bank", "garden", "media"]
        let towns = ["oslo", "bergen", "lyon", "nice", "turin", "porto", "ghent", "basel"]
        func pick(_ list: [String]) -> String { list[Int.random(in: 0..<8, using: &random)] }
        let names = (0..<900).map { _ in "\(pick(firsts)) \(pick(seconds)) \(pick(firsts)) ltd" }
        let places = names.map { _ in pick(towns) }
        let result = match(
            [("name", names), ("town", places)],
            [TextSimilarity(), TextSimilarity()]
        )
        #expect(largest(result) <= 8)
        #expect(result.clusters.count >= 700)
    }

    @Test("one column of codes is no identity: nothing is merged, whether all differ or all agree")
    func codes() {
        let distinct = (0..<600).map { "\($0 &* 7_919 % 100_003)" }
        for values in [distinct, distinct.map { _ in "a1" }] {
            let result = match([("code", values)], [CodeParts()])
            #expect(result.clusters.count == 600)
            #expect(result.summary.modelVerdict.hasPrefix("not confident"))
        }
    }

    @Test("a column that is the same everywhere says nothing")
    func constant() {
        let names = (0..<600).map { "item \($0 &* 7_919 % 100_003)" }
        let result = match(
            [("name", names), ("kind", names.map { _ in "part" })],
            [TextSimilarity(), TextSimilarity()]
        )
        #expect(result.clusters.count >= 590)
    }
}
