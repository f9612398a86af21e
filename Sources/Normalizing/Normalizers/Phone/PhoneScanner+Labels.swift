import Records

/// Separators, labels and account names between the numbers.
extension PhoneScanner {
    func isSeparator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2F, 0x3001, 0x2C, 0x3B, 0x7C, 0x5C, 0x0A, 0x0D, 0x26, 0x7E, 0x3003: true
        case 0x2460...0x2473, 0x20, 0x29, 0x2D, 0x2E, 0x3A, 0x2B, 0x22, 0x27, 0x3D: true
        default: false
        }
    }

    /// Skips one separator; `82345678/79` is a shortened second number.
    mutating func takeSeparator(
        at index: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        guard isSeparator(text[index]) else { return nil }
        let isShortening = text[index] == 0x2F || text[index] == 0x3001 || text[index] == 0x7E
        guard isShortening, hasOutcome(column) else { return index + 1 }
        var end = index + 1
        while text.isDigit(end) { end += 1 }
        let length = end - index - 1
        let last = column.outcomes.count - 1
        let kind = column.outcomes[last].kind
        guard length >= 1, length <= 4, kind == .landline || kind == .mobile,
            isShortTailEnd(end)
        else { return index + 1 }
        column.outcomes[last].code = .shortTail
        column.outcomes[last].validity = max(.suspect, column.outcomes[last].validity)
        return end
    }

    /// Whether no further digits belong to what ends here.
    func isShortTailEnd(_ end: Int) -> Bool {
        switch text[end] {
        case 0x2D, 0x2E, 0x28: return false
        case 0x20: return !text.isDigit(end + 1)
        default: return end == text.count || isSeparator(text[end])
        }
    }

    /// A label, a word that joins numbers, or an account name in the wrong column.
    mutating func takeText(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        if let end = takeWeChat(at: start, cell, into: &column) { return end }
        let isBracketed = text[start] == 0x28
        var end = start
        while end < text.count {
            if isBracketed {
                if text[end] == 0x29 { break }
            } else if isGroupLead(end) || isSeparatorInLabel(end) || text[end] == 0x28 {
                break
            }
            end += 1
        }
        let range = (isBracketed ? start + 1 : start)..<end
        let next = min(text.count, isBracketed ? end + 1 : max(end, start + 1))
        if range.isEmpty || isJoiningWord(range) { return next }
        let touchesNext = isGroupLead(end) || text[end] == 0x3A || text[end] == 0x20
        if hasOutcome(column), isBracketed || !touchesNext || !isNumberAhead(end) {
            setLabel(range, cell, into: &column)
        } else {
            label = range
        }
        return next
    }

    func isSeparatorInLabel(_ index: Int) -> Bool {
        text[index] != 0x2D && text[index] != 0x2E && isSeparator(text[index])
    }

    func isNumberAhead(_ start: Int) -> Bool {
        var index = start
        while text[index] == 0x20 || text[index] == 0x3A { index += 1 }
        return isGroupLead(index)
    }

    func isJoiningWord(_ range: Range<Int>) -> Bool {
        guard range.count <= 2 else { return false }
        for word in ["或", "和", "及", "与", "或者"] as [StaticString]
        where range.count * 3 == word.utf8CodeUnitCount && text.has(word, at: range.lowerBound) {
            return true
        }
        return false
    }

    func hasLabel(_ words: StaticString...) -> Bool {
        guard let label else { return false }
        for index in label {
            for word in words where text.has(word, at: index) { return true }
        }
        return false
    }

    mutating func takeWeChat(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        guard text.isLetter(start) else { return nil }
        var end = start
        var hasDigit = false
        while text.isLetter(end) || text.isDigit(end) || text[end] == 0x5F || text[end] == 0x2D {
            if text.isDigit(end) || text[end] == 0x5F { hasDigit = true }
            end += 1
        }
        guard end - start >= 6, end - start <= 20, trailingDigitCount(end) < 7 else { return nil }
        guard hasDigit || hasLabel("微信", "wechat", "wx") else { return nil }
        value.removeAll(keepingCapacity: true)
        for scalar in text.scalars[start..<end] {
            value.append(UInt8(truncatingIfNeeded: scalar &- 0x41 < 26 ? scalar | 0x20 : scalar))
        }
        let name = value
        column.emit(
            raw: cell.extracting(bytes(start..<end)),
            value: name.span,
            kind: .wechat,
            code: .wrongColumn
        )
        attachLabel(cell, into: &column)
        return end
    }

    func trailingDigitCount(_ end: Int) -> Int {
        var index = end
        while text.isDigit(index - 1) { index -= 1 }
        return end - index
    }

    /// Gives the waiting label to the outcome emitted last.
    mutating func attachLabel(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        guard let range = label else { return }
        label = nil
        setLabel(range, cell, into: &column)
    }

    func setLabel(
        _ range: Range<Int>,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, isLabelEdge(low) { low += 1 }
        while high > low, isLabelEdge(high - 1) { high -= 1 }
        if low < high, column.part(.label, of: column.outcomes.count - 1) == 0 {
            column.setPart(.label, cell.extracting(bytes(low..<high)))
        }
    }

    func isLabelEdge(_ index: Int) -> Bool {
        switch text[index] {
        case 0x20, 0x3A, 0x28, 0x29, 0x2D, 0x2C, 0x2E, 0x22, 0x27, 0x3D, 0x5B, 0x5D: true
        default: false
        }
    }
}
