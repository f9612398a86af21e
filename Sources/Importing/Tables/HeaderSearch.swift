import Records

/// Finds the rows that name the columns.
///
/// A header row is filled nearly as wide as the table, its cells are short distinct texts that
/// don't recur below, words that headers use occur, and the cells below look different:
///
///     客户名单导出                        fill 1/4: preamble
///     编号,公司名称,联系电话,登记日期      4 texts, 4 known words, below: number, text, phone, date
///     00001,天津…公司,13447107546,2020-…  3 of 4 are no texts: data
struct HeaderSearch {
    let rows: GridRows
    /// The filled cells of the widest row of the sample.
    let width: Int

    private static let sampleRowCount = 200
    private static let candidateRowCount = 40

    init(_ rows: GridRows) {
        self.rows = rows
        let sample = rows.filledCounts.prefix(HeaderSearch.sampleRowCount)
        width = Int(sample.max() ?? 0)
    }

    /// Indices of the header rows, ascending; empty when no row looks like one.
    func find() -> [Int] {
        var scores: [(row: Int, score: Double)] = []
        for row in 0..<min(rows.count, HeaderSearch.candidateRowCount) {
            if Int(rows.filledCounts[row]) * 2 < width || rows.filledCounts[row] == 0 { continue }
            scores.append((row, score(row)))
            if scores.count > 6 { break }
        }
        guard let best = scores.map(\.score).max(), best >= 0.5 else { return [] }
        guard let first = scores.first(where: { $0.score >= 0.75 * best }) else { return [] }
        return extended(first.row)
    }

    private func score(_ row: Int) -> Double {
        let columns = rows.filledColumns(row)
        let texts = columns.map { rows.text(row, $0) }
        var points = 0.0
        for (column, text) in zip(columns, texts) {
            let shape = rows.shape(row, column)
            if shape != .text { points -= 1; continue }
            points += text.unicodeScalars.count <= 20 ? 0.8 : -0.2
            if HeaderWords.areIn(text) { points += 0.5 }
            points += contrast(row, column, text)
        }
        let repeats = texts.count - Set(texts).count
        let filled = Double(columns.count) / Double(max(width, 1))
        return (points - Double(repeats)) / Double(max(columns.count, 1)) * (0.5 + filled / 2)
    }

    /// Up to 0.5 when the column's cells below look different; negative when the text recurs.
    private func contrast(_ row: Int, _ column: Int, _ text: String) -> Double {
        var filled = 0
        var different = 0
        for below in (row + 1)..<max(row + 1, min(rows.count, row + 21)) {
            let shape = rows.shape(below, column)
            if shape == .blank { continue }
            filled += 1
            if shape != .text { different += 1 }
            let isSame = shape == .text && rows.text(below, column) == text
            if isSame && !isRepeated(row, below) { return -0.4 }
        }
        return filled == 0 ? 0 : 0.5 * Double(different) / Double(filled)
    }

    /// Whether two rows are the same: a header printed again.
    private func isRepeated(_ row: Int, _ below: Int) -> Bool {
        let columns = rows.filledColumns(row)
        return columns == rows.filledColumns(below)
            && columns.allSatisfy { rows.text(row, $0) == rows.text(below, $0) }
    }

    /// Adds the rows above and below that belong to the same header, told by merged ranges or,
    /// in files without merges, by cells that complete each other.
    private func extended(_ row: Int) -> [Int] {
        var first = row
        var last = row
        while first > 0, isGroupRow(first - 1) { first -= 1 }
        while last + 1 < rows.count, continues(into: last + 1, from: last) { last += 1 }
        return Array(first...last)
    }

    /// A row whose merges group the columns below it.
    private func isGroupRow(_ row: Int) -> Bool {
        guard rows.filledCounts[row] >= 2, isAllText(row) else { return false }
        let number = rows.rowNumber(row)
        return rows.grid.merges.contains {
            $0.rows.contains(number) && ($0.rows.upperBound > number || $0.columns.count > 1)
        }
    }

    private func continues(into next: Int, from row: Int) -> Bool {
        let numbers = (rows.rowNumber(row), rows.rowNumber(next))
        let merges = rows.grid.merges
        guard rows.filledCounts[next] > 0, isAllText(next) else { return false }
        let isMergedDown = merges.contains {
            $0.rows.contains(numbers.0) && $0.rows.contains(numbers.1) && $0.rows.count <= 4
        }
        let isGroup = merges.contains {
            $0.rows.lowerBound == numbers.0 && $0.rows.count == 1 && $0.columns.count > 1
        }
        return isMergedDown || isGroup || completes(next, row)
    }

    /// Whether two text rows fill each other's gaps and the data below is as wide as both.
    private func completes(_ next: Int, _ row: Int) -> Bool {
        guard next + 1 < rows.count else { return false }
        let above = Set(rows.filledColumns(row))
        let below = Set(rows.filledColumns(next))
        let known = below.filter { HeaderWords.areIn(rows.text(next, $0)) }.count
        let gained = below.subtracting(above).count
        return gained > 0 && !above.isSubset(of: below) && known * 2 >= below.count
            && Int(rows.filledCounts[next + 1]) * 10 >= above.union(below).count * 6
    }

    private func isAllText(_ row: Int) -> Bool {
        rows.filledColumns(row).allSatisfy { rows.shape(row, $0) == .text }
    }
}
