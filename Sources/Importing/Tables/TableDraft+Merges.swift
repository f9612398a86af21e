import Records

extension TableDraft {
    /// Copies the value of a merged range down its first column; one finding a filled row.
    ///
    /// Columns beside the first stay as they are: a value merged sideways belongs to one field.
    mutating func fillMerges() {
        var filled: [Int: [Int]] = [:]
        for merge in rows.grid.merges where merge.rows.count > 1 {
            let column = merge.columns.lowerBound
            guard column < table.columns.count,
                let top = rows.index(ofRowNumber: merge.rows.lowerBound),
                kinds[top] == .data
            else { continue }
            let value = rows.cell(top, column)
            if CellText.isBlank(value.span) { continue }
            var row = top + 1
            while row < rows.count, rows.rowNumber(row) <= merge.rows.upperBound {
                if kinds[row] == .data, CellText.isBlank(rows.cell(row, column).span) {
                    changes.set(row, column, value)
                    filled[row, default: []].append(column)
                }
                row += 1
            }
        }
        for (row, columns) in filled.sorted(by: { $0.key < $1.key }) {
            let names = columns.sorted().map { table.columns[$0].name }
            report(
                ImportFindings.mergedFilled,
                row: row,
                column: names.count == 1 ? names[0] : "",
                names.joined(separator: ", ")
            )
        }
    }
}
