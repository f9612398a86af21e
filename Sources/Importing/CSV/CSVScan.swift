import Records

/// Cuts UTF-8 text into rows and cells and fills batches column by column (RFC 4180 and what
/// occurs beside it).
///
/// One pass notes where each cell lies, a row after the other; a full batch copies its part of the
/// text at once, and its columns share the copy. Cells that had to be changed (doubled quotes) lie
/// in a side buffer.
///
///     text     │1│,│甲│,│"│a│"│"│b│"│\n│
///     cells    (0,1)  (2,3)  (side 0,3)          side │a│"│b│
///
/// Rows without anything unusual are read by words of eight bytes (`PlainRows`), which gives the
/// same cells; all others byte by byte.
///
/// A quoted cell whose quote never closes, or closes only by the opening quote of a later cell,
/// doesn't swallow rows: the quote is text and reading resumes on the next line. A row with another
/// number of cells than most is read again in other ways (`mend`).
struct CSVScan {
    private(set) var batches: [RawBatch] = []
    var issues: [Issue] = []
    var cells = CellList()
    var lineNumber: UInt32 = 1
    /// Whether every row is read byte by byte; tests compare both ways.
    var isPlainPathOff = false
    /// How the row in progress is read.
    var reading = RowReading()
    /// No quote closes before this offset, as a search has shown; quoted cells end on their lines.
    var unclosedEnd = 0
    /// Quoted cells of the line that ends there that didn't close on it.
    var failures = (lineEnd: 0, count: 0)
    /// Bytes that may still be read again to mend rows.
    var mendBudget = 0

    /// Something about a row, for the findings.
    struct Issue: Sendable, Equatable {
        enum Kind: Sendable, Equatable {
            case unterminatedQuote, quoteInCell, nulByte, longRow, tooManyColumns
            /// The row was cut by other signs than the rest.
            case otherDialect(String)
        }
        var kind: Kind
        var lineNumber: UInt32
        /// Of the row, in the text.
        var offset: Int
        /// 1-based.
        var cellNumber: Int
        /// The line on which the cell begins.
        var cellLine: UInt32
    }

    static let maxRowByteCount = 16 << 20
    static let maxColumnCount = 16_384
    static let maxFailureCount = 16

    /// Bytes that end the fast skip inside an unquoted cell.
    private enum Class {
        static let delimiter: UInt8 = 1
        static let rowEnd: UInt8 = 2
        static let quote: UInt8 = 3
        /// May begin a delimiter or row end of several bytes.
        static let maybe: UInt8 = 4
        static let nul: UInt8 = 5
        /// A line break that ends no row.
        static let lineBreak: UInt8 = 6
    }

    static func classes(_ dialect: CSVDialect) -> [UInt8] {
        var classes = [UInt8](repeating: 0, count: 256)
        classes[0] = Class.nul
        classes[0x0A] = dialect.rowEnd.isEmpty ? Class.rowEnd : Class.lineBreak
        classes[0x0D] = dialect.rowEnd.isEmpty ? Class.rowEnd : 0
        if let quote = dialect.quote { classes[Int(quote)] = Class.quote }
        let isShort = dialect.delimiterTail.isEmpty
        classes[Int(dialect.delimiter)] = isShort ? Class.delimiter : Class.maybe
        if let first = dialect.rowEnd.first { classes[Int(first)] = Class.maybe }
        return classes
    }

    mutating func run(_ text: Span<UInt8>, _ dialect: CSVDialect) {
        _ = run(text, dialect, from: 0, to: text.count)
    }

    /// Reads the rows that begin in `start..<end`; returns where the last of them ends.
    mutating func run(
        _ text: Span<UInt8>,
        _ dialect: CSVDialect,
        from start: Int,
        to end: Int
    ) -> Int {
        let classes = CSVScan.classes(dialect)
        mendBudget = 2 * (end - start) + (1 << 20)
        var offset = start
        let table = classes.span
        let plain = isPlainPathOff ? nil : PlainRows(dialect)
        while offset < end {
            if let plain { readPlain(text, plain, &offset, end) }
            if offset < end { row(text, table, dialect, &offset) }
        }
        flush(text, end: offset)
        return offset
    }

    // MARK: Rows

    private mutating func row(
        _ text: Span<UInt8>,
        _ classes: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int
    ) {
        let rowStart = offset
        if reading.openerCount > 0 { reading = RowReading() }
        cells.beginRow(line: lineNumber, offset: rowStart)
        readCells(text, classes, dialect, &offset, rowStart)
        let isOdd = cells.rowCellCount != dialect.cellCount || reading.isDoubtful
        if isOdd, dialect.cellCount > 1 {
            mend(text, dialect, &offset, rowStart)
        }
        if offset - rowStart > CSVScan.maxRowByteCount { note(.longRow, rowStart) }
        cells.endRow()
        if cells.isFull { flush(text, end: offset) }
    }

    mutating func readCells(
        _ text: Span<UInt8>,
        _ classes: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int,
        _ rowStart: Int
    ) {
        var isOpen = true
        while isOpen {
            isOpen = cell(text, classes, dialect, &offset, rowStart)
            if cells.rowCellCount <= CSVScan.maxColumnCount { continue }
            cells.dropLastCell()
            if !cells.isRowOverfull { note(.tooManyColumns, rowStart) }
            cells.isRowOverfull = true
        }
    }

