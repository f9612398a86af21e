import Records

/// A sample of pairs that share any key: which are probably one record, and which keys bring them
/// together.
///
///     2,000 mentions ──all blocks──▶ others ──every nth──────────▶ `any`: what a rule costs
///                                       └── the 24 with most in common, compared ──▶ `likely`
///
/// A key in common counts with log2(mentions ÷ size of its block). Mentions are taken in the order
/// of their content, so the sample doesn't depend on the order of the input.
struct BlockProbe: Sendable {
    /// Blocks beyond this size bring no pairs on their own.
    static let largestBlock = 4096
    /// Sizes at which a rule may stop.
    static let sizes = [8, 15, 30, 60, 120, 250, 500, 1000, 2000]

    private static let mostMentions = 2000
    private static let likelyPerMention = 24
    private static let anyCount = 40_000
    private static let chunkSize = 64

    /// Pairs, and by pair and source the class of the smallest block that both are in: 0 for none,
    /// else 1 + the index in `sizes`, or one more than those for a larger block.
    struct Pairs: Sendable {
        var list = PairList()
        var classes: [UInt8] = []

        var count: Int { list.count }

        mutating func append(_ other: Pairs) {
            for index in 0..<other.count {
                list.append(Int(other.list.firsts[index]), Int(other.list.seconds[index]))
            }
            classes.append(contentsOf: other.classes)
        }
    }

    /// The sources of each field.
    let fields: [[Int]]
    private let sourceCount: Int
    private(set) var likely = Pairs()
    private(set) var patterns: [UInt64] = []
    private(set) var any = Pairs()
    /// Pairs of the table that one sampled pair stands for.
    let likelyScale: Double
    let anyScale: Double

    init(
        _ sources: [BlockSource],
        scan: PairScan,
        ranks: [UInt32],
        workers: Workers
    ) {
        sourceCount = sources.count
        fields = Dictionary(grouping: sources.indices) { sources[$0].field }
            .sorted { $0.key < $1.key }.map(\.value)
        let count = ranks.count
        let size = min(Self.mostMentions, count)
        let sample = ranks.indices.filter { ranks[$0] < size }
            .sorted { ranks[$0] < ranks[$1] }
        let met = sample.reduce(0) { $0 + Self.metCount($1, sources) }
        let thinning = UInt64(max(1, met / Self.anyCount))
        likelyScale = Double(count) / Double(2 * max(1, size))
        anyScale = likelyScale * Double(thinning)
        let walker = ProbeWalk(sources: sources, ranks: ranks, thinning: thinning)
        let chunks = (size + Self.chunkSize - 1) / Self.chunkSize
        let parts = workers.map(chunks) { chunk in
            let first = chunk * Self.chunkSize
            return walker.walk(
                sample[first..<min(size, first + Self.chunkSize)],
                most: Self.likelyPerMention
            )
        }
        for part in parts {
            likely.append(part.likely)
            any.append(part.any)
        }
        patterns = scan.patterns(of: likely.list)
    }

    /// How many fields bring a likely pair together, each on its own.
    func fieldCount(of index: Int) -> Int {
        fields.count { sources in
            sources.contains {
                let found = Int(likely.classes[index * sourceCount + $0])
                return found > 0 && found <= Self.sizes.count
            }
        }
    }

    private static func metCount(_ mention: Int, _ sources: [BlockSource]) -> Int {
        sources.reduce(0) { total, source in
            source.index.blocks(of: mention).reduce(total) { sum, place in
                let size = source.index.size(source.index.block(place))
                return size <= largestBlock ? sum + size : sum
            }
        }
    }
}
