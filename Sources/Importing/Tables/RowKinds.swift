import Records

/// Tells data rows from all others, once the header is known.
struct RowKinds {
    let rows: GridRows
    /// Indices of the header rows; empty when there is none.
    let headerRows: [Int]
    /// Cleaned names, by column.
    let names: [String]
    /// Rows that a merged range covers over most of the table.
    private var sectionRows: Set<UInt32> = []
    /// Lines above the header, which printed pages repeat.
    private var titles: Set<String> = []

    init(rows: GridRows, headerRows: [Int], names: [String]) {
        self.rows = rows
        self.headerRows = headerRows
        self.names = names
        for merge in rows.grid.merges
        where merge.columns.count * 10 >= names.count * 6 && merge.rows.count < 100 {
            sectionRows.formUnion(merge.rows)
        }
        for row in 0..<(headerRows.first ?? 0) where rows.filledCounts[row] == 1 {
            titles.insert(rows.text(row, Int(rows.firstFilled[row])))
        }
    }

    private static let maxFooterRowCount = 60

    /// One kind per row.
    func find() -> [RowKind] {
        var kinds = [RowKind](repeating: .data, count: rows.count)
        let first = headerRows.first ?? 0
        let bodyStart = headerRows.last.map { $0 + 1 } ?? 0
        for row in 0..<first { kinds[row] = preambleKind(row) }
        for row in headerRows { kinds[row] = .header }
        let suspects = rows.suspects(headerRows)
        // A cell that stands alone in row after row is looked at once.
        var lone: (cell: [UInt8], column: Int32, kind: RowKind) = ([], -1, .data)
        for row in bodyStart..<max(bodyStart, rows.count) {
            let isNear = row - bodyStart < 3
            let isLone = rows.filledCounts[row] == 1 && sectionRows.isEmpty
            if !isNear, isLone, rows.firstFilled[row] == lone.column,
                rows.cell(row, Int(lone.column)) == lone.cell
            {
                kinds[row] = lone.kind
            } else if isNear || suspects[row] || rows.filledCounts[row] <= 1 {
                kinds[row] = bodyKind(row, afterHeader: row - bodyStart)
                guard isLone, !isNear else { continue }
                let column = rows.firstFilled[row]
                lone = (rows.cell(row, Int(column)), column, kinds[row])
            }
        }
        if !headerRows.isEmpty { markFooter(&kinds, from: bodyStart) }
        return kinds
    }

    private func preambleKind(_ row: Int) -> RowKind {
        if rows.filledCounts[row] == 0 { return .blank }
        return RowWords.startsNote(rows.text(row, Int(rows.firstFilled[row]))) ? .note : .preamble
    }

    private func bodyKind(_ row: Int, afterHeader distance: Int) -> RowKind {
        let filled = Int(rows.filledCounts[row])
        if filled == 0 { return .blank }
        if headerRows.isEmpty { return .data }
        if isSubtotal(row) { return .subtotal }
        if filled >= 2 || names.count == 1, repeatsHeader(row) { return .header }
        if distance < 3 && isNote(row) { return .note }
        if filled == 1, names.count >= 2 {
            let text = rows.text(row, Int(rows.firstFilled[row]))
            if titles.contains(text) { return .preamble }
            if RowWords.isPage(text) { return .footer }
            if names.count >= 3, RowWords.isFooter(text), PreambleText.isLabel(text) {
                return .footer
            }
            if PreambleText.isRule(text) { return .note }
        }
        return isSection(row) ? .note : .data
    }

