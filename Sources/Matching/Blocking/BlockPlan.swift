import Records

/// Which pairs are looked at: the blocks of all rules, under a budget of pairs.
///
///     rules of the comparators ──keys──▶ blocks ──cap──▶ pairs
///                                          └── larger than the cap ──second key──▶ smaller blocks
///
/// Each rule has an equal part of the budget and the largest cap on the size of a block under which
/// its pairs fit. A larger block isn't dropped: its mentions are compared when they also share a
/// second key. What is still too large after that is counted and reported.
package struct BlockPlan: Sendable {
    /// No blocks: nothing is compared.
    init() {}

    var indices: [BlockIndex] = []
    /// By index: the largest block that is compared whole.
    var caps: [Int] = []
    /// Pairs in blocks that stayed too large: name and number.
    package var leftOut: [(rule: String, pairCount: Int)] = []
    /// Set when declared blocks make more pairs than `max_pairs` allows.
    package var declaredPairCount: Int?

    /// Pairs that all rules together may propose: enough for every rule that brings true ones, few
    /// enough that the blocks of common values are taken apart by a second key.
    private static let pairsPerMention = 16
    private static let leastBudget = 1_000_000
    private static let sizes = [2000, 1000, 500, 250, 120, 60, 30, 15, 8]

    init(
        _ task: MatchTask,
        fields: [MatchField],
        items: [FieldItems],
        workers: Workers
    ) {
        let count = task.table.count
        if !task.spec.block.isEmpty {
            indices = DeclaredKeys.indices(task.spec.block, table: task.table)
            caps = indices.map { _ in count }
            let pairs = indices.reduce(0) { $0 + $1.pairCount(cap: count) }
            if pairs > task.spec.maxPairCount { declaredPairCount = pairs }
            return
        }
        let rules = fields.indices.flatMap { field in
            fields[field].comparator.blocks.indices.map { (field: field, rule: $0) }
        }
        let built: [BlockIndex] = workers.map(rules.count) { index in
            let (field, rule) = rules[index]
            let comparator = fields[field].comparator
            return BlockIndex(
                comparator.blocks[rule].name,
                comparator.keys(rule: rule, in: items[field])
            )
        }
        let isCoarse = rules.map { fields[$0.field].comparator.blocks[$0.rule].isCoarse }
        let fine = built.indices.filter { !isCoarse[$0] }
        let wanted = max(Self.leastBudget, Self.pairsPerMention * count)
        let budget = min(task.spec.maxPairCount, wanted)
        indices = fine.map { built[$0] }
        caps = indices.map { Self.cap($0, budget: budget / max(1, fine.count)) }
        let isFuzzy = fine.map { fields[rules[$0].field].comparator.blocks[rules[$0].rule].isFuzzy }
        split(
            built,
            fine: fine,
            isFuzzy: isFuzzy,
            fields: rules.map(\.field),
            mentionCount: count
        )
    }

    private static func cap(_ index: BlockIndex, budget: Int) -> Int {
        sizes.first { index.pairCount(cap: $0) <= budget } ?? sizes[sizes.count - 1]
    }

    /// Adds an index of the oversized blocks, each taken apart by every second key of its mentions.
    private mutating func split(
        _ built: [BlockIndex],
        fine: [Int],
        isFuzzy: [Bool],
        fields: [Int],
        mentionCount: Int
    ) {
        let coarse = built.indices.filter { !fine.contains($0) }
        let fineCaps = Dictionary(uniqueKeysWithValues: zip(fine, caps))
        for (position, index) in fine.enumerated() {
            let rule = built[index]
            let cap = caps[position]
            let all = rule.pairCount(cap: Int.max) - rule.pairCount(cap: cap)
            if all == 0 { continue }
            if isFuzzy[position] {
                leftOut.append((rule.name, all))
                continue
            }
            // Other rules' blocks that are compared whole bring these pairs together already.
            let seconds =
                coarse.map { ($0, 0) }
                + zip(fine, isFuzzy).filter { !$0.1 }.map { ($0.0, fineCaps[$0.0, default: 0]) }
            let others = seconds.filter { $0.0 != index && fields[$0.0] != fields[index] }
            let parts = BlockIndex(rule.name + ", split", mentionCount: mentionCount) {
                mention,
                keys in
                for place in rule.blocks(of: mention) where rule.size(rule.block(place)) > cap {
                    Self.appendSplitKeys(mention, rule.block(place), others, built, to: &keys)
                }
            }
            indices.append(parts)
            caps.append(cap)
            let covered = parts.pairCount(cap: cap)
            if all > covered { leftOut.append((rule.name, all - covered)) }
        }
    }

    private static func appendSplitKeys(
        _ mention: Int,
        _ block: Int,
        _ others: [(rule: Int, cap: Int)],
        _ built: [BlockIndex],
        to keys: inout [UInt64]
    ) {
        for (other, otherCap) in others {
            let second = built[other]
            for place in second.blocks(of: mention) {
                let id = second.block(place)
                if second.size(id) <= otherCap { continue }
                keys.append(Hash64.combine(UInt64(block) << 16 | UInt64(other), UInt64(id)))
            }
        }
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
