import Records

/// Cells in quotes, and what is left of them when quotes are misplaced.
extension CSVScan {
    /// A quoted cell or `="…"`, after outer blanks; nil when it is neither and nothing was read.
    mutating func special(
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
        if text[start] == quote {
            reading.openerCount &+= 1
            if reading.openerCount == reading.textOpener {
                return uncommon(text, classes, dialect, &offset, from: start, rowStart)
            }
            return quoted(text, classes, dialect, quote, start, &offset, rowStart)
        }
        if text[start] == 0x3D, quote == 0x22, !dialect.isRaw {
            return formula(text, dialect, quote, start, &offset)
        }
        return nil
    }

    /// `="00123"`: the text inside; nil when it is something else.
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
        if start < failures.lineEnd, failures.count > CSVScan.maxFailureCount {
            return uncommon(text, classes, dialect, &offset, from: start, rowStart)
        }
        var reading = reading
        if start < unclosedEnd { reading.isSingleLine = true }
        var body = QuotedCell(dialect, quote, start, reading)
        let limit = min(text.count, start &+ CSVScan.maxRowByteCount)
        if !body.read(text, limit: limit) || swallowsRows(text, body, dialect) {
            noteFailure(body, start, isAtLimit: body.end >= limit)
            reading.isSingleLine = true
            reading.closesDoubled = true
            let failed = body
            body = QuotedCell(dialect, quote, start, reading)
            self.reading.isDoubtful = true
            if !body.read(text, limit: limit) {
                if let isOpen = tail(text, dialect, failed, &offset, rowStart) { return isOpen }
                note(failed.isMerelyStray ? .quoteInCell : .unterminatedQuote, rowStart)
                return uncommon(
                    text,
                    classes,
                    dialect,
                    &offset,
                    from: start,
                    isReported: false,
                    rowStart
                )
            }
        }
        if reading.closesEarly, body.hasStrayQuote,
            let isOpen = tail(text, dialect, body, &offset, rowStart)
        {
            return isOpen
        }
        self.reading.firstCloser &+= body.closerCount
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

    /// `"甲"公司`: what stands behind the only closing quote belongs to the cell; nil otherwise.
    private mutating func tail(
        _ text: Span<UInt8>,
        _ dialect: CSVDialect,
        _ body: QuotedCell,
        _ offset: inout Int,
        _ rowStart: Int
    ) -> Bool? {
        guard body.isMerelyStray else { return nil }
        cells.beginSide()
        guard let end = body.readTail(text, to: &cells.side) else { return nil }
        cells.endSide()
        note(.quoteInCell, rowStart)
        offset = end
        return endOfCell(text, dialect, &offset)
    }

    /// Remembers what a search in vain has shown, so that reading stays linear.
    private mutating func noteFailure(
        _ body: QuotedCell,
        _ start: Int,
        isAtLimit: Bool
    ) {
        if isAtLimit { unclosedEnd = max(unclosedEnd, body.end) }
        let end = body.firstBreak ?? body.end
        if start >= failures.lineEnd { failures = (end, 0) }
        failures.count += 1
    }

    mutating func forgetFailures() { failures = (0, 0) }

    private func skipBlanks(_ text: Span<UInt8>, _ dialect: CSVDialect, _ offset: inout Int) {
        while offset < text.count, text[offset] == 0x20 || text[offset] == 0x09,
            text[offset] != dialect.delimiter
        {
            offset &+= 1
        }
    }

    private func isCellEnd(_ text: Span<UInt8>, _ dialect: CSVDialect, _ offset: Int) -> Bool {
        offset >= text.count || dialect.delimiterLength(text, at: offset) > 0
            || dialect.rowEndLength(text, at: offset) > 0
    }
}
