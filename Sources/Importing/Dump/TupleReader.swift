import Records

/// Reads the values of tuples: strings with escapes, numbers, NULL, hexadecimal and bit values.
///
///     (501,'李\'三',NULL,b'1',_binary '\0',0x89504E47)
///      501 │ 李'三 │ null │ 1 │ 0 │ 0x89504E47 (binary)
struct TupleReader {
    var values = TupleValues()
    /// Indices of values that are binary and were kept as hexadecimal text.
    private(set) var binary: [Int] = []

    enum Outcome { case tuple, truncated, notATuple }

    /// Reads one tuple from its bracket on; `isText` says which columns hold text.
    mutating func read(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        isText: (Int) -> Bool
    ) -> Outcome {
        values.removeAll()
        binary.removeAll(keepingCapacity: true)
        guard scanner.skip(0x28, text) else {
            return scanner.isAtEnd(text) ? .truncated : .notATuple
        }
        if scanner.skip(0x29, text) { return .tuple }
        while true {
            scanner.skipBlanks(text)
            guard value(text, &scanner, isText: isText) else { return .truncated }
            scanner.skipBlanks(text)
            guard !scanner.isAtEnd(text) else { return .truncated }
            let byte = scanner.peek(text)
            scanner.offset &+= 1
            if byte == 0x29 { return .tuple }
            if byte != 0x2C { return .notATuple }
        }
    }

    /// False when the text ends inside the value.
    private mutating func value(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        isText: (Int) -> Bool
    ) -> Bool {
        let byte = scanner.peek(text)
        if byte == 0x27 || byte == 0x22 { return string(text, &scanner) }
        let start = scanner.offset
        while SQLScanner.isWord(scanner.peek(text)), !scanner.isAtEnd(text) {
            scanner.offset &+= 1
        }
        let word = text.extracting(start..<scanner.offset)
        if scanner.isAtEnd(text) { return false }
        if word.count == 4, word[0] | 0x20 == 0x6E, word.string().uppercased() == "NULL" {
            values.endValue(isNull: true)
            return true
        }
        if word.count > 2, word[0] == 0x30, word[1] == 0x78 || word[1] == 0x58 {
            hexadecimal(word.extracting(2..<word.count), isText: isText(values.count))
            return true
        }
        return prefixed(text, &scanner, word, start, isText: isText)
    }

    /// `b'1'`, `x'4A'`, `N'…'`, `_binary '…'`; else a number or an expression, taken as it stands.
    private mutating func prefixed(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        _ word: Span<UInt8>,
        _ start: Int,
        isText: (Int) -> Bool
    ) -> Bool {
        let isIntroducer = word.count > 1 && word[0] == 0x5F
        let letter = word.count == 1 ? word[0] | 0x20 : 0
        if isIntroducer { scanner.skipBlanks(text) }
        if scanner.isAtEnd(text) { return false }
        let isQuoted = scanner.peek(text) == 0x27
        if isQuoted, letter == 0x62 || letter == 0x78 {
            let contentStart = scanner.offset + 1
            guard scanner.skipString(text) else { return false }
            let content = text.extracting(contentStart..<(scanner.offset - 1))
            if letter == 0x62 {
                bits(content)
            } else {
                hexadecimal(content, isText: isText(values.count))
            }
            return true
        }
        if isQuoted, isIntroducer || letter == 0x6E || letter == 0x65 {
            return string(text, &scanner)
        }
        return expression(text, &scanner, from: start)
    }

    /// Raw text up to the comma or bracket that ends the value.
    private mutating func expression(
        _ text: Span<UInt8>,
        _ scanner: inout SQLScanner,
        from start: Int
    ) -> Bool {
        var depth = 0
        while !scanner.isAtEnd(text) {
            let byte = scanner.peek(text)
            if depth == 0 && (byte == 0x2C || byte == 0x29) { break }
            if byte == 0x28 { depth += 1 }
            if byte == 0x29 { depth -= 1 }
            if byte == 0x27 || byte == 0x22 {
                guard scanner.skipString(text) else { return false }
            } else {
                scanner.offset &+= 1
            }
        }
        if scanner.isAtEnd(text) { return false }
        var end = scanner.offset
        while end > start && text[end - 1] <= 0x20 { end -= 1 }
        values.append(text.extracting(start..<end))
        values.endValue()
        return true
    }

    // MARK: Strings

    /// Reads one string value from its quote on; false when it doesn't end.
    mutating func readString(_ text: Span<UInt8>, _ scanner: inout SQLScanner) -> Bool {
        values.removeAll()
        return string(text, &scanner)
    }

    private mutating func string(_ text: Span<UInt8>, _ scanner: inout SQLScanner) -> Bool {
        let quote = text[scanner.offset]
        let hasEscapes = scanner.dialect.hasBackslashEscapes
        var index = scanner.offset &+ 1
        var start = index
        while index < text.count {
            let byte = text[index]
            if byte != quote && byte != 0x5C { index &+= 1; continue }
            if byte == 0x5C {
                guard hasEscapes else { index &+= 1; continue }
                guard index &+ 1 < text.count else { break }
                values.append(text.extracting(start..<index))
                appendEscaped(text[index &+ 1])
                index &+= 2
                start = index
                continue
            }
            if index &+ 1 < text.count, text[index &+ 1] == quote {
                values.append(text.extracting(start..<(index &+ 1)))
                index &+= 2
                start = index
                continue
            }
            values.append(text.extracting(start..<index))
            scanner.offset = index &+ 1
            endString()
            return true
        }
        scanner.offset = text.count
        return false
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case 0x30: values.append(0)
        case 0x6E: values.append(0x0A)
        case 0x72: values.append(0x0D)
        case 0x74: values.append(0x09)
        case 0x62: values.append(0x08)
        case 0x5A: values.append(0x1A)
        case 0x25, 0x5F:
            values.append(0x5C)
            values.append(byte)
        default: values.append(byte)
        }
    }

    /// A single byte 0 or 1 is a bit; other text with zeros is binary.
    private mutating func endString() {
        let open = values.open
        if open.count == 1, let byte = open.first, byte < 2 {
            values.replaceOpen([0x30 + byte])
        } else if open.contains(0) {
            values.replaceOpen(TupleReader.hexText(Array(open)))
            binary.append(values.count)
        }
        values.endValue()
    }

    // MARK: Binary values

    private mutating func bits(_ digits: Span<UInt8>) {
        var number: UInt64 = 0
        for index in digits.indices { number = number << 1 | UInt64(digits[index] & 1) }
        values.replaceOpen(Array(String(number).utf8))
        values.endValue()
    }

    /// Text columns hold the text that the digits spell; others keep the digits.
    private mutating func hexadecimal(_ digits: Span<UInt8>, isText: Bool) {
        var bytes: [UInt8] = []
        var index = digits.count & 1
        while index + 1 < digits.count {
            bytes.append(
                TupleReader.nibble(digits[index]) << 4 | TupleReader.nibble(digits[index + 1])
            )
            index += 2
        }
        if isText && !bytes.contains(0) && UTF8Check.isValid(bytes.span) {
            values.replaceOpen(bytes)
        } else if bytes.count == 1 && bytes[0] < 2 {
            values.replaceOpen([0x30 + bytes[0]])
        } else {
            values.append(0x30)
            values.append(0x78)
            values.append(digits)
            binary.append(values.count)
        }
        values.endValue()
    }

    private static func nibble(_ digit: UInt8) -> UInt8 {
        digit <= 0x39 ? digit & 0xF : (digit & 0xF) + 9
    }

    private static func hexText(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var text = Array("0x".utf8)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }
}
