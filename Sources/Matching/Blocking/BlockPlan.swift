import Records

/// Which pairs are looked at: the blocks of all rules, under a budget of pairs.
///
///     keys of all fields ──▶ blocks ──small ones──▶ the same number of pairs for every rule
///                              └──probe──▶ larger blocks and combinations, the best value first
///
/// A block that is too large isn't dropped: its mentions are compared when they also share a second
/// key. What is still too large after that is counted and reported.
package struct BlockPlan: Sendable {
    /// No blocks: nothing is compared.
    init() {}

    /// By rule.
    private(set) var names: [String] = []
    private(set) var blocks = PairBlocks()
    /// The first rules, whose pairs the model learns from: rare values in common.
    ///
    /// What only a second key brought is weighed by that model and doesn't teach it: common values
    /// fall together by chance in ways that look like relatives.
    private(set) var commonRuleCount = 0
    /// Pairs in blocks that stayed too large: name and number.
    package private(set) var leftOut: [(rule: String, pairCount: Int)] = []
    /// Set when declared blocks make more pairs than `max_pairs` allows: name, pairs and the
    /// mentions of its largest block by rule.
    package private(set) var tooLarge: [(rule: String, pairCount: Int, largest: Int)] = []
    /// The sample that rules were chosen by.
    private(set) var probe: BlockProbe?

    package var isTooLarge: Bool { !tooLarge.isEmpty }

    /// Pairs that all rules together may propose.
    private static let pairsPerMention = 64
    /// What of it all rules have in equal parts.
    private static let commonPairsPerMention = 16
    private static let leastBudget = 1_000_000
    /// Under which probability by prior knowledge a pair of the probe isn't taken for a match.
    private static let likely = 0.5

    init(_ scan: PairScan, ranks: [UInt32], workers: Workers) {
        let task = scan.task
        let count = task.table.count
        if !task.spec.block.isEmpty {
            declare(task)
            return
        }
        // Texts can agree without a common key, so few mentions are all compared with all.
        let hasTexts = scan.fields.contains { $0.comparator is TextSimilarity }
        let fewest = min(Self.leastBudget, task.spec.maxPairCount)
        if hasTexts, count * (count - 1) / 2 <= fewest {
            let all = BlockIndex("all pairs", mentionCount: count) { _, keys in keys.append(1) }
            take([all], caps: [count], mentionCount: count)
            return
        }
        let budget = min(
            task.spec.maxPairCount,
            max(Self.leastBudget, Self.pairsPerMention * count)
        )
        let sources = BlockSource.all(scan.fields, scan.items, workers: workers)
        choose(sources, budget: budget, scan: scan, ranks: ranks, workers: workers)
    }

    private mutating func declare(_ task: MatchTask) {
        let count = task.table.count
        let indices = DeclaredKeys.indices(task.spec.block, table: task.table)
        let pairs = indices.map { $0.pairCount(cap: count) }
        if pairs.reduce(0, +) > task.spec.maxPairCount {
            tooLarge = indices.indices.map { (indices[$0].name, pairs[$0], indices[$0].largest) }
            return
        }
        take(indices, caps: indices.map { _ in count }, mentionCount: count)
    }

    private mutating func take(_ indices: [BlockIndex], caps: [Int], mentionCount: Int) {
        let sizes = caps.map { 1...max(1, $0) }
        names = indices.map(\.name)
        commonRuleCount = names.count
        blocks = PairBlocks(indices, sizes: sizes, mentionCount: mentionCount)
    }

    private mutating func choose(
        _ sources: [BlockSource],
        budget: Int,
        scan: PairScan,
        ranks: [UInt32],
        workers: Workers
    ) {
        let probe = BlockProbe(sources, scan: scan, ranks: ranks, workers: workers)
        let prior = MatchModel(fields: scan.fields, mentionCount: ranks.count)
        let weights = WeightTable(prior, fields: scan.fields, layout: scan.layout)
        let isLikely = probe.patterns.map {
            Logarithm.probability(weights.total($0)) >= Self.likely
        }
        // A part goes to small blocks of every rule, whatever the sample has seen.
        let own = sources.filter { !$0.isCoarse }.count
        let common = min(budget, max(Self.leastBudget, Self.commonPairsPerMention * ranks.count))
        let share = common / max(1, own)
        let caps = sources.map { $0.isCoarse ? 0 : $0.index.cap(budget: share) }
        let choice = BlockChoice(
            probe,
            sources,
            isLikely: isLikely,
            caps: caps,
            budget: budget - common
        )
        let rules = choice.rules + choice.splits(mostPairs: ranks.count)
        let built = workers.map(rules.count) { number -> Built in
            switch rules[number] {
            case .single(let source, let floor, let cap):
                return Built(index: sources[source].index, sizes: floor + 1...cap)
            case .both(let x, let y):
                let index = BlockIndex(sources[x], sources[y], mentionCount: ranks.count)
                let expected = choice.estimate(rules[number])
                let cap = index.cap(budget: max(2 * expected, ranks.count))
                return Built(index: index, sizes: 1...cap)
            }
        }
        names = built.map { $0.sizes.lowerBound > 1 ? "\($0.index.name), larger" : $0.index.name }
        commonRuleCount = choice.commonCount
        let equal = EqualContent.index(scan.items, ranks: ranks)
        if equal != nil { names.append(EqualContent.name) }
        blocks = PairBlocks(
            built.map(\.index) + (equal.map { [$0] } ?? []),
            sizes: built.map(\.sizes) + (equal.map { [1...$0.count + 2] } ?? []),
            mentionCount: ranks.count
        )
        self.probe = probe
        leaveOut(sources, rules, built)
    }

    /// The blocks of a rule, and the sizes of those that are compared whole.
    private struct Built: Sendable {
        let index: BlockIndex
        let sizes: ClosedRange<Int>

        var pairCount: Int {
            index.pairCount(cap: sizes.upperBound) - index.pairCount(cap: sizes.lowerBound - 1)
        }
    }

    /// Counts what no second key took apart.
    ///
    /// Of a combination only those pairs count whose block of the source is too large to be compared
    /// whole; the others are counted with the source.
    private mutating func leaveOut(
        _ sources: [BlockSource],
        _ rules: [BlockChoice.Rule],
        _ built: [Built]
    ) {
        for (number, source) in sources.enumerated() where !source.isCoarse {
            var covered = 0
            var cap = 0
            for (rule, part) in zip(rules, built) {
                if case .single(number, _, let own) = rule {
                    covered += part.pairCount
                    cap = max(cap, own)
                }
            }
            for (rule, part) in zip(rules, built) {
                switch rule {
                case .both(number, _), .both(_, number):
                    covered += part.index.pairCount(part.sizes, beyond: cap, of: source.index)
                default: break
                }
            }
            let all = source.index.pairCount(cap: Int.max) + source.index.leftOutPairCount
            if all > covered { leftOut.append((source.name, all - covered)) }
        }
    }
}

