import Records

/// Steps through SQL text by bytes: blanks, comments, words, names, quoted strings.
///
/// Nothing is executed. All offsets are into the text; every step ends at the end of the text at the latest.
struct SQLScanner {
    var offset = 0
    let dialect: SQLDialect

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
            } else if byte == 0x2D, text.starts(with: "--", at: offset) {
                skipLine(text)
            } else if byte == 0x23, dialect.hasHashComments {
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

    mutating func skipLine(_ text: Span<UInt8>) {
        while offset < text.count && text[offset] != 0x0A { offset &+= 1 }
    }

    private mutating func skipComment(_ text: Span<UInt8>) -> Bool {
        offset &+= 2
        while offset < text.count {
            if text[offset] == 0x2A, text.starts(with: "*/", at: offset) {
                offset &+= 2
                return true
            }
            offset &+= 1
        }
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
        var word = ""
        var index = offset
        while index < text.count, index - offset < 32, SQLScanner.isWord(text[index]) {
            word.unicodeScalars.append(UnicodeScalar(text[index] & 0x7F))
            index += 1
        }
        return word.uppercased()
    }

    /// Steps over the word after blanks when it is next.
    mutating func skip(word: String, _ text: Span<UInt8>) -> Bool {
        skipBlanks(text)
        guard nextWord(text) == word else { return false }
        offset += word.utf8.count
        return true
    }

    /// A name, bare or in backticks, brackets or double quotes; nil when none is next.
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
        while index < text.count {
            if text[index] == closing {
                guard index + 1 < text.count, text[index + 1] == closing else {
                    offset = index + 1
                    return String(decoding: bytes, as: UTF8.self)
                }
                index += 1
            }
            bytes.append(text[index])
            index += 1
        }
        return nil
    }

    /// A name after `db.` and the like; only the last part counts.
    mutating func qualifiedName(_ text: Span<UInt8>) -> String? {
        var last = name(text)
        while last != nil, peek(text) == 0x2E, offset < text.count {
            offset += 1
            last = name(text)
        }
        return last
    }

    private mutating func bareName(_ text: Span<UInt8>) -> String? {
        let start = offset
        while offset < text.count, SQLScanner.isWord(text[offset]) || text[offset] >= 0x80 {
            offset &+= 1
        }
        guard offset > start else { return nil }
        return text.extracting(start..<offset).string()
    }

    /// Steps over a quoted string that begins here; false when it doesn't end.
    mutating func skipString(_ text: Span<UInt8>) -> Bool {
        let quote = text[offset]
        let hasEscapes = dialect.hasBackslashEscapes && quote != 0x60
        offset &+= 1
        while offset < text.count {
            let byte = text[offset]
            if byte == 0x5C && hasEscapes {
                offset &+= 2
            } else if byte == quote {
                offset &+= 1
                if offset >= text.count || text[offset] != quote { return true }
                offset &+= 1
            } else {
                offset &+= 1
            }
        }
        offset = text.count
        return false
    }

    /// Steps behind the statement's delimiter; false when the text ends before it.
    mutating func skipStatement(_ text: Span<UInt8>, delimiter: [UInt8]) -> Bool {
        while offset < text.count {
            let byte = text[offset]
            if byte == delimiter[0], matches(delimiter, text) {
                offset += delimiter.count
                return true
            }
            switch byte {
            case 0x27, 0x22, 0x60:
                guard skipString(text) else { return false }
            case 0x2D, 0x23, 0x2F:
                let before = offset
                guard skipBlanks(text) else { return false }
                if offset == before { offset &+= 1 }
            default: offset &+= 1
            }
        }
        return false
    }

    private func matches(_ bytes: [UInt8], _ text: Span<UInt8>) -> Bool {
        guard offset + bytes.count <= text.count else { return false }
        return text.extracting(offset..<(offset + bytes.count)).hasSameBytes(as: bytes.span)
    }

    static func isWord(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
            || byte == 0x5F || byte == 0x24
    }
}
