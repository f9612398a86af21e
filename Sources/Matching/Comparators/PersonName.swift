import CRM
import Records

/// Compares personal names: Han by characters and sound, Latin by spelling, one against the other
/// by pinyin.
///
///     张伟 / 张伟 exact · Zhang Wei / 张伟 romanized · 张玮 / 张伟 homophone · 王总 / 王芳 surname only
package struct PersonName: Comparator {
    package static let spec = ComponentSpec(
        name: "person_name",
        stage: .matching,
        summary: "personal names: equal, romanized, of the same sound, one character apart",
        example: "match: {block: [full_name]}"
    )

    package let levels = [
        Level("different", .against, match: 0.006, other: 0.93),
        Level("same family name", .against, match: 0.008, other: 0.05),
        Level("family name only", .neutral, match: 0.06, other: 0.02),
        Level("one character apart", .neutral, match: 0.01, other: 2e-3),
        Level("look-alike", .supporting, match: 0.005, other: 1e-4),
        Level("same sound", .supporting, match: 0.03, other: 6e-4, usesFrequency: true),
        Level("romanized", .supporting, match: 0.06, other: 1e-3, usesFrequency: true),
        Level("equal", .supporting, match: 0.8, other: 1e-3, usesFrequency: true),
    ]

    package let blocks = [
        BlockRule("name"), BlockRule("name pinyin"),
        BlockRule("name but one character", isFuzzy: true),
        BlockRule("family name", isCoarse: true),
    ]

    package init() {}

    enum Slot { static let key = 0, sound = 1, swapped = 2, family = 3, given = 4 }
    enum Flag { static let han: UInt8 = 1, familyOnly: UInt8 = 2 }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        FieldItems.perOutcome(slotCount: 5, field: field, task: task) { column, outcome, items in
            Self.item(column, outcome, &items)
        }
    }

    static func item(_ column: CleanColumn, _ outcome: Int, _ items: inout FieldItems) -> UInt32? {
        let key = column.comparableKey(outcome)
        var family = column.partBytes(.familyName, of: outcome)
        let given = column.partBytes(.givenName, of: outcome)
        guard column.outcomes[outcome].validity != .invalid, key != 0 || !family.isEmpty else {
            return nil
        }
        var text = key != 0 ? column.values.copy(key) : family
        let first = Scalars.decode(text.span, at: 0)
        let isHan = Scalars.isHan(first.scalar)
        if !isHan { text = Latin.folded(text) }
        if family.isEmpty, isHan { family = Array(text.prefix(first.byteCount)) }
        if !isHan { family = Latin.folded(family) }
        var flags: UInt8 = isHan ? Flag.han : 0
        let isWhole = text.count == family.count || key == 0
        if isWhole, given.isEmpty { flags |= Flag.familyOnly }
        let pinyin = Latin.joined(column.partBytes(.pinyin, of: outcome))
        let sound = isHan || !pinyin.isEmpty ? pinyin : Latin.joined(text)
        let written = column.values.copy(column.outcomes[outcome].value)
        let swapped = isHan ? [] : Latin.joinedSwapped(written)
        return items.item(
            [
                items.intern(text), items.intern(sound), items.intern(swapped),
                items.intern(family), items.intern(given),
            ],
            flags: flags
        )
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

    func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let bothFlags = items.flags[a] | items.flags[b]
        if bothFlags & Flag.familyOnly != 0 {
            let isSame = items.slot(Slot.family, a) == items.slot(Slot.family, b)
            let isOneScript = (items.flags[a] ^ items.flags[b]) & Flag.han == 0
            return isSame ? Agreement(2) : isOneScript ? Agreement(0) : .none
        }
        let key = items.slot(Slot.key, a)
        if key == items.slot(Slot.key, b) { return Agreement(7, frequency: items.count(0, key)) }
        let isMixed = (items.flags[a] ^ items.flags[b]) & Flag.han != 0
        if let sound = sharedSound(a, b, in: items) {
            return Agreement(isMixed || bothFlags & Flag.han == 0 ? 6 : 5, frequency: sound)
        }
        if isMixed { return compareMixed(a, b, in: items) }
        if bothFlags & Flag.han != 0 { return compareHan(a, b, in: items) }
        return compareLatin(a, b, in: items)
    }

    /// The frequency of the common pinyin, in either order of family and given name.
    private func sharedSound(_ a: Int, _ b: Int, in items: ItemView) -> UInt32? {
        let x = items.slot(Slot.sound, a)
        let y = items.slot(Slot.sound, b)
        guard x != 0, y != 0 else { return nil }
        let isSame = x == y || x == items.slot(Slot.swapped, b) || items.slot(Slot.swapped, a) == y
        return isSame ? max(items.count(1, x), items.count(1, y)) : nil
    }

    private func compareHan(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let x = items.scalarRange(a)
        let y = items.scalarRange(b)
        let isSameFamily = items.slot(Slot.family, a) == items.slot(Slot.family, b)
        let other = Agreement(isSameFamily ? 1 : 0)
        guard x.count == y.count else { return other }
        var different = -1
        for offset in 0..<x.count
        where items.scalars[x.lowerBound + offset] != items.scalars[y.lowerBound + offset] {
            if different >= 0 { return other }
            different = offset
        }
        guard different >= 0 else { return other }
        let isLookAlike = LookAlike.areAlike(
            items.scalars[x.lowerBound + different],
            items.scalars[y.lowerBound + different]
        )
        if isLookAlike { return Agreement(4) }
        return isSameFamily && x.count >= 3 ? Agreement(3) : other
    }

    private func compareLatin(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let similarity = JaroWinkler.similarity(items.scalars(of: a), items.scalars(of: b))
        if similarity >= 0.93 { return Agreement(4) }
        let family = items.slot(Slot.family, a)
        let isSameFamily = family != 0 && family == items.slot(Slot.family, b)
        return Agreement(similarity >= 0.85 ? 3 : isSameFamily ? 1 : 0)
    }

    /// A Latin name that isn't the pinyin of the Han one may still be an English name: no conflict.
    private func compareMixed(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        items.slot(Slot.sound, a) == 0 || items.slot(Slot.sound, b) == 0 ? .none : Agreement(1)
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        for position in items.range(mention) {
            let item = items.item(position)
            let isWeak = items.flags[item] & Flag.familyOnly != 0
            if rule == 3 {
                keys.append(UInt64(items.slot(Slot.family, item)))
            } else if isWeak {
                continue
            } else if rule == 0 {
                keys.append(UInt64(items.slot(Slot.key, item)))
            } else if rule == 1 {
                for slot in [Slot.sound, Slot.swapped] where items.slot(slot, item) != 0 {
                    keys.append(UInt64(items.slot(slot, item)))
                }
            } else {
                Deletions.append(items.scalars(of: item), least: 3, to: &keys)
            }
        }
    }
}
