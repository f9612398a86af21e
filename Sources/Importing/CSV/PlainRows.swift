import Records

/// Reads rows that hold nothing unusual by words of eight bytes; `CSVScan` is its slow twin.
///
/// A word is compared with delimiter and small bytes at once, and only the bytes that match are
/// looked at. A row with a quote inside a cell, a doubled quote, an escape, NUL, or a lone CR, and
/// one with another number of cells than most, is left to the twin as a whole, so that both give
/// the same cells:
///
///     1,甲公司,021-1     plain: cells are cut here
///     2,"甲,乙",021-2    plain: the quotes enclose a whole cell
///     3,"a""b",021-3     left alone: reading stops at the beginning of this row
struct PlainRows {
    /// Why reading stopped; `offset` is the beginning of a row.
    enum Stop { case unusualRow, batchFull, listFull, end }

    private let delimiter: UInt8
    private let quote: UInt8
    private let escape: UInt8
    private let isTrimmed: Bool
    private let delimiters: UInt64
    /// Cells of most rows; 0 when nothing is known.
    private let usualCellCount: Int

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Nil for dialects that need every byte looked at.
    init?(_ dialect: CSVDialect) {
        delimiter = dialect.delimiter
        // A byte that no text holds stands for none.
        quote = dialect.quote ?? 0xFF
        escape = dialect.escape ?? 0xFF
        isTrimmed = !dialect.isRaw
        delimiters = UInt64(delimiter) &* Self.ones
        usualCellCount = dialect.cellCount > 1 ? dialect.cellCount : 0
        guard dialect.delimiterTail.isEmpty, dialect.rowEnd.isEmpty,
            quote == 0xFF || quote == 0x22, delimiter < 0x80,
            delimiter > 0x20 || delimiter == 0x09
        else { return nil }
    }

    /// The high bit of each byte of the word that is the delimiter or below 0x23: controls, blank,
    /// `!` and the quote.
    @inline(__always)
    private func marks(_ word: UInt64) -> UInt64 {
        let low = word & ~Self.highs
        let large = (low &+ (0x80 &- 0x23) &* Self.ones) | word
        let other = word ^ delimiters
        let unlike = ((other & ~Self.highs) &+ ~Self.highs) | other
        return ~(large & unlike) & Self.highs
    }

    /// The places of cells and rows as they are found.
    struct Output {
        var cellCount: Int
        var rowCount = 0
        var lineBreakCount: UInt32 = 0
    }

    /// Reads rows from `offset` on, while they begin before `end` and the lists have room.
    ///
    /// `starts` and `ends` take the cells from `output.cellCount` on, `row` is called for each
    /// complete row with where it begins and its line. Bytes are read through a buffer pointer,
    /// because a span has no load of an unaligned word without a check; `wordEnd` keeps every load
    /// inside the text.
    @inline(__always)
    func read(
        _ text: Span<UInt8>,
        _ offset: inout Int,
        end: Int,
        base: Int,
        maxRowCount: Int,
        starts: inout MutableSpan<UInt32>,
        ends: inout MutableSpan<UInt32>,
        output: inout Output,
        row: (_ start: Int, _ lineBreakCount: UInt32, _ cellCount: Int) -> Void
    ) -> Stop {
        let wordEnd = text.count &- 8
        var position = offset
        var rowStart = offset
        var cellStart = offset
        var cellCount = output.cellCount
        var lineBreakCount = output.lineBreakCount
        var rowCount = 0
        let capacity = min(starts.count, ends.count)
        var stop = Stop.end
        scan: while position <= wordEnd {
            let word = unsafe text.bytes.unsafeLoadUnaligned(
                fromUncheckedByteOffset: position,
                as: UInt64.self
            )
            var found = marks(UInt64(littleEndian: word))
            while found != 0 {
                let index = position &+ found.trailingZeroBitCount &>> 3
                found &= found &- 1
                let byte = text[index]
                if byte == delimiter {
                    if cellCount >= capacity { stop = .listFull; break scan }
                    place(text, cellStart, index, base, cellCount, &starts, &ends)
                    cellCount &+= 1
                    cellStart = index &+ 1
                } else if byte == 0x0A {
                    if cellCount >= capacity { stop = .listFull; break scan }
                    let hasReturn = index > cellStart && text[index &- 1] == 0x0D
                    place(
                        text,
                        cellStart,
                        index &- (hasReturn ? 1 : 0),
                        base,
                        cellCount,
                        &starts,
                        &ends
                    )
                    cellCount &+= 1
                    if isOdd(cellCount &- output.cellCount) { stop = .unusualRow; break scan }
                    row(rowStart, output.lineBreakCount, cellCount)
                    lineBreakCount &+= 1
                    rowCount &+= 1
                    output.cellCount = cellCount
                    output.lineBreakCount = lineBreakCount
                    rowStart = index &+ 1
                    cellStart = rowStart
                    if rowCount == maxRowCount { stop = .batchFull; break scan }
                    if rowStart >= end { break scan }
                } else if byte == 0x0D {
                    if index &+ 1 >= text.count || text[index &+ 1] != 0x0A {
                        stop = .unusualRow
                        break scan
                    }
                } else if byte == quote {
                    guard index == cellStart, cellCount < capacity,
                        let close = closingQuote(text, index &+ 1, &lineBreakCount)
                    else { stop = .unusualRow; break scan }
                    starts[cellCount] = UInt32(truncatingIfNeeded: index &+ 1 &- base)
                    ends[cellCount] = UInt32(truncatingIfNeeded: close &- base)
                    let next = text[close &+ 1]
                    cellCount &+= 1
                    if next == delimiter {
                        cellStart = close &+ 2
                        position = cellStart
                        continue scan
                    }
                    let lineEnd = next == 0x0D ? close &+ 2 : close &+ 1
                    if isOdd(cellCount &- output.cellCount) { stop = .unusualRow; break scan }
                    row(rowStart, output.lineBreakCount, cellCount)
                    lineBreakCount &+= 1
                    rowCount &+= 1
                    output.cellCount = cellCount
                    output.lineBreakCount = lineBreakCount
                    rowStart = lineEnd &+ 1
                    cellStart = rowStart
                    if rowCount == maxRowCount { stop = .batchFull; break scan }
                    if rowStart >= end { break scan }
                    position = rowStart
                    continue scan
                } else if byte == 0 || byte == escape {
                    stop = .unusualRow
                    break scan
                }
            }
            position &+= 8
            if position &- rowStart > CSVScan.maxRowByteCount { stop = .unusualRow; break scan }
        }
        output.rowCount = rowCount
        offset = rowStart
        return stop
    }

