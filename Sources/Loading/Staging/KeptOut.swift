import Glibc
import Records
import Storage

/// A mention that rules or missing values kept out, as the staging file tells of it.
package struct KeptOutMention: Sendable, Hashable {
    package var reference: ReferenceKey
    /// Its content, and what judged it (`LoadEntity.marks`).
    package var mark: UInt64

    package init(_ reference: ReferenceKey, mark: UInt64) {
        self.reference = reference
        self.mark = mark
    }
}

/// Reads from the staging file which mentions earlier runs kept out: they have no record by which a
/// run could know them again.
package enum KeptOut {
    /// By mention: a number that the mentions of one refused record share.
    ///
    /// Empty without a staging file; runs after `lastRun` never reached the target and are left out.
    package static func read(
        _ path: String,
        lastRun: Int
    ) throws(LoadFailure) -> [KeptOutMention: Int64] {
        guard unsafe access(path, F_OK) == 0 else { return [:] }
        do {
            let file = try SQLiteFile(path: path, access: .readOnly)
            let mentions = try file.perform { connection throws(StorageFailure) in
                try hasMarks(connection) ? try read(connection, lastRun) : [:]
            }
            try file.close()
            return mentions
        } catch {
            throw LoadFailure(error)
        }
    }

    private static func read(
        _ connection: Connection,
        _ lastRun: Int
    ) throws(StorageFailure) -> [KeptOutMention: Int64] {
        let rows = try connection.prepare(
            """
            SELECT f.source_system, r.sheet, m.source_key, m.part, m.entity, m.judged, m.together,
                f.run_id
            FROM mig_mention m JOIN mig_source_row r ON r.row_id = m.row_id
                JOIN mig_source_file f ON f.file_id = r.file_id
            WHERE m.judged IS NOT NULL AND f.run_id <= \(lastRun)
            ORDER BY f.run_id, m.row_id
            """
        )
        var mentions: [KeptOutMention: Int64] = [:]
        while try rows.step() {
            let reference = ReferenceKey(
                source: rows.text(0) ?? "",
                table: rows.text(1) ?? "",
                key: rows.text(2) ?? "",
                part: Int(rows.integer(3)),
                entity: rows.text(4) ?? ""
            )
            let mark = UInt64(bitPattern: rows.integer(5))
            // Numbers of records begin anew in each run.
            let group = rows.integer(7) << 32 | rows.integer(6)
            mentions[KeptOutMention(reference, mark: mark)] = group
        }
        return mentions
    }

    private static func hasMarks(_ connection: Connection) throws(StorageFailure) -> Bool {
        let columns = "SELECT count(*) FROM pragma_table_info('mig_mention') WHERE name = 'judged'"
        return try connection.integer(columns) == 1
    }

    /// Adds the columns to a file of an earlier version.
    static func prepare(_ connection: Connection) throws(StorageFailure) {
        if try hasMarks(connection) { return }
        for column in ["judged", "together"] {
            try connection.execute("ALTER TABLE mig_mention ADD COLUMN \(column) INTEGER")
        }
    }
}
