import Records

/// Finds the rows that name the columns.
///
/// Every one of the first rows is tried as the header of the rows below it. It is likelier when its
/// cells are short distinct texts that stand over most columns, read like names, don't recur below
/// and look different from what stands below, and when the rows below are alike among each other:
///
///     客户名单导出                        over 1 of 4 columns: preamble
///     账号：,6222…,户名：,甲公司           labels, and the row below is no value of theirs
///     编号,公司名称,联系电话,登记日期      4 texts, 4 names; below: number, text, phone, date
///     00001,天津…公司,13447107546,2020-…  3 of 4 are no texts: data
///
/// No word needs to be known: texts over numbers are enough, and texts over texts when nothing
/// speaks for data. Of rows that are nearly as likely the first is taken.
struct HeaderSearch {
    let rows: GridRows
    let range: Range<Int>
    private var cache: [Int: HeaderRow] = [:]

    private static let candidateRowCount = 120
    /// After that many rows a candidate of that score ends the search.
    private static let sureRowCount = 30
    private static let sureScore = 1.0
    private static let maxWideCount = 6
    private static let maxLabelCount = 12
    private static let leastScore = 0.45
    /// How near to the best score the first candidate must come.
    private static let nearness = 0.8

    /// A row tried as header.
    struct Candidate {
        var row: Int
        var score: Double
        var body: HeaderBody
    }

    init(_ rows: GridRows, _ range: Range<Int>? = nil) {
        self.rows = rows
        self.range = range ?? 0..<rows.count
    }

    /// Indices of the header rows, ascending; empty when no row looks like one.
    mutating func find() -> [Int] {
        var candidates: [Candidate] = []
        var seen = 0
        var best = 0.0
        var widths: [Int] = []
        for row in range where rows.filledCounts[row] > 0 {
            seen += 1
            let isSure = seen > HeaderSearch.sureRowCount && best >= HeaderSearch.sureScore
            if isSure || seen > HeaderSearch.candidateRowCount { break }
            var next = candidate(row)
            next.score -= cost(of: widths, above: row)
            candidates.append(next)
            best = max(best, next.score)
            if !isPreamble(row) { widths.append(self.row(row).cells.count) }
        }
        weigh(&candidates)
        best = candidates.map(\.score).max() ?? 0
        guard best >= HeaderSearch.leastScore,
            let first = candidates.first(where: { $0.score >= HeaderSearch.nearness * best })
        else { return [] }
        return extended(first.row)
    }

    /// What it costs that rows as wide as the header would be preamble; more than six can't be, nor
    /// more than twelve of labels and values.
    private mutating func cost(of widths: [Int], above index: Int) -> Double {
        let width = row(index).cells.count
        let wideCount = widths.count { $0 * 10 >= width * 7 }
        let isData =
            wideCount > HeaderSearch.maxWideCount
            || widths.count { $0 >= 2 } > HeaderSearch.maxLabelCount
        return isData ? 2 : 0.1 * Double(wideCount)
    }

    /// Whether a row shows by its own look that it is no data.
    private mutating func isPreamble(_ index: Int) -> Bool {
        row(index).cells.contains {
            PreambleText.isLabel($0.text) || PreambleText.isRule($0.text)
                || (PreambleText.isSentence($0.text) && $0.length > 12)
        }
    }

    mutating func row(_ index: Int) -> HeaderRow {
        if let row = cache[index] { return row }
        let row = HeaderRow(rows, index)
        cache[index] = row
        return row
    }

    /// A small block before a larger table is its preamble: titles, a list of labels and values, or
    /// sums.
    private mutating func weigh(_ candidates: inout [Candidate]) {
        let main = candidates.filter { $0.score >= HeaderSearch.leastScore }
        let width = main.map { min(row($0.row).cells.count, $0.body.widest) }.max() ?? 0
        let wideCount = candidates.count { row($0.row).cells.count >= 3 }
        let lengths = main.map { ($0.row, $0.body.count) }
        for index in candidates.indices {
            let body = candidates[index].body
            let header = row(candidates[index].row)
            let count = header.cells.count
            let listWidth = max(count, body.width)
            let isSingle = max(count, body.widest) == 1
            let isTitle = isSingle && width >= 2
            if isSingle && wideCount * 2 >= body.count && wideCount > 0 {
                candidates[index].score *= 0.3
            }
            let isNarrow = listWidth <= 2 && width >= 4
            let isUnnamed = listWidth <= 3 && width >= 6 && header.word < 0.4
            let isList = body.count <= 10 && (isNarrow || isUnnamed)
            let own = candidates[index].row
            let isLonger = lengths.contains { $0.0 > own && $0.1 >= 3 }
            let isSum = body.count == 1 && isLonger && body.widest <= width
            if isTitle || isList || isSum { candidates[index].score *= 0.6 }
        }
    }

