import Records

extension TableDraft {
    /// Merges of a sheet that a person made fill far fewer cells.
    private static let maxFilledCellCount = 1_000_000

    /// Copies the value of a merged range into all its data cells; one finding a filled row.
    ///
    /// Ranges don't overlap in an honest sheet; a dishonest one is filled no further than the sheet
    /// has cells.
    mutating func fillMerges() {
        var filled: [Int: [Int]] = [:]
        var budget = min(rows.count * max(1, table.columns.count), TableDraft.maxFilledCellCount)
        let columns = Dictionary(
            table.columns.enumerated().map { ($1.position ?? $0, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for merge in rows.grid.merges where merge.rows.count > 1 || merge.columns.count > 1 {
            guard let top = rows.index(ofRowNumber: merge.rows.lowerBound), kinds[top] == .data
            else { continue }
            let value = rows.cell(top, merge.columns.lowerBound)
            if CellText.isBlank(value.span) { continue }
            var row = top
            while row < rows.count, rows.rowNumber(row) <= merge.rows.upperBound, budget > 0 {
                budget -= 1
                for column in blankCells(of: merge, row, &budget) {
                    guard let index = columns[column] else { continue }
                    changes.set(row, column, value)
                    filled[row, default: []].append(index)
                }
                row += 1
            }
        }
        reportFilled(filled)
        if budget <= 0, rows.count > TableDraft.maxFilledCellCount / max(1, table.columns.count) {
            let detail = "merged ranges fill more than \(TableDraft.maxFilledCellCount) cells"
            report(ImportFindings.limit, row: nil, detail)
        }
    }

    /// The columns of the range whose cells are blank in a data row.
    private func blankCells(of merge: MergedRange, _ row: Int, _ budget: inout Int) -> [Int] {
        guard kinds[row] == .data, merge.columns.lowerBound < gridNames.count else { return [] }
        let columns = merge.columns.clamped(to: 0...(gridNames.count - 1))
        budget -= columns.count
        return columns.filter { CellText.isBlank(rows.cell(row, $0).span) }
    }

    private mutating func reportFilled(_ filled: [Int: [Int]]) {
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
