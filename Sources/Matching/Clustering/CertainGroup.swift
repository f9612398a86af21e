import Records

/// Mentions that are one record for one reason outside their scores, as far as nothing speaks
/// against it.
struct CertainGroup: Sendable {
    let reason: CertainLink.Reason
    /// In the order in which they are joined: those that are known and unchanged first, then by
    /// content.
    let members: [Int]

    /// All groups of a task in the order in which they are joined, whatever the order of the input.
    static func all(_ task: MatchTask, ranks: [UInt32]) -> [CertainGroup] {
        let pairs = task.certain.filter { $0.reason == .filledDown || $0.reason == .reference }
        let keyed = task.certain.filter { $0.reason != .filledDown && $0.reason != .reference }
        return ordered(.sameRecord, records(task), task, ranks)
            + ordered(.filledDown, members(pairs, .filledDown), task, ranks)
            + ordered(.reference, members(pairs, .reference), task, ranks)
            + ordered(.sameKey, components(keyed), task, ranks)
            + ordered(.sameIf, sameIf(task), task, ranks)
    }

    private static func members(
        _ links: [CertainLink],
        _ reason: CertainLink.Reason
    ) -> [[Int]] {
        links.filter { $0.reason == reason }.map { [$0.a, $0.b] }
    }

    private static func ordered(
        _ reason: CertainLink.Reason,
        _ groups: [[Int]],
        _ task: MatchTask,
        _ ranks: [UInt32]
    ) -> [CertainGroup] {
        let key = { (mention: Int) -> UInt64 in
            (task.frozen(mention) ? 0 : 1 << 32) | UInt64(ranks[mention])
        }
        let sorted = groups.map { group in group.sorted { key($0) < key($1) } }
        return sorted.sorted { x, y in
            x.lexicographicallyPrecedes(y) { ranks[$0] < ranks[$1] }
        }.map { CertainGroup(reason: reason, members: $0) }
    }

    /// Mentions of one existing record, unless it is taken apart to be clustered anew.
    private static func records(_ task: MatchTask) -> [[Int]] {
        var members: [Int32: [Int]] = [:]
        for (mention, record) in task.recordOf.enumerated()
        where record >= 0 && !task.reopened(mention) {
            members[record, default: []].append(mention)
        }
        return members.values.filter { $0.count > 1 }
    }

    /// Mentions that links of one key hang together.
    private static func components(_ links: [CertainLink]) -> [[Int]] {
        var sets = DisjointSets()
        for link in links { sets.join(link.a, link.b) }
        return sets.groups()
    }

    /// `same_if:`: mentions whose listed fields are all filled and equal.
    private static func sameIf(_ task: MatchTask) -> [[Int]] {
        task.spec.sameIf.flatMap { names in
            let index = BlockIndex("", mentionCount: task.table.count) { mention, keys in
                keys.append(
                    contentsOf: DeclaredKeys.keys(names, table: task.table, mention: mention)
                )
            }
            return (0..<index.count).map { block in
                index.members[index.range(block)].map { Int($0) }
            }.filter { $0.count > 1 }
        }
    }
}
