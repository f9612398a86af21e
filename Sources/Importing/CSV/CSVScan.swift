import Records

/// Cuts UTF-8 text into rows and cells and fills batches column by column (RFC 4180 and what
/// occurs beside it).
///
/// One pass notes where each cell lies, a row after the other; a full batch is then copied column
/// by column, each cell with one `memcpy`. Cells that had to be changed (doubled quotes) lie in a
/// side buffer.
///
///     text     │1│,│甲│,│"│a│"│"│b│"│\n│
///     cells    (0,1)  (2,3)  (side 0,3)          side │a│"│b│
///
/// A quoted cell whose quote never closes, or closes only by the opening quote of a later cell,
/// doesn't swallow rows: the quote is text and reading resumes on the next line.
struct CSVScan {
    private(set) var batches: [RawBatch] = []
    private(set) var issues: [Issue] = []
    private var cells = CellList()
    private var lineNumber: UInt32 = 1
    /// Bytes that may still be read a second time after quotes that didn't close.
    private var retryBudget = 0

    /// Something about a row, for the findings.
    struct Issue: Sendable, Equatable {
        enum Kind: Sendable {
            case unterminatedQuote, quoteInCell, nulByte, longRow, tooManyColumns
        }
        var kind: Kind
        var lineNumber: UInt32
        /// Of the row, in the text.
        var offset: Int
        /// 1-based.
        var cellNumber: Int
    }

    static let maxRowByteCount = 16 << 20
    static let maxColumnCount = 16_384

    /// Bytes that end the fast skip inside an unquoted cell.
    private enum Class {
        static let delimiter: UInt8 = 1
        static let quote: UInt8 = 2
        static let lineFeed: UInt8 = 3
        static let carriageReturn: UInt8 = 4
        static let nul: UInt8 = 5
    }

    mutating func run(_ text: Span<UInt8>, _ dialect: CSVDialect) {
        var classes = [UInt8](repeating: 0, count: 256)
        classes[0] = Class.nul
        classes[0x0A] = Class.lineFeed
        classes[0x0D] = Class.carriageReturn
        if let quote = dialect.quote { classes[Int(quote)] = Class.quote }
        classes[Int(dialect.delimiter)] = Class.delimiter
        retryBudget = text.count + (64 << 20)
        var offset = 0
        let table = classes.span
        while offset < text.count { row(text, table, dialect, &offset) }
        flush(text)
    }

    // MARK: Rows

    private mutating func row(
        _ text: Span<UInt8>,
        _ classes: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int
    ) {
        let rowStart = offset
        cells.beginRow(line: lineNumber, offset: rowStart)
        var isOpen = true
        while isOpen {
            isOpen = cell(text, classes, dialect, &offset, rowStart)
            if cells.rowCellCount <= CSVScan.maxColumnCount { continue }
            cells.dropLastCell()
            if !cells.isRowOverfull { note(.tooManyColumns, rowStart) }
            cells.isRowOverfull = true
        }
        if offset - rowStart > CSVScan.maxRowByteCount { note(.longRow, rowStart) }
        cells.endRow()
        if cells.isFull { flush(text) }
    }

