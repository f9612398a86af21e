import CRM
import Foundation
import Records
import Storage
import Testing

@testable import Loading

@Suite struct RefusalTests {
    private func failure(_ body: () throws -> Void) -> LoadFailure? {
        do { try body() } catch { return error as? LoadFailure }
        return nil
    }

    @Test("a file that is no crm.db is refused and left alone")
    func foreign() throws {
        let folder = try Folder()
        try Data("not a database, but text of some length".utf8).write(
            to: URL(fileURLWithPath: folder.target)
        )
        let before = try folder.bytes()
        let found = failure { _ = try ExistingTarget.read(folder.target) }
        #expect(found?.kind.code.text == "L001" && found?.exitCode == 2)
        #expect(try folder.bytes() == before)
    }

    @Test("another program's SQLite file is refused")
    func otherApplication() throws {
        let folder = try Folder()
        let file = try SQLiteFile(path: folder.target, access: .build)
        try file.perform { connection throws(StorageFailure) in
            try connection.execute("CREATE TABLE t (a)")
        }
        try file.close()
        let found = failure { _ = try ExistingTarget.read(folder.target) }
        #expect(found?.kind.code.text == "L001")
    }

    @Test("a newer schema is refused")
    func newer() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        try Loads.execute(folder.target, "PRAGMA user_version = 99")
        let found = failure { _ = try ExistingTarget.read(folder.target) }
        #expect(found?.kind.code.text == "L002" && found?.exitCode == 2)
    }

    @Test("a target that changed after it was read is not written")
    func changed() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        var sample = Loads.accounts
        sample.rows[2][4] = "500"
        let set = try Loads.set(folder, accounts: sample)
        try Loads.execute(folder.target, "UPDATE account SET preference = 'tea'")
        let hash = try DatabaseHash.sha256(folder.target)
        let found = failure { _ = try Loader.load(set) }
        #expect(found?.kind.code.text == "L006" && found?.exitCode == 3)
        #expect(try DatabaseHash.sha256(folder.target) == hash)
    }

    @Test("a locked database is said to be locked")
    func locked() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        let other = try SQLiteFile(path: folder.target, access: .readWrite)
        let mine = try SQLiteFile(path: folder.target, access: .readWrite, busySeconds: 0.05)
        let kind = try other.perform { connection throws(StorageFailure) in
            try connection.execute("BEGIN EXCLUSIVE")
            var kind: StorageFailure.Kind?
            do throws(StorageFailure) {
                try mine.perform { inner throws(StorageFailure) in
                    try inner.execute("BEGIN IMMEDIATE")
                }
            } catch { kind = error.kind }
            try connection.execute("ROLLBACK")
            return kind
        }
        #expect(kind == .locked)
        #expect(LoadFailure(StorageFailure(.locked, "")).exitCode == 3)
    }

    @Test("a folder that does not exist can't take a target")
    func noFolder() throws {
        let folder = try Folder()
        var set = try Loads.set(folder)
        set.targetPath = folder.path + "/none/crm.db"
        set.stagingPath = folder.path + "/none/crm.staging.db"
        let found = failure { _ = try Loader.load(set) }
        #expect(found?.kind.code.text == "L016" && found?.exitCode == 3)
    }

    @Test(
        "the second of two accounts with one credit code loses it, with a finding and a queued pair"
    )
    func unique() throws {
        let folder = try Folder()
        var sample = Loads.accounts
        sample.rows[0][5] = "91350100M000100Y43"
        let set = try Loads.set(folder, accounts: sample)
        let result = try Loader.load(set)
        #expect(result.findings.all.map(\.code.text).contains("L003"))
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT uscc, custom FROM account ORDER BY account_id"
            ) == [
                "91350100M000100Y43|∅", "∅|{\"rejected_values\":{\"uscc\":\"91350100M000100Y43\"}}",
            ]
        )
        #expect(
            try Loads.rows(set.stagingPath, "SELECT a_key, b_key, band FROM mig_match_pair")
                == ["book:客户:k1#1|book:客户:k3#1|review"]
        )
        #expect(
            try Loads.rows(
                set.stagingPath,
                "SELECT code, field, row_id FROM mig_issue WHERE code = 'L003'"
            )
                == ["L003|uscc|3"]
        )
    }

    @Test("children of a rejected parent share its fate")
    func orphans() throws {
        let folder = try Folder()
        var set = try Loads.set(folder)
        set.entities[0].plans[0].disposition = .rejected("A01-name")
        let result = try Loader.load(set)
        #expect(result.entities[0].buckets == [.rejected, .rejected, .created])
        #expect(result.entities[1].buckets == [.rejected, .rejected, .created])
        #expect(result.entities[0].codes == ["", "A-000001"])
    }

    @Test("an unnamed account can't be stored and is rejected with a reason")
    func unnamed() throws {
        let folder = try Folder()
        var sample = Loads.accounts
        sample.rows[2][0] = ""
        let result = try Loader.load(try Loads.set(folder, accounts: sample, contacts: nil))
        #expect(result.entities[0].buckets[2] == .rejected)
        #expect(result.findings.all.map(\.code.text).contains("L008"))
    }
}
