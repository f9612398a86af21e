import Records

/// Separators, list marks, shortened numbers and late extensions between the numbers.
extension PhoneScanner {
    func isSeparator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2F, 0x3001, 0x2C, 0x3B, 0x7C, 0x5C, 0x0A, 0x0D, 0x26, 0x7E, 0x3003, 0x5F: true
        case 0x2460...0x249B, 0x20, 0x29, 0x2D, 0x2E, 0x3A, 0x2B, 0x22, 0x27, 0x3D, 0x60: true
        case 0x5B, 0x5D, 0x3C, 0x3E, 0x7B, 0x7D, 0x21, 0x3F, 0x2192, 0x2028, 0x2029, 0x85: true
        case 0x0B, 0x0C, 0xB7, 0x2022, 0x2027, 0x30FB, 0x260E, 0x260F, 0x2706, 0x1F4DE: true
        case 0x1F4F1, 0x2121, 0xFE0F: true
        default: false
        }
    }

    /// Skips one separator; `82345678/79` is a shortened second number.
    mutating func takeSeparator(at index: Int, into column: inout CleanColumn) -> Int? {
        guard isSeparator(text[index]) else { return nil }
        return takeShortTail(at: index, into: &column) ?? index + 1
    }

    /// The digits behind `/`, 、, ~ or 或 that replace the end of the number before them.
    mutating func takeShortTail(at index: Int, into column: inout CleanColumn) -> Int? {
        switch text[index] {
        case 0x2F, 0x3001, 0x7E, 0x6216, 0x5C: break
        default: return nil
        }
        guard hasOutcome else { return nil }
        var begin = index + 1
        while text[begin] == 0x20 { begin += 1 }
        var end = begin
        while text.isDigit(end) { end += 1 }
        let length = end - begin
        let last = column.outcomes.count - 1
        let kind = column.outcomes[last].kind
        guard length >= 1, length <= 4, isShortTailEnd(end),
            kind == .landline || kind == .mobile || kind == .service || kind == .fax,
            text[end] != 0x3001 || length > 2
        else { return nil }
        if column.outcomes[last].code != .areaCodeOfNeighbour {
            column.outcomes[last].code = .shortTail
        }
        column.outcomes[last].validity = max(.suspect, column.outcomes[last].validity)
        column.outcomes[last].confidence = min(50, column.outcomes[last].confidence)
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<end
        return end
    }

    /// Whether no further digits belong to what ends here.
    private func isShortTailEnd(_ end: Int) -> Bool {
        switch text[end] {
        case 0x2D, 0x2E, 0x28: return false
        case 0x20: return !text.isDigit(end + 1)
        default: return end == text.count || isSeparator(text[end])
        }
    }

    /// Takes 转8001 behind a remark: 26770000（总机）转8001, 26770000，分机：801.
    mutating func takeLateExtension(at start: Int, into column: inout CleanColumn) -> Int? {
        switch text[start] {
        case 0x8F6C, 0x8F49, 0x5206, 0x5185, 0x5167, 0x65, 0x45: break
        default: return nil
        }
        guard hasOutcome, let first = extensionStart(at: start) else { return nil }
        var end = first
        while text.isDigit(end) { end += 1 }
        let last = column.outcomes.count - 1
        guard end - first <= 6, column.outcomes[last].value != 0,
            column.outcomes[last].code != .wrongColumn, column.part(.extension, of: last) == 0
        else { return nil }
        value.removeAll(keepingCapacity: true)
        for index in first..<end { value.append(UInt8(truncatingIfNeeded: text[index])) }
        column.setPart(.extension, value.span)
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<end
        label = nil
        return end
    }

    /// Takes `1、`, `2：` or `3)` in front of a number.
    mutating func takeListMark(at start: Int) -> Int? {
        guard let next = listMarkEnd(start) else { return nil }
        lead = start
        hasLooseDigits = true
        return next
    }

    func listMarkEnd(_ start: Int) -> Int? {
        guard text.isDigit(start), text[start] != 0x30, !text.isDigit(start - 1) else { return nil }
        let end = text.isDigit(start + 1) ? start + 2 : start + 1
        switch text[end] {
        case 0x3001, 0x3A, 0x29: break
        default: return nil
        }
        var next = end + 1
        while text[next] == 0x20 { next += 1 }
        guard isGroupLead(next) || isWord(next) && text[end] != 0x3A,
            remarkDigitsEnd(start) == nil
        else { return nil }
        return next
    }
}
