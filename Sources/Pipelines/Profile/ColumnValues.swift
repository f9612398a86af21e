import Records

/// The distinct cells of a column, outer blanks trimmed, with how often each occurs.
struct ColumnValues: Sendable {
    private(set) var values = ValueTable()
    /// By id; entry 0 counts the blank cells.
    private(set) var counts: [UInt32] = [0]
    private(set) var rowCount = 0

    var filledCount: Int { rowCount - Int(counts[0]) }
    var distinctCount: Int { values.count - 1 }
    /// 0…1.
    var fill: Double { rowCount == 0 ? 0 : Double(filledCount) / Double(rowCount) }
    /// Whether no value occurs twice.
    var isUnique: Bool { distinctCount == filledCount && filledCount > 0 }

    /// Reads the data rows of a column; rows that were rejected whole are left out.
    ///
    /// Where a file of the table lacks the column its rows count as blank.
    static func read(_ pieces: [SourceTable], column name: String) -> ColumnValues {
        var result = ColumnValues()
        for table in pieces {
            if let column = table.columnIndex(name) {
                result.read(table, column)
            } else {
                result.rowCount += table.rowCount
                result.counts[0] += UInt32(table.rowCount)
            }
        }
        return result
    }

    private mutating func read(_ table: SourceTable, _ column: Int) {
        var row: UInt32 = 0
        for batch in table.batches {
            let cells = batch.columns[column]
            for index in 0..<batch.rowCount {
                defer { row += 1 }
                if !table.rejectedRows.isEmpty, table.rejectedRows[row] != nil { continue }
                add(cells[index])
            }
        }
    }

    mutating func add(_ cell: Span<UInt8>) {
        let id = Int(values.intern(cell.extracting(ColumnValues.trimmed(cell))))
        if id == counts.count { counts.append(0) }
        counts[id] &+= 1
        rowCount += 1
    }

    /// Without blanks at the ends: controls, blanks, NBSP and the ideographic blank.
    static func trimmed(_ cell: Span<UInt8>) -> Range<Int> {
        var start = 0
        var end = cell.count
        while start < end {
            if cell[start] <= 0x20 {
                start += 1
            } else if end - start >= 3, cell[start] == 0xE3, cell[start + 1] == 0x80,
                cell[start + 2] == 0x80
            {
                start += 3
            } else if end - start >= 2, cell[start] == 0xC2, cell[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while end > start {
            if cell[end - 1] <= 0x20 {
                end -= 1
            } else if end - start >= 3, cell[end - 1] == 0x80, cell[end - 2] == 0x80,
                cell[end - 3] == 0xE3
            {
                end -= 3
            } else if end - start >= 2, cell[end - 1] == 0xA0, cell[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        return start..<end
    }

    /// At most so many distinct values, spread evenly over the order of their first occurrence.
    func sample(_ limit: Int) -> [ValueID] {
        guard distinctCount > limit else { return Array(values.ids) }
        return (0..<limit).map { ValueID(1 + $0 * distinctCount / limit) }
    }

    /// The share of the distinct values that `other` has too, 0…1; 0 without values.
    ///
    /// A 0 counts as no value: old systems write it for no parent.
    func share(in other: ColumnValues) -> Double {
        var seen = 0
        var found = 0
        for id in values.ids where !values[id].equals("0") {
            seen += 1
            if other.values.find(values[id]) != nil { found += 1 }
        }
        return seen == 0 ? 0 : Double(found) / Double(seen)
    }
}
