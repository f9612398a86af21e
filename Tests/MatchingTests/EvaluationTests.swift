import Matching
import Testing

@Suite("evaluation")
struct EvaluationTests {
    @Test("pairs, B-cubed and whole clusters are counted as in the worked example")
    func workedExample() {
        let found = [1, 1, 1, 2, 2]
        let truth = [1, 1, 2, 2, 2]
        let result = Evaluation.evaluate(found, truth: truth)
        #expect(result.foundPairCount == 4)
        #expect(result.truePairCount == 4)
        #expect(result.rightPairCount == 2)
        #expect(result.pairwise.f1 == 0.5)
        #expect(abs(result.bCubed.precision - (4.0 / 3 + 1.0 / 3 + 2) / 5) < 1e-12)
        #expect(result.exactClusterCount == 0)
    }

    @Test("mentions without a true label are left out")
    func unknownMentions() {
        let result = Evaluation.evaluate(
            [("a", "1"), ("b", "1"), ("c", "1")],
            truth: [("a", "x"), ("b", "x")]
        )
        #expect(result.mentionCount == 2)
        #expect(result.pairwise.precision == 1)
        #expect(result.exact.recall == 1)
    }
}
