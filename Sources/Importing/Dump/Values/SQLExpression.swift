import Records

/// Evaluates what dumps write instead of plain values.
///
/// That is literals with prefixes, casts, and the few functions that their writers use; nothing
/// else, above all no query.
///
///     'A'||chr(38)||'B'                        A&B
///     CAST(0x0000A4EB00000000 AS DateTime)     2015-08-05 00:00:00
///     to_date('11-3月 -15','DD-MON-RR')         2015-03-11
struct SQLExpression {
    private var scanner: SQLScanner
    private let dateOrder: SQLDates.Order?
    private var depth = 0

    private static let maxDepth = 64

    /// The value of the expression at the scanner, which is left behind it; nil, and the scanner
    /// left alone, when it can't be evaluated.
    static func value(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        dateOrder: SQLDates.Order? = nil
    ) -> SQLValue? {
        var expression = SQLExpression(scanner: scanner, dateOrder: dateOrder)
        guard let value = expression.expression(text) else { return nil }
        scanner.offset = expression.scanner.offset
        return value
    }

    private var dialect: SQLDialect { scanner.dialect }

    private mutating func expression(_ text: Span<UInt8>) -> SQLValue? {
        depth += 1
        defer { depth -= 1 }
        guard depth < SQLExpression.maxDepth, var value = term(text) else { return nil }
        while true {
            scanner.skipBlanks(text)
            if !dialect.isMySQL, text.starts(with: "||", at: scanner.offset) {
                scanner.offset += 2
            } else if dialect.isTransact, scanner.peek(text) == 0x2B, value.kind != .number {
                scanner.offset += 1
            } else {
                return value
            }
            guard let right = term(text), let joined = joined(value, right) else { return nil }
            value = joined
        }
    }

    /// Oracle's null is empty text when joined; elsewhere the result is null.
    private func joined(_ left: SQLValue, _ right: SQLValue) -> SQLValue? {
        if left.kind == .binary && right.kind == .binary {
            return .binary(left.bytes + right.bytes)
        }
        if left.kind == .binary || right.kind == .binary { return nil }
        if left.kind == .null || right.kind == .null, !dialect.isOracle { return .null }
        return .text(left.bytes + right.bytes)
    }

    private mutating func term(_ text: Span<UInt8>) -> SQLValue? {
        scanner.skipBlanks(text)
        let sign = scanner.peek(text)
        if sign == 0x2D || sign == 0x2B {
            scanner.offset += 1
            scanner.skipBlanks(text)
            let next = scanner.peek(text)
            guard next != 0x2D, next != 0x2B, let value = primary(text), value.kind == .number
            else {
                return nil
            }
            return sign == 0x2B ? value : SQLValue(kind: .number, bytes: [0x2D] + value.bytes)
        }
        guard var value = primary(text) else { return nil }
        while true {
            scanner.skipBlanks(text)
            if text.starts(with: "::", at: scanner.offset) {
                scanner.offset += 2
                guard let type = typeName(text) else { return nil }
                skipTypeRest(text)
                guard let cast = SQLCast.value(value, as: type, dateOrder) else { return nil }
                value = cast
            } else if scanner.isNext("COLLATE", text) {
                _ = scanner.skip(word: "COLLATE", text)
                guard scanner.qualifiedName(text) != nil else { return nil }
            } else {
                return value
            }
        }
    }

    private mutating func primary(_ text: Span<UInt8>) -> SQLValue? {
        let byte = scanner.peek(text)
        switch byte {
        case 0x27, 0x22: return strings(text, SQLString.escapes(dialect))
        case 0x28:
            scanner.offset += 1
            guard let value = expression(text), scanner.skip(0x29, text) else { return nil }
            return value
        case 0x24 where dialect.isPostgreSQL: return dollarQuoted(text)
        case 0x24 where dialect.isTransact:
            scanner.offset += 1
            return (0x30...0x39).contains(scanner.peek(text)) ? number(text) : nil
        case 0x30...0x39, 0x2E: return number(text)
        default: return SQLScanner.isWord(byte) ? word(text) : nil
        }
    }

    // MARK: Literals

    /// One string, or several that only blanks part.
    private mutating func strings(_ text: Span<UInt8>, _ escapes: SQLString.Escapes) -> SQLValue? {
        var bytes: [UInt8] = []
        while true {
            guard
                let end = SQLString.read(text, from: scanner.offset, escapes, into: &bytes)
            else { return nil }
            scanner.offset = end
            var probe = scanner
            probe.skipBlanks(text)
            guard probe.offset > end, probe.peek(text) == 0x27 else { return .text(bytes) }
            scanner = probe
        }
    }

