import Records
import Storage

@testable import Loading

enum Chains {
    static func firstBreak(_ path: String) throws -> Int64? {
        let file = try SQLiteFile(path: path, access: .readOnly)
        let found = try file.perform { connection throws(StorageFailure) in
            try AuditChain.firstBreak(connection)
        }
        try file.close()
        return found
    }
}
