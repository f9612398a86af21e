import Testing

@testable import Pipelines

@Suite("Order of the review queue")
struct ReviewEffectTests {
    private func order(_ pairs: [ReviewPair], sizes: [Int]? = nil) -> [Int] {
        let sizes = sizes ?? [Int](repeating: 1, count: 20)
        return ReviewSession(pairs: pairs, sizes: sizes).open
    }

    @Test("the doubtful and likely come before what is nearly sure to change nothing")
    func probability() {
        let pairs = [0.05, 0.97, 0.65, 0.25].enumerated().map { index, probability in
            ReviewPairs.pair(2 * index, 2 * index + 1, probability)
        }
        #expect(order(pairs) == [2, 1, 3, 0])
    }

    @Test("of equal doubts the one between larger clusters comes first")
    func size() {
        let pairs = [ReviewPairs.pair(0, 1), ReviewPairs.pair(2, 3)]
        #expect(order(pairs, sizes: [1, 1, 3, 2]) == [1, 0])
    }

    @Test("an answer that makes one question of two comes first")
    func settled() {
        let pairs = [(0, 1), (1, 2), (0, 2), (3, 4)].map { ReviewPairs.pair($0.0, $0.1) }
        #expect(order(pairs).last == 3)
        let effect = ReviewEffect(
            pairs,
            open: [0, 1, 2, 3],
            groups: ReviewGroups(sizes: [1, 1, 1, 1, 1])
        )
        #expect(effect.settled(0) == 0.5 && effect.settled(3) == 0)
    }

    @Test(
        "after a match, two questions about the joined groups count as one that settles the other"
    )
    func joined() {
        var groups = ReviewGroups(sizes: [1, 1, 1])
        let isTaken = groups.take(.match, 0, 1)
        #expect(isTaken)
        let pairs = [(0, 2), (1, 2)].map { ReviewPairs.pair($0.0, $0.1) }
        #expect(ReviewEffect(pairs, open: [0, 1], groups: groups).settled(0) == 1)
    }

    @Test("a contradicted pair counts as even, however much its fields agree")
    func contradicted() {
        var pair = ReviewPairs.pair(0, 1, 0.999)
        pair.cause = "different uscc"
        #expect(pair.belief == 0.5)
        #expect(ReviewEffect.entropy(0.5) == 1 && ReviewEffect.entropy(1) == 0)
    }

    @Test("the order doesn't depend on the order of the pairs")
    func shuffled() {
        let pairs = (0..<30).map {
            ReviewPairs.pair($0 % 7, 7 + $0 % 11, Double($0 % 5) / 10 + 0.2)
        }
        let keys = { (list: [ReviewPair]) in
            order(list).map { "\(list[$0].aKey) \(list[$0].bKey)" }
        }
        #expect(keys(pairs) == keys(pairs.reversed()))
    }
}
