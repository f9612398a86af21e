import Glibc
import Records
import Storage

/// A pair that waits for an answer, as the staging file keeps it.
package struct OpenPair: Sendable, Equatable {
    package var entity: String
    /// Mentions as decisions name them: `source:table:key#part`; `aKey` is the smaller.
    package var aKey: String
    package var bKey: String
    /// Why it waits: `score`, or what stood against a merge.
    package var cause: String
    /// In bits.
    package var weight: Double
    package var probability: Double
    /// JSON: level and weight per field.
    package var levels: String
    /// The run that put it in the queue.
    package var run: Int
}

/// Reads the review queue of all runs from the staging file.
package enum OpenPairs {
    /// The pairs whose newest row is in the review band, the most probable first.
    ///
    /// Runs after `lastRun` never reached the target and are left out. Answers and merges since then
    /// stand in the target: whoever asks leaves out what they settle. Empty without a staging file.
    package static func read(_ path: String, lastRun: Int) throws(LoadFailure) -> [OpenPair] {
        guard unsafe access(path, F_OK) == 0 else { return [] }
        do {
            let file = try SQLiteFile(path: path, access: .readOnly)
            let pairs = try file.perform { connection throws(StorageFailure) in
                try read(connection, lastRun)
            }
            try file.close()
            return pairs
        } catch {
            throw LoadFailure(error)
        }
    }

    private static func read(
        _ connection: Connection,
        _ lastRun: Int
    ) throws(StorageFailure) -> [OpenPair] {
        // SQLite gives the other columns of the row that has the maximum.
        let rows = try connection.prepare(
            """
            SELECT entity, a_key, b_key, blocks, weight, probability, levels, max(run_id), band
            FROM mig_match_pair WHERE run_id <= \(lastRun)
            GROUP BY entity, a_key, b_key HAVING band = 'review'
            ORDER BY probability DESC, weight DESC, entity, a_key, b_key
            """
        )
        var pairs: [OpenPair] = []
        while try rows.step() {
            pairs.append(
                OpenPair(
                    entity: rows.text(0) ?? "",
                    aKey: rows.text(1) ?? "",
                    bKey: rows.text(2) ?? "",
                    cause: rows.text(3) ?? "",
                    weight: rows.double(4),
                    probability: rows.double(5),
                    levels: rows.text(6) ?? "",
                    run: Int(rows.integer(7))
                )
            )
        }
        return pairs
    }
}
