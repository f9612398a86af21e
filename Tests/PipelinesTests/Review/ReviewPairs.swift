@testable import Pipelines

/// Pairs between numbered groups of one mention each.
enum ReviewPairs {
    static func pair(_ a: Int, _ b: Int, _ probability: Double = 0.5) -> ReviewPair {
        ReviewPair(
            aKey: "book:a:\(a)#1",
            bKey: "book:a:\(b)#1",
            a: a,
            b: b,
            aGroup: a,
            bGroup: b,
            probability: probability,
            weight: probability,
            pattern: 0
        )
    }

    static func session(_ pairs: [ReviewPair], _ order: ReviewSession.Order) -> ReviewSession {
        ReviewSession(pairs: pairs, sizes: [Int](repeating: 1, count: 20), order: order)
    }
}
