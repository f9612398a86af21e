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
            Level("one slip apart", .supporting, match: 0.005, other: 1e-6),
            Level("equal", .identifying, match: 0.995, other: 1e-6),
        ]
    }

    enum Flag {
        /// Its check doesn't hold: a slip of some number, which parts nobody.
        static let unchecked: UInt8 = 2
    }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        FieldItems.perOutcome(slotCount: 1, field: field, task: task) { column, outcome, items in
            let key = column.comparableKey(outcome)
            if key != 0, column.outcomes[outcome].validity == .valid {
                return items.item([items.intern(column.values[key])])
            }
            let text = Self.unchecked(column.values[column.outcomes[outcome].raw])
            return text.isEmpty ? nil : items.item([items.intern(text)], flags: Flag.unchecked)
        }
    }

    /// The letters and digits of a number that fails its check; empty when they are too few or too
    /// much alike to be one.
    private static func unchecked(_ raw: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        for index in raw.indices {
            switch raw[index] {
            case 0x30...0x39, 0x41...0x5A: text.append(raw[index])
            case 0x61...0x7A: text.append(raw[index] & 0x5F)
            case 0x20, 0x2D: continue
            default: return []
            }
        }
        return text.count >= 14 && text.count <= 20 && Set(text).count >= 5 ? text : []
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        var best = Agreement.none
        for x in items.range(a) {
            for y in items.range(b) {
                let found = compareItems(items.item(x), items.item(y), in: items)
                best.improve(found)
            }
        }
        return best
    }

    private func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        if (items.flags[a] | items.flags[b]) & Flag.unchecked == 0 {
            return Agreement(a == b ? 2 : 0)
        }
        let isNear = a == b || Slips.areOneApart(items.scalars(of: a), items.scalars(of: b))
        return isNear ? Agreement(1) : .none
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
        Level("different", .neutral, match: 0.12, other: 0.9999),
        Level(
            "equal",
            .supporting,
            match: 0.88,
            other: 1e-5,
            usesFrequency: true,
            group: .handle,
            isOwn: true
        ),
    ]
    package let blocks = [BlockRule("messenger id")]

    package init() {}

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        var items = FieldItems.perOutcome(slotCount: 1, field: field, task: task) {
            column,
            outcome,
            items in
            // A number in a column of handles is compared as the number that it is.
            let key = column.outcomes[outcome].kind == .mobile ? 0 : column.comparableKey(outcome)
            return key == 0 ? nil : items.item([items.intern(column.values[key])])
        }
        items.mark(SharedByMany.items(of: items, in: task), SharedItems.isShared)
        return items
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
    /// Of many different persons or companies: no agreement.
    static let isShared: UInt8 = 1

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
                if items.flags[items.item(x)] & isShared != 0 {
                    if best.level == 0 { best = .none }
                    continue
                }
                let frequency = items.count(0, items.slot(0, items.item(x)))
                if best.level <= 0 || frequency < best.frequency {
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
