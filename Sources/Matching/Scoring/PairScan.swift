import Records

/// Walks the blocks, meets each pair once and compares it.
///
/// A mention's candidates are gathered over all rules with a stamp per other mention, so no pair is
/// listed twice. Pairs are compared some thousands at a time, field by field. Chunks of mentions
/// are independent: any number of workers gives the same.
struct PairScan: Sendable {
    /// What one chunk of mentions gave.
    struct Part: Sendable {
        /// By mention of the chunk: its number of pairs.
        var sizes: [UInt32] = []
        var others: [UInt32] = []
        var patternOf: [UInt32] = []
        var numbers = PatternNumbers()
        /// Of the pairs that are about to be compared: 1 where the model learns from it.
        var isCommon: [UInt32] = []
        /// By rule: pairs proposed, and those that no earlier rule proposed.
        var proposed: [Int]
        var isNew: [Int]
    }

    let task: MatchTask
    let fields: [MatchField]
    let items: [FieldItems]
    let layout: PatternLayout
    var plan = BlockPlan()
    /// Whether known and unchanged mentions are compared among themselves too.
    var comparesKnown = false

    /// Each chunk has stamps for all mentions, so there are few of them.
    private static let leastChunkSize = 4096
    private static let chunkCount = 64
    /// Pairs that are compared at a time: their patterns stay in the cache from field to field.
    private static let batchSize = 4096

    func run(_ workers: Workers) -> (pairs: ScoredPairs, blocks: [(String, Int, Int)]) {
        let count = task.table.count
        let size = max(Self.leastChunkSize, (count + Self.chunkCount - 1) / Self.chunkCount)
        let chunks = (count + size - 1) / size
        let blocks = plan.blocks
        var parts = workers.map(chunks) { chunk in
            scan(chunk * size..<min(count, (chunk + 1) * size), blocks)
        }
        let rules = plan.names.indices.map { rule in
            (
                plan.names[rule], parts.reduce(0) { $0 + $1.proposed[rule] },
                parts.reduce(0) { $0 + $1.isNew[rule] }
            )
        }
        return (ScoredPairs(taking: &parts, mentionCount: count), rules)
    }

    private func scan(_ mentions: Range<Int>, _ blocks: PairBlocks) -> Part {
        let zeros = [Int](repeating: 0, count: plan.names.count)
        var part = Part(proposed: zeros, isNew: zeros)
        var stamps = [UInt32](repeating: 0, count: task.table.count)
        var memos = items.prefix(layout.fieldCount).map { PairMemo($0) }
        var pairs = PairList()
        for a in mentions {
            let before = pairs.count
            gather(a, blocks, &stamps, &pairs, &part)
            part.sizes.append(UInt32(pairs.count - before))
            if pairs.count >= Self.batchSize { compare(&pairs, &memos, into: &part) }
        }
        compare(&pairs, &memos, into: &part)
        return part
    }

    /// The mentions after `a` that share a block with it, each once.
    private func gather(
        _ a: Int,
        _ blocks: PairBlocks,
        _ stamps: inout [UInt32],
        _ pairs: inout PairList,
        _ part: inout Part
    ) {
        let stamp = UInt32(a) &+ 1
        let isFrozen = !comparesKnown && task.frozen(a)
        let starts = blocks.starts.span
        let members = blocks.members.span
        for position in Int(blocks.blockStarts[a])..<Int(blocks.blockStarts[a &+ 1]) {
            let block = Int(blocks.blocks[position])
            let rule = Int(blocks.rules[block])
            let first = Int(starts[block])
            var member = Int(starts[block &+ 1]) &- 1
            let isCommon: UInt32 = rule < plan.commonRuleCount ? 1 : 0
            var proposed = 0
            var isNew = 0
            while member >= first {
                let b = Int(members[member])
                if b <= a { break }
                member &-= 1
                if isFrozen, task.frozen(b) { continue }
                proposed &+= 1
                if stamps[b] == stamp { continue }
                stamps[b] = stamp
                isNew &+= 1
                pairs.append(a, b)
                part.isCommon.append(isCommon)
            }
            part.proposed[rule] &+= proposed
            part.isNew[rule] &+= isNew
        }
    }

    private func compare(
        _ pairs: inout PairList,
        _ memos: inout [PairMemo],
        into part: inout Part
    ) {
        for (index, pattern) in patterns(of: pairs, &memos).enumerated() {
            part.patternOf.append(part.numbers.add(pattern, common: part.isCommon[index]))
        }
        part.isCommon.removeAll(keepingCapacity: true)
        part.others.append(contentsOf: pairs.seconds)
        pairs.removeAll()
    }

    /// The patterns of any pairs, proposed by a block or not.
    func patterns(of pairs: PairList) -> [UInt64] {
        var patterns = [UInt64](repeating: 0, count: pairs.count)
        var memo = PairMemo()
        for field in 0..<layout.fieldCount { mark(field, pairs, &memo, &patterns) }
        return patterns
    }

    private func patterns(of pairs: PairList, _ memos: inout [PairMemo]) -> [UInt64] {
        var patterns = [UInt64](repeating: 0, count: pairs.count)
        for field in 0..<layout.fieldCount { mark(field, pairs, &memos[field], &patterns) }
        return patterns
    }

    private func mark(
        _ field: Int,
        _ pairs: PairList,
        _ memo: inout PairMemo,
        _ patterns: inout [UInt64]
    ) {
        fields[field].comparator.mark(
            pairs,
            in: items[field],
            as: layout.places[field],
            memo: &memo,
            to: &patterns
        )
    }

    func pattern(_ a: Int, _ b: Int) -> UInt64 {
        var pairs = PairList()
        pairs.append(a, b)
        return patterns(of: pairs)[0]
    }
}
