import CRM
import Records
import Testing

@testable import Loading

@Suite struct RelationTests {
    /// One contact of two mentions, which name the first account and the second.
    private func set(_ folder: Folder, optOuts: [String] = ["", ""]) throws -> LoadSet {
        let contacts = Sample(
            entity: "contact",
            fields: ["full_name", "mobile", "opt_out"],
            rows: [
                ["王芳", "+8613800000003", optOuts[0]], ["王芳", "+8613800000003", optOuts[1]],
            ],
            labels: [0, 0]
        )
        var set = try Loads.set(folder, contacts: contacts)
        set.entities[1].links = [LoadLink("account", parents: [.record(0)])]
        var link = LinkColumn(name: "account", entity: "account", count: 2)
        link.parent = [1, 2]
        set.entities[1].records.table.links = [link]
        return set
    }

    private let relations = "SELECT account_id, contact_id FROM account_contact_relation"

    @Test("a contact whose mentions name two accounts belongs to one and is related to the other")
    func secondAccount() throws {
        let folder = try Folder()
        _ = try Loader.load(try set(folder))
        #expect(try Loads.rows(folder.target, "SELECT account_id FROM contact") == ["1"])
        #expect(try Loads.rows(folder.target, relations) == ["2|1"])
        let before = try DatabaseHash.sha256(folder.target)
        let again = try Loader.load(try set(folder))
        #expect(!again.didWrite)
        #expect(try DatabaseHash.sha256(folder.target) == before)
    }

    @Test("a second account that turns up later is a change of the contact")
    func laterAccount() throws {
        let folder = try Folder()
        var first = try set(folder)
        first.entities[1].records.table.links[0].parent = [1, 0]
        _ = try Loader.load(first)
        #expect(try Loads.rows(folder.target, relations).isEmpty)
        var second = try set(folder)
        second.entities[1].records.table.contentHashes[1] ^= 1
        let result = try Loader.load(second)
        #expect(result.entities[1].updatedCount == 1)
        #expect(try Loads.rows(folder.target, relations) == ["2|1"])
    }

    @Test("of several answers about calls the strictest counts, whichever survived")
    func strictestOptOut() throws {
        let folder = try Folder()
        _ = try Loader.load(try set(folder, optOuts: ["0", "do_not_call"]))
        #expect(try Loads.rows(folder.target, "SELECT do_not_call FROM contact") == ["1"])
        #expect(
            try Loads.rows(folder.target, "SELECT entity, record_id, state FROM consent")
                == ["contact|1|withdrawn"]
        )
    }

    @Test("when two contacts merge, the loser's company and its refusal of calls stay")
    func mergedContacts() throws {
        let folder = try Folder()
        let contacts = Sample(
            entity: "contact",
            fields: ["full_name", "opt_out"],
            rows: [["王芳", ""], ["王芳", "do_not_call"]]
        )
        var first = try Loads.set(folder, contacts: contacts)
        first.entities[1].links = [LoadLink("account", parents: [.record(0), .record(1)])]
        _ = try Loader.load(first)
        var joined = contacts
        joined.labels = [0, 0]
        var second = try Loads.set(folder, contacts: joined)
        second.entities[1].links = [LoadLink("account", parents: [.record(0)])]
        second.entities[1].plans[0].absorbedIDs = [2]
        _ = try Loader.load(second)
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT contact_id, account_id, do_not_call, status FROM contact ORDER BY 1"
            ) == ["1|1|1|live", "2|2|1|merged"]
        )
        #expect(try Loads.rows(folder.target, relations) == ["2|1"])
    }
}
