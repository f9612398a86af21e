import Records

/// Finds where further tables begin in a grid.
///
/// A table begins where a new header stands: texts with other names and other columns than the
/// header above, over rows that look unlike those above. A blank row before it makes it likelier. A
/// header printed again begins none, and blank rows alone don't either.
struct TableSplit {
    /// One table: its rows, with preamble and footer, and its header rows among them.
    struct Part {
        var range: Range<Int>
        var header: [Int]
    }

    let rows: GridRows
    private var search: HeaderSearch
    private var header: [HeaderRow] = []
    /// Columns of the table in progress whose cells are no texts.
    private var typedColumns: [Int] = []
    private var bodyStart = 0
    private var firstColumn = 0
    private var lastColumn = 0
    private var tryCount = 0

    private static let maxTryCount = 2000
    static let maxPartCount = 1000

    init(_ rows: GridRows) {
        self.rows = rows
        search = HeaderSearch(rows)
    }

    mutating func parts() -> [Part] {
        let first = search.find()
        guard first.last != nil else { return [Part(range: 0..<rows.count, header: [])] }
        var parts = [Part(range: 0..<rows.count, header: first)]
        begin(first)
        var row = first[first.count - 1] + 1
        while row < rows.count, parts.count < TableSplit.maxPartCount {
            guard mayBegin(row), let next = headerRows(from: row), let top = next.first else {
                row += 1
                continue
            }
            let last = parts.count - 1
            let start = titleStart(above: top, below: parts[last].header)
            parts[last].range = parts[last].range.lowerBound..<start
            parts.append(Part(range: start..<rows.count, header: next))
            begin(next)
            row = next[next.count - 1] + 1
        }
        return parts
    }

    /// The line that names a part; nil when there is none.
    func title(of part: Part) -> String? {
        guard let top = part.header.first else { return nil }
        for row in (part.range.lowerBound..<top).reversed() where rows.filledCounts[row] == 1 {
            if let title = TableNames.title(rows.text(row, Int(rows.firstFilled[row]))) {
                return title
            }
        }
        return nil
    }

    private mutating func begin(_ headerRows: [Int]) {
        header = headerRows.map { search.row($0) }
        guard let last = headerRows.last else { return }
        bodyStart = last + 1
        let columns = headerRows.flatMap { search.row($0).columns }
        firstColumn = columns.min() ?? 0
        lastColumn = columns.max() ?? 0
        typedColumns = search.body(below: last).columns
            .filter {
                $0.value.typedShare >= 0.8 && $0.value.filled >= 2 || $0.value.typedShare == 1
            }
            .map(\.key).sorted()
    }

    // MARK: Candidates

    /// A quick look: few rows of data pass.
    private func mayBegin(_ row: Int) -> Bool {
        guard rows.filledCounts[row] >= 2, row + 1 < rows.count else { return false }
        guard followsBreak(row) || hasOtherColumns(row) else { return false }
        let first = Int(rows.firstFilled[row])
        let last = min(Int(rows.lastFilled[row]), HeaderRow.columnLimit)
        for column in typedColumns where column >= first && column <= last {
            let shape = rows.shape(row, column)
            if shape != .text && shape != .blank { return false }
        }
        for column in first...max(first, last) {
            let shape = rows.shape(row, column)
            if shape != .text && shape != .blank { return false }
        }
        return true
    }

    private func hasOtherColumns(_ row: Int) -> Bool {
        Int(rows.firstFilled[row]) != firstColumn || Int(rows.lastFilled[row]) != lastColumn
    }

    /// Whether a blank row stands before the row, or before the title lines above it.
    private func followsBreak(_ row: Int) -> Bool {
        var above = row
        while above > 0, row - above < 4 {
            if rows.isSheet && rows.rowNumber(above) > rows.rowNumber(above - 1) + 1 { return true }
            above -= 1
            if rows.filledCounts[above] == 0 { return true }
            if rows.filledCounts[above] > 1 { return false }
        }
        return false
    }

    /// The header rows of a table that begins here; nil when none does.
    private mutating func headerRows(from row: Int) -> [Int]? {
        guard tryCount < TableSplit.maxTryCount else { return nil }
        tryCount += 1
        let names = search.row(row)
        if header.contains(where: { names.likeness(to: $0) >= 0.8 }) { return nil }
        let isParted = followsBreak(row)
        let candidate = search.candidate(row)
        guard candidate.score >= 0.7, candidate.body.count > 0 else { return nil }
        let body = candidate.body
        let columns = Set(names.columns)
        let covered = body.coveredColumns
        let namedCount = covered.count { columns.contains($0) }
        guard namedCount * 10 >= covered.count * 8 else { return nil }
        let above = Set(header.flatMap(\.columns))
        let isOther = columns != above
        let conflicts = typedColumns.count { columns.contains($0) }
        let isTyped = body.columns.values.contains { $0.typedShare >= 0.5 }
        let continues = lastData(above: row).map { body.resembles(search.row($0)) } ?? false
        let isTable =
            isParted
            ? (names.word >= 0.5 && (isOther && !continues || conflicts > 0 || names.word >= 0.9))
                || (conflicts > 0 && isTyped && isOther)
            : isOther && !continues && names.word >= 0.6 && (conflicts > 0 || isTyped)
        guard isTable else { return nil }
        var own = HeaderSearch(rows, (isParted ? bodyStart : row)..<rows.count)
        return own.extended(row)
    }

    /// The nearest row above with two cells or more.
    private func lastData(above row: Int) -> Int? {
        var above = row - 1
        while above >= 0, row - above < 8 {
            if rows.filledCounts[above] > 1 { return above }
            above -= 1
        }
        return nil
    }

    // MARK: Bounds

    /// Title lines and blank rows above a header are its own, totals and footers are not.
    private func titleStart(above top: Int, below header: [Int]) -> Int {
        let limit = (header.last ?? -1) + 1
        var start = top
        while start > limit, isTitle(start - 1) { start -= 1 }
        // Beyond blank rows only lines that stand alone between blank rows.
        while start > limit, rows.filledCounts[start - 1] == 0 {
            var block = start
            while block > limit, rows.filledCounts[block - 1] == 0 { block -= 1 }
            let blanks = block
            while block > limit, isTitle(block - 1) { block -= 1 }
            let isAlone = block < blanks && block > limit && rows.filledCounts[block - 1] == 0
            start = isAlone ? block : blanks
            if !isAlone { break }
        }
        return start
    }

    private func isTitle(_ row: Int) -> Bool {
        guard rows.filledCounts[row] > 0 else { return false }
        let text = rows.text(row, Int(rows.firstFilled[row]))
        if RowWords.isTotal(text) || RowWords.isFooter(text) { return false }
        return rows.filledCounts[row] == 1
            || rows.filledColumns(row).contains { PreambleText.isLabel(rows.text(row, $0)) }
    }
}