    /// 小计 / 合计 / Total in one of the first two cells, beside numbers at most.
    private func isSubtotal(_ row: Int) -> Bool {
        let first = Int(rows.firstFilled[row])
        var isWordSeen = false
        var isLoose = false
        var otherTexts = 0
        for column in first...max(first, Int(rows.lastFilled[row])) {
            let cell = rows.cell(row, column)
            let shape = CellShape.of(cell.span)
            if shape == .blank { continue }
            let isShortText = shape == .text && cell.count <= 48
            if isShortText && !isWordSeen && RowWords.isTotal(rows.text(row, column)) {
                isWordSeen = true
            } else if isShortText && !isWordSeen && RowWords.isLooseTotal(rows.text(row, column)) {
                isWordSeen = true
                isLoose = true
            } else if shape == .text && !RowWords.isCount(rows.text(row, column)) {
                otherTexts += 1
            }
            if !isWordSeen && column >= first + 3 { return false }
            if otherTexts > (isLoose ? 0 : 1) || shape == .email { return false }
        }
        return isWordSeen && names.count > 1
    }

    private func repeatsHeader(_ row: Int) -> Bool {
        let columns = rows.filledColumns(row)
        let isSame = headerRows.contains { header in
            rows.filledCounts[header] == rows.filledCounts[row]
                && columns.allSatisfy { rows.cell(header, $0) == rows.cell(row, $0) }
        }
        if isSame { return true }
        guard let first = columns.first, first < names.count,
            HeaderNames.cleaned(rows.text(row, first)) == names[first]
        else { return false }
        let equal = columns.filter {
            $0 < names.count && HeaderNames.cleaned(rows.text(row, $0)) == names[$0]
        }
        return equal.count * 5 >= columns.count * 4
    }

    /// A row right below the header that explains it: 填写说明, 必填, 例：….
    private func isNote(_ row: Int) -> Bool {
        let columns = rows.filledColumns(row)
        let texts = columns.map { rows.text(row, $0) }
        if let first = texts.first, RowWords.startsNote(first) { return true }
        if texts.count > 1, texts.allSatisfy(PreambleText.isRule) { return true }
        let notes = texts.filter { RowWords.isNote($0) }
        return notes.count * 3 >= texts.count && texts.count > 1
    }

    /// One cell merged over most of the table: a section's title.
    private func isSection(_ row: Int) -> Bool {
        guard rows.filledCounts[row] == 1, names.count >= 3 else { return false }
        return sectionRows.contains(rows.rowNumber(row))
    }

    /// Below the last well-filled row: signatures, dates of print, counts.
    ///
    /// Many rows that hold little are data that holds little, and stay.
    private func markFooter(_ kinds: inout [RowKind], from start: Int) {
        var last = rows.count - 1
        var sparseCount = 0
        while last >= start, kinds[last] != .data || isSparse(last) {
            if kinds[last] == .data { sparseCount += 1 }
            if sparseCount > RowKinds.maxFooterRowCount { return }
            last -= 1
        }
        var isClosed = false
        for row in (last + 1)..<max(last + 1, rows.count) where row >= start {
            if kinds[row] != .data { isClosed = true; continue }
            if isClosed || isFooterText(row) { kinds[row] = .footer }
            if kinds[row] == .footer { isClosed = true }
        }
        // Blank rows right above a footer are the footer's own.
        for row in (last + 1..<max(last + 1, rows.count - 1)).reversed() where row >= start {
            if kinds[row] == .blank, kinds[row + 1] == .footer { kinds[row] = .footer }
        }
    }

    /// One cell or a few of many; a row of data that holds little is none for that.
    private func isSparse(_ row: Int) -> Bool {
        let filled = Int(rows.filledCounts[row])
        guard names.count >= 3, filled > 0 else { return filled == 0 }
        if filled == 1 || (filled <= 3 && filled * 3 <= names.count) { return true }
        return filled <= 4 && filled * 2 <= names.count + 1 && isFooterText(row)
    }

    private func isFooterText(_ row: Int) -> Bool {
        let columns = rows.filledColumns(row)
        if let first = columns.first, columns.count <= 2 {
            let text = rows.text(row, first)
            if PreambleText.isRule(text) || PreambleText.isLabel(text) { return true }
            if columns.count == 1 && PreambleText.isSentence(text) { return true }
        }
        return columns.contains { RowWords.isFooter(rows.text(row, $0)) }
    }
}
