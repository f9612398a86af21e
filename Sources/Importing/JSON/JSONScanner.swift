import Records

/// Where and why a text stops being JSON.
struct JSONBreak: Error {
    enum Kind: Sendable { case syntax, end, depth, cells }

    var kind: Kind
    /// In the text.
    var offset: Int
    /// What was expected there, such as `a value`.
    var expected: String
}

/// The tokens of a JSON text (RFC 8259), strictly: every step advances or throws.
///
/// The text is valid UTF-8 already, so bytes of characters beyond ASCII need no look.
struct JSONScanner {
    var offset = 0
    /// Where the text, or the line, ends.
    var end: Int

    /// A string between its quotes, as it is written.
    struct Quoted {
        var range: Range<Int>
        var hasEscapes: Bool
    }

    /// A number as it is written.
    struct Number {
        var range: Range<Int>
        var hasExponent: Bool
    }

    init(end: Int) { self.end = end }

    /// The next byte; 0, which begins no token, at the end.
    @inline(__always)
    func peek(_ text: Span<UInt8>) -> UInt8 { offset < end ? text[offset] : 0 }

    @inline(__always)
    mutating func skipBlanks(_ text: Span<UInt8>) {
        while offset < end {
            switch text[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset &+= 1
            default: return
            }
        }
    }

    @inline(never)
    func failure(_ expected: String) -> JSONBreak {
        JSONBreak(kind: offset < end ? .syntax : .end, offset: min(offset, end), expected: expected)
    }

    /// Steps over one byte that has to be there.
    @inline(__always)
    mutating func expect(
        _ byte: UInt8,
        _ text: Span<UInt8>,
        _ expected: @autoclosure () -> String
    ) throws(JSONBreak) {
        if peek(text) != byte { throw failure(expected()) }
        offset &+= 1
    }

    /// A string that begins here.
    mutating func string(_ text: Span<UInt8>) throws(JSONBreak) -> Quoted {
        try expect(0x22, text, "a string in double quotes")
        let start = offset
        var hasEscapes = false
        while offset < end {
            let byte = text[offset]
            if byte == 0x22 {
                offset &+= 1
                return Quoted(range: start..<(offset &- 1), hasEscapes: hasEscapes)
            }
            if byte == 0x5C {
                hasEscapes = true
                try escape(text)
                continue
            }
            if byte < 0x20 { throw failure("no raw control character in a string") }
            offset &+= 1
        }
        throw failure("the closing quote of a string")
    }

    private mutating func escape(_ text: Span<UInt8>) throws(JSONBreak) {
        offset &+= 1
        switch peek(text) {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: offset &+= 1
        case 0x75:
            offset &+= 1
            for _ in 0..<4 {
                if JSONScanner.digit(peek(text)) == nil {
                    throw failure("four hexadecimal digits behind \\u")
                }
                offset &+= 1
            }
        default: throw failure("one of \" \\ / b f n r t u behind a backslash")
        }
    }

    /// The value of a hexadecimal digit.
    static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46: UInt32(byte) - 0x37
        case 0x61...0x66: UInt32(byte) - 0x57
        default: nil
        }
    }

    /// A number that begins here.
    mutating func number(_ text: Span<UInt8>) throws(JSONBreak) -> Number {
        let start = offset
        if peek(text) == 0x2D { offset &+= 1 }
        if peek(text) == 0x30 { offset &+= 1 } else { try digits(text) }
        if peek(text) == 0x2E {
            offset &+= 1
            try digits(text)
        }
        var hasExponent = false
        if peek(text) | 0x20 == 0x65 {
            hasExponent = true
            offset &+= 1
            if peek(text) == 0x2B || peek(text) == 0x2D { offset &+= 1 }
            try digits(text)
        }
        return Number(range: start..<offset, hasExponent: hasExponent)
    }

    private mutating func digits(_ text: Span<UInt8>) throws(JSONBreak) {
        let start = offset
        while offset < end, text[offset] &- 0x30 <= 9 { offset &+= 1 }
        if offset == start { throw failure("a digit") }
    }

    /// Steps over `true`, `false` or `null`.
    mutating func literal(_ word: StaticString, _ text: Span<UInt8>) throws(JSONBreak) {
        let count = word.utf8CodeUnitCount
        if offset + count <= end, text.starts(with: word, at: offset) {
            offset &+= count
            return
        }
        // A word that the end cuts off is no slip of the writer.
        let rest = text.extracting(offset..<end)
        let isCut = "\(word)".hasPrefix(rest.count < count ? rest.string() : "?")
        if isCut { offset = end }
        throw failure("a value")
    }
}

extension JSONScanner {
    /// Steps over any value, checking it.
    mutating func skipValue(_ text: Span<UInt8>, depth: Int) throws(JSONBreak) {
        switch peek(text) {
        case 0x22: _ = try string(text)
        case 0x7B, 0x5B: try skipNested(text, depth: depth)
        case 0x74: try literal("true", text)
        case 0x66: try literal("false", text)
        case 0x6E: try literal("null", text)
        case 0x2D, 0x30...0x39: _ = try number(text)
        default: throw failure("a value")
        }
    }

    private mutating func skipNested(_ text: Span<UInt8>, depth: Int) throws(JSONBreak) {
        let isObject = text[offset] == 0x7B
        try open(depth: depth)
        skipBlanks(text)
        if try close(isObject, text, isFirst: true) { return }
        while true {
            if isObject { try skipKey(text) }
            try skipValue(text, depth: depth - 1)
            skipBlanks(text)
            if try close(isObject, text, isFirst: false) { return }
        }
    }

    private mutating func skipKey(_ text: Span<UInt8>) throws(JSONBreak) {
        _ = try string(text)
        skipBlanks(text)
        try expect(0x3A, text, "`:` behind a key")
        skipBlanks(text)
    }

    /// Steps over the bracket that opens an array or object; `depth` says how many more may.
    @inline(__always)
    mutating func open(depth: Int) throws(JSONBreak) {
        if depth <= 0 { throw JSONBreak(kind: .depth, offset: offset, expected: "") }
        offset &+= 1
    }

    /// True behind the closing bracket; false behind the comma before one more item, or before
    /// the first.
    @inline(__always)
    mutating func close(
        _ isObject: Bool,
        _ text: Span<UInt8>,
        isFirst: Bool
    ) throws(JSONBreak) -> Bool {
        let byte = peek(text)
        if byte == (isObject ? 0x7D : 0x5D) {
            offset &+= 1
            return true
        }
        if isFirst { return false }
        if byte != 0x2C { throw failure(isObject ? "`,` or `}`" : "`,` or `]`") }
        offset &+= 1
        skipBlanks(text)
        return false
    }
}
