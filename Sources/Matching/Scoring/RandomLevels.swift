import Records

/// How often each level occurs among random pairs: nearly all of them are different records.
struct RandomLevels: Sendable {
    /// By field and level: the share among sampled pairs where both have a value.
    let shares: [[Double]]
    /// By field: the share of pairs in which both have a value.
    let filled: [Double]

    /// Rare levels are counted among the proposed pairs; the sample only has to see the common
    /// ones.
    private static func sampleCount(_ mentionCount: Int) -> Int {
        min(200_000, max(20_000, 20 * mentionCount))
    }
    private static let chunkCount = 16

    /// `order` lists the mentions in an order that doesn't depend on the input's, so that a
    /// shuffled input gives the same sample.
    init(_ scan: PairScan, order: [Int], workers: Workers) {
        let fields = scan.layout.fieldCount
        let counts = workers.map(Self.chunkCount) { chunk in
            Self.count(scan, order: order, chunk: chunk)
        }
        var totals = [[Int]](repeating: [Int](repeating: 0, count: 16), count: fields)
        for part in counts {
            for field in 0..<fields {
                for code in 0..<16 { totals[field][code] += part[field][code] }
            }
        }
        shares = totals.indices.map { field in
            let all = totals[field][1...].reduce(0, +)
            let levels = scan.fields[field].comparator.levels.count
            return (0..<levels).map { all > 0 ? Double(totals[field][$0 + 1]) / Double(all) : 0 }
        }
        filled = totals.map { codes in
            let all = codes.reduce(0, +)
            return all > 0 ? Double(all - codes[0]) / Double(all) : 0
        }
    }

    private static func count(_ scan: PairScan, order: [Int], chunk: Int) -> [[Int]] {
        let fields = scan.layout.fieldCount
        var totals = [[Int]](repeating: [Int](repeating: 0, count: 16), count: fields)
        let mentions = UInt64(order.count)
        guard mentions > 1 else { return totals }
        let size = sampleCount(order.count) / chunkCount
        var pairs = PairList()
        for index in 0..<size {
            let number = UInt64(chunk * size + index)
            let first = Hash64.mix(number ^ 0x9E37_79B9_7F4A_7C15, 0xA076_1D64_78BD_642F) % mentions
            let step = Hash64.mix(number ^ 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3)
            let second = (first + 1 + step % (mentions - 1)) % mentions
            pairs.append(order[Int(first)], order[Int(second)])
        }
        for pattern in scan.patterns(of: pairs) {
            for field in 0..<fields {
                totals[field][scan.layout.level(field, in: pattern) + 1] += 1
            }
        }
        return totals
    }
}
