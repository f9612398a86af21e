import Records

/// Makes the `RawGrid` of a sheet from its cells as they come.
///
/// A row is collected and written into the columns when it ends, so cells may come in any order,
/// rows without text cost nothing, and blank rows between filled ones are added when the next
/// filled row is known:
///
///     row 4: C "a", A "b"    │ entries (2, "a") (0, "b") │ → columns A "b", B null, C "a"
///     rows 5–6: styles only  │ nothing                   │ → two blank rows, if a row 7 has text
struct SheetGrid {
    static let maxGapCount = 10_000
    static let maxMergeCount = 1_000_000

    /// A cell of the row being collected: its text in the shared strings or in `rowBytes`.
    private struct Entry {
        var column: Int
        var isShared: Bool
        var start: Int
        var end: Int
    }

    let strings: SharedStrings
    private let styles: CellStyles
    private let dates: DateText
    private let maxCellCount: Int

    private(set) var grid: RawGrid
    private(set) var findings: SheetFindings
    /// Whether cells were left out because of a limit.
    private(set) var isOverLimit = false
    private var batch = RawBatch()
    private var columnCount = 0
    /// Columns that are hidden, of which only those with cells matter.
    private var hiddenRanges: [Range<Int>] = []
    private var rowCount = 0
    private var lastRowNumber = 0

    private var rowNumber = 0
    private var isHiddenRow = false
    private var nextColumn = 0
    private var isAscending = true
    private var entries: [Entry] = []
    private var rowBytes: [UInt8] = []

    init(
        name: String,
        strings: SharedStrings,
        styles: CellStyles,
        is1904: Bool,
        maxCellCount: Int
    ) {
        grid = RawGrid(name: name, locatorKind: .row)
        findings = SheetFindings(sheet: name)
        self.strings = strings
        self.styles = styles
        dates = DateText(is1904: is1904)
        self.maxCellCount = maxCellCount
    }

    /// Begins a row; a missing number is the next one.
    mutating func beginRow(_ number: Int?, isHidden: Bool) {
        let next = rowNumber + 1
        rowNumber = number ?? next
        if rowNumber < next || rowNumber > SheetCell.maxRowCount {
            findings.count(XLSXFindings.badReference, row: next, column: nil)
            rowNumber = next
        }
        isHiddenRow = isHidden
        nextColumn = 0
        isAscending = true
        entries.removeAll(keepingCapacity: true)
        rowBytes.removeAll(keepingCapacity: true)
    }

    /// Adds a cell to the row; `value` is nil when the element has none, and decoded otherwise.
    mutating func add(_ cell: SheetCell, value: Span<UInt8>, hasValue: Bool) {
        var column = cell.column ?? nextColumn
        if column < 0 {
            column = nextColumn
            findings.count(XLSXFindings.badReference, row: rowNumber, column: column)
        }
        if column < nextColumn { isAscending = false }
        nextColumn = column &+ 1
        guard hasValue, !value.isEmpty else {
            if cell.hasFormula, !(hasValue && cell.kind == .text) {
                findings.add(XLSXFindings.noCachedValue, row: rowNumber, column: column)
            }
            return
        }
        if column >= SheetCell.maxColumnCount {
            return findings.count(XLSXFindings.badReference, row: rowNumber, column: column)
        }
        if cell.kind == .sharedString {
            addShared(value, column: column)
        } else {
            let start = rowBytes.count
            appendText(of: cell, value, column: column)
            append(column, isShared: false, start: start, end: rowBytes.count)
        }
    }

    @inline(__always)
    private mutating func append(_ column: Int, isShared: Bool, start: Int, end: Int) {
        if start == end { return }
        entries.append(Entry(column: column, isShared: isShared, start: start, end: end))
    }

    private mutating func addShared(_ value: Span<UInt8>, column: Int) {
        let index = SheetCell.integer(value) ?? NumberText.Decimal(value).map { Int($0.double) }
        guard let index, let range = strings.range(index) else {
            return findings.count(XLSXFindings.badStringIndex, row: rowNumber, column: column)
        }
        append(column, isShared: true, start: range.lowerBound, end: range.upperBound)
    }

    private mutating func appendText(of cell: SheetCell, _ value: Span<UInt8>, column: Int) {
        switch cell.kind {
        case .number:
            let format = styles[cell.style]
            if format == .number {
                NumberText.append(value, to: &rowBytes)
            } else {
                appendDate(value, format, column: column)
            }
        case .boolean:
            if value.equals("1") || value.equals("true") {
                rowBytes.append("TRUE")
            } else if value.equals("0") || value.equals("false") {
                rowBytes.append("FALSE")
            } else {
                rowBytes.append(value)
            }
        case .error:
            rowBytes.append(value)
            findings.add(
                XLSXFindings.errorCell,
                row: rowNumber,
                column: column,
                value: value.string()
            )
        case .isoDate: DateText.appendISO(value, to: &rowBytes)
        case .text, .inlineText, .sharedString: rowBytes.append(value)
        }
    }

