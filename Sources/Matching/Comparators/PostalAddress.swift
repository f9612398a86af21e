import CRM
import Records

/// Compares where mentions are: the detail first, then road and house, district, city and province.
///
///     文三路398号 / 文三路398号东信大厦12楼 similar detail · 文三路398号A座 / 文三路398号B座 same house
package struct PostalAddress: Comparator {
    package static let spec = ComponentSpec(
        name: "postal_address",
        stage: .matching,
        summary: "addresses: same detail, road and house, then district, city and province",
        example: "match: {block: [address]}"
    )

    package let levels: [Level]
    package let blocks = [
        BlockRule("address"), BlockRule("house", isFuzzy: true),
        BlockRule("district", isCoarse: true), BlockRule("city", isCoarse: true),
    ]

    /// Colleagues share an address; an organization's own is evidence of itself.
    package init(isPerson: Bool = false) {
        let group: EvidenceGroup = isPerson ? .workplace : .own
        levels = [
            Level("other province", .neutral, match: 0.01, other: 0.8),
            Level("same province", .neutral, match: 0.02, other: 0.1),
            Level("same city", .neutral, match: 0.07, other: 0.07, group: group),
            Level("same district", .neutral, match: 0.1, other: 0.02, group: group),
            Level("same road", .neutral, match: 0.02, other: 2e-3, group: group),
            Level("same house", .neutral, match: 0.04, other: 3e-4, group: group),
            Level("similar detail", .supporting, match: 0.1, other: 1e-4, group: group),
            Level(
                "same detail",
                .supporting,
                match: 0.7,
                other: 5e-5,
                usesFrequency: true,
                group: group,
                isOwn: !isPerson
            ),
        ]
    }

    enum Slot {
        static let detail = 0, district = 1, city = 2, province = 3
        /// The road, and the road with the house number.
        static let road = 4, house = 5
    }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        let places = Places(task.table, withDetails: true)
        var items = FieldItems(slotCount: 6, texts: places.texts)
        // By detail: where it stands in the street.
        var known: [UInt32: (road: UInt32, house: UInt32)] = [:]
        for mention in 0..<task.table.count {
            let detail = places.details[mention]
            let street = known[detail] ?? Self.street(detail, &items)
            known[detail] = street
            let values: InlineArray<6, UInt32> = [
                detail, places.districts[mention], places.cities[mention],
                places.provinces[mention], street.road, street.house,
            ]
            if values[Slot.detail] | values[Slot.city] | values[Slot.province] != 0 {
                items.add(items.item(values.span))
            }
            items.closeMention()
        }
        items.finish()
        return items
    }

    /// 文三路 and 文三路398 of 文三路398号东信大厦; none without a number behind the road.
    private static func street(
        _ detail: UInt32,
        _ items: inout FieldItems
    ) -> (road: UInt32, house: UInt32) {
        let text = items.texts.copy(detail)
        var end = 0
        while end < text.count, text[end] &- 0x30 > 9 { end += 1 }
        guard end < text.count, end >= 6,
            roads.contains(where: { text[..<end].suffix(3).elementsEqual($0) })
        else { return (0, 0) }
        var last = end
        while last < text.count, text[last] &- 0x30 <= 9 { last += 1 }
        return (items.intern(Array(text[..<end])), items.intern(Array(text[..<last])))
    }

    private static let roads: [[UInt8]] = ["路", "街", "道", "巷", "弄", "同", "里"].map {
        Array($0.utf8)
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let x = items.range(a)
        let y = items.range(b)
        guard !x.isEmpty, !y.isEmpty else { return .none }
        return compareItems(items.item(x.lowerBound), items.item(y.lowerBound), in: items)
    }

    private func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let district = agree(Slot.district, a, b, in: items)
        let city = agree(Slot.city, a, b, in: items)
        let province = agree(Slot.province, a, b, in: items)
        let isElsewhere = city == .differ || province == .differ
        let detail = items.slot(Slot.detail, a)
        let otherDetail = items.slot(Slot.detail, b)
        if detail != 0, otherDetail != 0, !isElsewhere, district != .differ {
            if detail == otherDetail { return Agreement(7, frequency: items.count(0, detail)) }
            let least = min(items.byteCount(detail), items.byteCount(otherDetail))
            if least >= 9, items.isContained(detail, otherDetail) { return Agreement(6) }
            if agree(Slot.house, a, b, in: items) == .agree { return Agreement(5) }
            if agree(Slot.road, a, b, in: items) == .agree { return Agreement(4) }
        }
        if city == .agree { return Agreement(district == .agree ? 3 : 2) }
        if province == .differ { return Agreement(0) }
        if city == .differ || province == .agree { return Agreement(1) }
        return .none
    }

    private enum Verdict { case agree, differ, open }

    private func agree(_ slot: Int, _ a: Int, _ b: Int, in items: ItemView) -> Verdict {
        let x = items.slot(slot, a)
        let y = items.slot(slot, b)
        return x == 0 || y == 0 ? .open : x == y ? .agree : .differ
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        let slot =
            switch rule {
            case 0: Slot.detail
            case 1: Slot.house
            case 2: Slot.district
            default: Slot.city
            }
        for position in items.range(mention) {
            let text = items.slot(slot, items.item(position))
            if text != 0, rule > 0 || items.byteCount(text) >= 9 { keys.append(UInt64(text)) }
        }
    }
}
