import CRM
import Records

/// Compares free texts: by their words where they have several, else by their spelling.
///
///     art's deli / art's delicatessen very similar · chicago commons st lucy / st lucy contained
///     martha / marhta very similar · 27 elm street / elm st 27 very similar
///     27 elm street / 29 elm street other number
package struct TextSimilarity: Comparator {
    package static let spec = ComponentSpec(
        name: "text_similarity",
        stage: .matching,
        summary:
            "texts: equal, Jaro-Winkler at least 0.92, 0.85 or 0.7, words in common, other number",
        example: "match: {block: [title]}"
    )

    package let levels = [
        Level("different", .neutral, match: 0.08, other: 0.9),
        Level("other number", .neutral, match: 0.01, other: 0.02, isUnordered: true),
        Level("loosely similar", .neutral, match: 0.03, other: 0.08),
        Level("similar", .neutral, match: 0.05, other: 0.01),
        Level("contained", .supporting, match: 0.05, other: 2e-3),
        Level("very similar", .supporting, match: 0.1, other: 3e-3, usesFrequency: true),
        Level("equal", .supporting, match: 0.7, other: 5e-3, usesFrequency: true),
    ]
    package let blocks = [
        BlockRule("text"), BlockRule("text but one character", isFuzzy: true),
        BlockRule("word", isFuzzy: true), BlockRule("two words", isFuzzy: true),
    ]

    package init() {}

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        var items = FieldItems.perOutcome(slotCount: 2, field: field, task: task) {
            column,
            outcome,
            items in
            let key = column.comparableKey(outcome)
            if key == 0 { return nil }
            let text = Latin.lowered(column.values.copy(key))
            return items.item([items.intern(text), items.intern(Latin.joined(text))])
        }
        items.cutWords()
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
        let x = items.slot(0, a)
        let y = items.slot(0, b)
        if x == y { return Agreement(6, frequency: items.count(0, x)) }
        let overlap = WordOverlap(a, b, in: items)
        let level =
            overlap.hasOtherNumber
            ? (overlap.resemblance >= 0.2 ? 1 : 0)
            : max(Self.bySpelling(a, b, in: items), Self.byWords(overlap))
        // Of a common value and its misspelling, the common one says how rare the agreement is.
        return Agreement(level, frequency: max(items.count(0, x), items.count(0, y)))
    }

    /// Texts of one word each, or of which one is; and long ones that hardly differ.
    private static func bySpelling(_ a: Int, _ b: Int, in items: ItemView) -> Int {
        let joined = items.slot(1, a)
        if joined != 0, joined == items.slot(1, b) { return 5 }
        let hasWords = items.wordRange(a).count > 1 && items.wordRange(b).count > 1
        let similarity = JaroWinkler.similarity(items.scalars(of: a), items.scalars(of: b))
        if similarity >= (hasWords ? 0.95 : 0.92) { return 5 }
        if hasWords { return 0 }
        return similarity >= 0.85 ? 3 : similarity >= 0.7 ? 2 : 0
    }

    private static func byWords(_ overlap: WordOverlap) -> Int {
        guard overlap.leftCount > 1 || overlap.rightCount > 1 else { return 0 }
        if overlap.resemblance >= 0.7 { return 5 }
        if overlap.containment >= 0.9, overlap.equal > 0 { return 4 }
        if overlap.resemblance >= 0.4 { return 3 }
        return overlap.resemblance >= 0.2 ? 2 : 0
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
            case 2: WordKeys.appendSingle(item, in: items, to: &keys)
            default: WordKeys.appendPairs(item, in: items, to: &keys)
            }
        }
    }
}

/// Keys under which texts of several words meet.
enum WordKeys {
    /// Words of a text whose pairs become keys.
    private static let mostPaired = 8

    /// Each word of a text that has several.
    static func appendSingle(_ item: Int, in items: ItemView, to keys: inout [UInt64]) {
        let range = items.wordRange(item)
        guard range.count > 1 else { return }
        for position in range { keys.append(UInt64(items.wordIDs[position])) }
    }

    /// Each two words of a text.
    static func appendPairs(_ item: Int, in items: ItemView, to keys: inout [UInt64]) {
        let range = items.wordRange(item)
        guard range.count > 1, range.count <= mostPaired else { return }
        for x in range {
            for y in range where x < y {
                keys.append(UInt64(items.wordIDs[x]) << 32 | UInt64(items.wordIDs[y]))
            }
        }
    }
}