    private mutating func dollarQuoted(_ text: Span<UInt8>) -> SQLValue? {
        guard let tag = scanner.dollarTag(text) else { return nil }
        let start = scanner.offset + tag.count
        guard scanner.skipDollarQuoted(text) else { return nil }
        return .text(text.extracting(start..<(scanner.offset - tag.count)).copy())
    }

    private mutating func number(_ text: Span<UInt8>) -> SQLValue? {
        let start = scanner.offset
        var index = start
        if text[start] == 0x30, start + 1 < text.count, text[start + 1] | 0x20 == 0x78 {
            index += 2
            while index < text.count, SQLScanner.isWord(text[index]) { index += 1 }
            scanner.offset = index
            return HexText.bytes(text.extracting((start + 2)..<index)).map { .binary($0) }
        }
        while index < text.count {
            let byte = text[index]
            let isSign = (byte == 0x2D || byte == 0x2B) && text[index - 1] | 0x20 == 0x65
            guard
                (byte >= 0x30 && byte <= 0x39) || byte == 0x2E || byte | 0x20 == 0x65
                    || (isSign && index > start)
            else { break }
            index += 1
        }
        guard let plain = SQLNumber.plain(text.extracting(start..<index)) else { return nil }
        scanner.offset = index
        return SQLValue(kind: .number, bytes: plain)
    }

    /// A word and what follows it: a prefix of a string, a typed literal, a function, NULL.
    private mutating func word(_ text: Span<UInt8>) -> SQLValue? {
        let start = scanner.offset
        let word = scanner.nextWord(text)
        scanner.offset += word.utf8.count
        let next = scanner.peek(text)
        if next == 0x27 || (next == 0x26 && word == "U") {
            if let value = prefixed(word, text) { return value }
        }
        scanner.skipBlanks(text)
        switch word {
        case "NULL": return .null
        case "TRUE", "FALSE": return .text(word)
        case "DATE", "TIMESTAMP", "TIMESTAMPTZ", "DATETIME", "TIME":
            if scanner.peek(text) == 0x27 {
                guard let value = strings(text, .none) else { return nil }
                return SQLCast.value(value, as: word, dateOrder)
            }
        case "ARRAY": return scanner.peek(text) == 0x5B ? array(text) : nil
        default: break
        }
        if word.hasPrefix("_"),
            [0x27, 0x22, 0x30, 0x58, 0x78, 0x42, 0x62].contains(scanner.peek(text))
        {
            return primary(text).map { introduced($0, by: word) }
        }
        if scanner.peek(text) == 0x2E {
            scanner.offset += 1
            let inner = scanner.nextWord(text)
            guard ["SYS", "PG_CATALOG", "DBO"].contains(word), !inner.isEmpty else { return nil }
            scanner.offset += inner.utf8.count
            return call(inner, text)
        }
        return scanner.offset > start ? call(word, text) : nil
    }

    /// `_utf8mb4'…'` is text; `_binary 0x…` stays binary, other charsets' digits spell text.
    private func introduced(_ value: SQLValue, by word: String) -> SQLValue {
        guard value.kind == .binary, word != "_BINARY", UTF8Check.isValid(value.bytes.span) else {
            return value
        }
        return .text(value.bytes)
    }

    /// `N'…'`, `E'…'`, `X'…'`, `B'…'`, `G'…'`, `q'[…]'`, `U&'…'`, `_utf8'…'`.
    private mutating func prefixed(_ word: String, _ text: Span<UInt8>) -> SQLValue? {
        switch word {
        case "N", "G", "L": return strings(text, SQLString.escapes(dialect))
        case "E": return strings(text, .postgreSQL)
        case "X", "BX", "GX", "UX":
            guard let value = strings(text, .none) else { return nil }
            let digits = value.bytes.filter { $0 > 0x20 }
            guard let bytes = HexText.bytes(digits.span) else { return nil }
            if word == "GX" || word == "UX" { return SQLCast.utf16(bytes, isLittleEndian: false) }
            return .binary(bytes)
        case "B":
            guard let value = strings(text, .none), value.bytes.count <= 64 else { return nil }
            return UInt64(String(decoding: value.bytes, as: UTF8.self), radix: 2)
                .map { .number(String($0)) }
        case "U":
            scanner.offset += 1
            guard scanner.peek(text) == 0x27, let value = strings(text, .none) else { return nil }
            return .text(SQLString.unistr(value.bytes.span))
        case "Q", "NQ":
            let start = scanner.offset + 2
            guard scanner.skipAlternativeQuoted(text) else { return nil }
            return .text(text.extracting(start..<(scanner.offset - 2)).copy())
        default:
            guard word.hasPrefix("_") else { return nil }
            return strings(text, SQLString.escapes(dialect)).map { introduced($0, by: word) }
        }
    }

