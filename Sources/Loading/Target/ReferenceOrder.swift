import Records

/// The order in which `mig_external_ref` keeps mentions: written so, each row is appended to the
/// table instead of being put between others.
enum ReferenceOrder {
    struct Entry {
        /// Index into the plans, and the mention in its entity's table.
        let plan, mention: Int
        fileprivate let table: Int
        /// Eight bytes of the key behind what all keys of the table begin with.
        fileprivate let prefix: UInt64
    }

    /// The mentions of all entities that `isWanted` wants, by source, table, key, part and entity.
    static func entries(
        _ set: LoadSet,
        _ plans: [EntityPlan],
        where isWanted: (_ plan: Int, _ record: Int) -> Bool
    ) -> [Entry] {
        let ranks = ranks(set)
        let shared = sharedPrefixes(set, plans, ranks)
        var entries: [Entry] = []
        for (index, plan) in plans.enumerated() {
            let records = set.entities[plan.index].records
            let isRecordWanted = plan.ids.indices.map { isWanted(index, $0) }
            for mention in 0..<records.table.count
            where isRecordWanted[Int(records.golden.clusters.clusterOf[mention])] {
                let table = ranks[Int(records.table.lineage.table[mention])]
                let key = records.table.sourceKeys[mention]
                entries.append(
                    Entry(
                        plan: index,
                        mention: mention,
                        table: table,
                        prefix: word(key, from: shared[table] ?? 0)
                    )
                )
            }
        }
        sort(&entries, set, plans)
        return entries
    }

    private static func sort(_ entries: inout [Entry], _ set: LoadSet, _ plans: [EntityPlan]) {
        let tables = plans.map { set.entities[$0.index].records.table }
        entries.sort { a, b in
            if a.table != b.table { return a.table < b.table }
            if a.prefix != b.prefix { return a.prefix < b.prefix }
            let aKey = tables[a.plan].sourceKeys[a.mention]
            let bKey = tables[b.plan].sourceKeys[b.mention]
            if aKey != bKey { return aKey < bKey }
            let aPart = tables[a.plan].lineage.part[a.mention]
            let bPart = tables[b.plan].lineage.part[b.mention]
            if aPart != bPart { return aPart < bPart }
            if a.plan != b.plan { return tables[a.plan].entity < tables[b.plan].entity }
            return a.mention < b.mention
        }
    }

    /// By source table: its place in the order of source and table names.
    private static func ranks(_ set: LoadSet) -> [Int] {
        let names = set.tables.map { [$0.table.source, $0.table.name] }
        let sorted = names.sorted { $0.lexicographicallyPrecedes($1) }
        return names.map { sorted.firstIndex(of: $0) ?? 0 }
    }

    /// By rank of the table: with how many bytes all its keys begin alike.
    private static func sharedPrefixes(
        _ set: LoadSet,
        _ plans: [EntityPlan],
        _ ranks: [Int]
    ) -> [Int: Int] {
        var first: [Int: [UInt8]] = [:]
        var shared: [Int: Int] = [:]
        for plan in plans {
            let table = set.entities[plan.index].records.table
            for mention in 0..<table.count {
                let rank = ranks[Int(table.lineage.table[mention])]
                guard let model = first[rank], let length = shared[rank] else {
                    first[rank] = Array(table.sourceKeys[mention].utf8)
                    shared[rank] = table.sourceKeys[mention].utf8.count
                    continue
                }
                var same = 0
                for byte in table.sourceKeys[mention].utf8 {
                    if same == length || byte != model[same] { break }
                    same += 1
                }
                if same < length { shared[rank] = same }
            }
        }
        return shared
    }

    private static func word(_ key: String, from offset: Int) -> UInt64 {
        var word: UInt64 = 0
        var count = 0
        for byte in key.utf8.dropFirst(offset) {
            word = word << 8 | UInt64(byte)
            count += 1
            if count == 8 { return word }
        }
        return word << UInt64((8 - count) * 8)
    }
}
