import CRM
import Records

/// Compares the accounts of two contacts: by cluster when both are known, else by the company's
/// name.
package struct ParentAccount: Comparator {
    package static let spec = ComponentSpec(
        name: "parent_account",
        stage: .matching,
        summary: "the account that a contact belongs to, by cluster or company name",
        example: "link: {account: {sheet: same_row}}"
    )

    package let levels = [
        Level("other account", .neutral, match: 0.04, other: 0.99),
        Level("same brand", .supporting, match: 0.06, other: 2e-3, group: .workplace),
        Level("same company name", .supporting, match: 0.1, other: 2e-3, group: .workplace),
        Level(
            "same account",
            .supporting,
            match: 0.8,
            other: 2e-3,
            usesFrequency: true,
            group: .workplace
        ),
    ]
    package let blocks = [BlockRule("account", isCoarse: true)]

    package init() {}

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        var items = FieldItems(slotCount: 3)
        for mention in 0..<task.table.count {
            if let companies = task.companies {
                let cluster = companies.cluster[mention]
                let name = companies.name[mention]
                if cluster != ParentEvidence.unknown || name != 0 {
                    let known = cluster == ParentEvidence.unknown ? 0 : items.number(cluster, "c")
                    items.add(
                        items.item([
                            known, items.number(name, "n"),
                            items.number(companies.brand[mention], "b"),
                        ])
                    )
                }
            }
            items.closeMention()
        }
        items.finish()
        return items
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let xs = items.range(a)
        let ys = items.range(b)
        guard !xs.isEmpty, !ys.isEmpty else { return .none }
        let x = items.item(xs.lowerBound)
        let y = items.item(ys.lowerBound)
        let cluster = items.slot(0, x)
        if cluster != 0, cluster == items.slot(0, y) {
            return Agreement(3, frequency: items.count(0, cluster))
        }
        if items.slot(1, x) != 0, items.slot(1, x) == items.slot(1, y) { return Agreement(2) }
        if items.slot(2, x) != 0, items.slot(2, x) == items.slot(2, y) { return Agreement(1) }
        return Agreement(0)
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        for position in items.range(mention) {
            for slot in 0..<3 {
                let id = items.slot(slot, items.item(position))
                if id != 0 { keys.append(UInt64(id)) }
            }
        }
    }
}

extension FieldItems {
    /// An id for a number from outside, apart by its kind; 0 stays 0 for names and brands.
    fileprivate mutating func number(_ number: UInt32, _ kind: Unicode.Scalar) -> UInt32 {
        if number == 0, kind != "c" { return 0 }
        let bytes: InlineArray<5, UInt8> = [
            UInt8(truncatingIfNeeded: kind.value), UInt8(truncatingIfNeeded: number),
            UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number >> 16),
            UInt8(truncatingIfNeeded: number >> 24),
        ]
        return intern(bytes.span)
    }
}

/// Compares the persons in the rows of two accounts: a shared contact speaks for one organization.
package struct SharedPeople: Comparator {
    package static let spec = ComponentSpec(
        name: "shared_people",
        stage: .matching,
        summary: "contacts that two accounts have in common",
        example: "match: {merge: auto}"
    )

    package let levels = [
        Level("none", .neutral, match: 0.45, other: 0.99),
        Level("one", .supporting, match: 0.45, other: 3e-3, usesFrequency: true),
        Level("several", .supporting, match: 0.1, other: 1e-5),
    ]
    package let blocks = [BlockRule("contact", isCoarse: true)]

    package init() {}

    package func items(for field: MatchField, in task: MatchTask) -> FieldItems {
        var items = FieldItems(slotCount: 1)
        let own = Self.ownNames(task, &items)
        let people = task.children.filter { $0.kind == .person }.map(\.values)
        let made = people.map { values in
            (0..<values.values.count).map {
                $0 == 0 ? 0 : items.item([items.intern(values.values[UInt32($0)])])
            }
        }
        for mention in 0..<task.table.count {
            for index in people.indices {
                for value in people[index].cells[mention] where value != 0 {
                    let item = made[index][Int(value)]
                    if items.slot(0, Int(item)) != own[mention] { items.add(item) }
                }
            }
            items.closeMention()
        }
        items.finish()
        return items
    }

    /// By mention: the name of a customer who is a person, which the contact only repeats.
    private static func ownNames(_ task: MatchTask, _ items: inout FieldItems) -> [UInt32] {
        var own = [UInt32](repeating: 0, count: task.table.count)
        let field = task.fields.first { $0.comparator is CompanyName }
        guard let index = field?.columns.first else { return own }
        let column = task.table.columns[index]
        let names = column.outcomes.indices.map { outcome in
            column.outcomes[outcome].kind == .person
                ? items.intern(column.values[column.comparableKey(outcome)]) : 0
        }
        let view = ColumnView(column)
        for mention in own.indices {
            own[mention] = view.firstOutcome(of: mention).map { names[$0] } ?? 0
        }
        return own
    }

    package func compare(_ a: Int, _ b: Int, in items: ItemView) -> Agreement {
        let xs = items.range(a)
        let ys = items.range(b)
        guard !xs.isEmpty, !ys.isEmpty else { return .none }
        var shared = 0
        for x in xs {
            for y in ys where items.ids[x] == items.ids[y] { shared += 1 }
        }
        if shared > 1 { return Agreement(2) }
        return SharedItems.compare(a, b, in: items, shared: 1)
    }

    package func appendKeys(
        of mention: Int,
        rule: Int,
        in items: ItemView,
        to keys: inout [UInt64]
    ) {
        SharedItems.appendKeys(of: mention, in: items, to: &keys)
    }
}
