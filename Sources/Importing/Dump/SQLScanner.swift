import Records

/// Steps through SQL text by bytes: blanks, comments, words, names, quoted strings.
///
/// Nothing is executed. All offsets are into the text; every step ends at the end of the text at
/// the latest.
struct SQLScanner {
    var offset = 0
    var dialect: SQLDialect
    /// Whether names aren't UTF-8: their bytes then become U+0000 … U+00FF, to be decoded later.
    var isRaw = false

    init(_ dialect: SQLDialect) { self.dialect = dialect }

    func isAtEnd(_ text: Span<UInt8>) -> Bool { offset >= text.count }

    func peek(_ text: Span<UInt8>) -> UInt8 { offset < text.count ? text[offset] : 0 }

    /// Steps over blanks and comments; false when a comment doesn't end.
    @discardableResult
    mutating func skipBlanks(_ text: Span<UInt8>) -> Bool {
        while offset < text.count {
            let byte = text[offset]
            if byte <= 0x20 {
                offset &+= 1
            } else if byte == 0x2D, isDashComment(text) {
                skipLine(text)
            } else if byte == 0x23, dialect.isMySQL {
                skipLine(text)
            } else if byte == 0x2F, text.starts(with: "/*", at: offset) {
                guard skipComment(text) else { return false }
            } else if byte == 0xEF, text.starts(with: "\u{FEFF}", at: offset) {
                offset &+= 3
            } else {
                return true
            }
        }
        return true
    }

    /// MySQL asks for a blank behind the dashes: `5--3` is 8.
    private func isDashComment(_ text: Span<UInt8>) -> Bool {
        guard text.starts(with: "--", at: offset) else { return false }
        guard dialect.isMySQL, offset + 2 < text.count else { return true }
        return text[offset + 2] <= 0x20 || text[offset + 2] == 0x2D
    }

    mutating func skipLine(_ text: Span<UInt8>) {
        while offset < text.count && text[offset] != 0x0A && text[offset] != 0x0D { offset &+= 1 }
    }

    private mutating func skipComment(_ text: Span<UInt8>) -> Bool {
        offset &+= 2
        var depth = 1
        let nests = dialect.isPostgreSQL || dialect.isTransact
        while offset &+ 1 < text.count {
            let pair = (text[offset], text[offset &+ 1])
            if pair == (0x2A, 0x2F) {
                offset &+= 2
                depth &-= 1
                if depth == 0 { return true }
            } else if nests && pair == (0x2F, 0x2A) {
                offset &+= 2
                depth &+= 1
            } else {
                offset &+= 1
            }
        }
        offset = text.count
        return false
    }

    /// Steps over `byte` after blanks when it is next.
    mutating func skip(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
        skipBlanks(text)
        guard peek(text) == byte, offset < text.count else { return false }
        offset &+= 1
        return true
    }

    /// The next word in upper case, not stepped over; empty when none is next.
    func nextWord(_ text: Span<UInt8>) -> String {
        var word: [UInt8] = []
        var index = offset
        while index < text.count, index - offset < 40, SQLScanner.isWord(text[index]) {
            let byte = text[index]
            word.append(byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte)
            index += 1
        }
        return String(decoding: word, as: UTF8.self)
    }

    /// Whether the upper-case word stands at the offset, in any case.
    func isNext(_ word: StaticString, _ text: Span<UInt8>) -> Bool {
        let count = word.utf8CodeUnitCount
        guard offset + count <= text.count else { return false }
        let isSame = word.withUTF8Buffer { buffer in
            for index in 0..<count {
                let byte = text[offset &+ index]
                let upper = byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte
                if unsafe upper != buffer[index] { return false }
            }
            return true
        }
        guard isSame else { return false }
        return offset + count == text.count || !SQLScanner.isWord(text[offset + count])
    }

    /// Steps over the word after blanks when it is next.
    mutating func skip(word: StaticString, _ text: Span<UInt8>) -> Bool {
        skipBlanks(text)
        guard isNext(word, text) else { return false }
        offset += word.utf8CodeUnitCount
        return true
    }

    /// Steps over those of the words that come next, in any order.
    mutating func skipAll(_ words: [StaticString], _ text: Span<UInt8>) {
        var index = 0
        while index < words.count {
            index = skip(word: words[index], text) ? 0 : index + 1
        }
    }

    /// A name, quoted in any dialect's way or bare; nil when none is next.
    mutating func name(_ text: Span<UInt8>) -> String? {
        skipBlanks(text)
        let closing: UInt8
        switch peek(text) {
        case 0x60: closing = 0x60
        case 0x22: closing = 0x22
        case 0x5B: closing = 0x5D
        default: return bareName(text)
        }
        var bytes: [UInt8] = []
        var index = offset + 1
        while index < text.count, bytes.count < 1024 {
            if text[index] == closing {
                guard index + 1 < text.count, text[index + 1] == closing else {
                    offset = index + 1
                    return string(bytes)
                }
                index += 1
            }
            bytes.append(text[index])
            index += 1
        }
        return nil
    }

    /// A name with its qualifiers, such as `shop.dbo.客户`; nil when none is next.
    mutating func qualifiedName(_ text: Span<UInt8>) -> SQLName? {
        guard let first = name(text) else { return nil }
        var parts = [first]
        while peek(text) == 0x2E, offset < text.count, parts.count < 4 {
            offset += 1
            parts.append(peek(text) == 0x2E ? "" : name(text) ?? "")
        }
        guard let last = parts.last, !last.isEmpty else { return nil }
        return SQLName(parts)
    }

    private mutating func bareName(_ text: Span<UInt8>) -> String? {
        let start = offset
        if !dialect.isMySQL, peek(text) == 0x23 { offset &+= 1 }
        while offset < text.count, SQLScanner.isWord(text[offset]) || text[offset] >= 0x80 {
            offset &+= 1
        }
        guard offset > start else { return nil }
        return string(text.extracting(start..<offset).copy())
    }

    func string(_ bytes: [UInt8]) -> String {
        guard isRaw else { return String(decoding: bytes, as: UTF8.self) }
        var text = ""
        for byte in bytes { text.unicodeScalars.append(UnicodeScalar(byte)) }
        return text
    }

    static func isWord(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
            || byte == 0x5F || byte == 0x24
    }
}

/// The name of a table with what stands before its dots.
struct SQLName: Hashable, Sendable {
    /// Of the table, its schema, its database; `schema` and `catalog` may be empty.
    var name: String
    var schema = ""
    var catalog = ""

    init(_ parts: [String]) {
        name = parts.last ?? ""
        if parts.count > 1 { schema = parts[parts.count - 2] }
        if parts.count > 2 { catalog = parts[parts.count - 3] }
    }
}