    /// The row as header of what follows it.
    mutating func candidate(_ index: Int) -> Candidate {
        let header = row(index)
        let body = body(below: index)
        let columns = Set(header.columns)
        let bodyColumns = body.coveredColumns
        let covered = bodyColumns.isEmpty ? 1 : bodyColumns.count { columns.contains($0) }
        let cover = Double(covered) / Double(max(1, bodyColumns.count))
        var points = 0.0
        let hasPeriods = header.hasPeriods
        let isForm =
            header.cells.count > 1
            && header.cells.allSatisfy { PreambleText.endsInColon($0.text) }
        for cell in header.cells {
            points += HeaderSearch.points(cell, body.columns[cell.column], hasPeriods, isForm)
        }
        let repeats = header.cells.count - Set(header.cells.map(\.text)).count
        let count = Double(max(header.cells.count, 1))
        var score = (points - 0.5 * Double(repeats)) / count
        if score > 0 {
            score *= (0.25 + 0.75 * cover) * (0.7 + 0.3 * body.evenness)
            if body.count == 0 { score *= 0.6 }
            if header.cells.count == 1 && bodyColumns.count > 1 { score *= 0.5 }
            score *= startFit(body)
        }
        if continuesAbove(index, header, body) { score -= 0.5 }
        score -= 0.5 * namesBelow(header, body)
        return Candidate(row: index, score: score, body: body)
    }

    /// What one cell says for or against its row, about -1…1.6.
    private static func points(
        _ cell: HeaderRow.Cell,
        _ below: HeaderBody.Column?,
        _ hasPeriods: Bool,
        _ isForm: Bool
    ) -> Double {
        if cell.shape != .text { return hasPeriods ? 0.7 : -1 }
        var points = 0.6 + 0.5 * cell.word
        switch cell.length {
        case ...20: points += 0.2
        case ...40: break
        case ...60: points -= 0.3
        default: points -= 1
        }
        if !isForm && PreambleText.isLabel(cell.text) { points -= 0.9 }
        if PreambleText.isSentence(cell.text) || PreambleText.isRule(cell.text) { points -= 0.8 }
        if RowWords.isNote(cell.text) && cell.word == 0 { points -= 0.6 }
        guard let below, below.filled > 0 else { return points }
        if below.texts.contains(cell.text) { return points - 0.7 }
        points += 0.5 * below.typedShare
        if below.typedShare < 0.5, below.filled >= 2 {
            let mean = Double(below.length) / Double(below.filled)
            let ratio = Double(cell.length) / max(mean, 1)
            if ratio > 2 || ratio < 0.5 { points += 0.15 }
        }
        return points
    }

    /// Lower when the first rows below are unlike the others: they stand before the table.
    private mutating func startFit(_ body: HeaderBody) -> Double {
        guard body.count > 3 else { return 1 }
        var fit = 1.0
        for index in body.first where body.contradicts(row(index)) { fit -= 0.12 }
        return fit
    }

    /// Whether the row above is like the rows below, as it is in the midst of data, or no less than a
    /// last row.
    private mutating func continuesAbove(
        _ index: Int,
        _ header: HeaderRow,
        _ body: HeaderBody
    ) -> Bool {
        guard index > range.lowerBound, rows.filledCounts[index - 1] > 1 else { return false }
        let above = row(index - 1)
        if body.count > 0 { return body.resembles(above) }
        return above.cells.count >= header.cells.count
            && !above.cells.contains { PreambleText.isLabel($0.text) }
    }

    /// The share of names among the first row below, or among the labels of a list below.
    private mutating func namesBelow(_ header: HeaderRow, _ body: HeaderBody) -> Double {
        guard let first = body.first.first else { return 0 }
        let row = row(first)
        let named = row.isAllText && row.cells.count > 1 ? row.cells.count { $0.word == 1 } : 0
        return max(Double(named) / Double(max(row.cells.count, 1)), body.labelShare)
    }
}
