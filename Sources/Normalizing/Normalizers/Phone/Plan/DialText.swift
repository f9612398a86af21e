import Records

/// A text as typed, one symbol a character, in which a phone number is looked for.
///
/// Nothing is allocated: no phone number has more than 250 characters.
struct DialText {
    static let maxScalarCount = 250

    private var symbols = InlineArray<256, UInt8>(repeating: 0)
    private(set) var count = 0

    init() {}

    /// Nil when the text is too long for a phone number.
    init?(_ text: Span<UInt8>) {
        guard text.count <= DialText.maxScalarCount * 4 else { return nil }
        var offset = 0
        while offset < text.count {
            let (scalar, byteCount) = Scalars.decode(text, at: offset)
            guard count < DialText.maxScalarCount else { return nil }
            append(DialSymbol.of(scalar))
            offset &+= byteCount
        }
    }

    @inline(__always)
    subscript(index: Int) -> UInt8 { symbols[index] }

    mutating func append(_ symbol: UInt8) {
        guard count < 256 else { return }
        symbols[count] = symbol
        count &+= 1
    }

    mutating func append(_ text: DialText, _ range: Range<Int>) {
        for index in range { append(text[index]) }
    }

    /// Where `word` first stands, letters compared as they are.
    func firstIndex(of word: StaticString, in range: Range<Int>) -> Int? {
        let length = word.utf8CodeUnitCount
        guard range.count >= length else { return nil }
        for start in range.lowerBound...range.upperBound - length where has(word, at: start) {
            return start
        }
        return nil
    }

    func has(_ word: StaticString, at start: Int) -> Bool {
        word.withUTF8Buffer { bytes in
            for index in 0..<bytes.count where unsafe symbols[start + index] != bytes[index] {
                return false
            }
            return true
        }
    }

    /// Whether a word of small letters and signs ends at `end`, in any case, from `start` on.
    func hasWord(_ word: StaticString, endingAt end: Int, from start: Int) -> Bool {
        let first = end - word.utf8CodeUnitCount
        guard first >= start else { return false }
        return word.withUTF8Buffer { bytes in
            for index in 0..<bytes.count {
                let symbol = symbols[first + index]
                let lower = symbol &- 0x41 < 26 ? symbol | 0x20 : symbol
                if unsafe lower != bytes[index] { return false }
            }
            return true
        }
    }

    /// The part that may be a number: from the first plus or digit to the last letter, digit
    /// or `#`, and not beyond a second number (`… /x567`).
    func possibleNumber() -> Range<Int> {
        var start = 0
        while start < count, self[start] != 0x2B, !DialSymbol.isDigit(self[start]) { start += 1 }
        var end = count
        while end > start, !DialSymbol.isEnd(self[end - 1]) { end -= 1 }
        for index in start..<end where self[index] == 0x2F || self[index] == 0x5C {
            var next = index + 1
            while next < end, self[next] == 0x20 { next += 1 }
            if next < end, self[next] == 0x78 { return start..<index }
        }
        return start..<end
    }

    /// The end of what looks like a number from the range's start; nil with fewer than three digits.
    ///
    /// Pluses, then digits with punctuation between; letters too, once three digits were there.
    private func bodyEnd(_ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound, self[index] == 0x2B { index += 1 }
        var digitCount = 0
        while index < range.upperBound {
            let symbol = self[index]
            if DialSymbol.isDigit(symbol) {
                digitCount += 1
            } else if symbol != 0x2A, !DialSymbol.isPunctuation(symbol),
                digitCount < 3 || !DialSymbol.isASCIILetter(symbol)
            {
                break
            }
            index += 1
        }
        return digitCount < 3 ? nil : index
    }

    /// Whether the whole range looks like a number, with or without an extension.
    func isViable(_ range: Range<Int>) -> Bool {
        if range.count == 2 {
            return DialSymbol.isDigit(self[range.lowerBound])
                && DialSymbol.isDigit(self[range.lowerBound + 1])
        }
        guard let end = bodyEnd(range) else { return false }
        if end == range.upperBound { return true }
        guard let mark = extensionMark(in: range), mark.start <= end else { return false }
        return (bodyEnd(range.lowerBound..<mark.start) ?? 0) == mark.start
    }

    /// The digits of a range.
    ///
    /// Three letters or more are keys of a keypad; digits of other scripts then count for nothing.
    func digits(_ range: Range<Int>) -> DigitRun {
        var digits = DigitRun()
        let isVanity = range.count { DialSymbol.isASCIILetter(self[$0]) } >= 3
        for index in range {
            let symbol = self[index]
            if DialSymbol.isDigit(symbol), !isVanity || symbol < 0x80 {
                digits.append(symbol & 0x0F | 0x30)
            } else if isVanity, DialSymbol.isASCIILetter(symbol) {
                digits.append(DialText.keypad(symbol))
            }
        }
        return digits
    }

    /// The key of a letter: ITU-T E.161.
    private static func keypad(_ letter: UInt8) -> UInt8 {
        switch letter | 0x20 {
        case 0x61...0x63: 0x32
        case 0x64...0x66: 0x33
        case 0x67...0x69: 0x34
        case 0x6A...0x6C: 0x35
        case 0x6D...0x6F: 0x36
        case 0x70...0x73: 0x37
        case 0x74...0x76: 0x38
        default: 0x39
        }
    }
}

extension Range<Int> {
    @inline(__always)
    fileprivate func count(where isCounted: (Int) -> Bool) -> Int {
        var count = 0
        for index in self where isCounted(index) { count += 1 }
        return count
    }
}
