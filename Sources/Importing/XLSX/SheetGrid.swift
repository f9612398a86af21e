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
    let styles: CellStyles
    private let dates: DateText
    private let limits: SheetLimits

    private(set) var grid: RawGrid
    private(set) var findings: SheetFindings
    /// Whether cells were left out because of a limit.
    private(set) var isOverLimit = false
    /// Rows times columns.
    var cellCount: Int { rowCount * columnCount }
    private var isFiltered = false
    private var batch = RawBatch()
    private var columnCount = 0
    /// Columns that are hidden, of which only those with cells matter.
    private var hiddenRanges: [Range<Int>] = []
    private var rowCount = 0
    private var textByteCount = 0
    private var lastRowNumber = 0

    private var rowNumber = 0
    private var isHiddenRow = false
    private var nextColumn = 0
    private var isAscending = true
    private var entries: [Entry] = []
    private var rowBytes: [UInt8] = []

    init(
        name: String,
        strings: SharedStrings = SharedStrings(),
        styles: CellStyles = CellStyles(),
        is1904: Bool = false,
        limits: SheetLimits = SheetLimits()
    ) {
        grid = RawGrid(name: name, locatorKind: .row)
        findings = SheetFindings(sheet: name)
        self.strings = strings
        self.styles = styles
        dates = DateText(is1904: is1904)
        self.limits = limits
    }

    /// What is left of the limits after this sheet.
    var rest: SheetLimits {
        var rest = limits
        rest.cellCount = max(0, rest.cellCount - rowCount * columnCount)
        rest.textByteCount = max(0, rest.textByteCount - textByteCount)
        return rest
    }

    /// Whether any cell has text.
    var hasCells: Bool { rowCount > 0 }

    /// Begins a row; a missing number is the next one.
    mutating func beginRow(_ number: Int?, isHidden: Bool) {
        let next = rowNumber + 1
        rowNumber = number ?? next
        if next > SheetCell.maxRowCount {
            if !isOverLimit {
                let detail = "more than \(SheetCell.maxRowCount) rows"
                findings.add(ImportFindings.limit, row: next, column: nil, detail: detail)
            }
            isOverLimit = true
        } else if rowNumber < next || rowNumber > SheetCell.maxRowCount {
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
        let index =
            SheetCell.integer(value)
            ?? NumberText.Decimal(value).flatMap { Int(exactly: $0.double) }
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
                let start = rowBytes.count
                NumberText.append(value, to: &rowBytes)
                let digitCount = styles.digitCount(cell.style)
                if digitCount > 0 { pad(from: start, to: digitCount) }
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

    /// Puts zeros before a whole number, as its format shows it: 00120 for 120.
    @inline(never)
    private mutating func pad(from start: Int, to digitCount: Int) {
        let missing = digitCount - (rowBytes.count - start)
        guard missing > 0, rowBytes[start...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            return
        }
        rowBytes.insert(contentsOf: repeatElement(0x30, count: missing), at: start)
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

    // MARK: - Cells of binary workbooks

    /// Whether a cell may stand in the column; keeps track of their order.
    @inline(__always)
    private mutating func takePlace(_ column: Int) -> Bool {
        if column < nextColumn { isAscending = false }
        nextColumn = column &+ 1
        if column < SheetCell.maxColumnCount { return true }
        findings.count(XLSXFindings.badReference, row: rowNumber, column: column)
        return false
    }

    /// Adds a number, which its format may show as a date.
    @inline(__always)
    mutating func add(_ number: Double, format: NumberFormat, column: Int) {
        guard takePlace(column) else { return }
        let start = rowBytes.count
        if format == .number {
            NumberText.append(number, to: &rowBytes)
        } else {
            appendDate(number, format, column: column)
        }
        append(column, isShared: false, start: start, end: rowBytes.count)
    }

    private mutating func appendDate(_ number: Double, _ format: NumberFormat, column: Int) {
        if dates.append(number, as: format, to: &rowBytes) { return }
        let start = rowBytes.count
        NumberText.append(number, to: &rowBytes)
        if number == 0 { return }
        let value = rowBytes.span.extracting(start..<rowBytes.count).string()
        findings.add(XLSXFindings.badDate, row: rowNumber, column: column, value: value)
    }

    /// Adds a text of the table of texts.
    @inline(__always)
    mutating func add(sharedText index: Int, column: Int) {
        guard takePlace(column) else { return }
        guard let range = strings.range(index) else {
            return findings.count(XLSXFindings.badStringIndex, row: rowNumber, column: column)
        }
        append(column, isShared: true, start: range.lowerBound, end: range.upperBound)
    }

    mutating func add(_ text: Span<UInt8>, column: Int) {
        guard takePlace(column) else { return }
        let start = rowBytes.count
        rowBytes.append(text)
        append(column, isShared: false, start: start, end: rowBytes.count)
    }

    mutating func add(_ truth: Bool, column: Int) {
        guard takePlace(column) else { return }
        let start = rowBytes.count
        rowBytes.append(truth ? "TRUE" : "FALSE")
        append(column, isShared: false, start: start, end: rowBytes.count)
    }

    mutating func add(error text: StaticString, column: Int) {
        guard takePlace(column) else { return }
        let start = rowBytes.count
        rowBytes.append(text)
        append(column, isShared: false, start: start, end: rowBytes.count)
        let value = "\(text)"
        findings.add(XLSXFindings.errorCell, row: rowNumber, column: column, value: value)
    }

    /// Notes a formula without a stored result.
    mutating func addNoValue(column: Int) {
        guard takePlace(column) else { return }
        findings.add(XLSXFindings.noCachedValue, row: rowNumber, column: column)
    }

    /// Counts a finding on a cell of this row, of which only the first place is kept.
    mutating func count(_ kind: FindingKind, column: Int?) {
        findings.count(kind, row: max(rowNumber, 1), column: column)
    }

    /// Ends the row and writes it into the columns.
    mutating func endRow() {
        guard !entries.isEmpty, !isOverLimit else { return }
        defer { entries.removeAll(keepingCapacity: true) }
        if !isAscending { sortEntries() }
        columnCount = max(columnCount, (entries.last?.column ?? 0) + 1)
        guard addGap() else { return }
        guard hasRoom(rowCount: 1), hasRoomForText() else { return }
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
        if (rowCount + more) * columnCount <= limits.cellCount { return true }
        return stop("max_cells leaves \(limits.cellCount) to this sheet")
    }

    /// Whether so many rows more fit in; else the sheet ends here.
    mutating func fits(rowCount more: Int, columnCount width: Int) -> Bool {
        if (rowCount + more) * max(columnCount, width) <= limits.cellCount { return true }
        return stop("\(more) more rows are claimed, max_cells is \(limits.cellCount)")
    }

    /// Counts the text of the row's cells; a shared text counts each time it is used.
    private mutating func hasRoomForText() -> Bool {
        var count = 0
        for entry in entries { count &+= entry.end &- entry.start }
        guard count <= limits.textByteCount - textByteCount else {
            return stop("max_text_bytes leaves \(limits.textByteCount) to this sheet")
        }
        textByteCount += count
        return true
    }

    private mutating func stop(_ reason: String) -> Bool {
        let detail = "\(rowCount) rows of \(columnCount) columns read, \(reason)"
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
        if let range = SheetCell.range(reference) { addMerge(range) }
    }

    mutating func addMerge(_ range: MergedRange) {
        if grid.merges.count < Self.maxMergeCount { grid.merges.append(range) }
    }

    /// Hides rows after they were read; only those that the grid holds matter.
    mutating func hideRows(_ isHidden: (Int) -> Bool) {
        for batch in grid.batches {
            for number in batch.rowNumbers where isHidden(Int(number)) {
                grid.hiddenRows.insert(number)
            }
        }
    }

    /// Makes this the grid of a later piece of the sheet, whose first row has that number.
    mutating func begin(before firstRow: Int) { rowNumber = firstRow - 1 }

    /// Adds the later piece of the sheet; false when one scan might have given something else.
    mutating func join(_ next: SheetGrid, firstRow: Int) -> Bool {
        guard !isOverLimit, !next.isOverLimit, rowNumber < firstRow else { return false }
        columnCount = max(columnCount, next.columnCount)
        guard let firstFilled = next.firstFilledRow else { return false }
        rowNumber = firstFilled
        guard addGap(), hasRoom(rowCount: next.rowCount),
            next.textByteCount <= limits.textByteCount - textByteCount
        else { return false }
        flush()
        textByteCount += next.textByteCount
        rowCount += next.rowCount
        grid.batches += next.grid.batches
        batch = next.batch
        lastRowNumber = next.lastRowNumber
        rowNumber = next.rowNumber
        grid.hiddenRows.formUnion(next.grid.hiddenRows)
        grid.merges += next.grid.merges
        grid.filteredRows = next.grid.filteredRows ?? grid.filteredRows
        hiddenRanges += next.hiddenRanges
        findings.append(next.findings)
        return true
    }

    private var firstFilledRow: Int? {
        (grid.batches.first?.rowNumbers.first ?? batch.rowNumbers.first).map { Int($0) }
    }

    /// The range of the sheet's filter, such as `A3:F200`.
    mutating func setFilter(_ reference: Span<UInt8>) {
        guard let range = SheetCell.range(reference) else { return }
        grid.filteredRows = range.rows
    }

    /// Says, once, that rows of the sheet are filtered.
    mutating func noteFilter() {
        if isFiltered { return }
        isFiltered = true
        findings.add(XLSXFindings.activeFilter, row: 0, column: nil)
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
