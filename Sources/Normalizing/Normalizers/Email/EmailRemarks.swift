import Records

/// What stands beside the addresses of a cell: whose they are, and numbers that went astray.
struct EmailRemarks: Sendable {
    private static let prefixes: [StaticString] = [
        "电子邮箱", "电子邮件", "邮箱地址", "邮件地址", "邮箱", "邮件", "電郵", "電子郵件", "信箱", "email address", "e-mail",
        "email",
        "mailto", "mail", "联系方式", "qq",
    ]
    private static let suffixes: [StaticString] = ["邮箱", "邮件", "郵箱"]
    private static let joiners: [StaticString] = ["或者", "或", "和", "及", "与", "or", "and", "cc"]

    /// The remark in a range of the text: `张三`, `Zhang San`, `财务`; nil when there is none.
    static func label(_ text: FoldedText, _ range: Range<Int>) -> Range<Int>? {
        var range = trimmed(text, lastPart(text, range))
        if range.isEmpty { return nil }
        if range.count <= 3 {
            for word in joiners where text.has(word, at: range.lowerBound) {
                if range.lowerBound + length(word) == range.upperBound { return nil }
            }
        }
        for word in prefixes
        where mayBegin(text[range.lowerBound]) && text.has(word, at: range.lowerBound) {
            let low = min(range.lowerBound + length(word), range.upperBound)
            range = trimmed(text, low..<range.upperBound)
        }
        for word in suffixes {
            let low = range.upperBound - length(word)
            if low >= range.lowerBound, text.has(word, at: low) {
                range = trimmed(text, range.lowerBound..<low)
            }
        }
        guard !range.isEmpty, range.count <= 24 else { return nil }
        var digitCount = 0
        for index in range {
            if text.isDigit(index) { digitCount += 1 }
            // An equals sign is of a tag: <a href="mailto:….
            if text[index] == 0x40 || text[index] == 0x0A || text[index] == 0x3D { return nil }
        }
        if digitCount >= 5 { return nil }
        let isOpen = range.contains { text[$0] == 0x28 } && text[range.upperBound] == 0x29
        return isOpen ? range.lowerBound..<(range.upperBound + 1) : range
    }

    /// Whether a scalar is the first of one of the prefixes.
    private static func mayBegin(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x7535, 0x96FB, 0x90AE, 0x4FE1, 0x8054: true
        default: scalar | 0x20 == 0x65 || scalar | 0x20 == 0x6D || scalar | 0x20 == 0x71
        }
    }

    /// The remark in brackets right behind an address: `zs@acme.com（财务）`.
    static func bracketed(_ text: FoldedText, after index: Int) -> Range<Int>? {
        let open = text[index] == 0x20 ? index + 1 : index
        guard text[open] == 0x28 else { return nil }
        var end = open + 1
        while end < text.count, text[end] != 0x29, end - open < 24 { end += 1 }
        return text[end] == 0x29 ? label(text, (open + 1)..<end) : nil
    }

    /// What stands behind the last comma or line break; `"Zhang, San" <…` is one part.
    private static func lastPart(_ text: FoldedText, _ range: Range<Int>) -> Range<Int> {
        let quoteCount = range.count { text[$0] == 0x22 }
        if quoteCount >= 2 { return range }
        let end = trimmed(text, range).upperBound
        var low = end
        while low > range.lowerBound, !isComma(text[low - 1]) { low -= 1 }
        return low..<range.upperBound
    }

    private static func isComma(_ scalar: UInt32) -> Bool {
        scalar == 0x2C || scalar == 0x3B || scalar == 0x0A || scalar == 0x3001
    }

    private static func trimmed(_ text: FoldedText, _ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, isMark(text[low]) { low += 1 }
        while high > low, isMark(text[high - 1]) { high -= 1 }
        return low..<high
    }

    /// Everything that is neither letter, digit nor Han, as far as it stands around remarks.
    private static func isMark(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return !EmailSyntax.isAlphanumeric(UInt8(scalar)) }
        switch scalar {
        case 0x3001, 0x300A, 0x300B, 0x300E, 0x300F, 0xB7, 0x2022, 0x2192, 0x2026: return true
        default: return false
        }
    }

    private static func length(_ word: StaticString) -> Int {
        let count = word.utf8CodeUnitCount
        return word.withUTF8Buffer { buffer in
            unsafe buffer[0] < 0x80 ? count : count / 3
        }
    }

    /// The mobile numbers in a range: eleven digits from 13 on, grouped or not, behind +86 or not.
    static func mobiles(_ text: FoldedText, _ range: Range<Int>) -> [(Range<Int>, [UInt8])] {
        var found: [(Range<Int>, [UInt8])] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard text.isDigit(index), !text.isDigit(index - 1) else {
                index += 1
                continue
            }
            var digits: [UInt8] = []
            var end = index
            var last = index
            while end < range.upperBound, digits.count < 14 {
                if text.isDigit(end) {
                    digits.append(UInt8(text[end]))
                    last = end + 1
                } else if text[end] != 0x20 && text[end] != 0x2D {
                    break
                }
                end += 1
            }
            for prefix in ["0086", "86"] as [StaticString]
            where digits.count > 11 && digits.span.hasPrefix(prefix) {
                digits.removeFirst(prefix.utf8CodeUnitCount)
            }
            if digits.count == 11, digits[0] == 0x31, digits[1] >= 0x33 {
                found.append((index..<last, digits))
            }
            index = max(last, index + 1)
        }
        return found
    }
}
