import CRM
import Records

/// Compares all numbers of two mentions, wherever they were typed; extensions are no part of the
/// key.
package struct PhoneSet: Comparator {
    package static let spec = ComponentSpec(
        name: "phone_set",
        stage: .matching,
        summary: "sets of phone numbers: a shared mobile, landline or service number",
        example: "match: {block: [mobile]}"
    )

    package let levels: [Level]
    package let blocks = [BlockRule("phone"), BlockRule("phone but one digit", isFuzzy: true)]

    package init(isPerson: Bool = false) {
        let group: EvidenceGroup = isPerson ? .workplace : .own
        levels = [
            Level("no common mobile", .neutral, match: isPerson ? 0.12 : 0.25, other: 0.97),
            Level("no common landline", .neutral, match: 0.05, other: 0.03),
            Level("one digit apart", .neutral, match: 0.02, other: 1e-4),
            Level(
                "same service number",
                .neutral,
                match: 0.02,
                other: 1e-4,
                usesFrequency: true,
                group: group
            ),
            Level(
                "same landline",
                .supporting,
                match: isPerson ? 0.1 : 0.2,
                other: isPerson ? 3e-4 : 1e-5,
                usesFrequency: true,
                group: group
            ),
            Level("same mobile", .supporting, match: 0.7, other: 1e-5, usesFrequency: true),
        ]
    }

    enum Kind { static let mobile: UInt8 = 1, landline: UInt8 = 2, service: UInt8 = 4 }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        let extra = task.children.filter { $0.kind == .phone }
        return FieldItems.perOutcome(
            slotCount: 1,
            field: field,
            task: task,
            extra: extra,
            makeExtra: { text, items in
                items.item([items.intern(text)], flags: Self.kind(of: text))
            },
            make: { column, outcome, items in
                let key = column.comparableKey(outcome)
                guard key != 0 else { return nil }
                let text = column.values.copy(key)
                let flags: UInt8 =
                    switch column.outcomes[outcome].kind {
                    case .mobile: Kind.mobile
                    case .landline, .fax: Kind.landline
                    case .service: Kind.service
                    default: Self.kind(of: text.span)
                    }
                return items.item([items.intern(text)], flags: flags)
            }
        )
    }

    /// +861[3-9] and nine digits is a mobile, 400 and 800 a service number, all else a landline.
    static func kind(of number: Span<UInt8>) -> UInt8 {
        if number.hasPrefix("+861") {
            return number.count == 14 && number[4] >= 0x33 ? Kind.mobile : Kind.landline
        }
        if number.hasPrefix("400") || number.hasPrefix("800") { return Kind.service }
        return Kind.landline
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let xs = items.range(a)
        let ys = items.range(b)
        guard !xs.isEmpty, !ys.isEmpty else { return .none }
        var best = Agreement.none
        for x in xs {
            let item = items.item(x)
            for y in ys {
                let other = items.item(y)
                if item == other {
                    let level =
                        items.flags[item] == Kind.mobile
                        ? 5 : items.flags[item] == Kind.service ? 3 : 4
                    let frequency = items.count(0, items.slot(0, item))
                    if level > best.level { best = Agreement(level, frequency: frequency) }
                } else if best.level < 2, items.flags[item] == items.flags[other] {
                    let level = apart(item, other, in: items)
                    if best.level < 0 || level > 1 { best = Agreement(max(level, 0)) }
                    if level == 0, best.level == 1 { best = Agreement(0) }
                }
            }
        }
        return best
    }

    /// Two numbers of one kind: 2 when one digit slipped in a mobile, else the disagreement of the
    /// kind.
    private func apart(_ a: Int, _ b: Int, in items: ItemView) -> Int {
        guard items.flags[a] == Kind.mobile else { return 1 }
        let x = items.scalarRange(a)
        let y = items.scalarRange(b)
        guard x.count == y.count else { return 0 }
        var differences = 0
        for offset in 0..<x.count
        where items.scalars[x.lowerBound &+ offset] != items.scalars[y.lowerBound &+ offset] {
            differences &+= 1
            if differences > 1 { return 0 }
        }
        return 2
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        for position in items.range(mention) {
            let item = items.item(position)
            if rule == 0 { keys.append(UInt64(items.slot(0, item))) }
            if rule == 1, items.flags[item] == Kind.mobile {
                Deletions.append(
                    items.scalars(of: item).extracting(droppingFirst: 4),
                    least: 9,
                    to: &keys
                )
            }
        }
    }
}
