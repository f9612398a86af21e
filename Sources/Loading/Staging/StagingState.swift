import CRM
import Glibc
import Records
import Storage

/// What a staging file knows of earlier runs.
struct StagingState {
    var highestRun = 0
    var highestRow: Int64 = 0
    var highestFile: Int64 = 0

    /// Reads an existing staging file and marks runs that died as abandoned; zeros without one.
    static func settle(_ path: String, lastPublished: Int) throws(StorageFailure) -> StagingState {
        Publishing.removeLeftovers(of: path)
        var state = StagingState()
        guard unsafe access(path, F_OK) == 0 else { return state }
        let file = try SQLiteFile(path: path, access: .readWrite)
        let known = try file.perform { connection throws(StorageFailure) in
            try check(connection)
            try settleRuns(connection, lastPublished)
            return (
                try connection.integer("SELECT max(run_id) FROM mig_staged_run") ?? 0,
                try connection.integer("SELECT max(row_id) FROM mig_source_row") ?? 0,
                try connection.integer("SELECT max(file_id) FROM mig_source_file") ?? 0
            )
        }
        try file.close()
        state.highestRun = Int(known.0)
        state.highestRow = known.1
        state.highestFile = known.2
        return state
    }

    private static func check(_ connection: Connection) throws(StorageFailure) {
        let application = try connection.integer("PRAGMA application_id") ?? 0
        guard application == Int64(CRMSchema.stagingApplicationID) else {
            throw StorageFailure(.foreign, "the staging file is not one of this program")
        }
        guard try connection.integer("PRAGMA user_version") ?? 0 <= Int64(CRMSchema.version) else {
            throw StorageFailure(.newerVersion, "the staging file is newer")
        }
    }

    private static func settleRuns(
        _ connection: Connection,
        _ lastPublished: Int
    ) throws(StorageFailure) {
        let running = "FROM mig_staged_run WHERE state = 'running'"
        guard try connection.integer("SELECT count(*) \(running)") ?? 0 > 0 else { return }
        try connection.execute(
            """
            UPDATE mig_staged_run SET state = CASE WHEN run_id <= \(lastPublished)
                THEN 'succeeded' ELSE 'abandoned' END WHERE state = 'running'
            """
        )
    }

    static func markSucceeded(_ path: String, run: Int) throws(StorageFailure) {
        let file = try SQLiteFile(path: path, access: .readWrite)
        try file.perform { connection throws(StorageFailure) in
            try connection.execute(
                "UPDATE mig_staged_run SET state = 'succeeded' WHERE run_id = \(run)"
            )
        }
        try file.close()
    }
}
