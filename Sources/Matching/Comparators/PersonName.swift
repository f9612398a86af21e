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
        Level("initials", .neutral, match: 0.01, other: 2e-3),
        Level("one character left out", .neutral, match: 0.008, other: 1.5e-3),
        Level("one character apart", .neutral, match: 0.01, other: 2e-3),
        Level("another given name", .neutral, match: 0.01, other: 1e-3),
        Level("look-alike", .supporting, match: 0.005, other: 1e-4, isOwn: true),
        Level("short form", .supporting, match: 0.005, other: 1e-4, isOwn: true),
        Level(
            "same sound",
            .supporting,
            match: 0.03,
            other: 6e-4,
            usesFrequency: true,
            isOwn: true
        ),
        Level("romanized", .supporting, match: 0.06, other: 1e-3, usesFrequency: true, isOwn: true),
        Level("equal", .supporting, match: 0.8, other: 1e-3, usesFrequency: true, isOwn: true),
    ]

    package let blocks = [
        BlockRule("name"), BlockRule("name pinyin"),
        BlockRule("name but one character", isFuzzy: true),
        BlockRule("family name", isCoarse: true),
    ]

    package init() {}

    enum Slot {
        static let key = 0, sound = 1, swapped = 2, family = 3, given = 4
        /// The pinyin under the surname's other reading (覃 tan for qin).
        static let variant = 5
        /// Of an abbreviated Latin name, the word that is written out.
        static let stem = 6
        static let initials = 7
        /// A Latin name with the full form of its given name, words in order.
        static let formal = 8
    }
    enum Flag {
        static let han: UInt8 = 1, familyOnly: UInt8 = 2
        /// Latin letters that are pinyin; a word that is one letter; a single word.
        static let pinyin: UInt8 = 4, abbreviated: UInt8 = 8, single: UInt8 = 16
        /// A Han family name with an English given name, as Leo 刘.
        static let western: UInt8 = 32
    }

    enum Outcome {
        static let different = Agreement(0), sameFamily = Agreement(1), familyOnly = Agreement(2)
        static let initials = Agreement(3), leftOut = Agreement(4), oneApart = Agreement(5)
        static let anotherGiven = Agreement(6), lookAlike = Agreement(7), shortForm = Agreement(8)
        static let sound = 9, romanized = 10, equal = 11
    }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        var items = FieldItems.perOutcome(slotCount: 9, field: field, task: task) {
            column,
            outcome,
            items in
            Self.item(column, outcome, &items)
        }
        if items.flags.contains(where: { $0 & Flag.han == 0 }) { items.cutWords() }
        return items
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
        let isWhole = text.count == family.count || key == 0
        let flags: UInt8 = isWhole && given.isEmpty ? Flag.familyOnly : 0
        let pinyin = Latin.joined(column.partBytes(.pinyin, of: outcome))
        let sound = isHan || !pinyin.isEmpty ? pinyin : Latin.joined(text)
        let slots = [
            items.intern(text), items.intern(sound), 0, items.intern(family), items.intern(given),
            items.intern(Latin.joined(column.partBytes(.pinyinVariant, of: outcome))), 0,
            items.intern(Latin.joined(column.partBytes(.initials, of: outcome))), 0,
        ]
        if isHan {
            let isWestern = text.count > 3 && text[text.count - 1] < 0x80
            return items.item(slots, flags: flags | Flag.han | (isWestern ? Flag.western : 0))
        }
        let written = column.values.copy(column.outcomes[outcome].value)
        return latin(written, slots, flags, &items)
    }

    /// A Latin name as it is written: what its words are.
    private static func latin(
        _ written: [UInt8],
        _ known: [UInt32],
        _ knownFlags: UInt8,
        _ items: inout FieldItems
    ) -> UInt32 {
        var slots = known
        var flags = knownFlags
        let words = Latin.folded(written).split(separator: 0x20).map(Array.init)
        slots[Slot.swapped] = items.intern(Latin.joinedSwapped(written))
        if words.count == 1 { flags |= Flag.single }
        if Syllables.areSyllables(words.flatMap { $0 }) { flags |= Flag.pinyin }
        let long = words.filter { $0.count > 1 }
        if long.count == 1, words.count > 1, words.count <= 4 {
            flags |= Flag.abbreviated
            slots[Slot.stem] = items.intern(long[0])
        }
        slots[Slot.initials] = items.intern(words.compactMap(\.first))
        let formal = words.map(Nicknames.formal).sorted { $0.lexicographicallyPrecedes($1) }
        slots[Slot.formal] = items.intern(Array(formal.joined(separator: [0x20])))
        return items.item(slots, flags: flags)
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

    func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let bothFlags = items.flags[a] | items.flags[b]
        if bothFlags & Flag.familyOnly != 0 {
            let isSame = items.slot(Slot.family, a) == items.slot(Slot.family, b)
            let isOneScript = (items.flags[a] ^ items.flags[b]) & Flag.han == 0
            return isSame ? Outcome.familyOnly : isOneScript ? Outcome.different : .none
        }
        let key = items.slot(Slot.key, a)
        if key == items.slot(Slot.key, b) {
            return Agreement(Outcome.equal, frequency: items.count(0, key))
        }
        let isMixed = (items.flags[a] ^ items.flags[b]) & Flag.han != 0
        if let sound = sharedSound(a, b, in: items) {
            let isLatin = isMixed || bothFlags & Flag.han == 0
            return Agreement(isLatin ? Outcome.romanized : Outcome.sound, frequency: sound)
        }
        if (items.flags[a] ^ items.flags[b]) & Flag.western != 0 {
            return compareWestern(a, b, in: items)
        }
        if isMixed {
            return items.flags[a] & Flag.han != 0
                ? compareMixed(a, b, in: items) : compareMixed(b, a, in: items)
        }
        if bothFlags & Flag.western != 0 {
            let isSame = items.slot(Slot.family, a) == items.slot(Slot.family, b)
            return isSame ? Outcome.sameFamily : Outcome.different
        }
        return bothFlags & Flag.han != 0
            ? HanNames.compare(a, b, in: items) : LatinNames.compare(a, b, in: items)
    }

    /// The frequency of the common pinyin, in either order of family and given name and under
    /// either reading of the surname.
    private func sharedSound(_ a: Int, _ b: Int, in items: ItemView) -> UInt32? {
        let x = items.slot(Slot.sound, a)
        let y = items.slot(Slot.sound, b)
        guard x != 0, y != 0 else { return nil }
        let isSame =
            x == y || x == items.slot(Slot.swapped, b) || items.slot(Slot.swapped, a) == y
            || isVariant(a, b, in: items) || isVariant(b, a, in: items)
        return isSame ? max(items.count(1, x), items.count(1, y)) : nil
    }

    /// Whether the other reading of `a` is the sound of `b`.
    private func isVariant(_ a: Int, _ b: Int, in items: ItemView) -> Bool {
        let variant = items.slot(Slot.variant, a)
        return variant != 0
            && (variant == items.slot(Slot.sound, b) || variant == items.slot(Slot.swapped, b))
    }

    /// Leo 刘 against a name in one script: who uses an English name has another one as well.
    private func compareWestern(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let isFirst = items.flags[a] & Flag.western != 0
        let western = isFirst ? a : b
        let other = isFirst ? b : a
        let isSame =
            items.flags[other] & Flag.han != 0
            ? items.slot(Slot.family, a) == items.slot(Slot.family, b)
            : sharesFamily(items.text(items.slot(Slot.sound, western)), other, in: items)
        return isSame ? Outcome.anotherGiven : Outcome.different
    }

    /// A Han name against a Latin one that isn't its pinyin.
    private func compareMixed(_ han: Int, _ latin: Int, in items: ItemView) -> Agreement {
        let sound = items.text(items.slot(Slot.sound, han))
        let flags = items.flags[latin]
        if sound.isEmpty || items.slot(Slot.sound, latin) == 0 { return .none }
        if flags & Flag.abbreviated != 0 {
            let stem = items.text(items.slot(Slot.stem, latin))
            let isFitting = LatinNames.haveSameLetters(
                items.text(items.slot(Slot.initials, han)),
                items.text(items.slot(Slot.initials, latin))
            )
            let isPart = sound.startsWith(stem) || sound.endsWith(stem)
            return isFitting && isPart ? Outcome.initials : Outcome.different
        }
        if flags & Flag.single != 0, flags & Flag.pinyin == 0 {
            return isSlip(sound, latin, in: items) ? Outcome.lookAlike : .none
        }
        if flags & Flag.pinyin != 0 {
            let family = items.text(items.slot(Slot.family, latin))
            return !family.isEmpty && sound.startsWith(family)
                ? Outcome.sameFamily : Outcome.different
        }
        if isSlip(sound, latin, in: items) { return Outcome.lookAlike }
        return sharesFamily(sound, latin, in: items) ? Outcome.anotherGiven : Outcome.different
    }

    /// Whether letters that aren't pinyin are one slip from the sound.
    private func isSlip(_ sound: Span<UInt8>, _ latin: Int, in items: ItemView) -> Bool {
        sound.count >= 6
            && (Slips.areOneApart(sound, items.text(items.slot(Slot.sound, latin)))
                || Slips.areOneApart(sound, items.text(items.slot(Slot.swapped, latin))))
    }

    /// Whether the family name of a name that is no pinyin (Jack Ma, Chan Chi Keung) may be the one
    /// that the sound begins with.
    private func sharesFamily(_ sound: Span<UInt8>, _ latin: Int, in items: ItemView) -> Bool {
        let text = items.text(items.slot(Slot.key, latin))
        var start = 0
        while start < text.count {
            let end = text.firstIndex(of: 0x20, from: start) ?? text.count
            let word = text.extracting(start..<end)
            if word.count >= 2, sound.startsWith(word) || FamilySpellings.mayBegin(sound, word) {
                return true
            }
            start = end + 1
        }
        return false
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
                for slot in [Slot.sound, Slot.swapped, Slot.variant]
                where items.slot(slot, item) != 0 {
                    keys.append(UInt64(items.slot(slot, item)))
                }
            } else {
                Deletions.append(items.scalars(of: item), least: 3, to: &keys)
            }
        }
    }
}
