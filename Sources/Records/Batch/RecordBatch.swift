/// At most 4,096 rows of a table, column by column, with the place of each row.
package struct RecordBatch: Sendable {
    package static let maxRowCount = 4096

    /// One per column of the table's header; all have `rowCount` cells.
    package var columns: [Column]
    /// The row as Excel shows it, the physical line on which the record begins, or the tuple's number; 1-based.
    package var rowNumbers: [UInt32] = []
    /// Where the row begins in the (decompressed, undecoded) file; 0 where the format has no such place.
    package var byteOffsets: [UInt64] = []

    package init(columnCount: Int) {
        columns = (0..<columnCount).map { _ in Column() }
    }

    package var rowCount: Int { rowNumbers.count }
}
