import CRM
import Records

/// Compares where mentions are: the detail (street, number) first, then district, city and
/// province.
package struct PostalAddress: Comparator {
    package static let spec = ComponentSpec(
        name: "postal_address",
        stage: .matching,
        summary: "addresses: same detail, then district, city and province",
        example: "match: {block: [address]}"
    )

    package let levels: [Level]
    package let blocks = [
        BlockRule("address"), BlockRule("district", isCoarse: true),
        BlockRule("city", isCoarse: true),
    ]

    /// Colleagues share an address; an organization's own is evidence of itself.
    package init(isPerson: Bool = false) {
        let group: EvidenceGroup = isPerson ? .workplace : .own
        levels = [
            Level("other province", .neutral, match: 0.01, other: 0.8),
            Level("same province", .neutral, match: 0.02, other: 0.1),
            Level("same city", .neutral, match: 0.07, other: 0.07, group: group),
            Level("same district", .neutral, match: 0.1, other: 0.02, group: group),
            Level("similar detail", .supporting, match: 0.1, other: 1e-4, group: group),
            Level(
                "same detail",
                .supporting,
                match: 0.7,
                other: 5e-5,
                usesFrequency: true,
                group: group
            ),
        ]
    }

    enum Slot { static let detail = 0, district = 1, city = 2, province = 3 }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        let places = Places(task.table, withDetails: true)
        var items = FieldItems(slotCount: 4, texts: places.texts)
        for mention in 0..<task.table.count {
            let values: InlineArray<4, UInt32> = [
                places.details[mention], places.districts[mention], places.cities[mention],
                places.provinces[mention],
            ]
            if values[Slot.detail] | values[Slot.city] | values[Slot.province] != 0 {
                items.add(items.item(values.span))
            }
            items.closeMention()
        }
        items.finish()
        return items
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
            if detail == otherDetail { return Agreement(5, frequency: items.count(0, detail)) }
            let least = min(items.byteCount(detail), items.byteCount(otherDetail))
            if least >= 9, items.isContained(detail, otherDetail) { return Agreement(4) }
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
        let slot = rule == 0 ? Slot.detail : rule == 1 ? Slot.district : Slot.city
        for position in items.range(mention) {
            let text = items.slot(slot, items.item(position))
            if text != 0, rule > 0 || items.byteCount(text) >= 9 { keys.append(UInt64(text)) }
        }
    }
}
