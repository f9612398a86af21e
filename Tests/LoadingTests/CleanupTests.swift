import CRM
import Foundation
import Records
import Testing

@testable import Loading

@Suite struct CleanupTests {
    @Test("a clean-up of the database itself corrects a stored point and makes no references")
    func corrects() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        try Loads.execute(
            folder.target,
            "UPDATE contact_point SET value_norm = NULL, value_raw = '138-0000-0001', "
                + "validity = 'suspect', is_primary = 0 WHERE point_id = 1"
        )
        var sample = Loads.accounts
        sample.fields = ["name", "phone"]
        sample.rows = [["华星科技有限公司", "138-0000-0001"]]
        sample.labels = nil
        var set = try Loads.set(folder, accounts: sample, contacts: nil)
        set.selfSource = "book"
        set.write = .updateOnly
        set.entities[0].plans[0].existingID = 1
        let clean = set.entities[0].records.table.columns[1]
        var column = clean
        column.outcomes[0].value = column.values.intern("+8613800000001")
        set.entities[0].records.table.columns[1] = column
        let result = try Loader.load(set)
        #expect(result.entities[0].buckets == [.updated])
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT value_norm, value_raw, validity FROM contact_point WHERE point_id = 1"
            )
                == ["+8613800000001|138-0000-0001|valid"]
        )
        #expect(try Loads.rows(folder.target, "SELECT count(*) FROM mig_external_ref") == ["6"])
    }

    @Test("identity numbers are masked and dropped columns are left out before rows are staged")
    func masks() throws {
        let folder = try Folder()
        var sample = Loads.accounts
        sample.fields[2] = "身份证号"
        sample.rows[0][4] = "350102199001011234"
        var set = try Loads.set(folder, accounts: sample, contacts: nil)
        set.cellMask = { _, _ in { $0.count == 18 ? Array("masked".utf8) : nil } }
        _ = try Loader.load(set)
        #expect(
            try Loads.rows(
                set.stagingPath,
                "SELECT json_extract(raw, '$.annual_revenue'), json_extract(raw, '$.身份证号') "
                    + "FROM mig_source_row WHERE row_no = 2"
            ) == ["masked|∅"]
        )
    }

    @Test("a run that died is marked abandoned, and its number is not used again")
    func abandoned() throws {
        let folder = try Folder()
        let set = try Loads.set(folder)
        _ = try Loader.load(set)
        try Loads.execute(
            set.stagingPath,
            "INSERT INTO mig_staged_run (run_id, state) VALUES (7, 'running')"
        )
        var sample = Loads.accounts
        sample.rows[2][4] = "500"
        let result = try Loader.load(try Loads.set(folder, accounts: sample))
        #expect(result.runNumber == 8)
        #expect(
            try Loads.rows(
                set.stagingPath,
                "SELECT run_id, state FROM mig_staged_run ORDER BY run_id"
            )
                == ["1|succeeded", "7|abandoned", "8|succeeded"]
        )
    }

    @Test("two instalments of one number in one contract can't both be stored")
    func instalments() throws {
        let folder = try Folder()
        var set = try Loads.set(folder, contacts: nil)
        var contract = Sample(
            entity: "contract",
            fields: ["contract_no"],
            rows: [["HT-1"]]
        ).load()
        contract.links = [LoadLink("account", parents: [.record(0)])]
        var plan = Sample(
            entity: "payment_plan",
            fields: ["installment_no", "due_date", "amount"],
            rows: [
                ["1", "2024-01-01", "100"], ["1", "2024-02-01", "100"], ["2", "2024-02-01", "0"],
            ]
        ).load()
        plan.links = [LoadLink("contract", parents: [.record(0), .record(0), .record(0)])]
        set.entities += [contract, plan]
        let result = try Loader.load(set)
        #expect(result.entities[2].buckets == [.created, .rejected, .rejected])
        #expect(Set(result.findings.all.map(\.code.text)).isSuperset(of: ["L003", "L008"]))
    }
}
