import Foundation
import Storage
import Testing

@testable import Loading

@Suite struct HotJournalTests {
    @Test("what a killed writer left unfinished is taken back before the target is read")
    func settled() throws {
        let folder = try Folder()
        _ = try Loader.load(try Loads.set(folder))
        let hash = try DatabaseHash.sha256(folder.target)
        let before = try folder.bytes()
        let copy = folder.target + ".killed.db"
        let file = try SQLiteFile(path: folder.target, access: .readWrite)
        try file.perform { connection throws(StorageFailure) in
            // One page of cache: changed pages are written before the commit, as a large run does.
            try connection.execute("PRAGMA cache_size = 1; PRAGMA cache_spill = 1")
            try connection.execute("BEGIN IMMEDIATE")
            try connection.execute("UPDATE account SET name = name || 'x', name_norm = 'x'")
            try connection.execute("UPDATE picklist SET label_zh = label_zh || 'x'")
            try connection.execute(
                "UPDATE mig_external_ref SET source_key = source_key || printf('%.2000c', 'x')"
            )
        }
        for suffix in ["", "-journal"] {
            try FileManager.default.copyItem(
                atPath: folder.target + suffix,
                toPath: copy + suffix
            )
        }
        try file.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) != before)
        #expect(try DatabaseHash.sha256(copy) == hash)
    }
}
