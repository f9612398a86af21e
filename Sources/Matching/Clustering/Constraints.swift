import Records

/// What keeps mentions apart whatever their weight, from the task and its fields.
enum Constraints {
    static let existingRecords = "two existing records"

    static func of(
        _ task: MatchTask,
        fields: [MatchField],
        items: [FieldItems]
    ) -> [ClusterForest.Constraint] {
        var constraints: [ClusterForest.Constraint] = []
        for (index, field) in fields.enumerated() {
            if let id = field.comparator as? ExclusiveID, id.isExclusive {
                constraints.append(exclusive(field.name, items[index]))
            }
            if field.comparator is CompanyName { constraints.append(branches(items[index])) }
        }
        for names in task.spec.neverIf {
            constraints.append(
                .init(
                    name: "never_if " + names.joined(separator: " + "),
                    values: (0..<task.table.count).map {
                        DeclaredKeys.keys(names, table: task.table, mention: $0).first.map(nonZero)
                            ?? 0
                    }
                )
            )
        }
        if !task.recordOf.isEmpty, !task.mayMergeExisting {
            constraints.append(
                .init(
                    name: existingRecords,
                    values: mergedRecords(task).map { UInt64(Int64($0) + 1) }
                )
            )
        }
        return constraints
    }

    /// By mention: its record; records that people say are one have the least number of theirs.
    private static func mergedRecords(_ task: MatchTask) -> [Int32] {
        var records = DisjointSets()
        for decision in task.decisions where decision.isMatch {
            let a = task.record(decision.a)
            let b = task.record(decision.b)
            if a >= 0, b >= 0, a != b { records.join(Int(a), Int(b)) }
        }
        records.settle()
        return task.recordOf.map { Int32(records.head(Int($0))) }
    }

    private static func nonZero(_ hash: UInt64) -> UInt64 { hash == 0 ? 1 : hash }

    private static func exclusive(_ name: String, _ items: FieldItems) -> ClusterForest.Constraint {
        .init(
            name: "different \(name)",
            values: (0..<items.mentionCount).map { mention in
                let checked = items.range(mention).first {
                    items.flags[items.item($0)] & ExclusiveID.Flag.unchecked == 0
                }
                return checked.map { UInt64(items.slot(0, items.item($0))) } ?? 0
            }
        )
    }

    /// 1 for a whole name that is no branch, above that the branch; 0 where the name leaves it
    /// open.
    private static func branches(_ items: FieldItems) -> ClusterForest.Constraint {
        .init(
            name: "branch and parent",
            values: (0..<items.mentionCount).map { mention in
                guard let position = items.range(mention).first else { return 0 }
                let item = items.item(position)
                if items.flags[item] & CompanyName.Flag.branch != 0 {
                    return UInt64(items.slot(CompanyName.Slot.branch, item)) + 2
                }
                return items.flags[item] & CompanyName.Flag.formed != 0 ? 1 : 0
            }
        )
    }
}
