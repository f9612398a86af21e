import Records

/// Automatic merges to be confirmed, drawn by weight: weak ones first and more often.
///
///     merges by weight   weakest quarter  second  third  strongest
///     of a sample of 20         8           6       4       2
///
/// The draw goes by a hash of the keys and the seed, so the order of the input doesn't matter.
package struct MergeSample: Sendable {
    /// The drawn pairs, the weakest first.
    package private(set) var pairs: [ReviewPair] = []
    /// By drawn pair: its stratum.
    private var stratumOf: [Int] = []
    private var sizes: [Int] = []
    package var mergeCount: Int { sizes.reduce(0, +) }

    private static let shares = [4, 3, 2, 1]

    package init(_ merges: [ReviewPair], count: Int, seed: UInt64) {
        let order = merges.sorted { ($0.weight, $0.aKey, $0.bKey) < ($1.weight, $1.aKey, $1.bKey) }
        let strata = Self.shares.indices.map { index in
            order[
                order.count * index / Self.shares.count..<order.count * (index + 1)
                    / Self.shares.count
            ]
        }
        sizes = strata.map(\.count)
        let counts = Self.allot(count, to: sizes)
        for (index, stratum) in strata.enumerated() {
            let drawn = stratum.map { ($0, Self.draw($0, seed)) }
                .sorted { $0.1 < $1.1 }.prefix(counts[index]).map(\.0)
            pairs += drawn.sorted {
                ($0.weight, $0.aKey, $0.bKey) < ($1.weight, $1.aKey, $1.bKey)
            }
            stratumOf += [Int](repeating: index, count: drawn.count)
        }
    }

    private static func draw(_ pair: ReviewPair, _ seed: UInt64) -> UInt64 {
        Hash64.of(Array("\(pair.aKey)\u{1F}\(pair.bKey)".utf8).span, seed: seed)
    }

    /// How many of each stratum: by shares; what one lacks goes to the weakest that has more.
    static func allot(_ count: Int, to sizes: [Int]) -> [Int] {
        let whole = shares.reduce(0, +)
        var counts = zip(sizes, shares).map { min($0, count * $1 / whole) }
        var left = min(count, sizes.reduce(0, +)) - counts.reduce(0, +)
        while left > 0 {
            for index in counts.indices where left > 0 && counts[index] < sizes[index] {
                counts[index] += 1
                left -= 1
            }
        }
        return counts
    }

    /// What the answers say of all merges; `steps` name pairs by their place in the sample.
    package func estimate(_ steps: [ReviewSession.Step]) -> PrecisionEstimate? {
        var strata = sizes.map { (size: $0, rightCount: 0, wrongCount: 0) }
        for step in steps {
            switch step.answer {
            case .match: strata[stratumOf[step.pair]].rightCount += 1
            case .noMatch: strata[stratumOf[step.pair]].wrongCount += 1
            case .unsure, nil: break
            }
        }
        return PrecisionEstimate(strata)
    }
}
