import Records

/// Remarks before, behind and between the numbers, and whose they are.
extension PhoneScanner {
    /// A label, a word that joins numbers, or an account name in the wrong column.
    mutating func takeText(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int {
        if isEscape(start) { return start + 1 }
        if let end = takeWeChat(at: start, cell, into: &column) { return end }
        if text.isLetter(start), text.isDigit(start - 1), text.isDigit(start + 1), hasOutcome {
            isSlip = true
        }
        if text[start] == 0x28 { return takeBracket(at: start) }
        if text.has("isub=", at: start) {
            var end = start
            while end < text.count, text[end] != 0x3B { end += 1 }
            hasLooseDigits = true
            return end
        }
        if isJoiningWord(at: start) {
            return takeShortTail(at: start, into: &column) ?? start + joiningLength(start)
        }
        let end = labelEnd(from: start)
        let range = start..<end
        if hasOutcome, belongsBefore(range) {
            note((label?.lowerBound ?? start)..<end)
            label = nil
        } else {
            label = (label?.lowerBound ?? start)..<end
        }
        return max(end, start + 1)
    }

    /// The letter of a line break or null that an export wrote as two characters: `\n`, `\N`.
    private func isEscape(_ index: Int) -> Bool {
        guard text[index - 1] == 0x5C, !text.isLetter(index + 1) else { return false }
        switch text[index] {
        case 0x6E, 0x4E, 0x72, 0x74: return true
        default: return false
        }
    }

    /// Whether a text between two numbers is a remark on the first; what it touches decides.
    private func belongsBefore(_ range: Range<Int>) -> Bool {
        let end = range.upperBound
        // Behind a colon a number or account follows; a letter begins the account 微信号 names.
        if text[end] == 0x3A || text[end] == 0x3D || text.isLetter(end) { return false }
        guard let last = ranges.last else { return false }
        var before = range.lowerBound
        while before > last.upperBound, text[before - 1] == 0x20 { before -= 1 }
        guard isNumberAhead(end) else {
            return before <= last.upperBound || !isPrefix || !isNumberBehindSeparators(end)
        }
        if before > last.upperBound { return false }
        let touchesBefore = before == range.lowerBound
        let touchesNext = isGroupLead(end)
        return touchesBefore == touchesNext ? isPostfix : touchesBefore
    }

    /// A remark behind the number before it; a bracket with a number inside is only a separator.
    private mutating func takeBracket(at start: Int) -> Int {
        var depth = 0
        var end = start
        var digitCount = 0
        while end < text.count {
            if text[end] == 0x28 { depth += 1 }
            if text[end] == 0x29 {
                depth -= 1
                if depth == 0 { break }
            }
            if text.isDigit(end) { digitCount += 1 }
            end += 1
        }
        let isOpen = end == text.count
        if digitCount >= 5 && !isShortNumber(start..<end) || isOpen && digitCount > 2 {
            return start + 1
        }
        if holdsWeChat(start..<end) { return start + 1 }
        if digitCount > 0 { hasLooseDigits = true }
        let isLeading = text[0] == 0x28 && !isGroupLead(0) && isNumberAhead(end + 1)
        if hasOutcome, !isLeading {
            note((start + 1)..<end)
        } else if let first = label {
            label = first.lowerBound..<min(text.count, end + 1)
        } else {
            label = (start + 1)..<end
        }
        return min(text.count, end + 1)
    }

    /// 短号 names a number within a company's own network, of 3–6 digits.
    private func isShortNumber(_ range: Range<Int>) -> Bool {
        for index in range where text[index] == 0x77ED && text[index + 1] == 0x53F7 { return true }
        return false
    }

    private mutating func labelEnd(from start: Int) -> Int {
        var end = start
        while end < text.count {
            if text[end] == 0x77ED, text[end + 1] == 0x53F7 {
                end = shortNumberEnd(end + 2)
                continue
            }
            if text.isDigit(end) {
                guard let next = remarkDigitsEnd(end) ?? countedWordEnd(end, from: start) else {
                    break
                }
                hasLooseDigits = true
                end = next
                continue
            }
            if isGroupLead(end) || text[end] == 0x28 || isLabelSeparator(end, from: start) { break }
            if end > start, text.isLetter(end), !text.isLetter(end - 1),
                namesWeChat(start..<end)
            {
                break
            }
            if end > start, isLetterForDigit(text[end]), repairedWordEnd(end) != nil { break }
            if end > start, isJoiningWord(at: end), isNumberAhead(end + joiningLength(end)) {
                break
            }
            end += 1
        }
        return end
    }

    private mutating func shortNumberEnd(_ start: Int) -> Int {
        var end = start
        while text[end] == 0x3A || text[end] == 0x20 { end += 1 }
        let first = end
        while text.isDigit(end) { end += 1 }
        guard end > first, end - first <= 6 else { return start }
        hasLooseDigits = true
        return end
    }

    /// 手机1：138…: a digit that counts the word before it.
    private func countedWordEnd(_ start: Int, from first: Int) -> Int? {
        guard start > first, isWord(start - 1), !text.isDigit(start + 1) else { return nil }
        // Elsewhere 6/6/1234/56 may be a number, digits before a colon are none.
        if isAbroad { return text[start + 1] == 0x3A ? start + 1 : nil }
        if start + 1 == text.count { return start + 1 }
        switch text[start + 1] {
        case 0x2C, 0x3B, 0x2F, 0x0A: return start + 1
        case 0x3A: return start + 1
        case 0x20:
            return isNumberAhead(start + 1) && runLength(after: start + 1) >= 7
                ? start + 1 : nil
        default: return nil
        }
    }

    private func runLength(after start: Int) -> Int {
        var index = start
        while text[index] == 0x20 { index += 1 }
        var end = index
        while text.isDigit(end) { end += 1 }
        return end - index
    }

    /// 电话/传真 is one label as long as no number came before it.
    private func isLabelSeparator(_ index: Int, from start: Int) -> Bool {
        guard text[index] != 0x2D && text[index] != 0x2E && isSeparator(text[index]) else {
            return false
        }
        let isStroke = text[index] == 0x2F || text[index] == 0x3001
        return !(isStroke && !hasOutcome && index > start && isWord(index + 1))
    }

    /// Whether remarks follow their numbers: the cell begins with a number and ends with a remark.
    private var isPostfix: Bool {
        guard isGroupLead(0) else { return false }
        var last = text.count - 1
        while last > 0, text[last] == 0x29 || text[last] == 0x20 { last -= 1 }
        return isWord(last)
    }

    private func isNumberBehindSeparators(_ start: Int) -> Bool {
        var index = start
        while index < text.count, isSeparator(text[index]) { index += 1 }
        return isGroupLead(index)
    }

    func isNumberAhead(_ start: Int) -> Bool {
        var index = start
        while text[index] == 0x20 || text[index] == 0x3A || text[index] == 0x3D { index += 1 }
        return isGroupLead(index)
    }

    /// 或, 和, 及, 与, 或者, or, and between numbers.
    func isJoiningWord(at index: Int) -> Bool { joiningLength(index) > 0 }

    func joiningLength(_ index: Int) -> Int {
        switch text[index] {
        case 0x6216: return text[index + 1] == 0x8005 ? 2 : isNumberAhead(index + 1) ? 1 : 0
        case 0x548C, 0x53CA, 0x4E0E, 0x8DDF: return isNumberAhead(index + 1) ? 1 : 0
        case 0x6F, 0x4F:
            return text[index + 1] | 0x20 == 0x72 && isNumberAhead(index + 2) ? 2 : 0
        case 0x61, 0x41: return text.has("and", at: index) && isNumberAhead(index + 3) ? 3 : 0
        default: return 0
        }
    }

    /// Whether a label names a fax machine and no telephone.
    private func isFax(_ range: Range<Int>) -> Bool {
        var isFax = false
        for index in range {
            switch text[index] {
            case 0x4F20, 0x50B3: if text[index + 1] == 0x771F { isFax = true }
            case 0x7535, 0x96FB:
                if text[index + 1] == 0x8BDD || text[index + 1] == 0x8A71 {
                    return false
                }
            case 0x624B: if text[index + 1] == 0x673A { return false }
            case 0x46, 0x66:
                if range.count == 1 || text.has("fax", at: index) { isFax = true }
            case 0x54, 0x74: if text.has("tel", at: index) { return false }
            default: break
            }
        }
        return isFax
    }

    /// Gives the waiting label to the outcome emitted last.
    mutating func attachLabel() {
        guard let range = label else { return }
        label = nil
        if ranges.count == 1 { isPrefix = true }
        note(range)
    }

    /// Notes a remark on the outcome emitted last.
    mutating func note(_ range: Range<Int>) {
        var low = range.lowerBound
        var high = range.upperBound
        let opens = range.contains { text[$0] == 0x28 }
        let closes = range.contains { text[$0] == 0x29 }
        while low < high, isLabelEdge(low, keeps: closes) { low += 1 }
        while high > low, isLabelEdge(high - 1, keeps: opens) { high -= 1 }
        if low < high, saysSomething(low..<high) { labels.append(label(low..<high)) }
    }

    private func label(_ range: Range<Int>) -> Label {
        Label(outcome: ranges.count - 1, range: range)
    }

    /// Not `#` or `*` alone, nor 无, 暂无 or the 号 of 分机3号.
    private func saysSomething(_ range: Range<Int>) -> Bool {
        let first = text[range.lowerBound]
        if range.count == 1, first == 0x65E0 || first == 0x53F7 { return false }
        if range.count == 2, first == 0x6682, text[range.lowerBound + 1] == 0x65E0 { return false }
        for index in range where text[index] >= 0x80 || isWord(index) || text.isDigit(index) {
            return true
        }
        return false
    }

    private func isLabelEdge(_ index: Int, keeps isPaired: Bool) -> Bool {
        switch text[index] {
        case 0x28, 0x29: !isPaired
        default: isSeparator(text[index])
        }
    }

    /// Writes the remarks of each outcome, parted by a blank; a fax number is one by its remark.
    mutating func writeLabels(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        for outcome in ranges.indices {
            var count = 0
            for index in labels.indices where labels[index].outcome == outcome {
                let range = labels[index].range
                if isFax(range), column.outcomes[firstOutcome + outcome].kind == .landline {
                    column.outcomes[firstOutcome + outcome].kind = .fax
                }
                if count == 0 { value.removeAll(keepingCapacity: true) }
                if count > 0 { value.append(0x20) }
                value.append(cell.extracting(bytes(range)))
                count += 1
            }
            if count > 0 { setLabel(of: firstOutcome + outcome, &column) }
        }
    }

    /// Gives an outcome of this cell the label that stands in `value`.
    private func setLabel(of outcome: Int, _ column: inout CleanColumn) {
        let part = Int(Part.label.rawValue)
        let id = column.values.intern(value.span)
        while column.parts[part].count <= outcome { column.parts[part].append(0) }
        column.parts[part][outcome] = id
    }
}
