import Records

/// What is no number of its own: e-mail addresses, masked digits, scientific notation, dates.
extension PhoneScanner {
    /// Takes all e-mail addresses; what stood there becomes a separator.
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
            for place in low..<high {
                let scalar = text[place]
                value.append(
                    UInt8(truncatingIfNeeded: scalar &- 0x41 < 26 ? scalar | 0x20 : scalar)
                )
            }
            if EmailSyntax.isAddress(value.span) {
                emit(low..<high, kind: .email, into: &column)
                for place in low..<high { text.scalars[place] = 0x3B }
            }
            index = high
        }
    }

    /// What `value` holds, in the column of another kind.
    private mutating func emit(
        _ range: Range<Int>,
        kind: ValueKind,
        into column: inout CleanColumn
    ) {
        var clean = CleanValue()
        clean.value = column.values.intern(value.span)
        clean.key = clean.value
        clean.kind = kind
        clean.code = .wrongColumn
        column.emit(clean)
        ranges.append(range)
    }

    private mutating func emitBare(
        _ range: Range<Int>,
        kind: ValueKind,
        code: FindingCode,
        validity: Validity = .invalid,
        into column: inout CleanColumn
    ) {
        var clean = CleanValue()
        clean.kind = kind
        clean.validity = validity
        clean.code = code
        clean.confidence = 0
        column.emit(clean)
        ranges.append(range)
        attachLabel()
    }

    func isMailScalar(_ index: Int) -> Bool {
        if text.isDigit(index) || text.isLetter(index) { return true }
        switch text[index] {
        case 0x2E, 0x5F, 0x2D, 0x2B: return true
        default: return false
        }
    }

    @inline(__always)
    func isMask(_ index: Int) -> Bool { PhoneMarks.isMask(text[index]) }

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
            if text[end] == 0x20, digitCount >= 11 { break }
            if text[end] != 0x2D && text[end] != 0x20 { last = end + 1 }
            end += 1
        }
        guard hasMask, digitCount >= 2 else { return nil }
        let kind: ValueKind = text[start] == 0x31 ? .mobile : .landline
        emitBare(start..<last, kind: kind, code: .masked, into: &column)
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
        emitBare(start..<index, kind: kind, code: .unrecoverable, into: &column)
        return index
    }

    /// Takes the number of an ID card or a bank card.
    mutating func takeSensitive(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        guard text.isDigit(start), text.isDigit(start + 14), !text.isDigit(start - 1) else {
            return nil
        }
        var end = start
        while text.isDigit(end) { end += 1 }
        guard end - start >= 16, end - start <= 19 else { return nil }
        if end - start == 17, text[end] | 0x20 == 0x78 { end += 1 }
        value.removeAll(keepingCapacity: true)
        for index in start..<end { value.append(UInt8(truncatingIfNeeded: text[index])) }
        guard CheckDigits.isIDCard(value.span) || CheckDigits.isPaymentCard(value.span) else {
            return nil
        }
        emitBare(start..<end, kind: .other, code: .sensitive, into: &column)
        return end
    }

    /// Takes 2023-01-05 and 2023年1月5日, which are no numbers of eight digits.
    mutating func takeDate(at start: Int, into column: inout CleanColumn) -> Int? {
        guard let end = dateEnd(start) else { return nil }
        if hasOutcome {
            hasLooseDigits = true
            note(start..<end)
        } else {
            emitBare(start..<end, kind: .plain, code: .notAPhone, into: &column)
        }
        return end
    }

    func dateEnd(_ start: Int) -> Int? {
        guard text[start] == 0x31 || text[start] == 0x32, text.isDigit(start + 3),
            !text.isDigit(start + 4), !text.isDigit(start - 1)
        else { return nil }
        let mark = text[start + 4]
        guard mark == 0x2D || mark == 0x2E || mark == 0x2F || mark == 0x5E74 else { return nil }
        let year = number(start..<(start + 4))
        guard year >= 1900, year < 2100 else { return nil }
        var index = start + 5
        let month = smallNumber(&index)
        guard month >= 1, month <= 12, text[index] == (mark == 0x5E74 ? 0x6708 : mark) else {
            return nil
        }
        index += 1
        let day = smallNumber(&index)
        guard day >= 1, day <= 31, !text.isDigit(index), text[index] != 0x2D else { return nil }
        // 2023.11.27.47 goes on: no date.
        if text[index] == mark, text.isDigit(index + 1) { return nil }
        return text[index] == 0x65E5 ? index + 1 : index
    }

    private func number(_ range: Range<Int>) -> Int {
        var value = 0
        for index in range { value = value * 10 + Int(text[index] & 0xF) }
        return value
    }

    /// One or two digits; 0 when there are none.
    private func smallNumber(_ index: inout Int) -> Int {
        let start = index
        while text.isDigit(index), index < start + 2 { index += 1 }
        return number(start..<index)
    }
}
