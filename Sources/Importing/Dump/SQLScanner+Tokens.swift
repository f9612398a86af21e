import Records

/// Stepping over strings, tokens and whole statements.
extension SQLScanner {
    /// Steps over a quoted string that begins here; false when it doesn't end.
    mutating func skipString(_ text: Span<UInt8>, hasEscapes: Bool? = nil) -> Bool {
        let quote = text[offset]
        let hasEscapes = hasEscapes ?? (dialect.hasBackslashEscapes && quote != 0x60)
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

    /// Steps over blanks, a string, a word, or one byte; false when a string or comment doesn't end.
    mutating func skipToken(_ text: Span<UInt8>) -> Bool {
        let byte = peek(text)
        switch byte {
        case 0x27, 0x22, 0x60: return skipString(text)
        case 0x2D, 0x23, 0x2F:
            let before = offset
            guard skipBlanks(text) else { return false }
            if offset == before { offset &+= 1 }
            return true
        case 0x5B where dialect.isTransact: return skipBracket(text)
        case 0x24 where dialect.isPostgreSQL: return skipDollarQuoted(text)
        default: break
        }
        guard SQLScanner.isWord(byte) else {
            offset &+= 1
            return true
        }
        let start = offset
        while offset < text.count, SQLScanner.isWord(text[offset]) { offset &+= 1 }
        guard offset < text.count, text[offset] == 0x27, offset - start <= 2 else { return true }
        let letter = text[offset - 1] | 0x20
        if letter == 0x65 && dialect.isPostgreSQL { return skipString(text, hasEscapes: true) }
        if letter == 0x71 && dialect.isOracle { return skipAlternativeQuoted(text) }
        return true
    }

    private mutating func skipBracket(_ text: Span<UInt8>) -> Bool {
        while offset < text.count, text[offset] != 0x5D { offset &+= 1 }
        if offset < text.count { offset &+= 1 }
        return true
    }

    /// `$$ … $$` or `$tag$ … $tag$`; a lone `$1` is stepped over as a word.
    mutating func skipDollarQuoted(_ text: Span<UInt8>) -> Bool {
        guard let tag = dollarTag(text) else {
            offset &+= 1
            return true
        }
        guard let end = text.range(of: tag.span, from: offset + tag.count) else {
            offset = text.count
            return false
        }
        offset = end.upperBound
        return true
    }

    /// The opening `$tag$` at the offset; nil when there is none.
    func dollarTag(_ text: Span<UInt8>) -> [UInt8]? {
        var index = offset + 1
        while index < text.count, index - offset < 64, text[index] != 0x24 {
            guard SQLScanner.isWord(text[index]) || text[index] >= 0x80 else { return nil }
            index += 1
        }
        guard index < text.count, text[index] == 0x24 else { return nil }
        let isNumber = index > offset + 1 && text[offset + 1] >= 0x30 && text[offset + 1] <= 0x39
        return isNumber ? nil : text.extracting(offset..<(index + 1)).copy()
    }

    /// Oracle's `q'[ … ]'` from its quote on; the content's range is behind the bracket.
    mutating func skipAlternativeQuoted(_ text: Span<UInt8>) -> Bool {
        guard offset + 1 < text.count else { return false }
        let pairs: [UInt8: UInt8] = [0x5B: 0x5D, 0x7B: 0x7D, 0x28: 0x29, 0x3C: 0x3E]
        let opening = text[offset + 1]
        let closing = [pairs[opening] ?? opening, 0x27]
        guard let end = text.range(of: closing.span, from: offset + 2) else {
            offset = text.count
            return false
        }
        offset = end.upperBound
        return true
    }

    // MARK: Statements

    /// Steps behind the statement's end; false when the text ends before it.
    ///
    /// The end is the delimiter; in T-SQL also a line of GO (left in place) or a word at the
    /// beginning of a line that begins a statement; in Oracle also a line of `/`.
    mutating func skipStatement(_ text: Span<UInt8>, delimiter: [UInt8]) -> Bool {
        let start = offset
        var depth = 0
        while offset < text.count {
            let byte = text[offset]
            if byte == delimiter[0], matches(delimiter, text) {
                offset += delimiter.count
                return true
            }
            if byte == 0x28 { depth += 1 }
            if byte == 0x29 { depth -= 1 }
            if dialect.isTransact, offset > start, beginsStatement(text, depth) { return true }
            if dialect.isOracle, byte == 0x2F, isAloneOnLine(text, count: 1) {
                offset &+= 1
                return true
            }
            guard skipToken(text) else { return false }
        }
        return false
    }

    private static let starters: Set<String> = [
        "INSERT", "CREATE", "ALTER", "DROP", "UPDATE", "DELETE", "SET", "USE", "EXEC", "EXECUTE",
        "IF", "BEGIN", "END", "ELSE", "DECLARE", "PRINT", "RAISERROR", "GRANT", "DENY", "REVOKE",
        "TRUNCATE", "MERGE", "CHECKPOINT", "COMMIT", "ROLLBACK", "RETURN", "GO", "DBCC",
    ]

    private func beginsStatement(_ text: Span<UInt8>, _ depth: Int) -> Bool {
        let letter = text[offset] | 0x20
        guard letter >= 0x61, letter <= 0x75, text[offset - 1] <= 0x20 else { return false }
        if isFirstOnLine(text) {
            if isBatchEnd(text) { return true }
            return depth <= 0 && SQLScanner.starters.contains(nextWord(text))
        }
        guard letter == 0x69, depth <= 0, isNext("INSERT", text) else { return false }
        var probe = self
        _ = probe.skip(word: "INSERT", text)
        _ = probe.skip(word: "INTO", text)
        guard probe.qualifiedName(text) != nil else { return false }
        probe.skipBlanks(text)
        return probe.peek(text) == 0x28 || probe.isNext("VALUES", text)
    }

    /// Whether a line of GO, perhaps with a count, begins here.
    func isBatchEnd(_ text: Span<UInt8>) -> Bool {
        guard isNext("GO", text), isFirstOnLine(text) else { return false }
        var index = offset + 2
        while index < text.count, text[index] != 0x0A, text[index] != 0x0D {
            let byte = text[index]
            if byte == 0x2D || byte == 0x2F || byte == 0x3B { return true }
            if byte > 0x20 && !(byte >= 0x30 && byte <= 0x39) { return false }
            index += 1
        }
        return true
    }

    func isFirstOnLine(_ text: Span<UInt8>) -> Bool {
        var index = offset
        while index > 0 {
            let byte = text[index - 1]
            if byte == 0x0A || byte == 0x0D { return true }
            if byte != 0x20 && byte != 0x09 { return false }
            index -= 1
        }
        return true
    }

    /// Whether `count` bytes here are all that their line holds.
    func isAloneOnLine(_ text: Span<UInt8>, count: Int) -> Bool {
        guard isFirstOnLine(text) else { return false }
        var index = offset + count
        while index < text.count, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
        return index >= text.count || text[index] == 0x0A || text[index] == 0x0D
    }

    /// Steps over a procedure, trigger or view with the statements inside it.
    mutating func skipBody(_ text: Span<UInt8>, delimiter: [UInt8]) -> Bool {
        if delimiter != [0x3B] { return skipStatement(text, delimiter: delimiter) }
        if dialect.isTransact { return skipBatch(text) }
        if dialect.isOracle {
            var probe = self
            if probe.skipToSlash(text) {
                self = probe
                return true
            }
        }
        return skipBlocks(text)
    }

    private mutating func skipBatch(_ text: Span<UInt8>) -> Bool {
        while offset < text.count {
            if text[offset] | 0x20 == 0x67, isBatchEnd(text) { return true }
            guard skipToken(text) else { return false }
        }
        return true
    }

    private mutating func skipToSlash(_ text: Span<UInt8>) -> Bool {
        while offset < text.count {
            if text[offset] == 0x2F, isAloneOnLine(text, count: 1) {
                offset &+= 1
                return true
            }
            guard skipToken(text) else { return false }
        }
        return false
    }

    /// Up to the `;` that stands outside BEGIN … END and CASE … END.
    private mutating func skipBlocks(_ text: Span<UInt8>) -> Bool {
        var depth = 0
        while offset < text.count {
            let byte = text[offset]
            if byte == 0x3B && depth <= 0 {
                offset &+= 1
                return true
            }
            let letter = byte | 0x20
            if letter == 0x62 || letter == 0x63 || letter == 0x65 {
                let before = offset
                countBlock(text, &depth)
                if offset > before { continue }
            }
            guard skipToken(text) else { return false }
        }
        return false
    }

    private mutating func countBlock(_ text: Span<UInt8>, _ depth: inout Int) {
        if isNext("BEGIN", text) || isNext("CASE", text) {
            depth += 1
        } else if isNext("END", text) {
            offset += 3
            skipBlanks(text)
            if !["IF", "LOOP", "WHILE", "REPEAT", "FOR"].contains(nextWord(text)) { depth -= 1 }
            if isNext("CASE", text) { offset += 4 }
        }
    }

    func matches(_ bytes: [UInt8], _ text: Span<UInt8>) -> Bool {
        guard offset + bytes.count <= text.count else { return false }
        return text.extracting(offset..<(offset + bytes.count)).hasSameBytes(as: bytes.span)
    }
}