    /// `ARRAY['a','b']` as the text that PostgreSQL shows: `{a,b}`.
    private mutating func array(_ text: Span<UInt8>) -> SQLValue? {
        scanner.offset += 1
        var bytes: [UInt8] = [0x7B]
        while !scanner.skip(0x5D, text) {
            if bytes.count > 1 {
                guard scanner.skip(0x2C, text) else { return nil }
                bytes.append(0x2C)
            }
            guard let value = expression(text), value.kind != .binary else { return nil }
            bytes += value.kind == .null ? Array("NULL".utf8) : value.bytes
        }
        return .text(bytes + [0x7D])
    }

    // MARK: Casts and functions

    private mutating func call(_ name: String, _ text: Span<UInt8>) -> SQLValue? {
        guard scanner.skip(0x28, text) else { return nil }
        switch name {
        case "CAST", "TRY_CAST":
            guard let value = expression(text), scanner.skip(word: "AS", text) else { return nil }
            return cast(value, text)
        case "CONVERT", "TRY_CONVERT": return convert(text)
        default: break
        }
        var arguments: [SQLValue] = []
        if !scanner.skip(0x29, text) {
            repeat {
                guard arguments.count < 1000, let value = expression(text) else { return nil }
                arguments.append(value)
            } while scanner.skip(0x2C, text)
            guard scanner.skip(0x29, text) else { return nil }
        }
        return SQLFunctions.value(name, arguments, dialect)
    }

    private mutating func cast(_ value: SQLValue, _ text: Span<UInt8>) -> SQLValue? {
        guard let type = typeName(text) else { return nil }
        skipTypeRest(text)
        guard scanner.skip(0x29, text) else { return nil }
        return SQLCast.value(value, as: type, dateOrder)
    }

    /// `CONVERT(type, value, style)` of T-SQL, `CONVERT(value USING charset)` of MySQL.
    private mutating func convert(_ text: Span<UInt8>) -> SQLValue? {
        guard dialect.isTransact else {
            guard let value = expression(text) else { return nil }
            if scanner.skip(word: "USING", text) {
                guard scanner.name(text) != nil, scanner.skip(0x29, text) else { return nil }
                return introduced(value, by: "_CHARSET")
            }
            return scanner.skip(0x2C, text) ? cast(value, text) : nil
        }
        guard let type = typeName(text) else { return nil }
        skipTypeRest(text)
        guard scanner.skip(0x2C, text), let value = expression(text) else { return nil }
        var order = dateOrder
        if scanner.skip(0x2C, text) {
            guard let style = expression(text)?.integer else { return nil }
            switch style {
            case 1, 10, 101, 110: order = .mdy
            case 3, 4, 5, 103, 104, 105, 131: order = .dmy
            default: break
            }
        }
        guard scanner.skip(0x29, text) else { return nil }
        return SQLCast.value(value, as: type, order)
    }

    private mutating func typeName(_ text: Span<UInt8>) -> String? {
        scanner.qualifiedName(text)?.name.uppercased()
    }

    /// Steps over further words of a type, its length, and `[]`.
    private mutating func skipTypeRest(_ text: Span<UInt8>) {
        let words: [StaticString] = [
            "VARYING", "PRECISION", "WITHOUT", "WITH", "TIME", "ZONE", "LARGE", "OBJECT",
            "UNSIGNED", "SIGNED", "INTEGER", "CHARACTER", "SET",
        ]
        scanner.skipAll(words, text)
        var probe = scanner
        if probe.skip(0x28, text) {
            while !probe.isAtEnd(text), probe.peek(text) != 0x29, probe.peek(text) != 0x27 {
                probe.offset += 1
            }
            if probe.skip(0x29, text) { scanner = probe }
        }
        scanner.skipAll(words, text)
        probe = scanner
        while probe.skip(0x5B, text) {
            while SQLScanner.isWord(probe.peek(text)), !probe.isAtEnd(text) { probe.offset += 1 }
            guard probe.skip(0x5D, text) else { break }
            scanner = probe
        }
    }
}
