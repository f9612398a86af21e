import Records

/// Groups of digits, their repairs, and what joins them.
extension PhoneScanner {
    func isGroupLead(_ index: Int) -> Bool {
        if text.isDigit(index) { return true }
        guard text[index] == 0x2B || text[index] == 0x28 else { return false }
        return isGroupLead(index + 1) && index + 1 < text.count
    }

    /// A run of digit groups, read and emitted; nil when none begins here.
    mutating func takeRegion(
        at start: Int,
        _ cell: Span<UInt8>,
        _ phone: Phone,
        into column: inout CleanColumn
    ) -> Int? {
        guard isGroupLead(start) || repairedWordEnd(start) != nil else { return nil }
        splitter.removeAll()
        spans.removeAll(keepingCapacity: true)
        repairs.removeAll(keepingCapacity: true)
        var index = start
        var lead = start
        var joiner = Joiner.none
        while text[index] == 0x2B || text[index] == 0x28 {
            joiner = text[index] == 0x2B ? .plus : joiner == .plus ? .plus : .open
            index += 1
        }
        while true {
            index = takeGroup(at: index, lead: lead, joiner: joiner)
            guard let gap = gap(at: index) else { break }
            lead = gap.joiner == .plus || gap.joiner == .open ? gap.lead : gap.next
            joiner = gap.joiner
            index = gap.next
        }
        emitRegion(cell, phone, into: &column)
        return index
    }

    /// Consumes one group of digits with its repairs.
    mutating func takeGroup(at start: Int, lead: Int, joiner: Joiner) -> Int {
        splitter.beginGroup(after: joiner)
        var repair = FindingCode.none
        var index = start
        if let end = repairedWordEnd(start) {
            repair = .letterInDigits
            while index < end {
                let scalar = text[index]
                let isZero = scalar | 0x20 == 0x6F
                splitter.append(
                    text.isDigit(index) ? UInt8(truncatingIfNeeded: scalar) : isZero ? 0x30 : 0x31
                )
                index += 1
            }
        } else {
            while text.isDigit(index) {
                splitter.append(UInt8(truncatingIfNeeded: text[index]))
                index += 1
            }
        }
        if index - start >= 7, let end = decimalTailEnd(index) {
            repair = .decimalTail
            index = end
        }
        spans.append(lead..<index)
        repairs.append(repair)
        return index
    }

    /// The end of `.0` or `.00` at the end of a number.
    func decimalTailEnd(_ start: Int) -> Int? {
        guard text[start] == 0x2E, text[start + 1] == 0x30 else { return nil }
        let end = text[start + 2] == 0x30 ? start + 3 : start + 2
        return text.isDigit(end) || text.isLetter(end) ? nil : end
    }

    /// The end of a word of digits in which one or two are typed as O, l or I.
    func repairedWordEnd(_ start: Int) -> Int? {
        if text.isLetter(start - 1) { return nil }
        var index = start
        var letterCount = 0
        while true {
            if text.isDigit(index) {
                index += 1
                continue
            }
            switch text[index] {
            case 0x4F, 0x6F, 0x6C, 0x49: letterCount += 1
            default:
                let digitCount = index - start - letterCount
                let isWhole = !text.isLetter(index)
                return isWhole && letterCount > 0 && letterCount <= 2 && digitCount >= 6
                    ? index : nil
            }
            index += 1
        }
    }

    /// What stands between two groups; nil when no group of the same region follows.
    func gap(at start: Int) -> (joiner: Joiner, lead: Int, next: Int)? {
        if let next = extensionStart(at: start) { return (.extensionMark, start, next) }
        var index = start
        var lead = start
        var joiner = Joiner.none
        while true {
            switch text[index] {
            case 0x20: if joiner == .none { joiner = .blank }
            case 0x2D: if joiner != .plus && joiner != .open { joiner = .hyphen }
            case 0x2E: if joiner == .none { joiner = .dot }
            case 0x28:
                lead = index
                joiner = .open
            case 0x29: if joiner != .plus { joiner = .close }
            case 0x2B:
                lead = index
                joiner = .plus
            default:
                let isDigits = text.isDigit(index) || repairedWordEnd(index) != nil
                guard isDigits, joiner != .none, !isMaskedAhead(index) else {
                    return nil
                }
                return (joiner, lead, index)
            }
            index += 1
            if let next = extensionStart(at: index) { return (.extensionMark, start, next) }
        }
    }

    func isMaskedAhead(_ start: Int) -> Bool {
        var index = start
        while text.isDigit(index) { index += 1 }
        return isMask(index) && isMask(index + 1)
    }

    /// Where the digits of an extension begin: after 转, 分机, ext, x, # or *.
    func extensionStart(at start: Int) -> Int? {
        var index = start
        var hasMark = false
        for mark in ["转", "轉", "分机", "分機", "内线", "extension", "ext", "x", "#", "*"]
            as [StaticString]
        where text.has(mark, at: index) {
            index +=
                mark.utf8CodeUnitCount % 3 == 0 && !mark.isASCII
                ? mark.utf8CodeUnitCount / 3 : mark.utf8CodeUnitCount
            hasMark = true
            if mark.isASCII { break }
        }
        guard hasMark else { return nil }
        while true {
            switch text[index] {
            case 0x20, 0x2E, 0x3A, 0x53F7, 0x2D: index += 1
            default: return text.isDigit(index) ? index : nil
            }
        }
    }
}

extension StaticString {
    /// Whether the text is ASCII, so that bytes are scalars.
    var isASCII: Bool {
        withUTF8Buffer { buffer in
            for index in 0..<buffer.count {
                if unsafe buffer[index] >= 0x80 { return false }
            }
            return true
        }
    }
}
