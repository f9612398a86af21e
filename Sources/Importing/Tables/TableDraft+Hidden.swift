import Records

extension TableDraft {
    private static let maxRunCount = 1000

    /// The finding for a hidden sheet that is left out.
    static func leftOut(_ grid: RawGrid, source: String, file: String) -> Findings {
        var findings = Findings()
        let place = Place(source: source, file: file, table: grid.name)
        var finding = Finding(ImportFindings.hidden.code, at: place)
        finding.detail = "sheet of \(grid.rowCount) rows left out"
        findings.add(finding)
        return findings
    }

    /// Whether a row is hidden by hand; the sheet's filter hides rows only for a while.
    private func isHiddenByHand(_ number: UInt32) -> Bool {
        rows.grid.hiddenRows.contains(number)
            && !(rows.grid.filteredRows?.contains(number) ?? false)
    }

    mutating func filterHiddenRows() {
        if rows.grid.hiddenRows.isEmpty { return }
        for row in kinds.indices where kinds[row] == .data && isHiddenByHand(rows.rowNumber(row)) {
            kinds[row] = .filtered
        }
    }

    /// One finding a run of hidden rows that hold data, or that were left out.
    mutating func reportHiddenRows() {
        guard hidden != .keep, !rows.grid.hiddenRows.isEmpty else { return }
        var runCount = 0
        var row = 0
        while row < rows.count {
            guard let what = hiddenKind(row) else {
                row += 1
                continue
            }
            let first = row
            while row + 1 < rows.count, hiddenKind(row + 1) == what,
                rows.rowNumber(row + 1) == rows.rowNumber(row) + 1
            {
                row += 1
            }
            runCount += 1
            if runCount > TableDraft.maxRunCount {
                return report(ImportFindings.hidden, row: first, "this row and others below")
            }
            let range = (rows.rowNumber(first), rows.rowNumber(row))
            let which = range.0 == range.1 ? "row" : "rows \(range.0) to \(range.1)"
            report(ImportFindings.hidden, row: first, "\(which)\(what)")
            row += 1
        }
    }

    /// What to say of a hidden row; nil for one that isn't hidden or holds no data.
    private func hiddenKind(_ row: Int) -> String? {
        let number = rows.rowNumber(row)
        guard rows.grid.hiddenRows.contains(number) else { return nil }
        if kinds[row] == .filtered { return " left out" }
        guard kinds[row] == .data else { return nil }
        return isHiddenByHand(number) ? "" : ", by the sheet's filter; kept"
    }

    /// Says that a sheet is filled to the last row of its format.
    mutating func reportFullSheet() {
        guard table.locatorKind == .row, rows.count > 0,
            rows.filledCounts[rows.count - 1] > 0
        else { return }
        let last = rows.rowNumber(rows.count - 1)
        guard last == 65_536 || last == 1_048_576 else { return }
        report(TableFindings.fullSheet, row: rows.count - 1, "\(last) rows")
    }
}
