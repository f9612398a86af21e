import CRM
import Records

/// Compares the e-mail addresses of two mentions.
package struct EmailSet: Comparator {
    package static let spec = ComponentSpec(
        name: "email_set",
        stage: .matching,
        summary: "sets of e-mail addresses: equal, same local part, same company domain",
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
                .neutral,
                match: 0.08,
                other: 5e-3,
                usesFrequency: true,
                group: group
            ),
            Level(
                "same role mailbox",
                .supporting,
                match: 0.1,
                other: 4e-4,
                usesFrequency: true,
                group: group
            ),
            Level("same local part", .supporting, match: 0.05, other: 2e-4, usesFrequency: true),
            Level("equal", .supporting, match: 0.7, other: 5e-6, usesFrequency: true),
        ]
    }

    enum Slot { static let address = 0, local = 1, domain = 2 }
    enum Flag { static let role: UInt8 = 1, free: UInt8 = 2 }

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        let extra = task.children.filter { $0.kind == .email }
        return FieldItems.perOutcome(
            slotCount: 3,
            field: field,
            task: task,
            extra: extra,
            makeExtra: { text, items in Self.item(text.copy(), &items) },
            make: { column, outcome, items in
                let key = column.comparableKey(outcome)
                return key == 0 ? nil : Self.item(column.values.copy(key), &items)
            }
        )
    }

    static func item(_ address: [UInt8], _ items: inout FieldItems) -> UInt32? {
        guard let at = address.lastIndex(of: 0x40), at > 0 else { return nil }
        let local = Array(address[..<at])
        let domain = Array(address[(at + 1)...])
        var flags: UInt8 = roles.contains(local) ? Flag.role : 0
        if freeDomains.contains(domain) || domain.starts(with: Array("vip.".utf8)) {
            flags |= Flag.free
        }
        return items.item(
            [items.intern(address), items.intern(local), items.intern(domain)],
            flags: flags
        )
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

    private func compareItems(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let address = items.slot(Slot.address, a)
        let isRole = items.flags[a] & Flag.role != 0
        if address == items.slot(Slot.address, b) {
            return Agreement(isRole ? 2 : 4, frequency: items.count(Slot.address, address))
        }
        let local = items.slot(Slot.local, a)
        if local == items.slot(Slot.local, b), !isRole, items.byteCount(local) >= 5 {
            return Agreement(3, frequency: items.count(Slot.local, local))
        }
        let domain = items.slot(Slot.domain, a)
        if domain == items.slot(Slot.domain, b), items.flags[a] & Flag.free == 0 {
            return Agreement(1, frequency: items.count(Slot.domain, domain))
        }
        return Agreement(0)
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
