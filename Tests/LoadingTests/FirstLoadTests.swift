import CRM
import Foundation
import Records
import Testing

@testable import Loading

@Suite struct FirstLoadTests {
    @Test("two mentions of one account are one row with two references, created and merged")
    func clusters() throws {
        let folder = try Folder()
        let result = try Loader.load(try Loads.set(folder))
        #expect(result.runNumber == 1 && result.isNewTarget)
        #expect(result.entities[0].buckets == [.created, .merged, .created])
        #expect(result.entities[0].codes == ["A-000001", "A-000002"])
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT account_code, name, account_type, level_code, annual_revenue_minor, uscc "
                    + "FROM account ORDER BY 1"
            ) == [
                "A-000001|华星科技有限公司|organization|A|120000000|∅",
                "A-000002|云岭商贸有限公司|organization|战略|∅|91350100M000100Y43",
            ]
        )
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT source_key, record_id, is_base FROM mig_external_ref "
                    + "WHERE entity = 'account' ORDER BY 1"
            ) == ["k1|1|1", "k2|1|0", "k3|2|1"]
        )
    }

    @Test("the field of another mention has a lineage row, those of the base one have none")
    func lineage() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT entity, record_id, field, row_id, survivorship FROM mig_field_lineage"
            )
                == ["account|1|phone|2|union"]
        )
    }

    @Test("points are rows: the first valid one is primary, an invalid one keeps its raw text")
    func points() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT account_id, kind, value_norm, value_raw, is_primary, validity, reason "
                    + "FROM contact_point WHERE account_id IS NOT NULL ORDER BY point_id"
            ) == [
                "1|mobile|+8613800000001|+8613800000001|1|valid|∅",
                "1|mobile|+8613800000002|+8613800000002|0|valid|∅",
                "2|mobile|∅|!12345|0|invalid|N001",
            ]
        )
    }

    @Test(
        "contacts: one primary per account, opt-outs kept, partial and impossible dates explained"
    )
    func contacts() throws {
        let folder = try Folder()
        let result = try Loader.load(try Loads.set(folder))
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT full_name, account_id, is_primary, do_not_call, birth_date, custom "
                    + "FROM contact ORDER BY contact_id"
            ) == [
                "王芳|1|1|1|∅|{\"partial_dates\":{\"birth_date\":\"1990-05\"}}",
                "赵强|1|0|0|1980-02-29|∅", "钱进|∅|0|0|∅|∅",
            ]
        )
        #expect(
            try Loads.rows(folder.target, "SELECT entity, record_id, state FROM consent")
                == ["contact|1|withdrawn"]
        )
        let codes = result.findings.all.map(\.code.text)
        #expect(codes.contains("L012"))
    }

    @Test("an unknown salesperson becomes an inactive user with an alias, said once")
    func users() throws {
        let folder = try Folder()
        let result = try Loader.load(try Loads.set(folder))
        #expect(
            try Loads.rows(folder.target, "SELECT full_name, is_active FROM crm_user ORDER BY 1")
                == ["张伟|0", "李娜|0"]
        )
        #expect(try Loads.rows(folder.target, "SELECT count(*) FROM crm_user_alias") == ["2"])
        #expect(result.findings.all.filter { $0.code.text == "L010" }.count == 2)
    }

    @Test("the database passes SQLite's own checks, has our marks and no leftovers")
    func audit() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        #expect(try Loads.rows(folder.target, "PRAGMA integrity_check") == ["ok"])
        #expect(try Loads.rows(folder.target, "PRAGMA foreign_key_check").isEmpty)
        #expect(try Loads.rows(folder.target, "PRAGMA journal_mode") == ["delete"])
        #expect(
            try Loads.rows(folder.target, "PRAGMA application_id")
                == [String(CRMSchema.applicationID)]
        )
        #expect(folder.names == ["crm.db", "crm.staging.db"])
    }

    @Test("staged rows are private, complete and succeeded")
    func staging() throws {
        let folder = try Folder()
        let set = try Loads.set(folder)
        _ = try Loader.load(set)
        let attributes = try FileManager.default.attributesOfItem(atPath: set.stagingPath)
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
        #expect(
            try Loads.rows(set.stagingPath, "SELECT run_id, state FROM mig_staged_run")
                == ["1|succeeded"]
        )
        #expect(
            try Loads.rows(
                set.stagingPath,
                "SELECT row_no, kind, json_extract(raw, '$.name') FROM mig_source_row "
                    + "WHERE sheet = '客户' ORDER BY row_no"
            ) == [
                "1|header|∅", "2|data|华星科技有限公司", "3|data|华星科技", "4|data|云岭商贸有限公司",
            ]
        )
        #expect(
            try Loads.rows(
                set.stagingPath,
                "SELECT entity, state, record_code FROM mig_mention WHERE entity = 'account'"
            )
                == [
                    "account|created|A-000001", "account|merged|A-000001",
                    "account|created|A-000002",
                ]
        )
        #expect(try Loads.rows(set.stagingPath, "PRAGMA foreign_key_check").isEmpty)
        #expect(try Loads.rows(set.stagingPath, "PRAGMA integrity_check") == ["ok"])
    }

    @Test("the audit chain is whole, and a changed row breaks it")
    func chain() throws {
        let folder = try Folder()
        let result = try Loader.load(try Loads.set(folder))
        #expect(result.auditHead.count == 64)
        #expect(try Chains.firstBreak(folder.target) == nil)
        try Loads.execute(
            folder.target,
            "DROP TRIGGER mig_audit_no_update; UPDATE mig_audit_log SET fields = 'count=9'"
        )
        #expect(try Chains.firstBreak(folder.target) == 1)
    }

    @Test("counts of the run name every mention once")
    func counts() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        let text = try Loads.rows(folder.target, "SELECT counts FROM mig_run").joined()
        #expect(text.contains("\"mentions\":{\"account\":{\"created\":2,\"merged\":1}}"))
    }
}
