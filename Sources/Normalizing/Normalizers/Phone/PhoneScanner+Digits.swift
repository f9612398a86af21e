import Records

/// Groups of digits, their repairs, and what joins them.
extension PhoneScanner {
    @inline(__always)
    func isGroupLead(_ index: Int) -> Bool {
        if text.isDigit(index) { return true }
        guard text[index] == 0x2B || text[index] == 0x28 else { return false }
        var next = index &+ 1
        while text[next] == 0x2B || text[next] == 0x28 || text[next] == 0x20 { next &+= 1 }
        return text.isDigit(next)
    }

    /// A run of digit groups, read and emitted; nil when none begins here.
    mutating func takeRegion(
        at start: Int,
        _ cell: Span<UInt8>,
        _ rules: PhoneRules,
        into column: inout CleanColumn
    ) -> Int? {
        if isGroupLead(start) {
            var digit = start
            while !text.isDigit(digit) { digit += 1 }
            if remarkDigitsEnd(digit) != nil { return nil }
        } else if repairedWordEnd(start) == nil {
            return nil
        }
        splitter.removeAll()
        spans.removeAll(keepingCapacity: true)
        repairs.removeAll(keepingCapacity: true)
        var index = start
        var lead = start
        var joiner = Joiner.none
        while !text.isDigit(index), text[index] <= 0x2B {
            if text[index] != 0x20 {
                joiner = text[index] == 0x2B ? .plus : joiner == .plus ? .plus : .open
            }
            index += 1
        }
        while true {
            index = takeGroup(at: index, lead: lead, joiner: joiner)
            guard let gap = gap(at: index, rules) else { break }
            lead = gap.joiner == .plus || gap.joiner == .open ? gap.lead : gap.next
            joiner = gap.joiner
            index = gap.next
        }
        if isRemark(before: index, rules) {
            hasLooseDigits = true
            label = (label?.lowerBound ?? start)..<index
            return index
        }
        emitRegion(cell, rules, into: &column)
        return index
    }

    /// 7*24小时 400…, 小王 8012 总机 010…: a few digits in the text before the first number.
    private mutating func isRemark(before end: Int, _ rules: PhoneRules) -> Bool {
        guard !hasOutcome, splitter.digits.count <= 4, label != nil || isWord(end) else {
            return false
        }
        var digitCount = 0
        for index in end..<text.count where text.isDigit(index) { digitCount += 1 }
        guard digitCount >= 7 else { return false }
        splitter.split(region: rules.region)
        let isNumber = splitter.pieces.contains { $0.number != nil }
        splitter.forgetPieces()
        return !isNumber
    }

