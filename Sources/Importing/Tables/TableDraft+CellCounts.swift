import Records

extension TableDraft {
    /// Rows of a delimited file with fewer or more cells than the header; without a header a row has
    /// the length that it has.
    mutating func checkCellCounts() {
        if headerRows.isEmpty { return }
        let width = table.columns.count
        var patterns: ColumnPatterns?
        for row in 0..<rows.count where kinds[row] == .data {
            let count = rows.cellCount(row)
            if count < width {
                let first = table.columns[count].name
                report(
                    ImportFindings.tooFewCells,
                    row: row,
                    column: first,
                    "\(count) cells, the header has \(width)"
                )
            } else if count > width, Int(rows.lastFilled[row]) >= width {
                if patterns == nil { patterns = ColumnPatterns(rows, kinds, width: width) }
                repair(row, cellCount: Int(rows.lastFilled[row]) + 1, patterns)
            }
        }
    }

    /// Joins the cells of one column again when exactly one choice makes all columns fit; rejects
    /// the row otherwise.
    private mutating func repair(_ row: Int, cellCount: Int, _ patterns: ColumnPatterns?) {
        let width = table.columns.count
        let delimiter = rows.grid.delimiter
        let cells = (0..<cellCount).map { rows.cell(row, $0) }
        let detail = "\(cellCount) cells, the header has \(width)"
        let choices = (0..<width).compactMap { column in
            ShiftRepair.joined(cells, at: column, width: width, by: delimiter).map { (column, $0) }
        }
        let fitting = choices.filter { patterns?.fit($0.1) ?? false }
        if fitting.count == 1 {
            for (column, cell) in fitting[0].1.enumerated() { changes.set(row, column, cell) }
            report(
                ImportFindings.shiftedRow,
                row: row,
                column: table.columns[fitting[0].0].name,
                detail
            )
            return
        }
        if width > 0 {
            changes.set(row, width - 1, ShiftRepair.join(cells[(width - 1)...], by: delimiter))
        }
        rejected[row] = ImportFindings.tooManyCells.code
        report(
            ImportFindings.tooManyCells,
            row: row,
            column: table.columns.last?.name ?? "",
            detail
        )
    }
}

/// Puts back together the cell that unquoted delimiters took apart.
enum ShiftRepair {
    /// The row with the cells from `column` joined so that `width` cells remain; nil when one of
    /// the joined parts is blank: such a cell would begin, end or double its delimiter.
    static func joined(
        _ cells: [[UInt8]],
        at column: Int,
        width: Int,
        by delimiter: UInt8
    ) -> [[UInt8]]? {
        let extra = cells.count - width
        let parts = cells[column...(column + extra)]
        if parts.contains(where: { CellText.isBlank($0.span) }) { return nil }
        return Array(cells[..<column]) + [join(parts, by: delimiter)]
            + Array(cells[(column + extra + 1)...])
    }

    static func join(_ parts: ArraySlice<[UInt8]>, by delimiter: UInt8) -> [UInt8] {
        Array(parts.joined(separator: [delimiter]))
    }
}
