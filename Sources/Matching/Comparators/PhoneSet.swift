import CRM
import Records

/// Compares all numbers of two mentions, wherever they were typed.
///
///     138… / 138… same mobile · 8234567转801 / 8234567转802 colleagues · 138****5678 / 13812345678 masked
///
/// A number that many different persons have is nobody's own, and joins no more than a switchboard.
package struct PhoneSet: Comparator {
    package static let spec = ComponentSpec(
        name: "phone_set",
        stage: .matching,
        summary: "sets of phone numbers: a shared mobile, landline or service number",
        example: "match: {block: [mobile]}"
    )

    package let levels: [Level]
    package let blocks = [
        BlockRule("phone"), BlockRule("phone but one digit", isFuzzy: true),
    ]
    private let isPerson: Bool

    package init(isPerson: Bool = false) {
        self.isPerson = isPerson
        levels =
            isPerson ? Self.levels(.workplace, 0.12, 0.1, 3e-4) : Self.levels(.own, 0.25, 0.2, 1e-5)
    }

    /// `different`, `landline` and `others` are shares: of matches without a common mobile, with a
    /// common landline, and of others with one.
    private static func levels(
        _ group: EvidenceGroup,
        _ different: Double,
        _ landline: Double,
        _ others: Double
    ) -> [Level] {
        [
            Level(
                "no common mobile",
                group == .own ? .neutral : .unlike,
                match: different,
                other: 0.97
            ),
            Level("no common landline", .neutral, match: 0.05, other: 0.03),
            Level("other extension", .neutral, match: 0.004, other: 1e-3, group: group),
            Level("landline one digit apart", .neutral, match: 0.01, other: 1e-3, group: group),
            Level("masked number fits", .supporting, match: 0.01, other: 1e-4),
            Level("one digit apart", .supporting, match: 0.02, other: 1e-4),
            Level(
                "service or shared number",
                .neutral,
                match: 0.02,
                other: 1e-4,
                usesFrequency: true,
                group: group
            ),
            Level("same but the area code", .neutral, match: 0.01, other: 3e-5, group: group),
            Level(
                "same landline",
                .supporting,
                match: landline,
                other: others,
                usesFrequency: true,
                group: group,
                isOwn: group == .own
            ),
            Level("same line and extension", .supporting, match: 0.02, other: 1e-5, isOwn: true),
            Level(
                "same mobile",
                .supporting,
                match: 0.7,
                other: 1e-5,
                usesFrequency: true,
                isOwn: true
            ),
        ]
    }

    enum Outcome {
        static let noMobile = 0, noLandline = 1, otherExtension = 2, nearLandline = 3, masked = 4
        static let oneApart = 5, shared = 6, local = 7, landline = 8, line = 9, mobile = 10
    }
    enum Slot {
        static let number = 0, extension_ = 1
        /// The last seven digits of a landline.
        static let tail = 2
    }
    enum Kind {
        static let mobile: UInt8 = 1, landline: UInt8 = 2, service: UInt8 = 4
        /// With digits hidden behind signs; without its area code; of many persons.
        static let masked: UInt8 = 8, local: UInt8 = 16, shared: UInt8 = 32
        /// A landline in a field in which others lack the area code.
        static let mayBeLocal: UInt8 = 64
        static let natures: UInt8 = 7
    }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        let extra = task.children.filter { $0.kind == .phone }
        var items = FieldItems.perOutcome(
            slotCount: 3,
            field: field,
            task: task,
            extra: extra,
            makeExtra: { text, items in
                Self.item(text.copy(), [], Self.kind(of: text), &items)
            },
            make: { column, outcome, items in Self.item(column, outcome, &items) }
        )
        items.mark(SharedByMany.items(of: items, in: task), Kind.shared)
        if items.flags.contains(where: { $0 & Kind.local != 0 }) {
            items.mark(items.flags.map { $0 & Kind.landline != 0 }, Kind.mayBeLocal)
        }
        return items
    }

    private static func item(
        _ column: CleanColumn,
        _ outcome: Int,
        _ items: inout FieldItems
    ) -> UInt32? {
        let value = column.outcomes[outcome]
        // Columns of messengers hold numbers too; their own names are compared elsewhere.
        if value.kind == .wechat || value.kind == .qq { return nil }
        let key = column.comparableKey(outcome)
        guard key != 0 else { return unkeyed(column.values[value.raw], value.kind, &items) }
        let text = column.values.copy(key)
        let kind: UInt8 =
            switch value.kind {
            case .mobile: Kind.mobile
            case .landline, .fax: Kind.landline
            case .service: Kind.service
            default: Self.kind(of: text.span)
            }
        return item(text, column.partBytes(.extension, of: outcome), kind, &items)
    }

    private static func item(
        _ number: [UInt8],
        _ line: [UInt8],
        _ kind: UInt8,
        _ items: inout FieldItems
    ) -> UInt32 {
        let hasTail = kind & Kind.landline != 0 && number.count >= 7
        let tail = hasTail ? items.intern(Array(number.suffix(7))) : 0
        return items.item([items.intern(number), items.intern(line), tail], flags: kind)
    }

    /// A mobile with hidden digits, as `138****5678`, or a landline of seven or eight digits.
    private static func unkeyed(
        _ raw: Span<UInt8>,
        _ kind: ValueKind,
        _ items: inout FieldItems
    ) -> UInt32? {
        var text: [UInt8] = []
        for index in raw.indices {
            switch raw[index] {
            case 0x30...0x39: text.append(raw[index])
            case 0x2A, 0x78, 0x58: text.append(0x2A)
            case 0x20, 0x2D: continue
            default: return nil
            }
        }
        let hidden = text.count { $0 == 0x2A }
        if text.count == 11, hidden >= 3, hidden <= 5, text[0] == 0x31 {
            return items.item([items.intern(text), 0, 0], flags: Kind.masked)
        }
        guard kind == .landline, hidden == 0, text.count == 7 || text.count == 8 else { return nil }
        let tail = items.intern(Array(text.suffix(7)))
        return items.item([items.intern(text), 0, tail], flags: Kind.local)
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
        var isOtherMobile = false
        for x in xs {
            for y in ys {
                let found = compareItems(items.item(x), items.item(y), in: items)
                best.improve(found)
                if found.level == Outcome.noMobile { isOtherMobile = true }
            }
        }
        // Of two numbers that differ, the mobile tells more than the landline.
        if best.level == Outcome.noLandline, isOtherMobile { best.level = Outcome.noMobile }
        // Mobiles are people's: those of two colleagues say nothing of their company.
        if !isPerson, best.level == Outcome.noMobile { return .none }
        return best
    }

    private func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let number = items.slot(Slot.number, a)
        let flags = items.flags[a]
        let otherFlags = items.flags[b]
        if number == items.slot(Slot.number, b) { return compareSame(a, b, number, in: items) }
        if (flags | otherFlags) & Kind.masked != 0 {
            return fits(a, b, in: items) ? Agreement(Outcome.masked) : .none
        }
        if flags & Kind.natures == Kind.landline || flags & Kind.local != 0 {
            return compareLandlines(a, b, in: items)
        }
        guard flags & Kind.natures == otherFlags & Kind.natures else { return .none }
        guard flags & Kind.mobile != 0 else { return Agreement(Outcome.noLandline) }
        let isSlip = Slips.areOneApart(items.scalars(of: a), items.scalars(of: b))
        return Agreement(isSlip ? Outcome.oneApart : Outcome.noMobile)
    }

    private func compareSame(
        _ a: Int,
        _ b: Int,
        _ number: UInt32,
        in items: ItemView
    ) -> Agreement {
        let flags = items.flags[a] | items.flags[b]
        if flags & Kind.masked != 0 { return Agreement(Outcome.masked) }
        if flags & Kind.local != 0 { return Agreement(Outcome.local) }
        let frequency = items.count(Slot.number, number)
        let line = items.slot(Slot.extension_, a)
        let otherLine = items.slot(Slot.extension_, b)
        if isPerson, line != 0, otherLine != 0 {
            return Agreement(line == otherLine ? Outcome.line : Outcome.otherExtension)
        }
        if flags & (Kind.shared | Kind.service) != 0 {
            return Agreement(Outcome.shared, frequency: frequency)
        }
        let isMobile = flags & Kind.mobile != 0
        return Agreement(isMobile ? Outcome.mobile : Outcome.landline, frequency: frequency)
    }

    private func compareLandlines(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let isLocal = items.flags[a] & Kind.local != 0
        let isOtherLocal = items.flags[b] & Kind.local != 0
        guard
            isLocal || items.flags[a] & Kind.natures == items.flags[b] & Kind.natures
                || isOtherLocal
        else { return .none }
        if isLocal != isOtherLocal {
            let short = items.text(items.slot(Slot.number, isLocal ? a : b))
            let whole = items.text(items.slot(Slot.number, isLocal ? b : a))
            if items.flags[isLocal ? b : a] & Kind.natures != Kind.landline { return .none }
            return Agreement(whole.endsWith(short) ? Outcome.local : Outcome.noLandline)
        }
        let isSlip = Slips.areOneApart(items.scalars(of: a), items.scalars(of: b))
        return Agreement(isSlip ? Outcome.nearLandline : Outcome.noLandline)
    }

    /// Whether the digits that a masked number shows are those of a mobile.
    private func fits(_ a: Int, _ b: Int, in items: ItemView) -> Bool {
        let isMasked = items.flags[a] & Kind.masked != 0
        let mask = items.scalars(of: isMasked ? a : b)
        let whole = items.scalars(of: isMasked ? b : a)
        guard whole.count >= mask.count else { return false }
        let start = whole.count &- mask.count
        for index in mask.indices
        where mask[index] != 0x2A && whole[start &+ index] != 0x2A
            && mask[index] != whole[start &+ index]
        {
            return false
        }
        return items.flags[isMasked ? b : a] & (Kind.mobile | Kind.masked) != 0
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        for position in items.range(mention) {
            let item = items.item(position)
            let flags = items.flags[item]
            if rule == 0 {
                if flags & (Kind.masked | Kind.local) == 0 {
                    keys.append(UInt64(items.slot(Slot.number, item)))
                }
                if flags & (Kind.mayBeLocal | Kind.local) != 0 {
                    keys.append(UInt64(items.slot(Slot.tail, item)))
                }
            } else if flags & Kind.mobile != 0 {
                Deletions.append(
                    items.scalars(of: item).extracting(droppingFirst: 4),
                    least: 9,
                    to: &keys
                )
            }
        }
    }
}
