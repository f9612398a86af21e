import Records

/// A table of a page while its rows are read: where each cell stands, by the spans of those before.
///
///     <td rowspan=2>甲<td>1        A1 甲  B1 1
///     <tr><td>2                   (A2)   B2 2
struct HTMLTable {
    /// Tables in the order in which they begin.
    let order: Int
    /// Whether the page names the table, so that its end is to be expected.
    var isNamed = true
    private(set) var grid: SheetGrid
    private(set) var text = HTMLText()
    var caption = ""
    var isHidden = false
    /// Tables inside of this one's cells.
    var innerCount = 0
    /// Bytes of text that stand in no cell.
    private(set) var outsideCount = 0
    private(set) var isInCell = false
    private(set) var isInCaption = false
    var preformattedDepth = 0

    private var isInRow = false
    private(set) var rowNumber = 0
    private var column = 0
    private var cell = HTMLCell()
    /// By column, the last row that a cell from above covers.
    private var coveredUntil: [Int] = []
    private var merges: [MergedRange] = []
    /// Cells shown and hidden, by column.
    private var shownCounts: [Int32] = []
    private var hiddenCounts: [Int32] = []
    private var nextDefinedColumn = 1
    private var filledCount = 0
    /// Rows with at least two filled cells, and with any.
    private(set) var fullRowCount = 0
    private(set) var filledRowCount = 0
    /// Places that spans may still cover, so that a page can't claim 10⁹ of them.
    private var spanBudget: Int

    init(order: Int, limits: SheetLimits) {
        self.order = order
        grid = SheetGrid(name: "", limits: limits)
        spanBudget = limits.cellCount
    }

    /// Whether the table holds data, not only other tables.
    var isData: Bool { innerCount == 0 || fullRowCount >= 2 }

    // MARK: - Rows

    mutating func startRow(_ attributes: Span<UInt8>) {
        endRow()
        beginRow(isHidden: HTMLCell(attributes).isHidden)
    }

    private mutating func beginRow(isHidden: Bool) {
        rowNumber += 1
        column = 0
        filledCount = 0
        isInRow = true
        grid.beginRow(rowNumber, isHidden: isHidden)
    }

    mutating func endRow() {
        endCell()
        guard isInRow else { return }
        isInRow = false
        grid.endRow()
        if filledCount > 0 { filledRowCount += 1 }
        if filledCount > 1 { fullRowCount += 1 }
    }

    // MARK: - Cells

    mutating func startCell(_ attributes: Span<UInt8>) {
        endCell()
        if !isInRow { beginRow(isHidden: false) }
        cell = HTMLCell(attributes)
        while column < coveredUntil.count, coveredUntil[column] >= rowNumber, spanBudget > 0 {
            column += 1
            spanBudget -= 1
        }
        isInCell = true
        preformattedDepth = 0
        text.removeAll()
    }

    mutating func endCell() {
        if isInCaption { endCaption() }
        guard isInCell else { return }
        isInCell = false
        let shown = text.bytes
        let range = text.trimmed
        place(shown.span.extracting(range))
        text.removeAll()
    }

    private mutating func place(_ shown: Span<UInt8>) {
        let (kind, bytes) = cell.content(shown)
        if !bytes.isEmpty {
            var placed = SheetCell()
            placed.kind = kind
            placed.column = column
            grid.add(placed, value: bytes.span, hasValue: true)
            filledCount += 1
        }
        cover()
        column += cell.columnSpan
    }

    /// Notes the places that the cell takes.
    private mutating func cover() {
        guard column < SheetCell.maxColumnCount else { return }
        let last = min(column + cell.columnSpan, SheetCell.maxColumnCount) - 1
        count(isHidden: cell.isHidden, at: column)
        guard last > column || cell.rowSpan > 1, spanBudget > 0, !cell.ignoresSpan else { return }
        spanBudget -= last - column + 1
        let bottom = rowNumber + cell.rowSpan - 1
        if cell.rowSpan > 1 {
            while coveredUntil.count <= last { coveredUntil.append(0) }
            for index in column...last { coveredUntil[index] = max(coveredUntil[index], bottom) }
        }
        guard merges.count < SheetGrid.maxMergeCount else { return }
        merges.append(MergedRange(rows: UInt32(rowNumber)...UInt32(bottom), columns: column...last))
    }

    private mutating func count(isHidden: Bool, at column: Int) {
        while shownCounts.count <= column {
            shownCounts.append(0)
            hiddenCounts.append(0)
        }
        if isHidden { hiddenCounts[column] += 1 } else { shownCounts[column] += 1 }
    }

    mutating func defineColumn(_ attributes: Span<UInt8>) {
        let column = HTMLCell(attributes)
        if column.isHidden {
            grid.hideColumns(from: nextDefinedColumn, to: nextDefinedColumn + column.columnSpan - 1)
        }
        nextDefinedColumn += column.columnSpan
    }

    // MARK: - Text

    mutating func startCaption() {
        endCell()
        isInCaption = true
        text.removeAll()
    }

    mutating func endCaption() {
        guard isInCaption else { return }
        isInCaption = false
        caption = text.bytes.span.extracting(text.trimmed).string()
        text.removeAll()
    }

    /// Takes text of the page; what stands in no cell is counted.
    mutating func append(_ part: Span<UInt8>) {
        if isInCell || isInCaption {
            text.append(part, isPreformatted: preformattedDepth > 0)
        } else {
            outsideCount += CellText.trimmed(part).count
        }
    }

    mutating func breakLine() { if isInCell { text.breakLine() } }

    mutating func breakBlock() { if isInCell { text.breakBlock() } }

    /// Ends the table: its grid with merges within its rows, and hidden columns.
    mutating func finish() -> SheetGrid {
        endRow()
        for merge in merges where merge.rows.lowerBound <= UInt32(rowNumber) {
            var merge = merge
            let bottom = min(merge.rows.upperBound, UInt32(rowNumber))
            merge.rows = merge.rows.lowerBound...bottom
            if merge.rows.count > 1 || merge.columns.count > 1 { grid.addMerge(merge) }
        }
        for column in shownCounts.indices where shownCounts[column] == 0 {
            if hiddenCounts[column] > 0 { grid.hideColumns(from: column + 1, to: column + 1) }
        }
        return grid
    }
}
