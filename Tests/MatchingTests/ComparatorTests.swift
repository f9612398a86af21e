import Records
import TestSupport
import Testing

@testable import Matching

@Suite("comparators")
struct ComparatorTests {
    static let names = Comparators.all.map { $0.spec.name }

    @Test("every comparator gives the levels of its fixture, in both directions", arguments: names)
    func levels(_ name: String) throws {
        let rows = try Fixtures.rows("comparators/\(name).tsv")
        #expect(!rows.isEmpty)
        let comparator = try #require(Self.comparator(name))
        let levels = comparator.levels.map(\.name)
        for row in rows {
            let task = Self.task(name, [row[0], row[1]])
            let field = MatchField(name, columns: task.fields[0].columns, comparator: comparator)
            let items = comparator.items(for: field, in: task)
            let forth = comparator.compare(0, 1, in: ItemView(items)).level
            let back = comparator.compare(1, 0, in: ItemView(items)).level
            #expect((forth < 0 ? "no value" : levels[forth]) == row[2], "\(row)")
            #expect(forth == back, "\(row)")
        }
    }

    @Test(
        "a pair compares the same from either side, with several values and shared ones",
        arguments: names
    )
    func symmetric(_ name: String) throws {
        let rows = try Fixtures.rows("comparators/\(name).tsv")
        var cells = Set(rows.flatMap { [$0[0], $0[1]] }).filter { !$0.isEmpty }.sorted()
        var random = SplitMix64(seed: 41)
        if name != "name_part", name != "parent_account" {
            let single = cells
            for cell in single {
                cells.append("\(cell) ; \(single.randomElement(using: &random) ?? cell)")
            }
        }
        let comparator = try #require(Self.comparator(name))
        let task = Self.task(name, cells)
        let field = MatchField(name, columns: task.fields[0].columns, comparator: comparator)
        var items = comparator.items(for: field, in: task)
        if let flag = Self.sharedFlag(name) {
            let isShared = (0..<items.itemCount).map { _ in
                Int.random(in: 0..<3, using: &random) == 0
            }
            items.mark(isShared, flag)
        }
        for a in cells.indices {
            for b in cells.indices.prefix(a) {
                let forth = comparator.compare(a, b, in: ItemView(items))
                let back = comparator.compare(b, a, in: ItemView(items))
                #expect(forth == back, "\(cells[a]) | \(cells[b])")
            }
        }
    }

    /// The flag of values that are of many.
    private static func sharedFlag(_ name: String) -> UInt8? {
        switch name {
        case "email_set": EmailSet.Flag.role
        case "phone_set": PhoneSet.Kind.shared
        case "handle": SharedItems.isShared
        default: nil
        }
    }

    @Test("every level occurs in a fixture", arguments: names)
    func coverage(_ name: String) throws {
        let seen = Set(try Fixtures.rows("comparators/\(name).tsv").map { $0[2] })
        let comparator = try #require(Self.comparator(name))
        for level in comparator.levels {
            #expect(seen.contains(level.name), "\(name) \(level.name)")
        }
    }

    @Test("levels fit the packed pattern and their priors are in order", arguments: names)
    func priors(_ name: String) throws {
        let levels = try #require(Self.comparator(name)).levels.filter { $0.role != .veto }
        #expect(levels.count < 15)
        for (weaker, stronger) in zip(levels, levels.dropFirst()) {
            #expect(weaker.match / weaker.other <= stronger.match / stronger.other * 1.6, "\(name)")
        }
    }

    static func comparator(_ name: String) -> (any Comparator)? {
        switch name {
        case "company_name": CompanyName()
        case "person_name": PersonName()
        case "phone_set": PhoneSet(isPerson: true)
        case "email_set": EmailSet()
        case "exclusive_id": ExclusiveID()
        case "handle": Handle()
        case "postal_address": PostalAddress()
        case "parent_account": ParentAccount()
        case "shared_people": SharedPeople()
        case "text_similarity": TextSimilarity()
        case "date_parts": DateParts()
        case "code_parts": CodeParts()
        case "name_part": NamePart()
        case "number_nearness": NumberNearness()
        default: nil
        }
    }

    private static func task(_ name: String, _ cells: [String]) -> MatchTask {
        guard let comparator = comparator(name) else { preconditionFailure(name) }
        if name == "name_part" { return nameParts(cells, comparator) }
        let isRelative = name == "parent_account" || name == "shared_people"
        let field = name == "postal_address" ? "address" : "field"
        let blank = cells.map { _ in "" }
        let table = SampleTables.table("sample", [(field, isRelative ? blank : cells)])
        let columns = isRelative ? [] : [0]
        let fields = [MatchField(name, columns: columns, comparator: comparator)]
        var task = MatchTask(table: table, fields: fields)
        if name == "shared_people" {
            task.children = [SetEvidence(kind: .person, values: SampleTables.values(cells))]
        }
        if name == "parent_account" { task.companies = parents(cells) }
        return task
    }

    /// `john / smith`: the part and the other one, each in its column.
    private static func nameParts(
        _ cells: [String],
        _ comparator: any Matching.Comparator
    ) -> MatchTask {
        let parts = cells.map { SampleTables.split($0, by: " / ") }
        let table = SampleTables.table(
            "sample",
            [("own", parts.map { $0[0] }), ("other", parts.map { $0[1] })]
        )
        let field = MatchField("own", columns: [0, 1], comparator: comparator)
        return MatchTask(table: table, fields: [field])
    }

    private static func parents(_ cells: [String]) -> ParentEvidence {
        func number(_ cell: String, _ key: String) -> UInt32? {
            SampleTables.split(cell, by: "|").first { $0.hasPrefix(key + "=") }
                .flatMap { UInt32($0.dropFirst(key.count + 1)) }
        }
        return ParentEvidence(
            cluster: cells.map { number($0, "cluster") ?? ParentEvidence.unknown },
            name: cells.map { number($0, "name") ?? 0 },
            brand: cells.map { number($0, "brand") ?? 0 }
        )
    }
}
