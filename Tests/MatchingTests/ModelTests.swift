import Records
import TestSupport
import Testing

@testable import Matching

@Suite("match model")
struct ModelTests {
    /// Persons of households: each twice with slips; relatives share the surname, the address and
    /// the phone, and nothing else.
    private struct Households {
        var columns: [(String, [String])] = [
            ("given", []), ("surname", []), ("address", []), ("phone", []), ("born", []),
        ]
        var truth: [Int] = []

        init(count: Int, seed: UInt64) {
            var random = SplitMix64(seed: seed)
            func number(_ range: Int) -> Int { Int.random(in: 0..<range, using: &random) }
            func code(_ number: Int) -> String { "\(number &* 2_654_435_761 % 90_000_017)x" }
            for household in 0..<count {
                let home = [code(number(400)), code(household), code(household)]
                for _ in 0..<3 {
                    let person = [code(number(300))] + home + [code(number(5000))]
                    for _ in 0..<2 {
                        for field in 0..<5 {
                            let isWrong = number(10) == 0
                            columns[field].1.append(isWrong ? code(number(100_000)) : person[field])
                        }
                        truth.append(household * 3 + truth.count / 2 % 3)
                    }
                }
            }
        }

        func task() -> MatchTask {
            let table = SampleTables.table("person", columns)
            let fields = columns.indices.map {
                MatchField(columns[$0].0, columns: [$0], comparator: CodeParts())
            }
            return MatchTask(table: table, fields: fields)
        }
    }

    @Test("relatives of a household are told from one person, without labels")
    func households() throws {
        let sample = Households(count: 400, seed: 21)
        let result = Matcher.match(sample.task(), workers: .single)
        let found = result.clusters.clusterOf.map { Int($0) }
        let score = Evaluation.evaluate(found, truth: sample.truth).pairwise
        #expect(score.precision > 0.99)
        #expect(score.recall > 0.7)
        let model = result.model
        #expect(model.verdict.hasPrefix("converged"))
        // Of 2,400 mentions each has four from its relatives: 4,800 pairs of 2,878,800.
        #expect(abs(model.relatedShare * 2_878_800 - 4800) < 700)
        #expect(model.fields[2].related[4] > 0.5)
        #expect(model.fields[0].related[4] < 0.2)
    }

    @Test("start and lines of an explanation add up to the weight of the pair")
    func explanation() {
        let task = SampleCustomers(personCount: 600, seed: 22).task()
        let result = Matcher.match(task, workers: .single)
        #expect(!result.scored.patterns.isEmpty)
        for pattern in result.scored.patterns {
            let lines = result.explain.fields(pattern)
            let sum = lines.reduce(result.explain.start) { $0 + $1.weight }
            #expect(abs(sum - result.explain.total(pattern)) < 1e-9)
            #expect(
                lines.filter { $0.level < 0 && $0.field == "relation" }
                    .allSatisfy { abs($0.weight) < 0.05 }
            )
        }
    }

    @Test("the stored form keeps relatives, and an older form isn't read")
    func stored() throws {
        let sample = Households(count: 100, seed: 23)
        let model = Matcher.match(sample.task(), workers: .single).model
        #expect(model.relatedShare > 0)
        #expect(MatchModel(try JSON.parse(model.json.text())) == model)
        let old = model.json.text().replacing("\"version\":2", with: "\"version\":1")
        #expect(old != model.json.text())
        #expect(MatchModel(try JSON.parse(old)) == nil)
    }

    @Test("weights rise with the levels, a veto apart")
    func order() {
        var field = MatchModel.FieldModel(
            name: "f",
            comparator: "c",
            match: [0.1, 0.3, 0.1, 0.5],
            other: [0.5, 0.1, 0.2, 0.2],
            related: [0.25, 0.25, 0.25, 0.25]
        )
        Training.order(&field, [false, false, false, true])
        let ratios = zip(field.match, field.other).map { $0 / $1 }
        #expect(ratios[0] < ratios[1])
        #expect(abs(ratios[1] - ratios[2]) < 1e-9)
        #expect(field.match[3] == 0.5)
    }

    @Test("texts that are no records end not confident and with few merges")
    func noRecords() {
        var random = SplitMix64(seed: 24)
        let colours = ["red", "green", "blue", "black", "white"]
        let things = ["lamp", "chair", "table", "sofa", "shelf", "desk"]
        var titles: [String] = []
        var prices: [String] = []
        for _ in 0..<800 {
            let colour = colours[Int.random(in: 0..<5, using: &random)]
            let thing = things[Int.random(in: 0..<6, using: &random)]
            titles.append("\(colour) \(thing) model \(Int.random(in: 100..<999, using: &random))")
            prices.append("\(Int.random(in: 10..<60, using: &random))")
        }
        let table = SampleTables.table("product", [("title", titles), ("price", prices)])
        let fields = [
            MatchField("title", columns: [0], comparator: TextSimilarity()),
            MatchField("price", columns: [1], comparator: NumberNearness()),
        ]
        let result = Matcher.match(MatchTask(table: table, fields: fields), workers: .single)
        #expect(result.summary.modelVerdict.hasPrefix("not confident"))
        #expect(result.findings.contains { $0.code == MatchFindings.notConfident })
        #expect(result.clusters.count > 760)
    }
}
