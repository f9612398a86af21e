import Records

/// Which pairs are looked at: the blocks of all rules, under a budget of pairs.
///
///     rules of the comparators ──keys──▶ blocks ──cap──▶ pairs
///                                          └── larger than the cap ──second key──▶ smaller blocks
///
/// The cap on the size of a block is the largest under which all pairs fit the budget. A larger block
/// isn't dropped: its mentions are compared when they also share a second key. What is still too
/// large after that is counted and reported.
package struct BlockPlan: Sendable {
    var indices: [BlockIndex] = []
    /// The largest block that is compared whole.
    package var cap = 0
    /// Pairs in blocks that stayed too large: name and number.
    package var leftOut: [(rule: String, pairCount: Int)] = []
    /// Set when declared blocks make more pairs than `max_pairs` allows.
    package var declaredPairCount: Int?

    private static let caps = [2000, 1000, 500, 250, 120, 60, 30, 15, 8]

    init(
        _ task: MatchTask,
        fields: [MatchField],
        items: [FieldItems],
        workers: Workers
    ) {
        let count = task.table.count
        if !task.spec.block.isEmpty {
            indices = DeclaredKeys.indices(task.spec.block, table: task.table)
            cap = count
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
            return BlockIndex(comparator.blocks[rule].name, mentionCount: count) { mention, keys in
                comparator.appendKeys(of: mention, rule: rule, in: items[field], to: &keys)
            }
        }
        let isCoarse = rules.map { fields[$0.field].comparator.blocks[$0.rule].isCoarse }
        let fine = built.indices.filter { !isCoarse[$0] }
        let budget = min(task.spec.maxPairCount, max(1_000_000, 40 * count))
        cap = Self.cap(fine.map { built[$0] }, budget: budget)
        indices = fine.map { built[$0] }
        split(built, fine: fine, fields: rules.map(\.field), mentionCount: count, budget: budget)
    }

    private static func cap(_ indices: [BlockIndex], budget: Int) -> Int {
        caps.first { cap in indices.reduce(0) { $0 + $1.pairCount(cap: cap) } <= budget }
            ?? caps[caps.count - 1]
    }

    /// Adds an index of the oversized blocks, each taken apart by every second key of its mentions.
    private mutating func split(
        _ built: [BlockIndex],
        fine: [Int],
        fields: [Int],
        mentionCount: Int,
        budget: Int
    ) {
        let cap = self.cap
        let seconds = built.indices.filter { !fine.contains($0) }
        for index in fine {
            let rule = built[index]
            let oversized = (0..<rule.count).filter { rule.size($0) > cap }
            if oversized.isEmpty { continue }
            let parts = BlockIndex(rule.name + ", split", mentionCount: mentionCount) { mention, keys in
                for position in rule.blocks(of: mention) where rule.size(rule.block(position)) > cap {
                    for other in seconds + fine where other != index && fields[other] != fields[index] {
                        let second = built[other]
                        for place in second.blocks(of: mention) {
                            let id = second.block(place)
                            if fine.contains(other), second.size(id) <= cap { continue }
                            let own = UInt64(rule.block(position)) << 32 | UInt64(other)
                            keys.append(Hash64.combine(own, UInt64(id)))
                        }
                    }
                }
            }
            indices.append(parts)
            let covered = parts.pairCount(cap: cap)
            let all = oversized.reduce(0) { $0 + rule.size($1) * (rule.size($1) - 1) / 2 }
            if all > covered { leftOut.append((rule.name, all - covered)) }
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
