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

    package var count: Int { others.count }

    package init() {}

    /// Calls `body(a, b, pattern index)` for every pair, a < b, in order.
    package func forEach(_ body: (Int, Int, Int) -> Void) {
        for a in 0..<(starts.count - 1) {
            for index in Int(starts[a])..<Int(starts[a + 1]) {
                body(a, Int(others[index]), Int(patternOf[index]))
            }
        }
    }

    /// Joins the parts in order and numbers the patterns by value.
    init(parts: [PairScan.Part], mentionCount: Int) {
        var all = PatternNumbers()
        let joined = parts.map { part in
            part.numbers.patterns.indices.map {
                all.add(part.numbers.patterns[$0], count: part.numbers.counts[$0])
            }
        }
        let order = all.patterns.indices.sorted { all.patterns[$0] < all.patterns[$1] }
        patterns = order.map { all.patterns[$0] }
        counts = order.map { all.counts[$0] }
        var numbers = [UInt32](repeating: 0, count: order.count)
        for (number, index) in order.enumerated() { numbers[index] = UInt32(number) }
        let pairCount = parts.reduce(0) { $0 + $1.others.count }
        others.reserveCapacity(pairCount)
        patternOf.reserveCapacity(pairCount)
        starts.reserveCapacity(mentionCount + 1)
        for (index, part) in parts.enumerated() {
            let renumbered = joined[index].map { numbers[Int($0)] }
            others.append(contentsOf: part.others)
            for local in part.patternOf { patternOf.append(renumbered[Int(local)]) }
            var end = starts[starts.count - 1]
            for size in part.sizes {
                end += size
                starts.append(end)
            }
        }
    }
}
