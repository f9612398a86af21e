import Records

/// The ledger's counts as JSON for `mig_run.counts`.
enum LoadCounts {
    /// Mentions per (source, table, entity) by bucket; rows per (source, table) by kind.
    static func json(_ set: LoadSet, _ plans: [EntityPlan], _ outcomes: [EntityOutcome]) -> JSON {
        let tables = set.tables.indices.map { index -> JSON in
            let table = set.tables[index].table
            let filteredCount = table.filteredRows.count
            var kinds = [(RowKind.data.rawValue, JSON.int(table.rowCount - filteredCount))]
            for kind in RowKind.allCases where kind != .data {
                var count = table.skipped.reduce(0) { $0 + ($1.kind == kind ? 1 : 0) }
                if kind == .filtered { count += filteredCount }
                if count > 0 { kinds.append((kind.rawValue, .int(count))) }
            }
            return .object([
                ("source", .string(table.source)), ("table", .string(table.name)),
                ("file", .string(table.file)), ("rows", .object(kinds)),
                ("mentions", mentions(index, set, plans, outcomes)),
            ])
        }
        return .array(tables)
    }

    private static func mentions(
        _ table: Int,
        _ set: LoadSet,
        _ plans: [EntityPlan],
        _ outcomes: [EntityOutcome]
    ) -> JSON {
        var entities: [(String, JSON)] = []
        for (plan, outcome) in zip(plans, outcomes) {
            var counts = [Int](repeating: 0, count: Bucket.allCases.count)
            let lineage = set.entities[plan.index].records.table.lineage
            for mention in outcome.buckets.indices where Int(lineage.table[mention]) == table {
                counts[Int(outcome.buckets[mention].rawValue)] += 1
            }
            let pairs = Bucket.allCases.compactMap { bucket -> (String, JSON)? in
                let count = counts[Int(bucket.rawValue)]
                return count == 0 ? nil : (bucket.name, .int(count))
            }
            if !pairs.isEmpty { entities.append((plan.entity.name, .object(pairs))) }
        }
        return .object(entities)
    }
}
