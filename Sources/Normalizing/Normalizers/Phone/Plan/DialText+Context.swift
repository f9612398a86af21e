/// Numbers as URIs: `tel:863-1234;phone-context=+1-914-555` and `;isub=` (RFC 3966).
extension DialText {
    private static let contextMark: StaticString = ";phone-context="
    private static let contextMarkCount = 15

    /// The part to read as a number; nil when its phone context has no meaning.
    ///
    /// A context that is a number stands before the number; a domain counts for nothing.
    func numberPart() -> (text: DialText, range: Range<Int>)? {
        guard let mark = firstIndex(of: DialText.contextMark, in: 0..<count) else {
            let range = possibleNumber()
            return (self, withoutSubaddress(range))
        }
        let start = mark + DialText.contextMarkCount
        var end = start
        while end < count, self[end] != 0x3B { end += 1 }
        guard isGlobalNumber(start..<end) || isDomain(start..<end) else { return nil }
        var joined = DialText()
        if self[start] == 0x2B { joined.append(self, start..<end) }
        var first = 0
        if let scheme = firstIndex(of: "tel:", in: 0..<count) { first = scheme + 4 }
        if first < mark { joined.append(self, first..<mark) }
        return (joined, joined.withoutSubaddress(0..<joined.count))
    }

    private func withoutSubaddress(_ range: Range<Int>) -> Range<Int> {
        guard let mark = firstIndex(of: ";isub=", in: range), mark > range.lowerBound else {
            return range
        }
        return range.lowerBound..<mark
    }

    /// A plus sign, then digits and `-.()` with one digit at least.
    private func isGlobalNumber(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty, self[range.lowerBound] == 0x2B else { return false }
        var hasDigit = false
        for index in range.dropFirst() {
            let symbol = self[index]
            if DialSymbol.isDigit(symbol) {
                hasDigit = true
            } else if symbol != 0x2D, symbol != 0x2E, symbol != 0x28, symbol != 0x29 {
                return false
            }
        }
        return hasDigit
    }

    /// Labels of letters, digits and inner hyphens between dots; the last one begins with a letter.
    private func isDomain(_ range: Range<Int>) -> Bool {
        var end = range.upperBound
        if end > range.lowerBound, self[end - 1] == 0x2E { end -= 1 }
        guard range.lowerBound < end else { return false }
        var labelStart = range.lowerBound
        for index in range.lowerBound...end where index == end || self[index] == 0x2E {
            guard isLabel(labelStart..<index) else { return false }
            if index == end { return DialSymbol.isASCIILetter(self[labelStart]) }
            labelStart = index + 1
        }
        return false
    }

    private func isLabel(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        for index in range {
            let symbol = self[index]
            let isInner = index > range.lowerBound && index < range.upperBound - 1
            let fits =
                DialSymbol.isDigit(symbol) || DialSymbol.isASCIILetter(symbol)
                || (symbol == 0x2D && isInner)
            if !fits { return false }
        }
        return true
    }
}
