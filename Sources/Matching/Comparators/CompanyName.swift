import CRM
import Records

/// Compares names of organizations by brand (字号), trade (行业), region (行政区划) and branch.
///
/// The key is brand + trade; the region is compared apart, and when the name has none, the
/// address's city stands in. A branch and its parent, or two branches, are never one record.
/// Persons who are customers have no brand: their key is the name, and it never decides alone.
///
///     沈阳骐图农业发展有限公司 / 骐图农业发展 core, region open · 骐图 / 骐图农业发展 brand
///     骐图农业 (沈阳) / 骐图农业 (大连) other place · 骐图农业 / 骐图物流 other trade
package struct CompanyName: Comparator {
    package static let spec = ComponentSpec(
        name: "company_name",
        stage: .matching,
        summary: "names of organizations by brand, trade, region and branch",
        findings: [MatchFindings.branchMerge],
        example: "match: {block: [name]}"
    )

    package let levels = [
        Level("different", .against, match: 0.004, other: 0.985),
        Level("one character apart", .against, match: 0.004, other: 2e-3),
        Level("same brand, other trade", .against, match: 0.003, other: 2e-4),
        Level("same name, other place", .against, match: 0.008, other: 1e-4),
        Level("contained", .neutral, match: 0.02, other: 2e-4),
        Level("look-alike", .supporting, match: 0.01, other: 1e-5),
        Level("same brand", .supporting, match: 0.1, other: 1e-4, usesFrequency: true),
        Level("same person's name", .supporting, match: 0.2, other: 2e-4, usesFrequency: true),
        Level("same name, place open", .supporting, match: 0.15, other: 2e-5, usesFrequency: true),
        Level("same name and place", .identifying, match: 0.5, other: 1e-6),
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
        static let sound = 7
    }
    enum Flag { static let person: UInt8 = 1, branch: UInt8 = 2, formed: UInt8 = 4 }

    static let branchLevel = 10

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        let places = Places(task.table, withDetails: false)
        var items = FieldItems(slotCount: 8, texts: places.texts)
        let columns = field.columns.map { task.table.columns[$0] }
        let made = columns.map { column in
            column.outcomes.indices.map { Name($0, of: column, &items) }
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

    /// A distinct name, before the place of a mention is known.
    private struct Name {
        private var slots: InlineArray<8, UInt32> = .init(repeating: 0)
        private(set) var flags: UInt8
        private let isProvince: Bool

        /// nil for a name that may not be compared.
        init?(_ outcome: Int, of column: CleanColumn, _ items: inout FieldItems) {
            let key = column.comparableKey(outcome)
            guard key != 0 else { return nil }
            let kind = column.outcomes[outcome].kind
            let hasBranch = column.part(.branch, of: outcome) != 0
            flags = kind == .person ? Flag.person : 0
            if kind == .branch || hasBranch { flags |= Flag.branch }
            if column.part(.legalForm, of: outcome) != 0 { flags |= Flag.formed }
            let region = PlaceName.short(column.partBytes(.region, of: outcome))
            isProvince = PlaceName.isProvince(region)
            slots[Slot.key] = items.intern(column.values[key])
            slots[Slot.brand] = items.intern(column.values[column.part(.brand, of: outcome)])
            slots[Slot.trade] = items.intern(column.values[column.part(.trade, of: outcome)])
            slots[Slot.region] = items.intern(region)
            slots[Slot.branch] = items.intern(column.values[column.part(.branch, of: outcome)])
            slots[Slot.sound] = items.intern(Self.sound(outcome, key, of: column))
        }

        private static func sound(_ outcome: Int, _ key: ValueID, of column: CleanColumn) -> [UInt8]
        {
            let pinyin = Latin.joined(column.partBytes(.pinyin, of: outcome))
            let isLatin = pinyin.isEmpty && column.values[key].isASCII
            return isLatin ? Latin.joined(column.values.copy(key)) : pinyin
        }

        /// The name's own region stands before the address's city or province.
        func slots(_ city: UInt32, _ province: UInt32) -> InlineArray<8, UInt32> {
            var slots = slots
            let region = slots[Slot.region]
            slots[Slot.city] = region != 0 && !isProvince ? region : city
            slots[Slot.province] = isProvince ? region : province
            return slots
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

    func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let key = items.slot(Slot.key, a)
        let isSameKey = key == items.slot(Slot.key, b)
        let brand = items.slot(Slot.brand, a)
        let isSameBrand = brand != 0 && brand == items.slot(Slot.brand, b)
        let bothFlags = items.flags[a] | items.flags[b]
        if bothFlags & Flag.person != 0 {
            let sound = items.slot(Slot.sound, a)
            let isSameSound = sound != 0 && sound == items.slot(Slot.sound, b)
            return isSameKey || isSameSound
                ? Agreement(7, frequency: max(items.count(0, key), items.count(7, sound)))
                : Agreement(0)
        }
        if bothFlags & Flag.branch != 0, isSameKey || isSameBrand, areBranches(a, b, in: items) {
            return Agreement(Self.branchLevel)
        }
        if isSameKey { return compareSameCore(a, b, key, in: items) }
        if isSameBrand { return compareSameBrand(a, b, brand, in: items) }
        return compareText(a, b, in: items)
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
        switch places(a, b, in: items) {
        case .different: return Agreement(3)
        case .open:
            return Agreement(isWhole(a, in: items) ? 8 : 6, frequency: items.count(0, key))
        case .same:
            return isWhole(a, in: items)
                ? Agreement(9) : Agreement(6, frequency: items.count(0, key))
        }
    }

    private func compareSameBrand(
        _ a: Int,
        _ b: Int,
        _ brand: UInt32,
        in items: ItemView
    ) -> Agreement {
        let x = items.slot(Slot.trade, a)
        let y = items.slot(Slot.trade, b)
        if x != 0, y != 0, x != y {
            let overlap = items.isContained(x, y)
            if !overlap { return Agreement(2) }
        }
        if places(a, b, in: items) == .different { return Agreement(3) }
        return Agreement(6, frequency: items.count(1, brand))
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

    private func compareText(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let x = items.scalarRange(a)
        let y = items.scalarRange(b)
        if x.count == y.count, x.count >= 2 {
            var different = -1
            for offset in 0..<x.count
            where items.scalars[x.lowerBound &+ offset] != items.scalars[y.lowerBound &+ offset] {
                if different >= 0 { different = -2; break }
                different = offset
            }
            if different >= 0 { return compareOneApart(a, b, different, in: items) }
        }
        let least = min(x.count, y.count)
        if least >= 4, x.count != y.count,
            items.isContained(items.slot(0, a), items.slot(0, b))
        {
            return Agreement(4)
        }
        return Agreement(0)
    }

    private func compareOneApart(
        _ a: Int,
        _ b: Int,
        _ offset: Int,
        in items: ItemView
    ) -> Agreement {
        if places(a, b, in: items) == .different { return Agreement(0) }
        let x = items.scalars[items.scalarRange(a).lowerBound + offset]
        let y = items.scalars[items.scalarRange(b).lowerBound + offset]
        let sound = items.slot(Slot.sound, a)
        let isSameSound = sound != 0 && sound == items.slot(Slot.sound, b)
        return Agreement(LookAlike.areAlike(x, y) || isSameSound ? 5 : 1)
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
