import TestSupport
import Testing

@testable import Pipelines

@Suite("Review session")
struct ReviewSessionTests {
    private func session(_ pairs: (Int, Int)...) -> ReviewSession {
        ReviewPairs.session(pairs.map { ReviewPairs.pair($0.0, $0.1) }, .asGiven)
    }

    @Test("what follows from two matches isn't asked")
    func closure() {
        var session = session((1, 2), (2, 3), (1, 3), (4, 5))
        session.take(.match, .match)
        #expect(session.settledCount == 1 && session.open == [3])
    }

    @Test("a match and a no match settle the third side as no match")
    func apart() {
        var session = session((1, 2), (2, 3), (1, 3))
        session.take(.noMatch, .match)
        #expect(session.current == nil && session.settledCount == 1)
    }

    @Test("two no matches settle nothing")
    func open() {
        var session = session((1, 2), (2, 3), (1, 3))
        session.take(.noMatch, .noMatch)
        #expect(session.current == 2)
    }

    @Test("unsure and skipped pairs are passed over and settle nothing")
    func passed() {
        var session = session((1, 2), (2, 3), (1, 3))
        session.take(.unsure, nil)
        #expect(session.current == 2 && session.answeredCount == 1 && session.skippedCount == 1)
    }

    @Test("undo brings back the pair and all that its answer had settled")
    func undo() {
        var session = session((1, 2), (2, 3), (1, 3))
        let before = session
        session.take(.match, .match)
        let undone = [session.undo()?.pair, session.undo()?.pair, session.undo()?.pair]
        #expect(undone == [1, 0, nil])
        #expect(session.open == before.open && session.settledCount == 0 && session.steps == [])
    }

    @Test("going back shows the pair before, and its answer can be changed")
    func back() {
        var session = session((1, 2), (3, 4), (5, 6))
        let start = session.back()
        session.take(.match, .noMatch)
        let steps = [session.back(), session.back(), session.back()]
        #expect(!start && steps == [true, true, false])
        #expect(session.current == 0 && session.earlierAnswer == .match && session.position == 1)
        session.take(.noMatch)
        #expect(session.current == 2 && session.steps.map(\.answer) == [.noMatch, .noMatch])
    }

    @Test("a changed answer that contradicts later ones is refused, and nothing changes")
    func contradiction() {
        var session = session((1, 2), (2, 3), (3, 4), (4, 1))
        session.take(.noMatch, .noMatch, .match, .match)
        for _ in 0..<4 { _ = session.back() }
        let isTaken = session.answer(.match)
        #expect(!isTaken)
        #expect(session.steps.map(\.answer) == [.noMatch, .noMatch, .match, .match])
    }

    @Test("a session asks only what earlier answers leave open, as a slow closure says")
    func twin() {
        for seed in 0..<40 {
            var random = SplitMix64(seed: UInt64(seed))
            // True records: mention m belongs to record m % 4.
            let pairs = (0..<40).map { _ -> ReviewPair in
                let a = Int.random(in: 0..<12, using: &random)
                let b = (a + Int.random(in: 1..<12, using: &random)) % 12
                return ReviewPairs.pair(a, b, Double.random(in: 0.1...0.9, using: &random))
            }
            var session = ReviewPairs.session(pairs, .byEffect)
            var slow = SlowClosure()
            while let current = session.current {
                let pair = pairs[current]
                #expect(!slow.isKnown(pair.a, pair.b), "seed \(seed)")
                let isMatch = pair.a % 4 == pair.b % 4
                slow.take(isMatch, pair.a, pair.b)
                session.take(isMatch ? .match : .noMatch)
            }
            for pair in pairs { #expect(slow.isKnown(pair.a, pair.b), "seed \(seed)") }
            #expect(session.answeredCount + session.settledCount == pairs.count)
        }
    }
}

extension ReviewSession {
    /// Answers that must be taken.
    fileprivate mutating func take(_ answers: ReviewAnswer?...) {
        for answer in answers {
            let isTaken = self.answer(answer)
            #expect(isTaken)
        }
    }
}

/// Labels and a list of refusals, gone through again each time.
private struct SlowClosure {
    private var labels = Array(0..<20)
    private var refused: [(Int, Int)] = []

    mutating func take(_ isMatch: Bool, _ a: Int, _ b: Int) {
        if !isMatch { return refused.append((a, b)) }
        let (kept, gone) = (labels[a], labels[b])
        for index in labels.indices where labels[index] == gone { labels[index] = kept }
    }

    func isKnown(_ a: Int, _ b: Int) -> Bool {
        labels[a] == labels[b]
            || refused.contains { x, y in
                (labels[x], labels[y]) == (labels[a], labels[b])
                    || (labels[y], labels[x]) == (labels[a], labels[b])
            }
    }
}