    private mutating func appendDate(_ value: Span<UInt8>, _ format: NumberFormat, column: Int) {
        guard let decimal = NumberText.Decimal(value) else { return rowBytes.append(value) }
        if dates.append(decimal.double, as: format, to: &rowBytes) { return }
        NumberText.append(value, to: &rowBytes)
        // A zero is what a reference to an empty cell gives.
        if decimal.digits.isEmpty { return }
        findings.add(
            XLSXFindings.badDate,
            row: rowNumber,
            column: column,
            value: value.string()
        )
    }

    /// Ends the row and writes it into the columns.
    mutating func endRow() {
        guard !entries.isEmpty, !isOverLimit else { return }
        defer { entries.removeAll(keepingCapacity: true) }
        if !isAscending { sortEntries() }
        columnCount = max(columnCount, (entries.last?.column ?? 0) + 1)
        guard addGap() else { return }
        guard hasRoom(rowCount: 1) else { return }
        if isHiddenRow { grid.hiddenRows.insert(UInt32(rowNumber)) }
        growColumns()
        Self.write(entries, strings.arena, rowBytes, to: &batch.columns)
        finishRow(number: rowNumber, cellCount: (entries.last?.column ?? 0) + 1)
    }

    private static func write(
        _ entries: [Entry],
        _ arena: [UInt8],
        _ rowBytes: [UInt8],
        to columns: inout [Column]
    ) {
        let shared = arena.span
        let own = rowBytes.span
        var column = 0
        for entry in entries {
            while column < entry.column {
                columns[column].appendNull()
                column &+= 1
            }
            let range = entry.start..<entry.end
            columns[column].append(
                entry.isShared ? shared.extracting(range) : own.extracting(range)
            )
            column &+= 1
        }
        while column < columns.count {
            columns[column].appendNull()
            column &+= 1
        }
    }

    /// Orders the cells by column; of two at one place the later stays.
    private mutating func sortEntries() {
        findings.count(XLSXFindings.badReference, row: rowNumber, column: entries[0].column)
        var byColumn: [Int: Entry] = [:]
        for entry in entries { byColumn[entry.column] = entry }
        entries = byColumn.values.sorted { $0.column < $1.column }
    }

    /// Adds the blank rows since the last filled one; false when a limit is reached.
    private mutating func addGap() -> Bool {
        let first = lastRowNumber + 1
        guard lastRowNumber > 0, first < rowNumber else { return true }
        if rowNumber - first > Self.maxGapCount {
            let detail = "rows \(first) to \(rowNumber - 1)"
            findings.add(XLSXFindings.rowGap, row: first, column: nil, detail: detail)
            return true
        }
        for number in first..<rowNumber {
            guard hasRoom(rowCount: 1) else { return false }
            growColumns()
            for column in batch.columns.indices { batch.columns[column].appendNull() }
            finishRow(number: number, cellCount: 0)
        }
        return true
    }

    private mutating func hasRoom(rowCount more: Int) -> Bool {
        if (rowCount + more) * columnCount <= maxCellCount { return true }
        let detail = "\(rowCount) rows of \(columnCount) columns read, max_cells is \(maxCellCount)"
        findings.add(ImportFindings.limit, row: rowNumber, column: nil, detail: detail)
        isOverLimit = true
        return false
    }

    /// Columns that the batch doesn't have yet are blank in its rows.
    private mutating func growColumns() {
        while batch.columns.count < columnCount {
            var column = Column()
            for _ in batch.rowNumbers.indices { column.appendNull() }
            batch.columns.append(column)
        }
    }

    private mutating func finishRow(number: Int, cellCount: Int) {
        batch.rowNumbers.append(UInt32(number))
        batch.byteOffsets.append(0)
        batch.cellCounts.append(UInt32(cellCount))
        rowCount += 1
        lastRowNumber = number
        if batch.rowNumbers.count == RecordBatch.maxRowCount { flush() }
    }

    private mutating func flush() {
        guard !batch.rowNumbers.isEmpty else { return }
        grid.batches.append(batch)
        batch = RawBatch()
    }

    mutating func hideColumns(from first: Int, to last: Int) {
        guard first >= 1, last >= first, first <= SheetCell.maxColumnCount,
            hiddenRanges.count < SheetCell.maxColumnCount
        else { return }
        hiddenRanges.append((first - 1)..<min(last, SheetCell.maxColumnCount))
    }

    mutating func addMerge(_ reference: Span<UInt8>) {
        guard grid.merges.count < Self.maxMergeCount, let range = SheetCell.range(reference) else {
            return
        }
        grid.merges.append(range)
    }

    /// Ends the sheet: all batches get the same number of columns.
    mutating func finish() {
        flush()
        var isHidden = [Bool](repeating: false, count: columnCount)
        for range in hiddenRanges where range.lowerBound < columnCount {
            for column in range.clamped(to: 0..<columnCount) { isHidden[column] = true }
        }
        grid.hiddenColumns = Set(isHidden.indices.filter { isHidden[$0] })
        for index in grid.batches.indices {
            let rows = grid.batches[index].rowNumbers.count
            while grid.batches[index].columns.count < columnCount {
                var column = Column(minimumCapacity: rows)
                for _ in 0..<rows { column.appendNull() }
                grid.batches[index].columns.append(column)
            }
        }
    }
}