    mutating func note(_ kind: Issue.Kind, _ rowStart: Int) {
        if cells.isRowOverfull { return }
        issues.append(
            Issue(
                kind: kind,
                lineNumber: cells.rowLine,
                offset: rowStart,
                cellNumber: cells.rowCellCount + 1,
                cellLine: lineNumber
            )
        )
    }

    /// Reads one cell and what ends it; false when it was the row's last.
    private mutating func cell(
        _ text: Span<UInt8>,
        _ classes: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int,
        _ rowStart: Int
    ) -> Bool {
        let start = offset
        if start < text.count, let quote = dialect.quote {
            let first = text[start]
            if first == quote || first == 0x3D || first == 0x20 || first == 0x09 {
                if let isOpen = special(text, classes, dialect, quote, &offset, rowStart) {
                    return isOpen
                }
            }
        }
        return unquoted(text, classes, dialect, &offset, from: start, rowStart)
    }

    // MARK: Unquoted cells

    /// The common case: nothing but the cell's text up to a delimiter of one byte or a line end.
    @inline(__always)
    private mutating func unquoted(
        _ text: Span<UInt8>,
        _ classes: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int,
        from start: Int,
        _ rowStart: Int
    ) -> Bool {
        var index = start
        var found: UInt8 = 0
        while index < text.count {
            found = classes[Int(text[index])]
            if found != 0 { break }
            index &+= 1
        }
        if found > Class.rowEnd {
            return uncommon(text, classes, dialect, &offset, from: start, rowStart)
        }
        add(text, start, index, dialect, hasNul: false)
        offset = index &+ 1
        if found == Class.delimiter { return true }
        if index < text.count { lineNumber &+= 1 } else { offset = index }
        if offset < text.count, text[index] == 0x0D, text[offset] == 0x0A { offset &+= 1 }
        return false
    }

    /// Any unquoted cell, with quotes, NUL bytes and signs that may begin a longer delimiter.
    @inline(never)
    mutating func uncommon(
        _ text: Span<UInt8>,
        _ classes: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int,
        from start: Int,
        isReported: Bool = true,
        _ rowStart: Int
    ) -> Bool {
        var index = start
        var hasNul = false
        var hasQuote = false
        while index < text.count {
            let found = classes[Int(text[index])]
            if found == Class.quote { hasQuote = true }
            if found == Class.nul { hasNul = true }
            if found == Class.delimiter || found == Class.rowEnd { break }
            if found == Class.maybe || found == Class.lineBreak {
                if dialect.delimiterLength(text, at: index) > 0 { break }
                if dialect.rowEndLength(text, at: index) > 0 { break }
                if found == Class.lineBreak { lineNumber &+= 1 }
            }
            index &+= 1
        }
        if hasQuote && isReported { note(.quoteInCell, rowStart) }
        if hasNul { note(.nulByte, rowStart) }
        add(text, start, index, dialect, hasNul: hasNul)
        offset = index
        return endOfCell(text, dialect, &offset)
    }

    private mutating func add(
        _ text: Span<UInt8>,
        _ start: Int,
        _ end: Int,
        _ dialect: CSVDialect,
        hasNul: Bool
    ) {
        var from = start
        var to = end
        if !dialect.isRaw {
            while from < to && (text[from] == 0x20 || text[from] == 0x09) { from &+= 1 }
            while to > from && (text[to &- 1] == 0x20 || text[to &- 1] == 0x09) { to &-= 1 }
        }
        if !hasNul { cells.add(offset: from, count: to &- from); return }
        cells.beginSide()
        for index in from..<to where text[index] != 0 { cells.side.append(text[index]) }
        cells.endSide()
    }

    /// Steps over a delimiter (true) or a row end (false); the end of the text ends the row.
    mutating func endOfCell(
        _ text: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int
    ) -> Bool {
        guard offset < text.count else { return false }
        let length = dialect.delimiterLength(text, at: offset)
        offset &+= length
        if length > 0 { return true }
        offset &+= max(1, dialect.rowEndLength(text, at: offset))
        if dialect.rowEnd.isEmpty {
            lineNumber &+= 1
        } else {
            endOfPinnedRow(text, dialect, &offset)
        }
        return false
    }

    /// A line break right behind a row end of several bytes belongs to it.
    @inline(never)
    private mutating func endOfPinnedRow(
        _ text: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int
    ) {
        let hasBreak = dialect.rowEnd.contains { $0 == 0x0A || $0 == 0x0D }
        if hasBreak { lineNumber &+= 1; return }
        let start = offset
        if offset < text.count, text[offset] == 0x0D { offset &+= 1 }
        if offset < text.count, text[offset] == 0x0A { offset &+= 1 }
        if offset > start { lineNumber &+= 1 }
    }

    // MARK: Batches

    mutating func flush(_ text: Span<UInt8>, end: Int) {
        if cells.rowCount > 0 { batches.append(cells.batch(text, end: end)) }
        cells.removeAll()
    }
}
