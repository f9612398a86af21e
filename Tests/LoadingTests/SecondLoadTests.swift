import CRM
import Foundation
import Records
import Testing

@testable import Loading

@Suite struct SecondLoadTests {
    @Test("a second load of the same changes nothing, not a byte")
    func same() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        let before = try folder.bytes()
        let hash = try DatabaseHash.sha256(folder.target)
        let result = try Loader.load(try Loads.set(folder))
        #expect(!result.didWrite && result.runNumber == 0 && result.changeCount == 0)
        #expect(Set(result.entities.flatMap(\.buckets)) == [.unchanged])
        #expect(try folder.bytes() == before)
        #expect(try DatabaseHash.sha256(folder.target) == hash)
    }

    @Test("changed cells change one column and add one point, and blanks keep what is stored")
    func changed() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        var sample = Loads.accounts
        sample.rows[2] = ["云岭商贸有限公司", "+8613800000009", "", "李娜", "500", ""]
        let result = try Loader.load(try Loads.set(folder, accounts: sample))
        #expect(result.runNumber == 2 && result.changeCount == 2)
        #expect(result.changes.map(\.field) == ["annual_revenue", "mobile"])
        #expect(result.changes.first?.record == "A-000002")
        #expect(result.entities[0].buckets == [.unchanged, .unchanged, .updated])
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT level_code, annual_revenue_minor, uscc, row_version, updated_run "
                    + "FROM account WHERE account_id = 2"
            ) == ["战略|500|91350100M000100Y43|2|2"]
        )
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT value_raw, is_primary FROM contact_point WHERE account_id = 2 ORDER BY 1"
            )
                == ["!12345|0", "+8613800000009|0"]
        )
        #expect(
            try Loads.rows(folder.target, "SELECT row_version FROM account WHERE account_id = 1")
                == ["1"]
        )
        #expect(try Loads.rows(folder.target, "PRAGMA integrity_check") == ["ok"])
    }

    @Test("a new mention gets the next code after the highest")
    func added() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        var sample = Loads.accounts
        sample.rows.append(["新城建材有限公司", "", "", "张伟", "", ""])
        sample.labels = [0, 0, 1, 2]
        let result = try Loader.load(try Loads.set(folder, accounts: sample))
        #expect(result.entities[0].codes == ["A-000001", "A-000002", "A-000003"])
        #expect(result.entities[0].buckets.last == .created)
        #expect(try Loads.rows(folder.target, "SELECT count(*) FROM crm_user") == ["2"])
    }

    @Test("update_only makes no records")
    func updateOnly() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        var sample = Loads.accounts
        sample.rows.append(["新城建材有限公司", "", "", "", "", ""])
        sample.labels = [0, 0, 1, 2]
        var set = try Loads.set(folder, accounts: sample)
        set.write = .updateOnly
        let result = try Loader.load(set)
        #expect(result.entities[0].buckets.last == .rejected)
        #expect(result.findings.all.map(\.code.text).contains("L015"))
        #expect(try Loads.rows(folder.target, "SELECT count(*) FROM account") == ["2"])
    }

    @Test("a merge of existing records keeps the loser, moves its children and says so")
    func merge() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        var set = try Loads.set(folder)
        set.entities[0].plans[1].absorbedIDs = [1]
        set.entities[0].plans[0].disposition = .review("test")
        set.entities[1].plans = set.entities[1].plans.map { plan in
            var plan = plan
            plan.disposition = .review("test")
            return plan
        }
        let result = try Loader.load(set)
        #expect(result.entities[0].mergedRecordCount == 1)
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT status, master_record_id FROM account ORDER BY account_id"
            )
                == ["merged|2", "live|∅"]
        )
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT DISTINCT account_id FROM contact WHERE account_id > 0"
            )
                == ["2"]
        )
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT count(*) FROM contact_point WHERE account_id = 2"
            ) == ["3"]
        )
        #expect(
            try Loads.rows(folder.target, "SELECT winner_id, loser_id FROM mig_merge_event")
                == ["2|1"]
        )
        #expect(try Loads.rows(folder.target, "PRAGMA foreign_key_check").isEmpty)
        #expect(try Loads.rows(folder.target, "PRAGMA integrity_check") == ["ok"])
    }
}
