import CRM
import Records

/// Compares dates by year, month and day: slips of one digit, day and month exchanged, a year that
/// was guessed.
///
///     1971-06-24 / 1971-05-24 one slip · 1971-04-06 / 1971-06-04 one slip · 1971-06-24 / 1968-06-24
///     same day, other year · 1971-06-24 / 1971-11-02 same year · 1971 / 1974 same decade
package struct DateParts: Comparator {
    package static let spec = ComponentSpec(
        name: "date_parts",
        stage: .matching,
        summary: "dates: equal, one slip apart, same day of another year, same year, near years",
        example: "match: {block: [birth_date]}"
    )

    package let levels: [Level]
    package let blocks = [
        BlockRule("date"), BlockRule("date but one digit", isFuzzy: true),
        BlockRule("year", isCoarse: true),
    ]

    /// `isOwn` for dates that relatives don't share, such as those of birth.
    package init(isOwn: Bool = true) {
        levels = [
            Level("different", .neutral, match: 0.04, other: 0.9),
            Level("near years", .neutral, match: 0.03, other: 0.07),
            Level("same year", .neutral, match: 0.05, other: 0.025),
            Level("same day, other year", .neutral, match: 0.03, other: 3e-3),
            Level("one slip apart", .supporting, match: 0.1, other: 3e-3, isOwn: isOwn),
            Level(
                "equal",
                .supporting,
                match: 0.75,
                other: 1e-3,
                usesFrequency: true,
                isOwn: isOwn
            ),
        ]
    }

    /// Years that count as near.
    private static let nearYears = 10
    private enum Slot { static let text = 0, year = 1, day = 2 }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        FieldItems.perOutcome(slotCount: 3, field: field, task: task) { column, outcome, items in
            let key = column.comparableKey(outcome)
            guard key != 0 else { return nil }
            let text = column.values.copy(key)
            // 1971-06-24, 1971/6/24 and 19710624 begin with the year and go on with the day.
            let digits = text.filter { (0x30...0x39).contains($0) }
            let isDate = digits.count == 8 && digits.count >= text.count - 2
            return items.item([
                items.intern(isDate ? digits : text), items.intern(Array(digits.prefix(4))),
                items.intern(isDate ? Array(digits.suffix(4)) : []),
            ])
        }
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let xs = items.range(a)
        let ys = items.range(b)
        guard !xs.isEmpty, !ys.isEmpty else { return .none }
        return compareItems(items.item(xs.lowerBound), items.item(ys.lowerBound), in: items)
    }

    private func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let text = items.slot(Slot.text, a)
        if text == items.slot(Slot.text, b) { return Agreement(5, frequency: items.count(0, text)) }
        let x = items.scalars(of: a)
        let y = items.scalars(of: b)
        if Slips.areOneApart(x, y) || Self.isExchanged(x, y) { return Agreement(4) }
        let day = items.slot(Slot.day, a)
        if day != 0, day == items.slot(Slot.day, b) { return Agreement(3) }
        let year = items.slot(Slot.year, a)
        if year != 0, year == items.slot(Slot.year, b) { return Agreement(2) }
        return Agreement(abs(Self.year(x) - Self.year(y)) <= Self.nearYears ? 1 : 0)
    }

    /// Day and month in the other order.
    private static func isExchanged(_ x: Span<UInt32>, _ y: Span<UInt32>) -> Bool {
        guard x.count == 8, y.count == 8 else { return false }
        for index in 0..<4 where x[index] != y[index] { return false }
        for index in 4..<6 where x[index] != y[index + 2] || x[index + 2] != y[index] {
            return false
        }
        return true
    }

    private static func year(_ digits: Span<UInt32>) -> Int {
        var year = 0
        for index in 0..<min(4, digits.count) { year = year &* 10 &+ Int(digits[index]) &- 0x30 }
        return year
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
            case 0: keys.append(UInt64(items.slot(Slot.text, item)))
            case 1: Deletions.append(items.scalars(of: item), least: 6, to: &keys)
            default: keys.append(UInt64(items.slot(Slot.year, item)))
            }
        }
    }
}
