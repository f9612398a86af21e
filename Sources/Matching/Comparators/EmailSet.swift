import CRM
import Records

/// Compares the e-mail addresses of two mentions.
package struct EmailSet: Comparator {
    package static let spec = ComponentSpec(
        name: "email_set",
        stage: .matching,
        summary: "sets of e-mail addresses: equal, same or similar local part, same company domain",
        example: "match: {block: [email]}"
    )

    package let levels: [Level]
    package let blocks = [BlockRule("email"), BlockRule("email local part")]

    package init(isPerson: Bool = false) {
        let group: EvidenceGroup = isPerson ? .workplace : .own
        levels = [
            Level("different", .neutral, match: 0.15, other: 0.98),
            Level(
                "same domain",
                isPerson ? .neutral : .supporting,
                match: isPerson ? 0.08 : 0.4,
                other: 5e-3,
                usesFrequency: true,
                group: group
            ),
            Level("similar", .neutral, match: 0.04, other: 5e-4, group: group),
            Level(
                "role or shared mailbox",
                isPerson ? .neutral : .supporting,
                match: 0.1,
                other: 4e-4,
                usesFrequency: true,
                group: group,
                isOwn: !isPerson
            ),
            Level("same local part", .supporting, match: 0.05, other: 2e-4, usesFrequency: true),
            Level("one slip apart", .supporting, match: 0.02, other: 2e-5, isOwn: true),
            Level("equal", .supporting, match: 0.7, other: 5e-6, usesFrequency: true, isOwn: true),
        ]
    }

    enum Outcome {
        static let different = Agreement(0), domain = 1, similar = Agreement(2), role = 3, local = 4
        static let slip = Agreement(5), equal = 6
    }
    enum Slot { static let address = 0, local = 1, domain = 2 }
    enum Flag {
        /// Read by several; open to anybody; a local part that is a name in pinyin and no more.
        static let role: UInt8 = 1, free: UInt8 = 2, name: UInt8 = 4
    }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        let extra = task.children.filter { $0.kind == .email }
        var items = FieldItems.perOutcome(
            slotCount: 3,
            field: field,
            task: task,
            extra: extra,
            makeExtra: { text, items in Self.item(text.copy(), [], &items) },
            make: { column, outcome, items in
                let key = column.comparableKey(outcome)
                let mailbox = column.partBytes(.mailbox, of: outcome)
                return key == 0 ? nil : Self.item(column.values.copy(key), mailbox, &items)
            }
        )
        items.mark(SharedByMany.items(of: items, in: task), Flag.role)
        items.mark(
            SharedByMany.items(of: items, slot: Slot.domain, amongCompaniesIn: task),
            Flag.free
        )
        return items
    }

    static func item(
        _ address: [UInt8],
        _ mailbox: [UInt8],
        _ items: inout FieldItems
    ) -> UInt32? {
        guard let at = address.lastIndex(of: 0x40), at > 0 else { return nil }
        let local = Array(address[..<at])
        let domain = Array(address[(at + 1)...])
        let isRole = mailbox.span.equals("role") || roles.contains(local)
        var flags: UInt8 = isRole ? Flag.role : 0
        if freeDomains.contains(domain) || domain.starts(with: Array("vip.".utf8)) {
            flags |= Flag.free
        }
        let letters = local.filter { $0 != 0x2E && $0 != 0x5F && $0 != 0x2D }
        if isName(letters) { flags |= Flag.name }
        return items.item(
            [items.intern(address), items.intern(local), items.intern(domain)],
            flags: flags
        )
    }

    /// zhangwei, and with an initial zwei or weiz.
    private static func isName(_ letters: [UInt8]) -> Bool {
        guard letters.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return false }
        return Syllables.areSyllables(letters)
            || Syllables.areSyllables(Array(letters.dropFirst()))
            || Syllables.areSyllables(Array(letters.dropLast()))
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

    private func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let address = items.slot(Slot.address, a)
        let flags = items.flags[a] | items.flags[b]
        let isRole = flags & Flag.role != 0
        if address == items.slot(Slot.address, b) {
            return Agreement(
                isRole ? Outcome.role : Outcome.equal,
                frequency: items.count(Slot.address, address)
            )
        }
        if !isRole, Self.isSlip(a, b, in: items) { return Outcome.slip }
        let local = items.slot(Slot.local, a)
        if local == items.slot(Slot.local, b), !isRole, items.byteCount(local) >= 5 {
            // A name before another domain says nothing that the name field doesn't.
            if flags & Flag.name != 0 { return .none }
            return Agreement(Outcome.local, frequency: items.count(Slot.local, local))
        }
        if !isRole, Self.isSimilar(a, b, in: items) { return Outcome.similar }
        let domain = items.slot(Slot.domain, a)
        if domain == items.slot(Slot.domain, b), flags & Flag.free == 0 {
            return Agreement(Outcome.domain, frequency: items.count(Slot.domain, domain))
        }
        return Outcome.different
    }

    /// One character of the address changed, left out, added or exchanged with its neighbour: not a
    /// digit, which numbers different mailboxes, and not between two names in pinyin.
    private static func isSlip(_ a: Int, _ b: Int, in items: ItemView) -> Bool {
        let x = items.scalars(of: a)
        let y = items.scalars(of: b)
        guard abs(x.count - y.count) <= 1, min(x.count, y.count) >= 8, Slips.areOneApart(x, y)
        else { return false }
        let isLocal = items.slot(Slot.local, a) != items.slot(Slot.local, b)
        if isLocal, items.flags[a] & items.flags[b] & Flag.name != 0 { return false }
        var start = 0
        while start < min(x.count, y.count), x[start] == y[start] { start &+= 1 }
        let first = start < x.count ? x[start] : 0
        let second = start < y.count ? y[start] : 0
        let isExchanged =
            start + 1 < min(x.count, y.count) && x[start + 1] == second
            && y[start + 1] == first
        let isNumbered =
            x.count == y.count
            ? isDigit(first) || isDigit(second) : isDigit(x.count > y.count ? first : second)
        return isExchanged || !isNumbered
    }

    private static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    /// Local parts of five and more characters, or whole addresses of different domains, with a
    /// Jaro-Winkler similarity from 0.92 and 0.9.
    private static func isSimilar(_ a: Int, _ b: Int, in items: ItemView) -> Bool {
        let x = items.byteCount(items.slot(Slot.local, a))
        let y = items.byteCount(items.slot(Slot.local, b))
        let first = items.scalars(of: a)
        let second = items.scalars(of: b)
        let areNames = items.flags[a] & items.flags[b] & Flag.name != 0
        if min(x, y) >= 5, abs(x - y) <= 3, !areNames {
            let similarity = JaroWinkler.similarity(
                first.extracting(first: x),
                second.extracting(first: y)
            )
            if similarity >= 0.92 { return true }
        }
        // Of one domain, most of the address is the same anyway.
        if items.slot(Slot.domain, a) == items.slot(Slot.domain, b) { return false }
        return abs(first.count - second.count) <= 3 && first[0] == second[0]
            && JaroWinkler.similarity(first, second) >= 0.9
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        for position in items.range(mention) {
            let item = items.item(position)
            let local = items.slot(Slot.local, item)
            if rule == 0 {
                keys.append(UInt64(items.slot(Slot.address, item)))
            } else if items.flags[item] & Flag.role == 0, items.byteCount(local) >= 5 {
                keys.append(UInt64(local))
            }
        }
    }

    private static let roles: Set<[UInt8]> = Set(
        [
            "info", "sales", "sale", "service", "support", "admin", "office", "contact", "hr",
            "market",
            "marketing", "mail", "webmaster", "finance", "hello", "kefu", "postmaster",
        ].map { Array($0.utf8) }
    )

    private static let freeDomains: Set<[UInt8]> = Set(
        [
            "qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn",
            "sohu.com", "139.com", "189.cn", "wo.cn", "aliyun.com", "21cn.com", "tom.com",
            "263.net",
            "gmail.com", "hotmail.com", "outlook.com", "yahoo.com", "yahoo.com.cn", "icloud.com",
            "live.com", "live.cn", "msn.com", "me.com",
        ].map { Array($0.utf8) }
    )
}
