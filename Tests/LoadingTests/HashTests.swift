import CRM
import Foundation
import Records
import Testing

@testable import Loading

@Suite struct HashTests {
    @Test("the hash does not depend on the order of insertion, nor on run numbers")
    func order() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        let hash = try DatabaseHash.sha256(folder.target)
        try Loads.execute(
            folder.target,
            """
            CREATE TEMP TABLE copy AS SELECT * FROM consent; DELETE FROM consent;
            CREATE TEMP TABLE refs AS SELECT * FROM region; UPDATE account SET updated_run = 77;
            INSERT INTO consent SELECT * FROM copy ORDER BY consent_id DESC; VACUUM
            """
        )
        #expect(try DatabaseHash.sha256(folder.target) == hash)
        try Loads.execute(folder.target, "UPDATE account SET preference = 'tea'")
        #expect(try DatabaseHash.sha256(folder.target) != hash)
    }

    @Test("two loads of the same into two places have one hash, with one worker or two")
    func twice() throws {
        let first = try Folder()
        let second = try Folder()
        _ = try Loader.load(try Loads.set(first))
        let threads = Workers(count: 2) { count, body in
            DispatchQueue.concurrentPerform(iterations: count) { body($0) }
        }
        _ = try Loader.load(try Loads.set(second), workers: threads)
        #expect(try DatabaseHash.sha256(first.target) == DatabaseHash.sha256(second.target))
    }
}
