import Records

/// Numbers that the plans of other countries judge.
///
///     +971 50 123 45675504        one number that its plan has not, never a shorter one that it has
///     030/901820, 030/901821      two numbers: a strong separator, each of them in the plan
///     040 7946 0958-3             no extension: only an explicit mark makes one
///
/// Everything between strong separators and remarks is read as one text by `NumberingPlan`; what
/// it calls valid is the outcome, blanks, strokes and letters of a keypad and all.
extension PhoneScanner {
    /// Takes all that may be one foreign number from `start` on; nil when none begins here.
    mutating func takeAbroad(
        at start: Int,
        _ cell: Span<UInt8>,
        _ rules: PhoneRules,
        into column: inout CleanColumn
    ) -> Int? {
        guard let first = dialStart(start) else { return nil }
        if rules.region == .mainland, !isAbroadLead(start, first) { return nil }
        if remarkDigitsEnd(first) != nil, text[start] != 0x2B { return nil }
        var extent = dialExtent(from: start, digit: first)
        if let short = shorterExtent(extent, cell, rules) { extent = short }
        let judged = judge(extent, cell, rules)
        if rules.region == .mainland, judged.number.validity != .valid,
            isForMainland(extent.range)
        {
            return nil
        }
        return emit(judged, extent, rules, into: &column)
    }

    // MARK: - Where a number begins and ends

    /// The first digit of what begins here; nil when no number does.
    private func dialStart(_ start: Int) -> Int? {
        if text.isDigit(start) { return start }
        let isRepairable = isLetterForDigit(text[start]) && repairedWordEnd(start) != nil
        if isRepairable { return start }
        guard text[start] == 0x2B || text[start] == 0x28 else { return nil }
        var index = start + 1
        while isDialPunctuation(text[index]) || text[index] == 0x2B { index += 1 }
        return text.isDigit(index) ? index : nil
    }

    /// `+` or 00, and then no 86: a number that says its country.
    private func isAbroadLead(_ start: Int, _ first: Int) -> Bool {
        var index = first
        var hasPlus = false
        for place in start..<first where text[place] == 0x2B { hasPlus = true }
        if !hasPlus {
            guard text[index] == 0x30, text[index + 1] == 0x30 else { return false }
            index += 2
        }
        while text[index] == 0x30 || isDialPunctuation(text[index]) { index += 1 }
        guard text.isDigit(index) else { return false }
        var next = index + 1
        while isDialPunctuation(text[next]) { next += 1 }
        return !(text[index] == 0x38 && text[next] == 0x36)
    }

    /// Eleven digits of a mobile number of mainland China behind a stray `+`, or hardly any digits.
    private func isForMainland(_ range: Range<Int>) -> Bool {
        var count = 0
        var isMobile = true
        for index in range where text.isDigit(index) {
            if count == 0, text[index] != 0x31 { isMobile = false }
            if count == 1, text[index] < 0x33 { isMobile = false }
            count += 1
        }
        return count < 5 || isMobile && count == 11
    }

