/// Two Han names that neither are equal nor sound alike.
enum HanNames {
    static func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let x = items.scalars(of: a)
        let y = items.scalars(of: b)
        let isSameFamily =
            items.slot(PersonName.Slot.family, a) == items.slot(PersonName.Slot.family, b)
        let other = isSameFamily ? PersonName.Outcome.sameFamily : PersonName.Outcome.different
        if x.count != y.count {
            return isSameFamily && isOneLeftOut(x, y) ? PersonName.Outcome.leftOut : other
        }
        var first = -1
        var last = -1
        var count = 0
        for offset in x.indices where x[offset] != y[offset] {
            if first < 0 { first = offset }
            last = offset
            count += 1
        }
        if count == 2, last == first + 1, isSameFamily, x[first] == y[last], x[last] == y[first] {
            return PersonName.Outcome.lookAlike
        }
        guard count == 1 else { return other }
        if LookAlike.areAlike(x[first], y[first]) { return PersonName.Outcome.lookAlike }
        return isSameFamily && x.count >= 3 ? PersonName.Outcome.oneApart : other
    }

    /// 王小明 and 王明: behind the family name one has a character more, and two at least.
    private static func isOneLeftOut(_ x: Span<UInt32>, _ y: Span<UInt32>) -> Bool {
        if x.count > y.count { return isOneLeftOut(y, x) }
        guard y.count == x.count + 1, y.count >= 3, x.count >= 2 else { return false }
        var start = 0
        while start < x.count, x[start] == y[start] { start &+= 1 }
        guard start > 0 else { return false }
        while start < x.count, x[start] == y[start &+ 1] { start &+= 1 }
        return start == x.count
    }
}

/// Two Latin names that neither are equal nor have the same letters.
enum LatinNames {
    /// By spelling, and by words: a middle name left out, an initial, a slip in one of them.
    static func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let bothFlags = items.flags[a] & items.flags[b]
        let eitherFlags = items.flags[a] | items.flags[b]
        let family = items.slot(PersonName.Slot.family, a)
        let isSameFamily = family != 0 && family == items.slot(PersonName.Slot.family, b)
        let other = isSameFamily ? PersonName.Outcome.sameFamily : PersonName.Outcome.different
        if eitherFlags & PersonName.Flag.abbreviated != 0 {
            return compareInitials(a, b, in: items) ?? other
        }
        // Two that are pinyin are two names, however alike they look.
        if bothFlags & PersonName.Flag.pinyin != 0 { return other }
        let formal = items.slot(PersonName.Slot.formal, a)
        if formal != 0, formal == items.slot(PersonName.Slot.formal, b) {
            return PersonName.Outcome.shortForm
        }
        let similarity = JaroWinkler.similarity(items.scalars(of: a), items.scalars(of: b))
        let overlap = WordOverlap(a, b, in: items)
        if similarity >= 0.93 || overlap.resemblance >= 0.8
            || overlap.equalCount >= 2 && overlap.containment >= 0.9
        {
            return PersonName.Outcome.lookAlike
        }
        if similarity >= 0.85 || overlap.equalCount >= 1 && overlap.containment >= 0.6 {
            return PersonName.Outcome.oneApart
        }
        return other
    }

    /// J Smith and John Smith, Zhang W and Zhang Wei: the written word stands in the other name and
    /// the first letters are the same.
    private static func compareInitials(_ a: Int, _ b: Int, in items: ItemView) -> Agreement? {
        let isFitting = haveSameLetters(
            items.text(items.slot(PersonName.Slot.initials, a)),
            items.text(items.slot(PersonName.Slot.initials, b))
        )
        let overlap = WordOverlap(a, b, in: items)
        return isFitting && overlap.equalCount >= 1 ? PersonName.Outcome.initials : nil
    }

    /// Whether two short texts have the same letters in any order.
    static func haveSameLetters(_ x: Span<UInt8>, _ y: Span<UInt8>) -> Bool {
        guard x.count == y.count else { return false }
        var sum: UInt64 = 0
        var other: UInt64 = 0
        for index in x.indices {
            sum &+= 1 &<< (UInt64(x[index] & 31) &* 2)
            other &+= 1 &<< (UInt64(y[index] & 31) &* 2)
        }
        return sum == other
    }
}
