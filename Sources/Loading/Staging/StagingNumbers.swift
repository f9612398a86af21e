import Records
import Storage

/// Which row ids a load's rows get in the staging file, known before any is written.
struct StagingNumbers {
    /// By source table: the id of its first data row; skipped rows follow the data rows.
    let firstRowIDs: [Int64]
    let firstFileID: Int64
    let runNumber: Int

    init(_ set: LoadSet, highestRow: Int64, highestFile: Int64, highestRun: Int) {
        var next = highestRow + 1
        firstRowIDs = set.tables.map { staged in
            let first = next
            next += Int64(staged.table.rowCount + staged.table.skipped.count)
            return first
        }
        firstFileID = highestFile + 1
        runNumber = max(highestRun, set.existing?.lastRunNumber ?? 0) + 1
    }
}
