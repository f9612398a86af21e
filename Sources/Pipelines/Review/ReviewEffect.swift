import Foundation

/// How much an answer is expected to change: what the queue is ordered by.
///
///     effect = (H(p) + p) · log2(mentions of both sides) · (1 + pairs that the answer settles)
///
/// H(p) is what the answer tells, in bits; p the chance that it changes the result, because a queued
/// pair isn't merged. Their sum is largest at p = 2/3. Between the groups of the pair, any answer
/// settles all other questions; a match also makes one question of two wherever both groups are
/// asked about against the same third, so those count with p.
struct ReviewEffect {
    private let pairs: [ReviewPair]
    private let groups: ReviewGroups
    /// By root: the roots that open pairs ask about, with the number of pairs.
    private var neighbours: [Int: [Int: Int]] = [:]

    init(_ pairs: [ReviewPair], open: [Int], groups: ReviewGroups) {
        self.pairs = pairs
        self.groups = groups
        for index in open {
            let (a, b) = roots(index)
            neighbours[a, default: [:]][b, default: 0] += 1
            neighbours[b, default: [:]][a, default: 0] += 1
        }
    }

    private func roots(_ index: Int) -> (Int, Int) {
        (groups.root(pairs[index].aGroup), groups.root(pairs[index].bGroup))
    }

    /// The number of other open pairs that an answer is expected to settle.
    func settled(_ index: Int) -> Double {
        let (a, b) = roots(index)
        guard let ofA = neighbours[a], let ofB = neighbours[b] else { return 0 }
        let repeated = (ofA[b] ?? 1) - 1
        let (few, many) = ofA.count < ofB.count ? (ofA, ofB) : (ofB, ofA)
        let shared = few.keys.count { many[$0] != nil }
        return Double(repeated) + pairs[index].belief * Double(shared)
    }

    func of(_ index: Int) -> Double {
        let probability = pairs[index].belief
        let (a, b) = roots(index)
        let mentions = Double(groups.sizes[a] + groups.sizes[b])
        return (Self.entropy(probability) + probability) * log2(max(2, mentions))
            * (1 + settled(index))
    }

    /// In bits.
    static func entropy(_ probability: Double) -> Double {
        guard probability > 0, probability < 1 else { return 0 }
        let other = 1 - probability
        return -probability * log2(probability) - other * log2(other)
    }

    /// The open pairs, the greatest effect first; ties by weight, then by key.
    func order(_ open: [Int]) -> [Int] {
        let effects = open.map { of($0) }
        return open.indices.sorted { x, y in
            if effects[x] != effects[y] { return effects[x] > effects[y] }
            return ReviewEffect.isBefore(pairs[open[x]], pairs[open[y]])
        }.map { open[$0] }
    }

    private static func isBefore(_ a: ReviewPair, _ b: ReviewPair) -> Bool {
        if a.weight != b.weight { return a.weight > b.weight }
        return (a.aKey, a.bKey) < (b.aKey, b.bKey)
    }
}
