import Records

/// Walks the blocks, meets each pair once and compares it.
///
/// A mention's candidates are gathered over all rules with a stamp per other mention, so no pair is
/// listed twice and nothing is sorted. Chunks of mentions are independent: any number of workers
/// gives the same.
struct PairScan: Sendable {
    /// What one chunk of mentions gave.
    struct Part: Sendable {
        /// By mention of the chunk: its number of pairs.
        var sizes: [UInt32] = []
        var others: [UInt32] = []
        var patternOf: [UInt32] = []
        var patterns: [UInt64] = []
        var counts: [UInt32] = []
        /// By rule: pairs proposed, and those that no earlier rule proposed.
        var proposed: [Int]
        var isNew: [Int]
        var numbers: [UInt64: UInt32] = [:]

        mutating func add(_ pattern: UInt64) {
            let next = UInt32(patterns.count)
            let id = numbers[pattern] ?? next
            if id == next {
                numbers[pattern] = id
                patterns.append(pattern)
                counts.append(0)
            }
            counts[Int(id)] += 1
            patternOf.append(id)
        }
    }

    let task: MatchTask
    let fields: [MatchField]
    let items: [FieldItems]
    let layout: PatternLayout
    let plan: BlockPlan

    private static let chunkSize = 4096

    func run(_ workers: Workers) -> (pairs: ScoredPairs, blocks: [(String, Int, Int)]) {
        let count = task.table.count
        let chunks = (count + Self.chunkSize - 1) / Self.chunkSize
        let parts = workers.map(chunks) { chunk in
            scan(chunk * Self.chunkSize..<min(count, (chunk + 1) * Self.chunkSize))
        }
        let blocks = plan.indices.indices.map { rule in
            (
                plan.indices[rule].name, parts.reduce(0) { $0 + $1.proposed[rule] },
                parts.reduce(0) { $0 + $1.isNew[rule] }
            )
        }
        return (ScoredPairs(parts: parts, mentionCount: count), blocks)
    }

    private func scan(_ mentions: Range<Int>) -> Part {
        let zeros = [Int](repeating: 0, count: plan.indices.count)
        var part = Part(proposed: zeros, isNew: zeros)
        var stamps = [UInt32](repeating: 0, count: task.table.count)
        var others: [UInt32] = []
        var patterns: [UInt64] = []
        for a in mentions {
            others.removeAll(keepingCapacity: true)
            gather(a, &stamps, &others, &part)
            patterns.removeAll(keepingCapacity: true)
            patterns.append(contentsOf: repeatElement(0, count: others.count))
            for field in 0..<layout.fieldCount {
                fields[field].comparator.mark(
                    a,
                    with: others,
                    in: items[field],
                    as: layout.places[field],
                    to: &patterns
                )
            }
            part.others.append(contentsOf: others)
            for pattern in patterns { part.add(pattern) }
            part.sizes.append(UInt32(others.count))
        }
        return part
    }

    /// The mentions after `a` that share a block with it, each once.
    private func gather(
        _ a: Int,
        _ stamps: inout [UInt32],
        _ others: inout [UInt32],
        _ part: inout Part
    ) {
        let stamp = UInt32(a) + 1
        let isFrozen = task.frozen(a)
        for rule in plan.indices.indices {
            let index = plan.indices[rule]
            let cap = plan.caps[rule]
            for position in index.blocks(of: a) {
                let block = index.block(position)
                if index.size(block) > cap { continue }
                let range = index.range(block)
                var member = range.upperBound &- 1
                while member >= range.lowerBound {
                    let b = Int(index.members[member])
                    if b <= a { break }
                    member &-= 1
                    if isFrozen, task.frozen(b) { continue }
                    part.proposed[rule] &+= 1
                    if stamps[b] == stamp { continue }
                    stamps[b] = stamp
                    part.isNew[rule] &+= 1
                    others.append(UInt32(b))
                }
            }
        }
    }

    /// The pattern of any pair, proposed by a block or not.
    func pattern(_ a: Int, _ b: Int) -> UInt64 {
        var pattern: UInt64 = 0
        for field in 0..<layout.fieldCount {
            pattern |= layout.places[field].code(
                fields[field].comparator.compare(a, b, in: items[field])
            )
        }
        return pattern
    }
}
