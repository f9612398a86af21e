import Testing

@testable import Pipelines

@Suite("Sample of merges")
struct MergeSampleTests {
    private let merges = (0..<100).map { index in
        var pair = ReviewPairs.pair(index, 1000 + index)
        pair.weight = Double(index)
        return pair
    }

    @Test("weak merges come first and more often")
    func strata() {
        let sample = MergeSample(merges, count: 20, seed: 1)
        let weights = sample.pairs.map(\.weight)
        #expect(weights == weights.sorted() && sample.mergeCount == 100)
        let counts = (0..<4).map { quarter in weights.count { Int($0) / 25 == quarter } }
        #expect(counts == [8, 6, 4, 2])
    }

    @Test("the draw is the same for a seed, whatever the order, and another for another seed")
    func seeded() {
        let drawn = MergeSample(merges, count: 12, seed: 7).pairs
        #expect(MergeSample(merges.reversed(), count: 12, seed: 7).pairs == drawn)
        #expect(MergeSample(merges, count: 12, seed: 8).pairs != drawn)
    }

    @Test("no more than there are can be drawn")
    func few() {
        #expect(MergeSample(Array(merges.prefix(3)), count: 20, seed: 1).pairs.count == 3)
        #expect(MergeSample([], count: 20, seed: 1).pairs == [])
        #expect(MergeSample.allot(10, to: [1, 1, 1, 9]) == [1, 1, 1, 7])
    }

    @Test("Wilson's interval is that of the textbook")
    func wilson() {
        let (low, high) = PrecisionEstimate.wilson(0.9, count: 10)
        #expect(abs(low - 0.5958) < 0.0001 && abs(high - 0.9821) < 0.0001)
        let all = PrecisionEstimate.wilson(1, count: 20)
        #expect(abs(all.low - 0.8389) < 0.0001 && all.high == 1)
    }

    @Test("strata count by their size, unsure and skipped ones not at all")
    func weighted() throws {
        let sample = MergeSample(merges, count: 20, seed: 1)
        let steps = sample.pairs.indices.map { index in
            ReviewSession.Step(pair: index, answer: index < 4 ? .noMatch : .match)
        }
        let found = try #require(sample.estimate(steps))
        // Half of the 8 weakest are wrong: an eighth of all.
        #expect(abs(found.precision - 0.875) < 1e-9 && found.wrongCount == 4)
        #expect(found.low < 0.875 && found.high > 0.875 && found.coveredCount == 100)
        #expect(sample.estimate([ReviewSession.Step(pair: 0, answer: nil)]) == nil)
        let few = try #require(sample.estimate(Array(steps.suffix(2))))
        #expect(few.coveredCount == 25 && few.checkedCount == 2 && few.precision == 1)
    }
}
