import CRM
import Foundation
import Records
import Testing

@testable import Loading

@Suite("records that come apart")
struct PartingTests {
    @Test("mentions that leave take what only they said, and the journal says so")
    func parted() throws {
        let folder = try Folder()
        var sample = Loads.accounts
        sample.rows = [
            ["云岭商贸有限公司", "+8613800000001", "", "", "", ""],
            ["云岭贸易有限公司", "+8613800000002", "", "", "500", ""],
        ]
        sample.labels = [0, 0]
        var first = try Loads.set(folder, accounts: sample)
        first.entities = [first.entities[0]]
        _ = try Loader.load(first)
        #expect(try Loads.rows(folder.target, "SELECT count(*) FROM account") == ["1"])
        sample.labels = [0, 1]
        var set = try Loads.set(folder, accounts: sample)
        set.entities = [set.entities[0]]
        set.entities[0].plans[0].existingID = 1
        set.entities[0].plans[1].existingID = nil
        set.entities[0].plans[1].partedFrom = [(1, "no_match")]
        _ = try Loader.load(set)
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT account_id, value_norm, is_primary FROM contact_point ORDER BY 1, 2"
            ) == ["1|+8613800000001|1", "2|+8613800000002|1"]
        )
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT source_key, record_id, is_base FROM mig_external_ref "
                    + "WHERE entity = 'account' ORDER BY 1"
            ) == ["k1|1|1", "k2|2|1"]
        )
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT account_id, annual_revenue_minor FROM account ORDER BY 1"
            ) == ["1|∅", "2|500"]
        )
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT record_id, fields, run_id FROM mig_audit_log WHERE action = 'unmerge'"
            ) == ["1|into=2 why=no_match|2"]
        )
        #expect(try Loads.rows(folder.target, "PRAGMA foreign_key_check").isEmpty)
    }

    @Test("a pair waits from run to run until a newer row takes it out of the queue")
    func openPairs() throws {
        let folder = try Folder()
        var set = try Loads.set(folder)
        let pair = { (band: CandidatePair.Band) in
            CandidatePair(
                .mention(0),
                .mention(2),
                blocks: "score",
                weight: 1,
                probability: 0.5,
                levels: "[]",
                band: band
            )
        }
        set.entities[0].pairs = [pair(.review)]
        _ = try Loader.load(set)
        let open = try OpenPairs.read(set.stagingPath, lastRun: 1)
        #expect(open.map(\.entity) == ["account"] && open.map(\.run) == [1])
        #expect(try OpenPairs.read(set.stagingPath, lastRun: 0).isEmpty)
        var next = try Loads.set(folder)
        next.entities[0].pairs = [pair(.below)]
        next.entities[0].changedDecisionCount = 1
        _ = try Loader.load(next)
        #expect(try OpenPairs.read(set.stagingPath, lastRun: 2).isEmpty)
    }
}