    private mutating func note(_ kind: Issue.Kind, _ rowStart: Int) {
        issues.append(
            Issue(
                kind: kind,
                lineNumber: cells.rowLine,
                offset: rowStart,
                cellNumber: cells.rowCellCount + 1
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
        return unquoted(text, classes, dialect, &offset, rowStart)
    }

    // MARK: Unquoted cells

    private mutating func unquoted(
        _ text: Span<UInt8>,
        _ classes: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int,
        _ rowStart: Int
    ) -> Bool {
        let start = offset
        var index = offset
        var hasNul = false
        var hasQuote = false
        var found: UInt8 = 0
        while index < text.count {
            found = classes[Int(text[index])]
            if found == 0 { index &+= 1; continue }
            if found == Class.quote { hasQuote = true; index &+= 1; continue }
            if found == Class.nul { hasNul = true; index &+= 1; continue }
            break
        }
        if hasQuote { note(.quoteInCell, rowStart) }
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

    /// Steps over a delimiter (true) or a line end (false); the end of the text ends the row.
    private mutating func endOfCell(
        _ text: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int
    ) -> Bool {
        guard offset < text.count else { return false }
        let byte = text[offset]
        offset &+= 1
        if byte == dialect.delimiter { return true }
        if byte == 0x0D, offset < text.count, text[offset] == 0x0A { offset &+= 1 }
        lineNumber &+= 1
        return false
    }

    // MARK: Quoted cells

    /// A quoted cell or `="…"`, after outer blanks; nil when it is neither and nothing was read.
    private mutating func special(
        _ text: Span<UInt8>,
        _ classes: Span<UInt8>,
        _ dialect: CSVDialect,
        _ quote: UInt8,
        _ offset: inout Int,
        _ rowStart: Int
    ) -> Bool? {
        var start = offset
        while start < text.count, text[start] == 0x20 || text[start] == 0x09,
            text[start] != dialect.delimiter
        {
            start &+= 1
        }
        guard start < text.count else { return nil }
        if text[start] == 0x3D {
            return dialect.isRaw ? nil : formula(text, dialect, quote, start, &offset)
        }
        guard text[start] == quote, text[start] != dialect.delimiter else { return nil }
        return quoted(text, classes, dialect, quote, start, &offset, rowStart)
    }

    /// `="0123"`: Excel's way to keep text; anything else that begins with `=` is plain text.
    private mutating func formula(
        _ text: Span<UInt8>,
        _ dialect: CSVDialect,
        _ quote: UInt8,
        _ start: Int,
        _ offset: inout Int
    ) -> Bool? {
        guard start &+ 1 < text.count, text[start &+ 1] == quote else { return nil }
        var index = start &+ 2
        while index < text.count, text[index] != quote {
            if text[index] == 0x0A || text[index] == 0x0D { return nil }
            index &+= 1
        }
        guard index < text.count else { return nil }
        var after = index &+ 1
        skipBlanks(text, dialect, &after)
        guard isCellEnd(text, dialect, after) else { return nil }
        cells.add(offset: start &+ 2, count: index &- start &- 2)
        offset = after
        return endOfCell(text, dialect, &offset)
    }

    private mutating func quoted(
        _ text: Span<UInt8>,
        _ classes: Span<UInt8>,
        _ dialect: CSVDialect,
        _ quote: UInt8,
        _ start: Int,
        _ offset: inout Int,
        _ rowStart: Int
    ) -> Bool? {
        let limit = retryBudget < 0 ? 4096 : CSVScan.maxRowByteCount
        var body = QuotedCell(dialect, quote, start)
        guard body.read(text, limit: limit) else {
            retryBudget -= body.end - start
            note(.unterminatedQuote, rowStart)
            return textToLineEnd(text, classes, dialect, &offset, from: start)
        }
        if body.hasStrayQuote { note(.quoteInCell, rowStart) }
        if body.hasNul { note(.nulByte, rowStart) }
        if body.isPlain {
            cells.add(offset: start &+ 1, count: body.end &- start &- 2)
        } else {
            cells.beginSide()
            body.write(text, to: &cells.side)
            cells.endSide(unwrap: !dialect.isRaw)
        }
        lineNumber &+= UInt32(body.lineBreakCount)
        offset = body.end
        skipBlanks(text, dialect, &offset)
        return endOfCell(text, dialect, &offset)
    }

    /// After a quote that doesn't close: cells are cut at delimiters, quotes are text.
    private mutating func textToLineEnd(
        _ text: Span<UInt8>,
        _ classes: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int,
        from start: Int
    ) -> Bool {
        var index = start &+ 1
        while index < text.count {
            let found = classes[Int(text[index])]
            if found == Class.lineFeed || found == Class.carriageReturn { break }
            if found == Class.delimiter { break }
            index &+= 1
        }
        add(text, start, index, dialect, hasNul: false)
        offset = index
        return endOfCell(text, dialect, &offset)
    }

    private func skipBlanks(_ text: Span<UInt8>, _ dialect: CSVDialect, _ offset: inout Int) {
        while offset < text.count, text[offset] == 0x20 || text[offset] == 0x09,
            text[offset] != dialect.delimiter
        {
            offset &+= 1
        }
    }

    private func isCellEnd(_ text: Span<UInt8>, _ dialect: CSVDialect, _ offset: Int) -> Bool {
        guard offset < text.count else { return true }
        let byte = text[offset]
        return byte == dialect.delimiter || byte == 0x0A || byte == 0x0D
    }

    // MARK: Batches

    private mutating func flush(_ text: Span<UInt8>) {
        if cells.rowCount > 0 { batches.append(cells.batch(text)) }
        cells.removeAll()
    }
}
