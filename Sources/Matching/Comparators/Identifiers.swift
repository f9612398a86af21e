import CRM
import Records

/// Compares official numbers: one organization has one, and no two organizations share it.
package struct ExclusiveID: Comparator {
    package static let spec = ComponentSpec(
        name: "exclusive_id",
        stage: .matching,
        summary: "official numbers: equal identifies, different valid ones forbid",
        example: "match: {same_if: [[uscc]]}"
    )

    package let levels: [Level]
    package let blocks = [BlockRule("official number")]
    let isExclusive: Bool

    /// Only a stable, checked number (the unified social credit code) forbids when it differs.
    package init(isExclusive: Bool = true) {
        self.isExclusive = isExclusive
        levels = [
            Level("different", isExclusive ? .veto : .neutral, match: 0.005, other: 0.9999),
            Level("equal", .identifying, match: 0.995, other: 1e-6),
        ]
    }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        FieldItems.perOutcome(slotCount: 1, field: field, task: task) { column, outcome, items in
            let key = column.comparableKey(outcome)
            guard key != 0, column.outcomes[outcome].validity == .valid else { return nil }
            return items.item([items.intern(column.values[key])])
        }
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        SharedItems.compare(a, b, in: items, shared: 1)
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        SharedItems.appendKeys(of: mention, in: items, to: &keys)
    }
}

/// Compares account names of messengers (WeChat, QQ, openid): equal or not.
package struct Handle: Comparator {
    package static let spec = ComponentSpec(
        name: "handle",
        stage: .matching,
        summary: "messenger ids: equal or not",
        example: "match: {block: [wechat]}"
    )

    package let levels = [
        Level("different", .neutral, match: 0.12, other: 0.9999, group: .own),
        Level("equal", .supporting, match: 0.88, other: 1e-5, usesFrequency: true, group: .handle),
    ]
    package let blocks = [BlockRule("messenger id")]

    package init() {}

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        FieldItems.perOutcome(slotCount: 1, field: field, task: task) { column, outcome, items in
            let key = column.comparableKey(outcome)
            return key == 0 ? nil : items.item([items.intern(column.values[key])])
        }
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        SharedItems.compare(a, b, in: items, shared: 1)
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        SharedItems.appendKeys(of: mention, in: items, to: &keys)
    }
}

/// What comparators over sets of equal-or-not values have in common.
enum SharedItems {
    static func compare(
        _ a: Int,
        _ b: Int,
        in items: ItemView,
        shared: Int
    ) -> Agreement {
        let xs = items.range(a)
        let ys = items.range(b)
        guard !xs.isEmpty, !ys.isEmpty else { return .none }
        var best = Agreement(0)
        for x in xs {
            for y in ys where items.ids[x] == items.ids[y] {
                let frequency = items.count(0, items.slot(0, items.item(x)))
                if best.level == 0 || frequency < best.frequency {
                    best = Agreement(shared, frequency: frequency)
                }
            }
        }
        return best
    }

    static func appendKeys(of mention: Int, in items: ItemView, to keys: inout [UInt64]) {
        for position in items.range(mention) {
            keys.append(UInt64(items.slot(0, items.item(position))))
        }
    }
}