extension BlockIndex {
    /// The mentions of two sources' blocks that are in both.
    init(_ x: BlockSource, _ y: BlockSource, mentionCount: Int) {
        let width = UInt64(y.index.count)
        self.init("\(x.name) + \(y.name)", mentionCount: mentionCount) { mention, keys in
            for first in x.index.blocks(of: mention) {
                let base = UInt64(x.index.block(first)) * width
                for second in y.index.blocks(of: mention) {
                    keys.append(base + UInt64(y.index.block(second)))
                }
            }
        }
    }

    /// Pairs in blocks of some sizes whose mentions share no block of `source` of up to `cap`
    /// mentions.
    func pairCount(_ sizes: ClosedRange<Int>, beyond cap: Int, of source: BlockIndex) -> Int {
        var total = 0
        for block in 0..<count where sizes.contains(size(block)) {
            let isSmall = source.commonBlocks(members[range(block)]).contains {
                source.size($0) <= cap
            }
            if !isSmall { total += size(block) * (size(block) - 1) / 2 }
        }
        return total
    }

    /// The largest size of block up to which all blocks together make no more pairs.
    func cap(budget: Int) -> Int {
        BlockProbe.sizes.last { pairCount(cap: $0) <= budget } ?? BlockProbe.sizes[0]
    }
}

/// The keys of a declared `block:`: the values of the listed fields, all of them filled.
enum DeclaredKeys {
    static func indices(_ blocks: [[String]], table: EntityTable) -> [BlockIndex] {
        blocks.map { names in
            BlockIndex(names.joined(separator: " + "), mentionCount: table.count) { mention, keys in
                keys.append(contentsOf: Self.keys(names, table: table, mention: mention))
            }
        }
    }

    /// One key per combination of the fields' values; none when a field is blank or unknown.
    static func keys(_ names: [String], table: EntityTable, mention: Int) -> [UInt64] {
        var keys: [UInt64] = [0]
        for name in names {
            let columns = table.columns.filter { MatchField.baseName($0.field) == name }
            var hashes: [UInt64] = []
            for column in columns {
                for outcome in column.outcomeIndices(ofMention: mention) {
                    let key = column.comparableKey(outcome)
                    guard key != 0 else { continue }
                    hashes.append(Hash64.of(column.values.copy(key).span))
                }
            }
            keys = keys.flatMap { key in hashes.map { Hash64.combine(key, $0) } }
        }
        return keys
    }
}
