import Records

/// Account names of messaging services among the numbers.
extension PhoneScanner {
    /// Whether the waiting label names a QQ number.
    func isQQ() -> Bool {
        guard let label else { return false }
        for index in label
        where text[index] | 0x20 == 0x71 && text[index + 1] | 0x20 == 0x71 {
            return true
        }
        return false
    }

    private func isWeChatLabel() -> Bool { label.map { namesWeChat($0) } ?? false }

    func namesWeChat(_ range: Range<Int>) -> Bool {
        for index in range {
            if text[index] == 0x5FAE && text[index + 1] == 0x4FE1 { return true }
            if text.has("wechat", at: index) || text.has("wx", at: index)
                || text.has("vx", at: index)
            {
                return true
            }
        }
        return false
    }

    /// （wx：zhangsan88）: an account name behind its label.
    func holdsWeChat(_ range: Range<Int>) -> Bool {
        guard namesWeChat(range) else { return false }
        var length = 0
        var hasDigit = false
        for index in (range.lowerBound + 1)..<(range.upperBound + 1) {
            if text.isLetter(index) || length > 0 && text.isDigit(index) || text[index] == 0x5F {
                length += 1
                if !text.isLetter(index) { hasDigit = true }
            } else {
                if length >= 6, hasDigit { return true }
                length = 0
                hasDigit = false
            }
        }
        return false
    }

    mutating func takeWeChat(
        at start: Int,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) -> Int? {
        guard text.isLetter(start), !text.isDigit(start - 1) else { return nil }
        // Z375-29-491-97-87 is a number with a slip of the key.
        if isAbroad, !text.isLetter(start + 1), !isWeChatLabel() { return nil }
        var end = start
        var hasDigit = false
        var hasLine = false
        while text.isLetter(end) || text.isDigit(end) || text[end] == 0x5F || text[end] == 0x2D {
            if text.isDigit(end) || text[end] == 0x5F { hasDigit = true }
            if text[end] == 0x5F { hasLine = true }
            end += 1
        }
        guard end - start >= 6, end - start <= 20, longestDigitRun(start..<end) < (hasLine ? 11 : 7)
        else {
            return nil
        }
        guard hasDigit && !text.has("ext", at: start) || isWeChatLabel() else { return nil }
        value.removeAll(keepingCapacity: true)
        for index in start..<end {
            let scalar = text[index]
            value.append(UInt8(truncatingIfNeeded: scalar &- 0x41 < 26 ? scalar | 0x20 : scalar))
        }
        var clean = CleanValue()
        clean.value = column.values.intern(value.span)
        clean.key = clean.value
        clean.kind = .wechat
        clean.code = .wrongColumn
        column.emit(clean)
        ranges.append(start..<end)
        attachLabel()
        return end
    }

    private func longestDigitRun(_ range: Range<Int>) -> Int {
        var longest = 0
        var length = 0
        for index in range {
            length = text.isDigit(index) ? length + 1 : 0
            longest = max(longest, length)
        }
        return longest
    }
}
