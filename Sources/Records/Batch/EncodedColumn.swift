/// Runs of ids, one run per row; single-valued columns need no offsets.
package struct IDRuns: Sendable {
    @usableFromInline package var ids: [UInt32] = []
    /// Empty while every run has exactly one id; else `rowCount + 1` offsets into `ids`.
    @usableFromInline package var starts: [UInt32] = []

    package init() {}

    @inlinable package var rowCount: Int { starts.isEmpty ? ids.count : starts.count &- 1 }

    /// The ids of a row; id 0 (no value) may occur in a single-valued column.
    @inlinable package subscript(row: Int) -> ArraySlice<UInt32> {
        if starts.isEmpty { return ids[row...row] }
        return ids[Int(starts[row])..<Int(starts[row &+ 1])]
    }

    @inlinable package mutating func append(_ id: UInt32) {
        ids.append(id)
        if !starts.isEmpty { starts.append(UInt32(ids.count)) }
    }

    @inlinable package mutating func append(_ run: some Collection<UInt32>) {
        if starts.isEmpty {
            if run.count == 1 {
                ids.append(contentsOf: run)
                return
            }
            starts = (0...UInt32(ids.count)).map { $0 }
        }
        ids.append(contentsOf: run)
        starts.append(UInt32(ids.count))
    }

    /// The runs of the first rows.
    package func prefix(_ count: Int) -> IDRuns {
        var kept = IDRuns()
        if starts.isEmpty {
            kept.ids = Array(ids.prefix(count))
        } else {
            kept.starts = Array(starts.prefix(count + 1))
            kept.ids = Array(ids.prefix(Int(kept.starts[count])))
        }
        return kept
    }

    /// Replaces the run of a row by one id; only for single-valued rows.
    @inlinable package mutating func replace(row: Int, with id: UInt32) {
        if starts.isEmpty {
            ids[row] = id
        } else {
            precondition(starts[row] &+ 1 == starts[row &+ 1], "the row has not exactly one id")
            ids[Int(starts[row])] = id
        }
    }
}

/// A dictionary-encoded column: distinct values once, an id or a run of ids per row.
package struct EncodedColumn: Sendable {
    package var values: ValueTable
    package var cells: IDRuns

    package init(values: ValueTable = ValueTable(), cells: IDRuns = IDRuns()) {
        self.values = values
        self.cells = cells
    }

    package mutating func append(_ cell: Span<UInt8>) { cells.append(values.intern(cell)) }

    package mutating func append(_ cell: String) { cells.append(values.intern(cell)) }
}
