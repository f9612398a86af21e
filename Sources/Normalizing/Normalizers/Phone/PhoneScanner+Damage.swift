import Records

/// What is no number of its own: e-mail addresses, masked digits, scientific notation.
extension PhoneScanner {
    mutating func takeEmails(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        var index = 0
        while index < text.count {
            guard text[index] == 0x40 else {
                index += 1
                continue
            }
            var low = index
            while low > 0, isMailScalar(low - 1) { low -= 1 }
            var high = index + 1
            while high < text.count, isMailScalar(high) { high += 1 }
            value.removeAll(keepingCapacity: true)
            for scalar in text.scalars[low..<high] {
                value.append(
                    UInt8(truncatingIfNeeded: scalar &- 0x41 < 26 ? scalar | 0x20 : scalar)
                )
            }
            let address = value
            if EmailSyntax.isAddress(address.span) {
                column.emit(
                    raw: cell.extracting(bytes(low..<high)),
                    value: address.span,
                    kind: .email,
                    code: .wrongColumn
                )
                for place in low..<high { text.scalars[place] = 0x2C }
            }
            index = high
        }
    }

    func isMailScalar(_ index: Int) -> Bool {
        if text.isDigit(index) || text.isLetter(index) { return true }
        switch text[index] {
        case 0x2E, 0x5F, 0x2D, 0x2B: return true
        default: return false
        }
    }

    func isMask(_ index: Int) -> Bool {
        switch text[index] {
        case 0x2A, 0x78, 0x58, 0x23, 0x2022, 0xD7, 0x25CF, 0x203B: true
        default: false
        }
    }

    /// `138****5678`, `138-xxxx-5678`: two mask characters side by side among digits.
    mutating func takeMasked(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        guard text.isDigit(start) || isMask(start) else { return nil }
        var end = start
        var digitCount = 0
        var hasMask = false
        var last = start
        while end < text.count {
            if text.isDigit(end) {
                digitCount += 1
            } else if isMask(end) {
                if isMask(end + 1) && text[end] == text[end + 1] { hasMask = true }
            } else if text[end] != 0x2D && text[end] != 0x20 {
                break
            }
            if text[end] != 0x2D && text[end] != 0x20 { last = end + 1 }
            end += 1
        }
        guard hasMask, digitCount >= 2 else { return nil }
        let kind: ValueKind = text[start] == 0x31 ? .mobile : .landline
        column.emitRaw(cell.extracting(bytes(start..<last)), kind: kind, code: .masked)
        attachLabel(cell, into: &column)
        return last
    }

    /// Takes what a spreadsheet showed, such as `1.38004E+10`.
    mutating func takeScientific(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        guard text.isDigit(start), !text.isDigit(start + 1) else { return nil }
        var index = start + 1
        if text[index] == 0x2E {
            index += 1
            while text.isDigit(index) { index += 1 }
        }
        guard text[index] | 0x20 == 0x65 else { return nil }
        index += 1
        if text[index] == 0x2B { index += 1 }
        let exponent = index
        while text.isDigit(index) { index += 1 }
        guard index > exponent, index - exponent <= 3, !text.isLetter(index) else { return nil }
        let kind: ValueKind = text[start] == 0x31 ? .mobile : .landline
        column.emitRaw(cell.extracting(bytes(start..<index)), kind: kind, code: .unrecoverable)
        attachLabel(cell, into: &column)
        return index
    }
}
