import Records

/// Which rows belong to one header, and what each of them says.
///
///     基本信息,    ,联系方式,            groups: 基本信息 over two columns
///     客户名称,行业,手机,成交金额          names
///     Name,Trade,Mobile,Amount         the same in another language
///     ,,,(万元)                        units
extension HeaderSearch {
    private static let maxHeaderRowCount = 5

    /// The row with the rows above and below that belong to the same header.
    mutating func extended(_ row: Int) -> [Int] {
        var first = row
        var last = row
        while first > range.lowerBound, last - first + 1 < HeaderSearch.maxHeaderRowCount,
            isAdjacent(first - 1), isGroup(first - 1, over: first)
        {
            first -= 1
        }
        while last + 1 < range.upperBound, last - first + 1 < HeaderSearch.maxHeaderRowCount,
            isAdjacent(last), continues(into: last + 1, from: last)
        {
            last += 1
        }
        return Array(first...last)
    }

    /// Whether the next row follows without a gap and both hold something.
    private func isAdjacent(_ row: Int) -> Bool {
        guard row + 1 < range.upperBound, rows.filledCounts[row] > 0,
            rows.filledCounts[row + 1] > 0
        else { return false }
        return !rows.isSheet || rows.rowNumber(row + 1) == rows.rowNumber(row) + 1
    }

    /// A row whose merges, or whose gaps, group the columns below it, or that names them in another
    /// language.
    private mutating func isGroup(_ row: Int, over below: Int) -> Bool {
        let upper = self.row(row)
        let lower = self.row(below)
        guard upper.cells.count >= 2 || lower.cells.count == 1, upper.isAllText else {
            return false
        }
        if isTranslation(upper, lower) { return true }
        let number = rows.rowNumber(row)
        let isMerged = rows.grid.merges.contains {
            $0.rows.contains(number) && ($0.rows.upperBound > number || $0.columns.count > 1)
        }
        if isMerged { return upper.cells.count >= 2 }
        return isGrouping(upper, over: columns(from: below))
    }

    /// The columns named by a row and the text rows right below it, for groups of groups.
    private mutating func columns(from index: Int) -> Set<Int> {
        var columns = Set(row(index).columns)
        var next = index + 1
        while next < range.upperBound, next < index + 3, isAdjacent(next - 1) {
            let lower = row(next)
            guard lower.isAllText, lower.cells.count > 1 else { break }
            columns.formUnion(lower.columns)
            next += 1
        }
        return columns
    }

    /// Whether every cell of the upper row either stands over a gap of the lower one or spans two
    /// columns and more, as merged cells do when they are written as CSV.
    private func isGrouping(_ upper: HeaderRow, over below: Set<Int>) -> Bool {
        guard upper.cells.count >= 2, upper.isAllText, below.count > 1 else { return false }
        if upper.cells.contains(where: { PreambleText.isLabel($0.text) || $0.length > 30 }) {
            return false
        }
        let above = Set(upper.columns)
        var spanCount = 0
        for column in upper.columns {
            if !below.contains(column) {
                // A gap right of a group's first column may be the group's own.
                if !above.contains(column + 1) && below.contains(column + 1) { spanCount += 1 }
                continue
            }
            guard !above.contains(column + 1), below.contains(column + 1) else { return false }
            spanCount += 1
        }
        let first = min(upper.columns.first ?? 0, below.min() ?? 0)
        let last = max(upper.columns.last ?? 0, below.max() ?? 0)
        let isWhole = above.union(below).count * 10 >= (last - first + 1) * 9
        return spanCount > 0 && isWhole && upper.columns.first == first
    }

    private mutating func continues(into next: Int, from row: Int) -> Bool {
        let upper = self.row(row)
        let lower = self.row(next)
        if isUnits(lower) || isTranslation(upper, lower) { return true }
        guard lower.isAllText || lower.hasPeriods else { return false }
        return isMergedOver(next, row) || isContinuedGroup(upper, lower, next)
    }

    private func isMergedOver(_ next: Int, _ row: Int) -> Bool {
        let numbers = (rows.rowNumber(row), rows.rowNumber(next))
        return rows.grid.merges.contains {
            let isDown =
                $0.rows.contains(numbers.0) && $0.rows.contains(numbers.1) && $0.rows.count <= 4
            return isDown
                || ($0.rows.lowerBound == numbers.0 && $0.rows.count == 1 && $0.columns.count > 1)
        }
    }

    /// A header whose groups stand above, its names below: the data below is as wide as both.
    private mutating func isContinuedGroup(
        _ upper: HeaderRow,
        _ lower: HeaderRow,
        _ next: Int
    ) -> Bool {
        guard isGrouping(upper, over: columns(from: next)), next + 1 < range.upperBound else {
            return false
        }
        let body = body(below: next)
        let both = Set(upper.columns).union(lower.columns)
        let isRepeated = lower.cells.contains {
            body.columns[$0.column]?.texts.contains($0.text) == true
        }
        return body.widest * 10 >= both.count * 6 && !isRepeated
            && (lower.word >= 0.3 || body.columns.values.contains { $0.typedShare > 0.5 })
    }

    // MARK: What a row says

    /// (元), 万元, `m`, `°C`, %: units only, in fewer cells than the names or in brackets.
    func isUnits(_ row: HeaderRow) -> Bool {
        row.cells.contains { HeaderUnit.isUnit($0.text) && !HeaderUnit.isLetter($0.text) }
            && row.cells.allSatisfy { HeaderUnit.isUnit($0.text) || HeaderUnit.isNone($0.text) }
    }

    /// Whether two rows name the same columns in Chinese and in a language written in Latin letters.
    func isTranslation(_ upper: HeaderRow, _ lower: HeaderRow) -> Bool {
        guard upper.cells.count >= 2, lower.cells.count >= 2, upper.isAllText, lower.isAllText,
            Set(lower.cells.map(\.text)).count == lower.cells.count
        else { return false }
        let common = Set(upper.columns).intersection(lower.columns).count
        let either = Set(upper.columns).union(lower.columns).count
        guard common * 10 >= either * 8 else { return false }
        let isLong = { (cell: HeaderRow.Cell) in cell.length > 40 }
        if upper.cells.contains(where: isLong) || lower.cells.contains(where: isLong) {
            return false
        }
        if HeaderSearch.isHan(upper) && HeaderSearch.isLatin(lower) {
            return lower.word >= 0.3 || lower.cells.allSatisfy { HeaderSearch.isCode($0.text) }
        }
        return HeaderSearch.isLatin(upper) && HeaderSearch.isHan(lower)
            && lower.word >= 0.6 && upper.word >= 0.3
    }

    private static func isHan(_ row: HeaderRow) -> Bool {
        let han = row.cells.count {
            $0.text.unicodeScalars.contains { $0.value >= 0x3400 && $0.value < 0xA000 }
        }
        return han * 10 >= row.cells.count * 7
    }

    private static func isLatin(_ row: HeaderRow) -> Bool {
        row.cells.allSatisfy { $0.text.unicodeScalars.allSatisfy { $0.value < 0x250 } }
    }

    /// `KUNNR`, `cCusName`, `fld_12`: one word of letters, digits and `_`.
    private static func isCode(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
                || byte == 0x5F
        }
    }
}
