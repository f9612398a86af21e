import Records

/// A sheet or delimited file as a plain grid, before anybody knows which row is the header.
///
/// Format readers (CSV, XLSX, …) fill it; `TableShaper` turns it into a `SourceTable`: it finds
/// preamble, header rows, notes, blank, subtotal and footer rows, names the columns, fills merges.
package struct RawGrid: Sendable {
    /// The sheet's name; empty for a file that is one table.
    package var name: String
    package var locatorKind: LocatorKind
    package var batches: [RawBatch] = []
    /// Merged ranges, 0-based columns, row numbers as the program shows them.
    package var merges: [MergedRange] = []
    /// 0-based indices of hidden columns.
    package var hiddenColumns: Set<Int> = []
    /// Row numbers of hidden rows.
    package var hiddenRows: Set<UInt32> = []
    package var isHidden = false
    /// The rows that the sheet's filter covers; what it hides is hidden only for a while.
    package var filteredRows: ClosedRange<UInt32>?
    /// What stands between the cells of delimited text, for putting shifted rows together again.
    package var delimiter: UInt8 = 0x2C

    package init(name: String, locatorKind: LocatorKind) {
        self.name = name
        self.locatorKind = locatorKind
    }

    /// The number of rows that the grid holds; gaps don't count.
    package var rowCount: Int { batches.reduce(0) { $0 + $1.rowNumbers.count } }

    /// The grid with only those of its rows, counted from 0 without gaps.
    func rows(_ range: Range<Int>) -> RawGrid {
        var part = self
        part.batches = []
        var start = 0
        for batch in batches {
            let end = start + batch.rowNumbers.count
            let picked = range.clamped(to: start..<end)
            if picked == start..<end {
                part.batches.append(batch)
            } else if !picked.isEmpty {
                part.batches.append(
                    batch.rows((picked.lowerBound - start)..<(picked.upperBound - start))
                )
            }
            start = end
        }
        return part
    }
}

/// At most 4,096 grid rows, column by column; rows that the file doesn't hold (gaps in a sheet) don't occur.
package struct RawBatch: Sendable {
    /// All columns have `rowNumbers.count` cells; absent cells are null.
    package var columns: [Column] = []
    package var rowNumbers: [UInt32] = []
    package var byteOffsets: [UInt64] = []
    /// How many cells the row really has (a ragged CSV row has fewer or more than the header).
    package var cellCounts: [UInt32] = []

    package init() {}

    /// A batch of only those of its rows.
    func rows(_ range: Range<Int>) -> RawBatch {
        var part = RawBatch()
        part.rowNumbers = Array(rowNumbers[range])
        part.byteOffsets = Array(byteOffsets[range])
        part.cellCounts = Array(cellCounts[range])
        part.columns = columns.map { column in
            var cells = Column(minimumCapacity: range.count)
            for row in range {
                if column.isNull(row) { cells.appendNull() } else { cells.append(column[row]) }
            }
            return cells
        }
        return part
    }
}

package struct MergedRange: Sendable, Equatable {
    package var rows: ClosedRange<UInt32>
    package var columns: ClosedRange<Int>

    package init(rows: ClosedRange<UInt32>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }
}
