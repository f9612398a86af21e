import Records

/// From a text in any form to dialled digits.
extension NumberingPlan {
    /// Reads a text as it stands in a cell; `region` is where it was typed.
    package func read(_ text: Span<UInt8>, region: RegionIndex?) -> PlanReading {
        if let plain = PlainDial(text) {
            guard plain.isNumber else { return PlanReading(.notANumber) }
            return read(plain.digits, hasPlus: plain.hasPlus, region: region)
        }
        return readSymbols(text, region: region)
    }

    @inline(never)
    private func readSymbols(_ text: Span<UInt8>, region: RegionIndex?) -> PlanReading {
        guard let symbols = DialText(text) else { return PlanReading(.tooLong) }
        guard let part = symbols.numberPart(), part.text.isViable(part.range) else {
            return PlanReading(.notANumber)
        }
        var range = part.range
        var start = range.lowerBound
        while start < range.upperBound, part.text[start] == 0x2B { start += 1 }
        let hasPlus = start > range.lowerBound
        if region == nil, !hasPlus { return PlanReading(.invalidCountryCode) }
        let mark = part.text.extensionMark(in: range)
        let hasExtension = mark.map { part.text.isViable(range.lowerBound..<$0.start) } ?? false
        if let mark, hasExtension { range = range.lowerBound..<mark.start }
        let digits = part.text.digits(start..<range.upperBound)
        var reading = read(digits, hasPlus: hasPlus, region: region)
        if let mark, hasExtension {
            for index in mark.digits {
                reading.extension.append(part.text[index] & 0x0F | 0x30)
            }
        }
        return reading
    }
}

/// Digits among ASCII punctuation: most cells, read in one pass.
private struct PlainDial {
    private(set) var digits = DigitRun()
    private(set) var hasPlus = false
    private(set) var isNumber = false

    /// Nil when the text needs a closer look: letters, marks of extensions, other scripts, a second
    /// plus sign.
    @inline(__always)
    init?(_ text: Span<UInt8>) {
        guard text.count <= DialText.maxScalarCount else { return nil }
        var start = 0
        while start < text.count {
            let byte = text[start]
            if byte >= 0x80 || byte == 0x3B { return nil }
            if byte == 0x2B || byte &- 0x30 < 10 { break }
            start &+= 1
        }
        if start < text.count, text[start] == 0x2B {
            hasPlus = true
            start &+= 1
        }
        var digitCount = 0
        var lastDigit = start
        var index = start
        while index < text.count {
            let byte = text[index]
            if byte &- 0x30 < 10 {
                digits.append(byte)
                digitCount &+= 1
                lastDigit = index
            } else if !PlainDial.isPunctuation(byte) {
                return nil
            }
            index &+= 1
        }
        let isPair = digitCount == 2 && !hasPlus && lastDigit == start &+ 1
        isNumber = digitCount >= 3 || isPair
    }

    /// Blank, `()`, `*`, `-`, `.`, `/`, `[]`.
    @inline(__always)
    private static func isPunctuation(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x2D || (byte >= 0x28 && byte <= 0x2A) || byte == 0x2E
            || byte == 0x2F || byte == 0x5B || byte == 0x5D
    }
}
