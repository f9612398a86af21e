import Records

/// A row of the grid as the search for the header sees it: its filled cells with their evidence.
struct HeaderRow {
    struct Cell {
        var column: Int
        var text: String
        var shape: CellShape
        /// Unicode scalars.
        var length: Int
        /// How much the text reads like a column's name, 0…1.
        var word: Double
    }

    let cells: [Cell]

    /// Columns beyond this are not looked at.
    static let columnLimit = 200

    init(_ rows: GridRows, _ row: Int) {
        let columns = rows.filledColumns(row).prefix { $0 < HeaderRow.columnLimit }
        cells = columns.map { column in
            let text = rows.text(row, column)
            let shape = CellShape.of(rows.cell(row, column).span)
            return Cell(
                column: column,
                text: text,
                shape: shape,
                length: text.unicodeScalars.count,
                word: shape == .text ? HeaderWords.evidence(text) : 0
            )
        }
    }

    var isAllText: Bool { cells.allSatisfy { $0.shape == .text } }

    var columns: [Int] { cells.map(\.column) }

    /// The mean evidence of words.
    var word: Double {
        cells.isEmpty ? 0 : cells.reduce(0) { $0 + $1.word } / Double(cells.count)
    }

    /// Whether the same texts stand in the same columns: a header printed again.
    func isSame(as other: HeaderRow) -> Bool {
        cells.count == other.cells.count
            && zip(cells, other.cells).allSatisfy { $0.column == $1.column && $0.text == $1.text }
    }

    /// The share of cells, of the row that has more, that are the same in both.
    func likeness(to other: HeaderRow) -> Double {
        let own = Set(cells.map { "\($0.column) \(HeaderNames.cleaned($0.text))" })
        let same = other.cells.count {
            own.contains("\($0.column) \(HeaderNames.cleaned($0.text))")
        }
        return Double(same) / Double(max(cells.count, other.cells.count, 1))
    }

    /// Years, quarters, months or days side by side, right of the first column: names of columns that
    /// hold a period each.
    var hasPeriods: Bool {
        let others = cells.filter { $0.shape != .text }
        guard others.count >= 2, let first = others.first, first.column > 0,
            others[others.count - 1].column - first.column < others.count
        else { return false }
        return HeaderPeriods.areIn(others.map(\.text), others.map(\.shape))
    }
}
