import Records

/// All compared pairs with their patterns: pairs of mention a are `others[starts[a]..<starts[a +
/// 1]]`.
package struct ScoredPairs: Sendable {
    package private(set) var starts: [UInt32] = [0]
    package private(set) var others: [UInt32] = []
    /// By pair: index into `patterns`.
    package private(set) var patternOf: [UInt32] = []
    /// Distinct patterns, ascending, and how many pairs have each.
    package private(set) var patterns: [UInt64] = []
    package private(set) var counts: [UInt32] = []
    /// By pattern: how many pairs of it a model learns from.
    private var commonCounts: [UInt32] = []
    package private(set) var count = 0

    /// The patterns of the pairs that a model learns from, without the pairs themselves.
    var common: ScoredPairs {
        var common = ScoredPairs()
        for index in patterns.indices where commonCounts[index] > 0 {
            common.patterns.append(patterns[index])
            common.counts.append(commonCounts[index])
            common.count += Int(commonCounts[index])
        }
        return common
    }

    package init() {}

    /// Calls `body(a, b, pattern index)` for every pair, a < b, in order.
    package func forEach(_ body: (Int, Int, Int) -> Void) {
        for a in 0..<(starts.count - 1) {
            for index in Int(starts[a])..<Int(starts[a + 1]) {
                body(a, Int(others[index]), Int(patternOf[index]))
            }
        }
    }

    /// Joins the parts in order, emptying each, and numbers the patterns by value.
    init(taking parts: inout [PairScan.Part], mentionCount: Int) {
        var all = PatternNumbers()
        let joined = parts.map { part in
            part.numbers.patterns.indices.map {
                all.add(
                    part.numbers.patterns[$0],
                    count: part.numbers.counts[$0],
                    common: part.numbers.commonCounts[$0]
                )
            }
        }
        let order = all.patterns.indices.sorted { all.patterns[$0] < all.patterns[$1] }
        patterns = order.map { all.patterns[$0] }
        counts = order.map { all.counts[$0] }
        commonCounts = order.map { all.commonCounts[$0] }
        var numbers = [UInt32](repeating: 0, count: order.count)
        for (number, index) in order.enumerated() { numbers[index] = UInt32(number) }
        let pairCount = parts.reduce(0) { $0 + $1.others.count }
        count = pairCount
        others.reserveCapacity(pairCount)
        patternOf.reserveCapacity(pairCount)
        starts.reserveCapacity(mentionCount + 1)
        for index in parts.indices {
            let renumbered = joined[index].map { numbers[Int($0)] }
            others.append(contentsOf: parts[index].others)
            parts[index].others = []
            for local in parts[index].patternOf { patternOf.append(renumbered[Int(local)]) }
            parts[index].patternOf = []
            var end = starts[starts.count - 1]
            for size in parts[index].sizes {
                end += size
                starts.append(end)
            }
        }
    }
}
