import Records

/// The content of quoted strings.
enum SQLString {
    /// What a backslash means inside a string.
    enum Escapes { case none, mySQL, postgreSQL }

    static func escapes(_ dialect: SQLDialect) -> Escapes {
        guard dialect.hasBackslashEscapes else { return .none }
        return dialect.isPostgreSQL ? .postgreSQL : .mySQL
    }

    /// Appends the content of the string whose quote is at `start`; the offset behind its closing
    /// quote, nil when it doesn't end.
    static func read(
        _ text: Span<UInt8>,
        from start: Int,
        _ escapes: Escapes,
        into bytes: inout [UInt8]
    ) -> Int? {
        let quote = text[start]
        var index = start &+ 1
        var runStart = index
        while index < text.count {
            let byte = text[index]
            if byte == 0x5C && escapes != .none {
                bytes.append(text.extracting(runStart..<index))
                guard index &+ 1 < text.count else { return nil }
                index = unescape(text, index &+ 1, escapes, &bytes)
                runStart = index
            } else if byte == quote {
                bytes.append(text.extracting(runStart..<index))
                index &+= 1
                if index >= text.count || text[index] != quote { return index }
                runStart = index
                index &+= 1
            } else {
                index &+= 1
            }
        }
        return nil
    }

    /// Appends what the byte behind a backslash stands for; the offset behind it.
    private static func unescape(
        _ text: Span<UInt8>,
        _ index: Int,
        _ escapes: Escapes,
        _ bytes: inout [UInt8]
    ) -> Int {
        let byte = text[index]
        switch byte {
        case 0x6E: bytes.append(0x0A)
        case 0x72: bytes.append(0x0D)
        case 0x74: bytes.append(0x09)
        case 0x62: bytes.append(0x08)
        default:
            if escapes == .postgreSQL { return unescapePostgreSQL(text, index, &bytes) }
            switch byte {
            case 0x30: bytes.append(0)
            case 0x5A: bytes.append(0x1A)
            case 0x27, 0x22, 0x5C: bytes.append(byte)
            default:
                // `\%` and `\_` keep theirs for LIKE. A server drops the backslash of all others; but
                // no server writes them, only programs that meant a backslash.
                bytes.append(0x5C)
                bytes.append(byte)
            }
        }
        return index &+ 1
    }

    /// `\f`, `\v`, octal and hexadecimal bytes, `\uXXXX`; also in COPY.
    static func unescapePostgreSQL(
        _ text: Span<UInt8>,
        _ start: Int,
        _ bytes: inout [UInt8]
    ) -> Int {
        let byte = text[start]
        switch byte {
        case 0x66: bytes.append(0x0C)
        case 0x76: bytes.append(0x0B)
        case 0x30...0x37:
            let (value, end) = number(text, start, 3, radix: 8)
            bytes.append(UInt8(truncatingIfNeeded: value))
            return end
        case 0x78:
            let (value, end) = number(text, start &+ 1, 2, radix: 16)
            if end == start &+ 1 {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(truncatingIfNeeded: value))
            }
            return end
        case 0x75, 0x55:
            let width = byte == 0x75 ? 4 : 8
            let (value, end) = number(text, start &+ 1, width, radix: 16)
            guard end == start &+ 1 &+ width else {
                bytes.append(byte)
                return start &+ 1
            }
            Scalars.append(value, to: &bytes)
            return end
        default: bytes.append(byte)
        }
        return start &+ 1
    }

    private static func number(
        _ text: Span<UInt8>,
        _ start: Int,
        _ width: Int,
        radix: UInt32
    ) -> (value: UInt32, end: Int) {
        var value: UInt32 = 0
        var index = start
        while index < text.count, index < start &+ width,
            let digit = HexText.nibble(text[index]), UInt32(digit) < radix
        {
            value = value &* radix &+ UInt32(digit)
            index &+= 1
        }
        return (value, index)
    }

    /// Text with `\4E2D`, `\u4E2D`, `\+01F600`, `\U0001F600` and `\\`, as `UNISTR` of Oracle and
    /// SQLite and `U&'…'` of PostgreSQL write it.
    static func unistr(_ text: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var high: UInt32 = 0
        var index = 0
        while index < text.count {
            guard text[index] == 0x5C, index + 1 < text.count else {
                bytes.append(text[index])
                index += 1
                continue
            }
            let mark = text[index + 1]
            let (skipped, width) =
                switch mark {
                case 0x2B: (2, 6)
                case 0x75: (2, 4)
                case 0x55: (2, 8)
                default: (1, 4)
                }
            let (value, end) = number(text, index + skipped, width, radix: 16)
            guard end == index + skipped + width else {
                bytes.append(mark)
                index += 2
                continue
            }
            index = end
            if value & 0xFFFF_FC00 == 0xD800 {
                high = value
            } else if value & 0xFFFF_FC00 == 0xDC00, high > 0 {
                Scalars.append(0x10000 + ((high & 0x3FF) << 10 | value & 0x3FF), to: &bytes)
                high = 0
            } else {
                Scalars.append(value, to: &bytes)
            }
        }
        return bytes
    }
}
