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
    private let start: Int
    private let quote: UInt8
    private let delimiter: UInt8
    private let escape: UInt8?

    init(_ dialect: CSVDialect, _ quote: UInt8, _ start: Int) {
        self.start = start
        self.quote = quote
        delimiter = dialect.delimiter
        escape = dialect.escape
        end = start &+ 1
    }

    /// False when no closing quote is found within the limit, or the only one opens a later cell.
    mutating func read(_ text: Span<UInt8>, limit maxByteCount: Int) -> Bool {
        let limit = min(text.count, start &+ maxByteCount)
        while end < limit {
            let byte = text[end]
            if byte == quote {
                if isDoubled(text) { end &+= 2; isPlain = false; continue }
                if closes(text) { end &+= 1; return true }
                if lineBreakCount > 0, opensLaterCell(text) { return false }
                hasStrayQuote = true
            } else if byte == escape {
                isPlain = false
                if end &+ 1 < limit { end &+= 1 }
                if end < limit, text[end] == 0x0A { lineBreakCount &+= 1 }
            } else if byte == 0x0A {
                lineBreakCount &+= 1
            } else if byte == 0x0D {
                let isPair = end &+ 1 < text.count && text[end &+ 1] == 0x0A
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
        while index < last {
            let byte = text[index]
            let hasNext = index &+ 1 < last
            if byte == quote, escape == nil, hasNext, text[index &+ 1] == quote {
                index &+= 1
            } else if byte == escape, hasNext {
                index &+= 1
            } else if byte == 0 {
                index &+= 1
                continue
            }
            side.append(text[index])
            index &+= 1
        }
    }

    private func isDoubled(_ text: Span<UInt8>) -> Bool {
        escape == nil && end &+ 1 < text.count && text[end &+ 1] == quote
    }

    private func closes(_ text: Span<UInt8>) -> Bool {
        var index = end &+ 1
        while index < text.count {
            let byte = text[index]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { return true }
            if byte != 0x20 && byte != 0x09 { return false }
            index &+= 1
        }
        return true
    }

    private func opensLaterCell(_ text: Span<UInt8>) -> Bool {
        let before = text[end &- 1]
        return before == delimiter || before == 0x0A || before == 0x0D
    }
}
