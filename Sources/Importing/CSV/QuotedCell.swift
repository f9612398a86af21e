import Records

/// Finds the end of one quoted cell and what is inside.
struct QuotedCell {
    /// Behind the closing quote; where reading stopped when there is none.
    private(set) var end: Int
    private(set) var lineBreakCount = 0
    private(set) var hasStrayQuote = false
    private(set) var hasNul = false
    /// Whether the content can be taken as it stands.
    private(set) var isPlain = true
    /// Quotes that could have closed the cell, the one that did among them.
    private(set) var closerCount = 0
    /// Whether a second quote on the cell's line has text behind it: `"甲" 公司`.
    private(set) var isMerelyStray = false
    /// Where the first line break inside is; nil without one.
    private(set) var firstBreak: Int?
    private let start: Int
    private let quote: UInt8
    private let dialect: CSVDialect
    private let reading: RowReading

    init(_ dialect: CSVDialect, _ quote: UInt8, _ start: Int, _ reading: RowReading) {
        self.start = start
        self.quote = quote
        self.dialect = dialect
        self.reading = reading
        end = start &+ 1
    }

    /// False when no closing quote is found before `limit`, or the only one opens a later cell.
    mutating func read(_ text: Span<UInt8>, limit: Int) -> Bool {
        let escape = dialect.escape
        while end < limit {
            let byte = text[end]
            if byte == quote {
                if isDoubled(text), !closesDoubled(text) { end &+= 2; isPlain = false; continue }
                if closesDoubled(text) { end &+= 1; hasStrayQuote = true }
                if closes(text) {
                    closerCount &+= 1
                    if reading.firstCloser &+ closerCount != reading.skippedCloser {
                        end &+= 1
                        return true
                    }
                }
                if lineBreakCount > 0, opensLaterCell(text) { return false }
                hasStrayQuote = true
                if lineBreakCount == 0 { isMerelyStray = true }
                if text[end &- 1] == 0x5C { isPlain = isPlain && dialect.isRaw }
            } else if byte == escape {
                isPlain = false
                if end &+ 1 < limit { end &+= 1 }
                if end < limit, text[end] == 0x0A { lineBreakCount &+= 1 }
            } else if byte == 0x0A || byte == 0x0D {
                if dialect.rowEnd.isEmpty && reading.isSingleLine { return false }
                if firstBreak == nil { firstBreak = end }
                let isPair = byte == 0x0D && end &+ 1 < text.count && text[end &+ 1] == 0x0A
                if !isPair { lineBreakCount &+= 1 }
            } else if byte == 0 {
                hasNul = true
                isPlain = false
            }
            end &+= 1
        }
        return false
    }

    /// Appends the content without escapes and NUL bytes.
    func write(_ text: Span<UInt8>, to side: inout [UInt8]) {
        var index = start &+ 1
        let last = end &- 1
        let escape = dialect.escape
        while index < last {
            let byte = text[index]
            let hasNext = index &+ 1 < last
            if byte == quote, escape == nil, hasNext, text[index &+ 1] == quote {
                index &+= 1
            } else if byte == escape, hasNext {
                index &+= 1
            } else if byte == 0x5C, hasNext, isStray(text, index &+ 1, last), !dialect.isRaw {
                // A backslash before a stray quote is what another program escapes by.
                index &+= 1
            } else if byte == 0 {
                index &+= 1
                continue
            }
            side.append(text[index])
            index &+= 1
        }
    }

    /// The end of a cell whose only other quote has text behind it; nil when it is no such cell.
    ///
    /// The text up to the next delimiter or the end of the line belongs to the cell, whose content
    /// is appended.
    func readTail(_ text: Span<UInt8>, to side: inout [UInt8]) -> Int? {
        var content: [UInt8] = []
        var index = start &+ 1
        var isInside = true
        while index < text.count, dialect.rowEndLength(text, at: index) == 0 {
            let byte = text[index]
            if byte == quote {
                let isPair = isInside && index &+ 1 < text.count && text[index &+ 1] == quote
                if isPair { index &+= 1 } else if !isInside { return nil }
                if !isPair {
                    let before = text[index &- 1]
                    if before == dialect.delimiter { return nil }
                    isInside = false
                    index &+= 1
                    continue
                }
            } else if !isInside, dialect.delimiterLength(text, at: index) > 0 {
                break
            }
            content.append(byte)
            index &+= 1
        }
        if isInside || content.isEmpty { return nil }
        while let last = content.last, last == 0x20 || last == 0x09 { content.removeLast() }
        side += content
        return index
    }

    private func isStray(_ text: Span<UInt8>, _ index: Int, _ last: Int) -> Bool {
        text[index] == quote && (index &+ 1 >= last || text[index &+ 1] != quote)
    }

    private func isDoubled(_ text: Span<UInt8>) -> Bool {
        dialect.escape == nil && end &+ 1 < text.count && text[end &+ 1] == quote
    }

    /// Whether a doubled quote is taken for a quote of the text and the closing one.
    private func closesDoubled(_ text: Span<UInt8>) -> Bool {
        guard reading.closesDoubled, isDoubled(text) else { return false }
        var after = self
        after.end = end &+ 1
        return after.closes(text)
    }

    private func closes(_ text: Span<UInt8>) -> Bool {
        var index = end &+ 1
        while index < text.count {
            let byte = text[index]
            if dialect.delimiterLength(text, at: index) > 0 { return true }
            if dialect.rowEndLength(text, at: index) > 0 { return true }
            if byte != 0x20 && byte != 0x09 { return false }
            index &+= 1
        }
        return true
    }

    /// Whether only blanks stand between the quote and a delimiter or line end before it.
    private func opensLaterCell(_ text: Span<UInt8>) -> Bool {
        var index = end &- 1
        while index > start, text[index] == 0x20 || text[index] == 0x09,
            text[index] != dialect.delimiter
        {
            index &-= 1
        }
        let last = dialect.delimiterTail.last ?? dialect.delimiter
        return text[index] == last || text[index] == 0x0A || text[index] == 0x0D
    }
}

/// How the quotes of one row are read when the plain reading of a damaged row fails.
struct RowReading: Sendable, Equatable {
    /// Quoted cells end on their line.
    var isSingleLine = false
    /// `""` before a delimiter is a quote of the text and the closing one.
    var closesDoubled = false
    /// A quote closes its cell although text follows, which belongs to the cell: `"甲"公司`.
    var closesEarly = false
    /// The number, from 1, of the quote that could close a cell but is text; 0 for none.
    var skippedCloser = 0
    /// The number, from 1, of the opening quote that is text; 0 for none.
    var textOpener = 0

    // Counted while the row is read.
    var openerCount = 0
    /// The closers of earlier cells of the row.
    var firstCloser = 0
    /// Whether a cell was taken as quoted only because `""` closed it.
    var isDoubtful = false
}
