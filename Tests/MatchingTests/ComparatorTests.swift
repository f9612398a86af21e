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

    @Test("every level occurs in a fixture", arguments: names)
    func coverage(_ name: String) throws {
        let seen = Set(try Fixtures.rows("comparators/\(name).tsv").map { $0[2] })
        let comparator = try #require(Self.comparator(name))
        for level in comparator.levels where level.name != "similar" {
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
        case "phone_set": PhoneSet()
        case "email_set": EmailSet()
        case "exclusive_id": ExclusiveID()
        case "handle": Handle()
        case "postal_address": PostalAddress()
        case "parent_account": ParentAccount()
        case "shared_people": SharedPeople()
        case "text_similarity": TextSimilarity()
        case "date_parts": DateParts()
        default: nil
        }
    }

    private static func task(_ name: String, _ cells: [String]) -> MatchTask {
        guard let comparator = comparator(name) else { preconditionFailure(name) }
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
