import CRM
import Records

/// Compares one part of a person's name, first or last, that stands in a field of its own; the
/// other part's field tells when the two were exchanged.
///
///     john / jon very similar · j / john initial · (john, smith) / (smith, john) exchanged in both
package struct NamePart: Comparator {
    package static let spec = ComponentSpec(
        name: "name_part",
        stage: .matching,
        summary: "first or last names in fields of their own: equal, similar, initial, exchanged",
        example: "match: {block: [surname]}"
    )

    package let levels = [
        Level("different", .neutral, match: 0.08, other: 0.93),
        Level("loosely similar", .neutral, match: 0.03, other: 0.05),
        Level("initial", .neutral, match: 0.03, other: 0.01),
        Level("similar", .neutral, match: 0.06, other: 8e-3),
        Level(
            "exchanged",
            .supporting,
            match: 0.02,
            other: 2e-3,
            usesFrequency: true,
            group: .exchange
        ),
        Level("very similar", .supporting, match: 0.1, other: 3e-3, usesFrequency: true),
        Level("equal", .supporting, match: 0.7, other: 5e-3, usesFrequency: true),
    ]
    package let blocks = [
        BlockRule("name part"), BlockRule("name part but one character", isFuzzy: true),
        BlockRule("both name parts"),
    ]

    package init() {}

    private enum Slot { static let own = 0, other = 1 }

    /// The field's first column is the part itself, the further ones are the other parts.
    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        var items = FieldItems(slotCount: 2)
        let columns = field.columns.map { task.table.columns[$0] }
        let texts = columns.map { column in
            column.outcomes.indices.map { outcome -> UInt32 in
                let key = column.comparableKey(outcome)
                return key == 0 ? 0 : items.intern(Latin.joined(column.values.copy(key)))
            }
        }
        let runs = columns.indices.map {
            FieldItems.gathered(columns[$0], texts[$0], task.table.count)
        }
        for mention in 0..<task.table.count {
            var other: UInt32 = 0
            for run in runs.dropFirst() where other == 0 {
                for position in run.range(mention) where other == 0 { other = run.items[position] }
            }
            for position in runs[0].range(mention) where runs[0].items[position] != 0 {
                items.add(items.item([runs[0].items[position], other]))
            }
            items.closeMention()
        }
        items.finish()
        return items
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
        let x = items.slot(Slot.own, a)
        let y = items.slot(Slot.own, b)
        if x == y { return Agreement(6, frequency: items.count(Slot.own, x)) }
        let frequency = max(items.count(Slot.own, x), items.count(Slot.own, y))
        let similarity = JaroWinkler.similarity(items.scalars(of: a), items.scalars(of: b))
        if similarity >= 0.92 { return Agreement(5, frequency: frequency) }
        if Self.isExchanged(a, b, in: items) { return Agreement(4, frequency: frequency) }
        if similarity >= 0.85 { return Agreement(3) }
        if Self.isInitial(items.scalars(of: a), items.scalars(of: b)) { return Agreement(2) }
        return Agreement(similarity >= 0.7 ? 1 : 0)
    }

    private static func isInitial(_ x: Span<UInt32>, _ y: Span<UInt32>) -> Bool {
        min(x.count, y.count) == 1 && x[0] == y[0]
    }

    /// Whether each part stands in the other field of the other mention, with one letter more, less
    /// or other at most.
    private static func isExchanged(_ a: Int, _ b: Int, in items: ItemView) -> Bool {
        let x = items.slot(Slot.other, a)
        let y = items.slot(Slot.other, b)
        return x != 0 && y != 0 && isSame(items.slot(Slot.own, a), y, in: items)
            && isSame(items.slot(Slot.own, b), x, in: items)
    }

    private static func isSame(_ x: UInt32, _ y: UInt32, in items: ItemView) -> Bool {
        if x == y { return true }
        let least = min(items.byteCount(x), items.byteCount(y))
        return least >= 4
            && items.sharedEnds(x, y) + 1 >= max(items.byteCount(x), items.byteCount(y))
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        for position in items.range(mention) {
            let item = items.item(position)
            let own = UInt64(items.slot(Slot.own, item))
            let other = UInt64(items.slot(Slot.other, item))
            switch rule {
            case 0: keys.append(own)
            case 1: Deletions.append(items.scalars(of: item), least: 4, to: &keys)
            default: if other != 0 { keys.append(min(own, other) << 32 | max(own, other)) }
            }
        }
    }
}