    /// Consumes one group of digits with its repairs.
    mutating func takeGroup(at start: Int, lead: Int, joiner: Joiner) -> Int {
        splitter.beginGroup(after: joiner)
        var repair = FindingCode.none
        var index = start
        while text.isDigit(index) {
            splitter.append(UInt8(truncatingIfNeeded: text[index]))
            index &+= 1
        }
        if isLetterForDigit(text[index]), let end = repairedWordEnd(start) {
            repair = .letterInDigits
            while index < end {
                let scalar = text[index]
                let isZero = scalar | 0x20 == 0x6F
                splitter.append(
                    text.isDigit(index) ? UInt8(truncatingIfNeeded: scalar) : isZero ? 0x30 : 0x31
                )
                index += 1
            }
        }
        if text[index] == 0x2E, index - start >= 7, let end = decimalTailEnd(index) {
            repair = .decimalTail
            index = end
        }
        if text[index] == 0x29 { splitter.closeGroup() }
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

    @inline(__always)
    func isLetterForDigit(_ scalar: UInt32) -> Bool {
        scalar == 0x4F || scalar == 0x6F || scalar == 0x6C || scalar == 0x49
    }

    /// The end of a word of digits in which one or two are typed as O, l or I.
    func repairedWordEnd(_ start: Int) -> Int? {
        if !text.isDigit(start), !isLetterForDigit(text[start]) { return nil }
        if text.isLetter(start - 1) { return nil }
        var index = start
        var letterCount = 0
        while true {
            if text.isDigit(index) {
                index += 1
                continue
            }
            guard isLetterForDigit(text[index]) else {
                let digitCount = index - start - letterCount
                let isWhole = !text.isLetter(index)
                return isWhole && letterCount > 0 && letterCount <= 2 && digitCount >= 6
                    ? index : nil
            }
            letterCount += 1
            index += 1
        }
    }

    /// What stands between two groups; nil when no group of the same region follows.
    func gap(
        at start: Int,
        _ rules: PhoneRules
    ) -> (joiner: Joiner, lead: Int, next: Int)? {
        var index = start
        var lead = start
        var joiner = Joiner.none
        while true {
            if text.isDigit(index) { break }
            switch text[index] {
            case 0x20: if joiner == .none { joiner = .blank }
            case 0x2D:
                if joiner != .plus && joiner != .open && joiner != .comma { joiner = .hyphen }
            case 0x2E, 0xB7, 0x5F, 0x2022, 0x2027, 0x30FB:
                if joiner == .none || joiner == .blank { joiner = .dot }
                if isFraction(index, rules) { return nil }
            case 0x3A, 0x3001:
                guard joiner == .none, isAreaCodeJoining(index) else { return nil }
                joiner = .comma
            case 0x2C:
                guard joiner == .none || joiner == .blank, isCommaJoining(index) else { return nil }
                joiner = .comma
            case 0x2F, 0x5C, 0x7C, 0x7E:
                guard joiner == .none, isStrokeJoining(index, rules) else { return nil }
                joiner = .comma
            case 0x3B:
                guard let next = extensionStart(at: index + 1) else { return nil }
                return (.extensionMark, start, next)
            case 0x28:
                lead = index
                joiner = .open
            case 0x29: if joiner != .plus { joiner = .close }
            case 0x2B:
                lead = index
                joiner = .plus
            default:
                if let next = extensionStart(at: index) { return (.extensionMark, start, next) }
                guard isLetterForDigit(text[index]), repairedWordEnd(index) != nil else {
                    return nil
                }
                if joiner == .none { return nil }
                return (joiner, lead, index)
            }
            index += 1
        }
        if joiner == .none || marks.hasMask && isMaskedAhead(index) { return nil }
        if remarkDigitsEnd(index) != nil || dateEnd(index) != nil { return nil }
        if joiner == .blank, listMarkEnd(index) != nil { return nil }
        return (joiner, lead, index)
    }

    /// 138,1234,5678 and 0755,26770000: a comma between groups too short to be numbers.
    private func isCommaJoining(_ comma: Int) -> Bool {
        var before = comma
        while text.isDigit(before - 1) { before -= 1 }
        var after = comma + 1
        while text.isDigit(after) { after += 1 }
        let lengths = (comma - before, after - comma - 1)
        return lengths.0 >= 1 && lengths.0 <= 4 && lengths.1 >= 1 && lengths.1 <= 8
            || lengths.0 >= 7 && lengths.1 >= 2 && lengths.1 <= 4
    }

    /// 1391234567.9 is a fraction, not a number of eleven digits.
    private func isFraction(_ dot: Int, _ rules: PhoneRules) -> Bool {
        guard text[dot] == 0x2E, rules.region == .mainland, text.isDigit(dot + 1) else {
            return false
        }
        return !text.isDigit(dot + 2) && splitter.length(of: splitter.starts.count - 1) >= 7
    }

    /// 0755:26770000, 0755、26770000: nothing but an area code stands before it.
    private func isAreaCodeJoining(_ mark: Int) -> Bool {
        let count = splitter.digits.count
        return (count == 3 || count == 4) && splitter.starts.count == 1
            && splitter.digits[0] == 0x30 && text.isDigit(mark + 1) && text.isDigit(mark + 7)
    }

    /// 0755/26770000: a stroke before a number is whole; in other regions strokes stand anywhere.
    private func isStrokeJoining(_ stroke: Int, _ rules: PhoneRules) -> Bool {
        guard text.isDigit(stroke + 1) else { return false }
        if rules.region != .mainland { return true }
        let count = splitter.digits.count
        return count < 7 || count == 7 && splitter.digits[0] == 0x31
    }

    func isMaskedAhead(_ start: Int) -> Bool {
        var index = start
        while text.isDigit(index) { index += 1 }
        return isMask(index) && isMask(index + 1)
    }

    /// Where the digits of an extension begin: after 转, 分机, 内线, ext, x, # or *.
    func extensionStart(at start: Int) -> Int? {
        var index = start
        while text[index] == 0x20 { index += 1 }
        guard let first = extensionMarkEnd(index) else { return nil }
        index = first
        while let next = extensionMarkEnd(index) { index = next }
        while true {
            switch text[index] {
            case 0x20, 0x2E, 0x3A, 0x3D, 0x53F7, 0x2D: index += 1
            default: return text.isDigit(index) ? index : nil
            }
        }
    }

    @inline(__always)
    func extensionMarkEnd(_ index: Int) -> Int? {
        switch text[index] {
        case 0x2A, 0x23, 0x8F6C, 0x8F49, 0x63A5: return index + 1
        case 0x78, 0x58: return index + 1
        case 0x5206: return text[index + 1] == 0x673A || text[index + 1] == 0x6A5F ? index + 2 : nil
        case 0x5185, 0x5167:
            return text[index + 1] == 0x7EBF || text[index + 1] == 0x7DDA ? index + 2 : nil
        case 0x65, 0x45:
            if text.has("extension", at: index) { return index + 9 }
            return text.has("extn", at: index)
                ? index + 4 : text.has("ext", at: index) ? index + 3 : nil
        case 0x61, 0x41: return text.has("anexo", at: index) ? index + 5 : nil
        case 0x69, 0x49: return text.has("int", at: index) ? index + 3 : nil
        case 0x434: return text[index + 1] == 0x43E && text[index + 2] == 0x431 ? index + 3 : nil
        default: return nil
        }
    }

    /// The end of digits that belong to a remark: 9点, 18:00, 1号线; nil when they may be a number.
    func remarkDigitsEnd(_ start: Int) -> Int? {
        guard text.isDigit(start) else { return nil }
        var end = start + 1
        while text.isDigit(end) {
            end &+= 1
            if end &- start > 4 { return nil }
        }
        let length = end - start
        if length <= 2, text[end] == 0x3A, text.isDigit(end + 1), text.isDigit(end + 2),
            !text.isDigit(end + 3)
        {
            return end + 3
        }
        if isLetterForDigit(text[end]), repairedWordEnd(start) != nil { return nil }
        // 67B9052345: a slip of the key inside a number, not a remark before one.
        if text.isLetter(end), text.isDigit(end + 1) { return nil }
        if length > 2, start == 0 || !isWord(start - 1), !isUnit(text[end]) { return nil }
        return isWord(end) && extensionMarkEnd(end) == nil && !isJoiningWord(at: end) ? end : nil
    }

    /// 元 块 楼 室 栋 层 房: 800元, 1203室.
    private func isUnit(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x5143, 0x5757, 0x697C, 0x5BA4, 0x680B, 0x5C42, 0x623F: true
        default: false
        }
    }

    /// A Han character or a letter.
    @inline(__always)
    func isWord(_ index: Int) -> Bool {
        text.isLetter(index) || Scalars.isHan(text[index])
    }
}
