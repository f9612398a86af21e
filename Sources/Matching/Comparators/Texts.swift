import CRM
import Records

/// Compares free texts by edit similarity: for entities whose fields have no nature of their own.
package struct TextSimilarity: Comparator {
    package static let spec = ComponentSpec(
        name: "text_similarity",
        stage: .matching,
        summary: "texts: equal, Jaro-Winkler at least 0.92, 0.85 or 0.7",
        example: "match: {block: [title]}"
    )

    package let levels = [
        Level("different", .neutral, match: 0.08, other: 0.9),
        Level("loosely similar", .neutral, match: 0.03, other: 0.08),
        Level("similar", .neutral, match: 0.05, other: 0.01),
        Level("very similar", .supporting, match: 0.1, other: 3e-3),
        Level("equal", .supporting, match: 0.74, other: 5e-3, usesFrequency: true),
    ]
    package let blocks = [BlockRule("text"), BlockRule("text but one character", isFuzzy: true)]

    package init() {}

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        FieldItems.perOutcome(slotCount: 1, field: field, task: task) { column, outcome, items in
            let key = column.comparableKey(outcome)
            return key == 0 ? nil : items.item([items.intern(column.values[key])])
        }
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        var best = Agreement.none
        for x in items.range(a) {
            for y in items.range(b) {
                let found = compareItems(items.item(x), items.item(y), in: items)
                if found.level > best.level { best = found }
            }
        }
        return best
    }

    private func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        if a == b { return Agreement(4, frequency: items.count(0, items.slot(0, a))) }
        let similarity = JaroWinkler.similarity(items.scalars(of: a), items.scalars(of: b))
        return Agreement(
            similarity >= 0.92 ? 3 : similarity >= 0.85 ? 2 : similarity >= 0.7 ? 1 : 0
        )
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        for position in items.range(mention) {
            let item = items.item(position)
            if rule == 0 { keys.append(UInt64(items.slot(0, item))) }
            if rule == 1 { Deletions.append(items.scalars(of: item), least: 5, to: &keys) }
        }
    }
}

/// Compares dates and numbers that are typed digit by digit: equal, one edit apart, or same start.
package struct DateParts: Comparator {
    package static let spec = ComponentSpec(
        name: "date_parts",
        stage: .matching,
        summary: "dates: equal, one digit apart, same year",
        example: "match: {block: [birth_date]}"
    )

    package let levels = [
        Level("different", .neutral, match: 0.05, other: 0.97),
        Level("same year", .neutral, match: 0.05, other: 0.025),
        Level("one edit apart", .supporting, match: 0.1, other: 3e-3),
        Level("equal", .supporting, match: 0.8, other: 1e-3, usesFrequency: true),
    ]
    package let blocks = [BlockRule("date"), BlockRule("year", isCoarse: true)]

    package init() {}

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        FieldItems.perOutcome(slotCount: 2, field: field, task: task) { column, outcome, items in
            let key = column.comparableKey(outcome)
            guard key != 0 else { return nil }
            let text = column.values.copy(key)
            return items.item([items.intern(text), items.intern(Array(text.prefix(4)))])
        }
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let xs = items.range(a)
        let ys = items.range(b)
        guard !xs.isEmpty, !ys.isEmpty else { return .none }
        let x = items.item(xs.lowerBound)
        let y = items.item(ys.lowerBound)
        if x == y { return Agreement(3, frequency: items.count(0, items.slot(0, x))) }
        if Levenshtein.distance(items.scalars(of: x), items.scalars(of: y)) <= 1 {
            return Agreement(2)
        }
        return Agreement(items.slot(1, x) == items.slot(1, y) ? 1 : 0)
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        for position in items.range(mention) {
            keys.append(UInt64(items.slot(rule, items.item(position))))
        }
    }
}