    /// Blanks, hyphens, dots, strokes, brackets and middle dots.
    func isDialPunctuation(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F, 0x5B, 0x5D, 0x7E, 0x2A: true
        case 0x200B, 0x2060, 0x2053, 0x223C: true
        default: false
        }
    }

    private func dialExtent(from start: Int, digit first: Int) -> DialExtent {
        var extent = DialExtent(range: start..<first)
        var index = first
        while index < text.count {
            if text.isDigit(index) {
                index += 1
                extent.range = start..<index
                continue
            }
            if let digits = extensionStart(at: index), text[index] != 0x20 {
                var end = digits
                while text.isDigit(end) { end += 1 }
                extent.mark = index
                extent.extension = digits..<end
                break
            }
            if text[index] == 0x3B, isParameter(index + 1) {
                extent.hasParameters = true
                extent.range = start..<text.count
                break
            }
            if text[index] == 0x28, !isDigitBracket(index) { break }
            if isDialPunctuation(text[index]) {
                if text[index] == 0x2F { extent.strokeCount += 1 }
                index += 1
                continue
            }
            guard text.isLetter(index), let next = takeLetters(index, into: &extent) else { break }
            index = next
        }
        return extent
    }

    /// `ext=`, `isub=`, `phone-context=`: parameters of a telephone URI (RFC 3966).
    private func isParameter(_ index: Int) -> Bool {
        text.has("ext=", at: index) || text.has("isub=", at: index)
            || text.has("phone-context=", at: index)
    }

    /// `(0)`, `()`, `( 0 )`, but not `(home)` nor `(+44)`.
    private func isDigitBracket(_ start: Int) -> Bool {
        var index = start + 1
        while isDialPunctuation(text[index]) { index += 1 }
        return text.isDigit(index)
    }

    /// Letters inside or behind a number: a slip of the key, keys of a keypad, or a remark (nil).
    private func takeLetters(_ start: Int, into extent: inout DialExtent) -> Int? {
        var end = start
        var capitalCount = 0
        while text.isLetter(end) {
            if text[end] < 0x61 { capitalCount += 1 }
            end += 1
        }
        let touches = text.isDigit(start - 1)
        if end - start <= 2, touches || text.isDigit(end) {
            let isRepairable = (start..<end).allSatisfy { isLetterForDigit(text[$0]) }
            let isInside = text.isDigit(end) || touches && isDigitBehindMark(end)
            guard isInside || isRepairable && touches else { return nil }
            extent.isSlip = true
            extent.range = extent.range.lowerBound..<end
            return end
        }
        if isRemarkWord(start..<end) { return nil }
        // Small letters are keys behind a hyphen alone (1-800-flowers), and account names never.
        let isApart = text[start - 1] == 0x20
        let isKeyed = capitalCount == end - start || isAbroad && text[start - 1] == 0x2D
        guard isKeyed, !text.has("wx", at: start), !text.has("qq", at: start) else { return nil }
        if isApart, extent.beforeLetters == nil { extent.beforeLetters = extent.range.upperBound }
        extent.range = extent.range.lowerBound..<end
        return end
    }

    /// Whether a hyphen or dot and then digits follow: the letter before it is a slip, no remark.
    private func isDigitBehindMark(_ start: Int) -> Bool {
        guard text[start] == 0x2D || text[start] == 0x2E else { return false }
        var index = start
        while isDialPunctuation(text[index]) { index += 1 }
        return text.isDigit(index)
    }

    /// Words that people put beside numbers.
    private static let remarkWords: [StaticString] = [
        "home", "mobile", "mob", "work", "office", "cell", "fax", "tel", "phone", "main",
        "direct", "private", "business", "whatsapp", "wechat", "only", "call", "after", "or",
        "and", "vip", "handy", "privat", "buero", "hotline", "landline", "switchboard", "via",
    ]

    private func isRemarkWord(_ range: Range<Int>) -> Bool {
        for word in PhoneScanner.remarkWords where word.utf8CodeUnitCount == range.count {
            if text.has(word, at: range.lowerBound) { return true }
        }
        return false
    }

    // MARK: - Numbers parted by strokes

    /// The part before a stroke when the whole is no number, but that part and the next one are.
    private func shorterExtent(
        _ extent: DialExtent,
        _ cell: Span<UInt8>,
        _ rules: PhoneRules
    ) -> DialExtent? {
        let parts = rules.region.partsAtBlanks
        guard extent.strokeCount > 0 || parts && extent.range.count >= 15,
            extent.strokeCount < 5, extent.range.count <= 60, !extent.isSlip,
            !extent.hasParameters, !read(extent.range, cell, rules).isValid
        else { return nil }
        for index in extent.range {
            let isStroke = text[index] == 0x2F
            guard isStroke || parts && text[index] == 0x20 else { continue }
            let before = trimmed(extent.range.lowerBound..<index)
            let after = trimmed((index + 1)..<extent.range.upperBound)
            guard read(before, cell, rules).isValid,
                isNumber(after, cell, rules) || isStroke && isTail(after)
            else { continue }
            return DialExtent(range: before)
        }
        return nil
    }

    /// The last digits of a number that is shortened to them.
    private func isTail(_ range: Range<Int>) -> Bool {
        range.count >= 1 && range.count <= 4 && range.allSatisfy { text.isDigit($0) }
    }

    /// Whether a whole number stands here, up to the next stroke.
    private func isNumber(
        _ range: Range<Int>,
        _ cell: Span<UInt8>,
        _ rules: PhoneRules
    ) -> Bool {
        if read(range, cell, rules).isValid { return true }
        for index in range where text[index] == 0x2F {
            if read(trimmed(range.lowerBound..<index), cell, rules).isValid { return true }
        }
        return false
    }

    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, text[low] == 0x20 { low += 1 }
        while high > low, text[high - 1] == 0x20 { high -= 1 }
        return low..<high
    }

    func read(_ range: Range<Int>, _ cell: Span<UInt8>, _ rules: PhoneRules) -> PlanReading {
        NumberingPlan.shared.read(cell.extracting(bytes(range)), region: rules.region.index)
    }
}

/// The text of one foreign number within a cell.
struct DialExtent {
    var range: Range<Int>
    /// Where the mark of an extension stands, and its digits.
    var mark: Int?
    var `extension`: Range<Int>?
    /// Where the number ends if the capitals apart from it are a remark.
    var beforeLetters: Int?
    var strokeCount = 0
    /// Whether one or two letters stand among the digits.
    var isSlip = false
    /// Whether the parameters of a telephone URI follow.
    var hasParameters = false
}
