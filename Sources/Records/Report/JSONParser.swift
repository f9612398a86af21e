/// Why a text is no JSON, and where.
package struct JSONError: Error, Sendable, Equatable {
    /// 0-based, in bytes.
    package let byteOffset: Int
    /// What was expected, lower case, no full stop.
    package let message: String
}

extension JSON {
    /// How deep arrays and objects may be nested.
    package static let maxDepth = 512

    /// Reads one JSON text (RFC 8259); a byte order mark is skipped, nothing may follow the value.
    ///
    /// Numbers without fraction and exponent that fit are `.int`, all others `.double`. Of two equal
    /// keys both are kept, and `subscript` gives the first. Half a surrogate pair reads as U+FFFD.
    package static func parse(_ bytes: Span<UInt8>) throws(JSONError) -> JSON {
        var parser = JSONParser(bytes)
        return try parser.parseWhole()
    }

    package static func parse(_ text: String) throws(JSONError) -> JSON {
        let bytes = Array(text.utf8)
        return try parse(bytes.span)
    }
}

/// Recursive descent over the bytes; every step advances or throws, so any input ends.
private struct JSONParser: ~Escapable {
    private let bytes: Span<UInt8>
    private var offset = 0
    private var depth = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    @_lifetime(self: copy self)
    mutating func parseWhole() throws(JSONError) -> JSON {
        if bytes.hasPrefix("\u{FEFF}") { offset = 3 }
        skipBlanks()
        let value = try parseValue()
        skipBlanks()
        if offset < bytes.count { throw error("expected nothing after the value") }
        return value
    }

    private func error(_ message: String) -> JSONError {
        JSONError(byteOffset: offset, message: message)
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    @_lifetime(self: copy self)
    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            offset += 1
        }
    }

    @_lifetime(self: copy self)
    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        offset += 1
        return true
    }

    @_lifetime(self: copy self)
    private mutating func parseValue() throws(JSONError) -> JSON {
        switch next {
        case 0x7B: return try parseObject()
        case 0x5B: return try parseArray()
        case 0x22: return .string(try parseString())
        case 0x74: return try parseWord("true", .bool(true))
        case 0x66: return try parseWord("false", .bool(false))
        case 0x6E: return try parseWord("null", .null)
        case 0x2D, (0x30...0x39)?: return try parseNumber()
        case nil: throw error("expected a value, the text ends")
        default: throw error("expected a value")
        }
    }

    @_lifetime(self: copy self)
    private mutating func parseWord(
        _ word: StaticString,
        _ value: JSON
    ) throws(JSONError) -> JSON {
        guard bytes.starts(with: word, at: offset) else { throw error("expected `\(word)`") }
        offset += word.utf8CodeUnitCount
        return value
    }

    @_lifetime(self: copy self)
    private mutating func enter() throws(JSONError) {
        depth += 1
        if depth > JSON.maxDepth { throw error("expected at most \(JSON.maxDepth) levels") }
        offset += 1
        skipBlanks()
    }

    @_lifetime(self: copy self)
    private mutating func parseArray() throws(JSONError) -> JSON {
        try enter()
        defer { depth -= 1 }
        var items: [JSON] = []
        if take(0x5D) { return .array(items) }
        while true {
            items.append(try parseValue())
            skipBlanks()
            if take(0x5D) { return .array(items) }
            guard take(0x2C) else { throw error("expected `,` or `]`") }
            skipBlanks()
        }
    }

    @_lifetime(self: copy self)
    private mutating func parseObject() throws(JSONError) -> JSON {
        try enter()
        defer { depth -= 1 }
        var pairs: [(String, JSON)] = []
        if take(0x7D) { return .object(pairs) }
        while true {
            guard next == 0x22 else { throw error("expected a key in quotes") }
            let key = try parseString()
            skipBlanks()
            guard take(0x3A) else { throw error("expected `:`") }
            skipBlanks()
            pairs.append((key, try parseValue()))
            skipBlanks()
            if take(0x7D) { return .object(pairs) }
            guard take(0x2C) else { throw error("expected `,` or `}`") }
            skipBlanks()
        }
    }

    @_lifetime(self: copy self)
    private mutating func parseNumber() throws(JSONError) -> JSON {
        let start = offset
        let isNegative = take(0x2D)
        let isZero = next == 0x30
        let wholeCount = skipDigits()
        guard wholeCount > 0 else { throw error("expected a digit") }
        guard !isZero || wholeCount == 1 else { throw error("expected no leading zero") }
        var isWhole = !(isNegative && isZero)
        if take(0x2E) {
            isWhole = false
            guard skipDigits() > 0 else { throw error("expected a digit after the point") }
        }
        if next == 0x65 || next == 0x45 {
            isWhole = false
            offset += 1
            if !take(0x2B) { _ = take(0x2D) }
            guard skipDigits() > 0 else { throw error("expected a digit in the exponent") }
        }
        let text = bytes.extracting(start..<offset).string()
        if isWhole, let value = Int(text) { return .int(value) }
        guard let value = Double(text), value.isFinite else {
            throw JSONError(byteOffset: start, message: "expected a number within ±1.8e308")
        }
        return .double(value)
    }

    @_lifetime(self: copy self)
    private mutating func skipDigits() -> Int {
        let start = offset
        while let byte = next, byte >= 0x30, byte <= 0x39 { offset += 1 }
        return offset - start
    }

    @_lifetime(self: copy self)
    private mutating func parseString() throws(JSONError) -> String {
        offset += 1
        var text: [UInt8] = []
        while true {
            let start = offset
            while let byte = next, byte != 0x22, byte != 0x5C, byte >= 0x20 { offset += 1 }
            text.append(bytes.extracting(start..<offset))
            switch next {
            case 0x22:
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw error("expected UTF-8 in the string that ends here")
                }
                offset += 1
                return string
            case 0x5C: try parseEscape(to: &text)
            case nil: throw error("expected `\"`, the text ends")
            default: throw error("expected control characters to be escaped")
            }
        }
    }

    @_lifetime(self: copy self)
    private mutating func parseEscape(to text: inout [UInt8]) throws(JSONError) {
        offset += 1
        guard let byte = next else { throw error("expected an escape, the text ends") }
        offset += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: text.append(byte)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x75: Scalars.append(try parseEscapedScalar(), to: &text)
        default:
            offset -= 1
            throw error("expected one of `\" \\ / b f n r t u` after the backslash")
        }
    }

    /// The scalar of `\u` and four digits, or of two such escapes that are a surrogate pair.
    @_lifetime(self: copy self)
    private mutating func parseEscapedScalar() throws(JSONError) -> UInt32 {
        let high = try parseFourHexDigits()
        guard high >= 0xD800, high < 0xDC00, bytes.starts(with: "\\u", at: offset) else {
            return high
        }
        let start = offset
        offset += 2
        let low = try parseFourHexDigits()
        if low >= 0xDC00, low < 0xE000 { return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00) }
        offset = start
        return high
    }

    @_lifetime(self: copy self)
    private mutating func parseFourHexDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
                throw error("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }
}
