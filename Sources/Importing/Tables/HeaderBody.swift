import Records

/// What stands below a row that may be the header: up to 24 rows that are alike.
struct HeaderBody {
    struct Column {
        var filled = 0
        /// By `CellShape.rawValue`.
        var shapeCounts = [Int](repeating: 0, count: CellShape.allCases.count)
        /// Of all texts together, in Unicode scalars.
        var length = 0
        var texts: Set<String> = []

        mutating func add(_ cell: HeaderRow.Cell) {
            filled += 1
            shapeCounts[Int(cell.shape.rawValue)] += 1
            length += cell.length
            if cell.shape == .text { texts.insert(cell.text) }
        }

        /// The share of cells that are no text.
        var typedShare: Double {
            let texts = shapeCounts[Int(CellShape.text.rawValue)]
            return filled == 0 ? 0 : Double(filled - texts) / Double(filled)
        }

        /// The commonest shape.
        var shape: CellShape {
            let best = CellShape.allCases.max {
                shapeCounts[Int($0.rawValue)] < shapeCounts[Int($1.rawValue)]
            }
            return best ?? .text
        }

        var shapeShare: Double {
            filled == 0 ? 0 : Double(shapeCounts.max() ?? 0) / Double(filled)
        }
    }

    /// Of the rows that are at least half as wide as the widest.
    private(set) var columns: [Int: Column] = [:]
    private(set) var count = 0
    private var denseCount = 0
    /// The indices of its first three rows.
    private(set) var first: [Int] = []
    /// How much their first cells read like names: a list of labels and their values has many.
    private(set) var labelShare = 0.0
    private(set) var widest = 0

    static let maxLookAhead = 4096
    static let maxRowCount = 24

    init(_ rows: [(index: Int, row: HeaderRow)]) {
        count = rows.count
        first = rows.prefix(3).map(\.index)
        let labels = rows.prefix(3).compactMap { $0.row.cells.first?.word }
        labelShare = labels.reduce(0, +) / Double(max(1, labels.count))
        widest = rows.map(\.row.cells.count).max() ?? 0
        for (_, row) in rows where row.cells.count * 2 >= widest {
            denseCount += 1
            for cell in row.cells { columns[cell.column, default: Column()].add(cell) }
        }
    }

    /// Columns that are filled in three of ten rows or more.
    var coveredColumns: [Int] {
        columns.filter { $0.value.filled * 10 >= denseCount * 3 }.map(\.key)
    }

    var width: Int { columns.count }

    /// How alike the cells of each column are, 0…1.
    var evenness: Double {
        if columns.isEmpty { return 1 }
        // A single row is alike by nature; it says half.
        if denseCount == 1 { return 0.5 }
        return columns.values.reduce(0) { $0 + $1.shapeShare } / Double(columns.count)
    }

    /// Whether two of five of the row's cells or more are texts where others are none, or none where
    /// others are texts.
    func contradicts(_ row: HeaderRow) -> Bool {
        let others = row.cells.count { cell in
            columns[cell.column].map { ($0.shape == .text) != (cell.shape == .text) } ?? false
        }
        return others * 5 >= row.cells.count * 2
    }

    /// Whether a row fills about the same columns with cells of the same shapes.
    func resembles(_ row: HeaderRow) -> Bool {
        let covered = Set(coveredColumns)
        let own = Set(row.columns)
        let common = covered.intersection(own).count
        guard common * 10 >= covered.union(own).count * 7 else { return false }
        let fitting = row.cells.count { cell in
            columns[cell.column].map { ($0.shape == .text) == (cell.shape == .text) } ?? false
        }
        return fitting * 10 >= row.cells.count * 6
    }
}

extension HeaderSearch {
    /// The rows below up to a blank row or a drawn line; across blank rows as long as they look
    /// alike.
    mutating func body(below index: Int) -> HeaderBody {
        var body: [(index: Int, row: HeaderRow)] = []
        let header = row(index)
        var row = index + 1
        var isAfterBlank = false
        // A million rows like the header, or blank ones, say no more than some thousand.
        let end = min(range.upperBound, index + HeaderBody.maxLookAhead)
        while row < end, body.count < HeaderBody.maxRowCount {
            defer { row += 1 }
            let isGap = rows.isSheet && rows.rowNumber(row) > rows.rowNumber(row - 1) + 1
            if isGap || rows.filledCounts[row] == 0 { isAfterBlank = true }
            if rows.filledCounts[row] == 0 { continue }
            let next = self.row(row)
            if next.cells.count == 1, PreambleText.isRule(next.cells[0].text) { break }
            if next.isSame(as: header) { continue }
            if !body.isEmpty, let first = next.cells.first, RowWords.isTotal(first.text) { break }
            if isAfterBlank, !body.isEmpty, !HeaderBody(body).resembles(next) { break }
            isAfterBlank = false
            if !body.isEmpty, beginsOther(next, below: body) { break }
            if body.isEmpty && (isUnits(next) || isTranslation(header, next)) { continue }
            body.append((row, next))
        }
        return HeaderBody(body)
    }

    /// Whether a row of names stands where numbers and dates stood: another table's header.
    private func beginsOther(
        _ row: HeaderRow,
        below body: [(index: Int, row: HeaderRow)]
    ) -> Bool {
        guard row.cells.count > 1, row.isAllText, row.word >= 0.6 else { return false }
        let columns = HeaderBody(body).columns
        return row.cells.contains { columns[$0.column]?.typedShare ?? 0 >= 0.8 }
    }
}
