import CRM
import Records

/// Compares names of organizations by brand (字号), trade (行业), region (行政区划), form and branch.
///
/// The key is brand + trade; the region is compared apart, and when the name has none, the
/// address's city stands in. A branch and its parent, or two branches, are never one record, and a
/// group (集团) is not its member. Short and English names in columns of their own (简称) only speak
/// where the full names leave it open. Persons who are customers have no brand: their key is the
/// name, and it never decides alone.
///
///     沈阳骐图农业发展有限公司 / 骐图农业发展 core, region open · 骐图 / 骐图农业发展 brand
///     骐图农业 (沈阳) / 骐图农业 (大连) other place · 骐图农业 / 骐图物流 other trade
package struct CompanyName: Comparator {
    package static let spec = ComponentSpec(
        name: "company_name",
        stage: .matching,
        summary: "names of organizations by brand, trade, region, form and branch",
        findings: [MatchFindings.branchMerge],
        example: "match: {block: [name]}"
    )

    package let levels = [
        Level("different", .against, match: 0.004, other: 0.985),
        Level("one character apart", .against, match: 0.004, other: 2e-3),
        Level("same brand, other trade", .against, match: 0.003, other: 2e-4),
        Level("same name, other place", .against, match: 0.008, other: 1e-4),
        Level("group and member", .against, match: 0.004, other: 5e-5),
        Level("contained", .neutral, match: 0.02, other: 2e-4),
        Level("look-alike", .supporting, match: 0.01, other: 1e-5),
        Level("same brand", .supporting, match: 0.1, other: 1e-4, usesFrequency: true),
        Level("same person's name", .supporting, match: 0.2, other: 2e-4, usesFrequency: true),
        Level("former name", .supporting, match: 0.01, other: 5e-6),
        Level("same name, other form", .neutral, match: 0.02, other: 5e-6),
        Level(
            "same name, place open",
            .supporting,
            match: 0.15,
            other: 2e-5,
            usesFrequency: true,
            isOwn: true
        ),
        Level("same name and place", .identifying, match: 0.5, other: 2e-8),
        Level("branch", .veto, match: 1e-6, other: 1e-4),
    ]

    package let blocks = [
        BlockRule("company"), BlockRule("brand"),
        BlockRule("company but one character", isFuzzy: true),
        BlockRule("company pinyin"), BlockRule("company region", isCoarse: true),
    ]

    package init() {}

    enum Slot {
        static let key = 0, brand = 1, trade = 2, region = 3, city = 4, province = 5, branch = 6
        /// The pinyin of a Han brand, or the first word of a Latin one; of a person, of the name.
        static let sound = 7
        /// What the cell says of an earlier name.
        static let former = 8
    }
    enum Flag {
        static let person: UInt8 = 1, branch: UInt8 = 2, formed: UInt8 = 4
        /// What of the form makes another legal person: 集团, 股份, 合伙; and none of these.
        static let group: UInt8 = 8, stock: UInt8 = 16, partners: UInt8 = 32
        /// A short or English name from a column of its own.
        static let short: UInt8 = 64
        static let han: UInt8 = 128
    }

    enum Outcome {
        static let different = Agreement(0), oneApart = Agreement(1), otherTrade = Agreement(2)
        static let otherPlace = Agreement(3), group = Agreement(4), contained = Agreement(5)
        static let lookAlike = Agreement(6), brand = 7, person = 8, former = Agreement(9)
        static let otherForm = Agreement(10), open = 11, equal = Agreement(12)
        static let branch = Agreement(13)
    }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        let places = Places(task.table, withDetails: false)
        var items = FieldItems(slotCount: 9, texts: places.texts)
        let columns = field.columns.map { task.table.columns[$0] }
        let made = columns.map { column in
            column.outcomes.indices.map { CompanyItem($0, of: column, &items) }
        }
        let runs = columns.indices.map { index in
            let usable = made[index].indices.map {
                made[index][$0] == nil ? ItemRuns.none : UInt32($0)
            }
            return FieldItems.gathered(columns[index], usable, task.table.count)
        }
        for mention in 0..<task.table.count {
            let city = places.cities[mention]
            let province = places.provinces[mention]
            for index in runs.indices {
                for position in runs[index].range(mention) {
                    guard let name = made[index][Int(runs[index].items[position])] else { continue }
                    let slots = name.slots(city, province)
                    items.add(items.item(slots.span, flags: name.flags))
                }
            }
            items.closeMention()
        }
        items.finish()
        return items
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        var best = Agreement.none
        var short = Agreement.none
        for x in items.range(a) {
            for y in items.range(b) {
                let isShort =
                    (items.flags[items.item(x)] | items.flags[items.item(y)]) & Flag.short != 0
                if isShort {
                    let found = compareShort(items.item(x), items.item(y), in: items)
                    short.improve(found)
                } else {
                    let found = compareItems(items.item(x), items.item(y), in: items)
                    best.improve(found)
                }
            }
        }
        // A short name is chosen freely: it contradicts nothing, nor what full names say.
        return best.level <= Outcome.oneApart.level && short.level > best.level ? short : best
    }

    /// A short name in a column of its own against another name.
    private func compareShort(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let key = items.slot(Slot.key, a)
        let other = items.slot(Slot.key, b)
        let isSame =
            key == other || key == items.slot(Slot.brand, b) || items.slot(Slot.brand, a) == other
        if isSame, places(a, b, in: items) != .different { return Outcome.contained }
        return .none
    }

    func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let key = items.slot(Slot.key, a)
        let isSameKey = key == items.slot(Slot.key, b)
        let brand = items.slot(Slot.brand, a)
        let isSameBrand = brand != 0 && brand == items.slot(Slot.brand, b)
        let bothFlags = items.flags[a] | items.flags[b]
        if bothFlags & Flag.person != 0 {
            return comparePersons(a, b, in: items)
        }
        if bothFlags & Flag.branch != 0, isSameKey || isSameBrand, areBranches(a, b, in: items) {
            return Outcome.branch
        }
        if isSameKey { return compareSameCore(a, b, key, in: items) }
        if isFormer(a, b, in: items) || isFormer(b, a, in: items) { return Outcome.former }
        if isSameBrand { return compareSameBrand(a, b, brand, in: items) }
        return (items.flags[a] ^ items.flags[b]) & Flag.han != 0
            ? compareMixed(a, b, in: items) : compareText(a, b, in: items)
    }

    /// Of two spellings the commoner one says how rare the agreement is.
    private func comparePersons(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let keys = (items.slot(Slot.key, a), items.slot(Slot.key, b))
        let sounds = (items.slot(Slot.sound, a), items.slot(Slot.sound, b))
        guard keys.0 == keys.1 || sounds.0 != 0 && sounds.0 == sounds.1 else {
            return Outcome.different
        }
        let written = max(items.count(Slot.key, keys.0), items.count(Slot.key, keys.1))
        let spoken = max(items.count(Slot.sound, sounds.0), items.count(Slot.sound, sounds.1))
        return Agreement(Outcome.person, frequency: max(written, spoken))
    }

    /// Branch against a formed parent, or two different branches; a bare brand may be either.
    private func areBranches(_ a: Int, _ b: Int, in items: ItemView) -> Bool {
        let x = items.flags[a] & Flag.branch != 0
        let y = items.flags[b] & Flag.branch != 0
        if x && y { return items.slot(Slot.branch, a) != items.slot(Slot.branch, b) }
        return items.flags[x ? b : a] & Flag.formed != 0
    }

    private func compareSameCore(
        _ a: Int,
        _ b: Int,
        _ key: UInt32,
        in items: ItemView
    ) -> Agreement {
        let place = places(a, b, in: items)
        if place == .different { return Outcome.otherPlace }
        let flags = items.flags[a]
        let otherFlags = items.flags[b]
        if flags & otherFlags & Flag.formed != 0 {
            if (flags ^ otherFlags) & Flag.group != 0 { return Outcome.group }
            if (flags ^ otherFlags) & (Flag.stock | Flag.partners) != 0 {
                return Outcome.otherForm
            }
        }
        let isWhole = isWhole(a, in: items) && isWhole(b, in: items)
        // A name without its form may be the parent's: beside a branch it identifies neither.
        let mayBeParent = (flags ^ otherFlags) & Flag.branch != 0
        if place == .same, isWhole, !mayBeParent { return Outcome.equal }
        return Agreement(
            isWhole ? Outcome.open : Outcome.brand,
            frequency: items.count(Slot.key, key)
        )
    }

    /// Whether the earlier name of `b` is that of `a`.
    private func isFormer(_ a: Int, _ b: Int, in items: ItemView) -> Bool {
        let former = items.slot(Slot.former, b)
        guard former != 0, items.byteCount(items.slot(Slot.key, a)) >= 9 else { return false }
        return items.text(former).range(of: items.text(items.slot(Slot.key, a))) != nil
    }

    private func compareSameBrand(
        _ a: Int,
        _ b: Int,
        _ brand: UInt32,
        in items: ItemView
    ) -> Agreement {
        let x = items.slot(Slot.trade, a)
        let y = items.slot(Slot.trade, b)
        if x != 0, y != 0, x != y, !items.isContained(x, y) { return Outcome.otherTrade }
        if places(a, b, in: items) == .different { return Outcome.otherPlace }
        return Agreement(Outcome.brand, frequency: items.count(Slot.brand, brand))
    }

    /// A name with a trade, not a brand alone.
    private func isWhole(_ item: Int, in items: ItemView) -> Bool {
        items.slot(Slot.trade, item) != 0 || items.slot(Slot.brand, item) == 0
    }

    private enum Nearness { case same, open, different }

    private func places(_ a: Int, _ b: Int, in items: ItemView) -> Nearness {
        let cityA = items.slot(Slot.city, a)
        let cityB = items.slot(Slot.city, b)
        if cityA != 0, cityB != 0 { return cityA == cityB ? .same : .different }
        let provinceA = items.slot(Slot.province, a)
        let provinceB = items.slot(Slot.province, b)
        if provinceA != 0, provinceB != 0 { return provinceA == provinceB ? .same : .different }
        return .open
    }

    /// A Han name and a Latin one: the brand in pinyin, or a translation that says nothing.
    private func compareMixed(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let sound = items.slot(Slot.sound, a)
        guard sound != 0, sound == items.slot(Slot.sound, b), items.byteCount(sound) >= 4,
            places(a, b, in: items) != .different
        else { return .none }
        return Agreement(Outcome.brand, frequency: items.count(Slot.sound, sound))
    }

    private func compareText(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let sound = items.slot(Slot.sound, a)
        let trade = items.slot(Slot.trade, a)
        let isSameTrade = trade == items.slot(Slot.trade, b)
        let isHan = items.flags[a] & Flag.han != 0
        if isHan, sound != 0, sound == items.slot(Slot.sound, b), isSameTrade {
            return places(a, b, in: items) == .different ? Outcome.different : Outcome.lookAlike
        }
        let x = items.scalars(of: a)
        let y = items.scalars(of: b)
        if x.count == y.count, x.count >= 2 {
            var different = -1
            for offset in x.indices where x[offset] != y[offset] {
                if different >= 0 { different = -2; break }
                different = offset
            }
            if different >= 0 {
                if places(a, b, in: items) == .different { return Outcome.different }
                return LookAlike.areAlike(x[different], y[different])
                    ? Outcome.lookAlike : Outcome.oneApart
            }
        } else if isHan {
            return isShortened(a, b, in: items) ? Outcome.contained : Outcome.different
        } else if min(x.count, y.count) >= 6, Slips.areOneApart(x, y) {
            return Outcome.lookAlike
        }
        let least = min(x.count, y.count)
        if least >= 4, x.count != y.count,
            items.isContained(items.slot(Slot.key, a), items.slot(Slot.key, b))
        {
            return Outcome.contained
        }
        return Outcome.different
    }

    /// Whether one name stands in the other, or is made of its characters in their order, the first
    /// included: 北汽 of 北京汽车.
    private func isShortened(_ a: Int, _ b: Int, in items: ItemView) -> Bool {
        let isFirst = items.scalarRange(a).count < items.scalarRange(b).count
        let short = items.scalars(of: isFirst ? a : b)
        let long = items.scalars(of: isFirst ? b : a)
        if short.count >= 4 {
            return items.isContained(items.slot(Slot.key, a), items.slot(Slot.key, b))
        }
        guard short.count >= 2, long.count >= short.count + 2, short[0] == long[0],
            items.slot(Slot.trade, isFirst ? a : b) == 0
        else { return false }
        var next = 0
        for index in long.indices where next < short.count && long[index] == short[next] {
            next &+= 1
        }
        return next == short.count
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
            case 0: keys.append(UInt64(items.slot(Slot.key, item)))
            case 1:
                let brand = items.slot(Slot.brand, item)
                if brand != 0 { keys.append(UInt64(brand)) }
            case 2: Deletions.append(items.scalars(of: item), least: 4, to: &keys)
            case 3:
                let sound = items.slot(Slot.sound, item)
                if sound != 0 { keys.append(UInt64(sound)) }
            default:
                let city = items.slot(Slot.city, item)
                if city != 0 { keys.append(UInt64(city)) }
            }
        }
    }
}
