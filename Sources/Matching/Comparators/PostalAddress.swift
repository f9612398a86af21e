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
        var items = FieldItems(slotCount: 4)
        let places = PlaceColumns(task.table)
        for mention in 0..<task.table.count {
            let place = places.place(of: mention)
            let isBlank = place.detail.isEmpty && place.city.isEmpty && place.province.isEmpty
            if !isBlank {
                let item = items.item([
                    items.intern(place.detail), items.intern(place.district),
                    items.intern(place.city), items.intern(place.province),
                ])
                items.add(item)
            }
            items.closeMention()
        }
        items.finish()
        return items
    }

    package func compare(_ a: Int, _ b: Int, in items: borrowing FieldItems) -> Agreement {
        let x = items.range(a)
        let y = items.range(b)
        guard !x.isEmpty, !y.isEmpty else { return .none }
        return compareItems(items.item(x.lowerBound), items.item(y.lowerBound), in: items)
    }

    private func compareItems(_ a: Int, _ b: Int, in items: borrowing FieldItems) -> Agreement {
        let district = agree(Slot.district, a, b, in: items)
        let city = agree(Slot.city, a, b, in: items)
        let province = agree(Slot.province, a, b, in: items)
        let isElsewhere = city == .differ || province == .differ
        let detail = items.slot(Slot.detail, a)
        let otherDetail = items.slot(Slot.detail, b)
        if detail != 0, otherDetail != 0, !isElsewhere, district != .differ {
            if detail == otherDetail { return Agreement(5, frequency: items.count(0, detail)) }
            let isInside =
                items.texts.contains(detail, otherDetail)
                || items.texts.contains(otherDetail, detail)
            if isInside, min(items.texts.byteCount(detail), items.texts.byteCount(otherDetail)) >= 9
            {
                return Agreement(4)
            }
        }
        if city == .agree { return Agreement(district == .agree ? 3 : 2) }
        if province == .differ { return Agreement(0) }
        if city == .differ || province == .agree { return Agreement(1) }
        return .none
    }

    private enum Verdict { case agree, differ, open }

    private func agree(_ slot: Int, _ a: Int, _ b: Int, in items: borrowing FieldItems) -> Verdict {
        let x = items.slot(slot, a)
        let y = items.slot(slot, b)
        return x == 0 || y == 0 ? .open : x == y ? .agree : .differ
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: borrowing FieldItems,
        to keys: inout [UInt64]
    ) {
        let slot = rule == 0 ? Slot.detail : rule == 1 ? Slot.district : Slot.city
        for position in items.range(mention) {
            let text = items.slot(slot, items.item(position))
            if text != 0, rule > 0 || items.texts.byteCount(text) >= 9 { keys.append(UInt64(text)) }
        }
    }
}
