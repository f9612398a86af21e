import Records

/// Reading a damaged row again, in other ways, until it has as many cells as the others.
extension CSVScan {
    private static let maxMendByteCount = 64 << 10
    private static let maxQuoteTryCount = 12

    /// Reads the row that ends before `offset` again when it has too few or too many cells.
    ///
    /// Of the readings with the right number, that with the fewest cells that look cut inside a quotation
    /// is taken; what fits in no way stays as it was read first.
    mutating func mend(
        _ text: Span<UInt8>,
        _ dialect: CSVDialect,
        _ offset: inout Int,
        _ rowStart: Int
    ) {
        let length = offset - rowStart
        defer { reading = RowReading() }
        let isLong = length > CSVScan.maxMendByteCount && cells.rowLine &+ 1 >= lineNumber
        guard length > 1, !isLong, mendBudget > length else { return }
        let tries = otherReadings(text, dialect, rowStart)
        if tries.isEmpty { return }
        let first = State(self, offset)
        var best: (damage: Int, state: State)?
        if cells.rowCellCount == dialect.cellCount {
            best = (cells.quoteDamage(text, dialect), first)
        }
        for other in tries {
            guard mendBudget > 0, retry(text, other, &offset, rowStart) else { continue }
            let damage = cells.quoteDamage(text, dialect)
            if damage < best?.damage ?? Int.max { best = (damage, State(self, offset)) }
            if damage == 0 { break }
        }
        (best?.state ?? first).restore(&self, &offset)
    }

    /// Reads the row once more; true when it has the right number of cells now.
    private mutating func retry(
        _ text: Span<UInt8>,
        _ other: Attempt,
        _ offset: inout Int,
        _ rowStart: Int
    ) -> Bool {
        cells.reopenRow()
        while issues.last?.offset == rowStart { issues.removeLast() }
        lineNumber = cells.rowLine
        reading = other.reading
        forgetFailures()
        offset = rowStart
        let table = CSVScan.classes(other.dialect)
        readCells(text, table.span, other.dialect, &offset, rowStart)
        mendBudget -= max(offset - rowStart, 64)
        if cells.rowCellCount != other.dialect.cellCount { return false }
        if other.isOrdinary, !cells.resemblesEarlierRow(text) { return false }
        let isUnclosed = issues.reversed().prefix { $0.offset == rowStart }
            .contains { $0.kind == .unterminatedQuote }
        if isUnclosed && !other.reading.isSingleLine { return false }
        if other.reading == RowReading() {
            note(.otherDialect(other.dialect.text), rowStart)
        } else if issues.last?.offset != rowStart {
            note(.quoteInCell, rowStart)
        }
        return true
    }

    /// The ways to read a row that was read once; none when it shows no damage that one would mend.
    private func otherReadings(
        _ text: Span<UInt8>,
        _ dialect: CSVDialect,
        _ rowStart: Int
    ) -> [Attempt] {
        var others: [CSVDialect] = []
        let count = cells.rowCellCount
        let hasQuotes = reading.openerCount > 0 || cells.rowLine &+ 1 < lineNumber
        let (hasSingle, hasDouble) = cells.quotesThatOpen(text)
        if hasQuotes && dialect.escape == nil && cells.hasEscapedQuote(text) {
            others.append(dialect)
            others[0].escape = 0x5C
        }
        if hasSingle && dialect.quote == 0x22 || hasDouble && dialect.quote == 0x27 {
            var other = dialect
            other.quote = hasSingle ? 0x27 : 0x22
            others.append(other)
        }
        if count * 2 <= dialect.cellCount, dialect.cellCount > 2 {
            for byte in [UInt8(0x2C), 0x3B, 0x09, 0x7C, 0x20] where byte != dialect.delimiter {
                var other = dialect
                other.setDelimiter([byte])
                others.append(other)
            }
        }
        // Cells that were quoted without a fault say that delimiters are missing or too many.
        let isFaulty = issues.last?.offset == rowStart
        let readings = !hasQuotes ? [] : quoteReadings(isFaulty: isFaulty)
        return others.map {
            let isOther = $0.delimiter != dialect.delimiter
            let isOrdinary = isOther && ($0.delimiter == 0x20 || $0.delimiter == 0x2C)
            return Attempt(dialect: $0, reading: RowReading(), isOrdinary: isOrdinary)
        } + readings.map { Attempt(dialect: dialect, reading: $0, isOrdinary: false) }
    }

    /// One way to read a row.
    private struct Attempt {
        var dialect: CSVDialect
        var reading: RowReading
        /// Whether the delimiter also stands in titles and notes, so that the cells must look like
        /// those of another row.
        var isOrdinary: Bool
    }

    private func quoteReadings(isFaulty: Bool) -> [RowReading] {
        var readings: [RowReading] = []
        if cells.rowLine &+ 1 < lineNumber { readings.append(RowReading(isSingleLine: true)) }
        if !isFaulty { return readings }
        readings.append(RowReading(closesDoubled: true))
        readings.append(RowReading(closesEarly: true))
        let closers = min(reading.firstCloser, CSVScan.maxQuoteTryCount)
        for number in 0..<closers {
            readings.append(RowReading(closesDoubled: true, skippedCloser: number + 1))
        }
        let openers = min(reading.openerCount, CSVScan.maxQuoteTryCount)
        for number in 0..<openers { readings.append(RowReading(textOpener: number + 1)) }
        for number in 0..<closers { readings.append(RowReading(skippedCloser: number + 1)) }
        return readings
    }

    /// Whether a quoted cell of several lines holds rows of the table: most of its inner lines have
    /// as many cells as rows have.
    func swallowsRows(_ text: Span<UInt8>, _ body: QuotedCell, _ dialect: CSVDialect) -> Bool {
        guard body.lineBreakCount >= 2, dialect.cellCount > 2, let firstBreak = body.firstBreak
        else { return false }
        var rows = (good: 0, all: 0)
        var cellCount = 1
        var index = firstBreak &+ 1
        while index < body.end, rows.all < 50 {
            let byte = text[index]
            if dialect.delimiterLength(text, at: index) > 0 { cellCount += 1 }
            if byte == 0x0A || byte == 0x0D {
                if index > firstBreak + 1 {
                    rows.all += 1
                    if cellCount == dialect.cellCount { rows.good += 1 }
                }
                cellCount = 1
                if byte == 0x0D, index &+ 1 < body.end, text[index &+ 1] == 0x0A { index &+= 1 }
            }
            index &+= 1
        }
        return rows.good > 0 && rows.good * 10 >= rows.all * 6
    }

    /// What a row's reading changes, to take it back.
    private struct State {
        let cells: CellList.OpenRow
        let issues: [Issue]
        let lineNumber: UInt32
        let offset: Int

        init(_ scan: CSVScan, _ offset: Int) {
            cells = scan.cells.openRow
            let start = scan.cells.rowOffset
            issues = scan.issues.reversed().prefix { $0.offset == start }.reversed()
            lineNumber = scan.lineNumber
            self.offset = offset
        }

        func restore(_ scan: inout CSVScan, _ offset: inout Int) {
            let start = scan.cells.rowOffset
            while scan.issues.last?.offset == start { scan.issues.removeLast() }
            scan.issues += issues
            scan.cells.restore(cells)
            scan.lineNumber = lineNumber
            offset = self.offset
        }
    }
}