    /// Whether a row may be damaged, so that its twin should look at it.
    @inline(__always)
    private func isOdd(_ cellCount: Int) -> Bool {
        usualCellCount > 0 && cellCount != usualCellCount
    }

    /// Notes a cell without its outer blanks.
    @inline(__always)
    private func place(
        _ text: Span<UInt8>,
        _ start: Int,
        _ end: Int,
        _ base: Int,
        _ index: Int,
        _ starts: inout MutableSpan<UInt32>,
        _ ends: inout MutableSpan<UInt32>
    ) {
        var start = start
        var end = end
        if isTrimmed && start < end {
            while start < end, text[start] == 0x20 || text[start] == 0x09 { start &+= 1 }
            while end > start, text[end &- 1] == 0x20 || text[end &- 1] == 0x09 { end &-= 1 }
        }
        starts[index] = UInt32(truncatingIfNeeded: start &- base)
        ends[index] = UInt32(truncatingIfNeeded: end &- base)
    }

    /// The closing quote of a plain quoted cell, with a delimiter or line end behind it; nil when
    /// the cell is anything else.
    private func closingQuote(
        _ text: Span<UInt8>,
        _ start: Int,
        _ lineBreakCount: inout UInt32
    ) -> Int? {
        var index = start
        let limit = text.count &- 2
        var breaks: UInt32 = 0
        while index < limit {
            let byte = text[index]
            if byte == quote {
                let next = text[index &+ 1]
                guard
                    next == delimiter || next == 0x0A
                        || (next == 0x0D && text[index &+ 2] == 0x0A)
                else { return nil }
                if breaks > 0 {
                    let before = text[index &- 1]
                    if before == delimiter || before == 0x0A || before == 0x0D { return nil }
                }
                lineBreakCount &+= breaks
                return index
            }
            if byte == 0x0A {
                breaks &+= 1
                // Cells of many lines may hold rows; their twin looks.
                if breaks > 1 && usualCellCount > 0 { return nil }
            }
            if byte == 0 || byte == escape || index &- start > CSVScan.maxRowByteCount {
                return nil
            }
            if byte == 0x0D, text[index &+ 1] != 0x0A { return nil }
            index &+= 1
        }
        return nil
    }
}

extension CSVScan {
    /// Reads plain rows up to the first unusual one or `end`.
    mutating func readPlain(
        _ text: Span<UInt8>,
        _ plain: PlainRows,
        _ offset: inout Int,
        _ end: Int
    ) {
        while offset < end {
            let stop = cells.addPlain(text, plain, &offset, end, &lineNumber)
            switch stop {
            case .listFull: cells.grow()
            case .batchFull: flush(text, end: offset)
            case .unusualRow, .end: return
            }
            if cells.isFull { flush(text, end: offset) }
        }
    }
}
