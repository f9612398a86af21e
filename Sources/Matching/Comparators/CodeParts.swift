import CRM
import Records

/// Compares codes that are made of parts from the greatest to the smallest (postcodes, article
/// numbers): equal, one slip apart, or with the same beginning.
///
///     PO15 5BT / PO15 5TB one slip apart · PO15 5BT / PO15 5QD same but the end · PO15 5BT / PO15 7TH
///     same beginning · VIP003 / VIP004 different: numbered one after another
package struct CodeParts: Comparator {
    package static let spec = ComponentSpec(
        name: "code_parts",
        stage: .matching,
        summary: "codes and postcodes: equal, one slip apart, same but the end, same beginning",
        example: "match: {block: [member_no]}"
    )

    package let levels = [
        Level("different", .neutral, match: 0.1, other: 0.95),
        Level("same beginning", .neutral, match: 0.03, other: 0.03),
        Level("same but the end", .neutral, match: 0.04, other: 3e-3),
        Level("one slip apart", .supporting, match: 0.05, other: 2e-3),
        Level("equal", .supporting, match: 0.78, other: 2e-3, usesFrequency: true),
    ]
    package let blocks = [
        BlockRule("code"), BlockRule("code but one character", isFuzzy: true),
        BlockRule("code but its end", isCoarse: true),
    ]

    package init() {}

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        FieldItems.perOutcome(slotCount: 2, field: field, task: task) { column, outcome, items in
            let key = column.comparableKey(outcome)
            guard key != 0 else { return nil }
            let text = Latin.lowered(column.values.copy(key)).filter { $0 > 0x2F }
            if text.isEmpty { return nil }
            return items.item([
                items.intern(text), items.intern(Array(text.dropLast(text.count > 4 ? 2 : 1))),
            ])
        }
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
        let text = items.slot(0, a)
        if text == items.slot(0, b) { return Agreement(4, frequency: items.count(0, text)) }
        let x = items.scalars(of: a)
        let y = items.scalars(of: b)
        let least = min(x.count, y.count)
        let isSlip = least >= 3 && Slips.areOneApart(x, y)
        if Self.areNumbered(x, y), !(isSlip && Self.differences(x, y) == 2) { return Agreement(0) }
        if isSlip { return Agreement(3) }
        let beginning = items.slot(1, a)
        if least >= 3, beginning == items.slot(1, b) { return Agreement(2) }
        var shared = 0
        while shared < least, x[shared] == y[shared] { shared &+= 1 }
        return Agreement(shared >= 2 && shared * 2 >= max(x.count, y.count) ? 1 : 0)
    }

    /// Steps of a number within which two codes were given out one after another.
    private static let mostSteps = 20

    /// Whether two codes are the same letters before numbers that lie close together.
    private static func areNumbered(_ x: Span<UInt32>, _ y: Span<UInt32>) -> Bool {
        guard x.count == y.count else { return false }
        var start = x.count
        while start > 0, isDigit(x[start - 1]), isDigit(y[start - 1]) { start &-= 1 }
        guard start > 0, start < x.count else { return false }
        for index in 0..<start where x[index] != y[index] { return false }
        var step = 0
        for index in start..<x.count {
            step = step * 10 + Int(x[index]) - Int(y[index])
            // What is this far apart comes no closer by the digits that follow.
            if abs(step) > mostSteps { return false }
        }
        return true
    }

    private static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    private static func differences(_ x: Span<UInt32>, _ y: Span<UInt32>) -> Int {
        x.indices.count { x[$0] != y[$0] }
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        for position in items.range(mention) {
            let item = items.item(position)
            switch rule {
            case 0: keys.append(UInt64(items.slot(0, item)))
            case 1: Deletions.append(items.scalars(of: item), least: 5, to: &keys)
            default: if items.slot(1, item) != 0 { keys.append(UInt64(items.slot(1, item))) }
            }
        }
    }
}
