import Records

/// A date cell in a small alphabet: ASCII digits and marks, one byte for each unit word.
///
///     二〇二三年一月五日 下午3点半   →   2023Y1M5D P3h30m
///     签约日期：2023．1．5（周四）   →   2023.1.5
///
/// Chinese numerals become digits; weekdays and labels fall away, and what has a meaning of its own
/// (民国, 农历, 约, a remark in brackets) sets a mark.
struct DateText: Sendable {
    /// Units in the text.
    static let year: UInt8 = 0x59
    static let month: UInt8 = 0x4D
    static let day: UInt8 = 0x44
    static let hour: UInt8 = 0x68
    static let minute: UInt8 = 0x6D
    static let second: UInt8 = 0x73
    /// 上午 下午 中午 晚上 in front of a time, AM and PM around it.
    static let forenoon: UInt8 = 0x41
    static let afternoon: UInt8 = 0x50
    static let noon: UInt8 = 0x42
    static let night: UInt8 = 0x45
    /// A month's name, its two digits behind it.
    static let name: UInt8 = 0x4E
    /// UTC; hours east of it may follow.
    static let zone: UInt8 = 0x5A
    /// 至 ~ between two dates, and 长期.
    static let span: UInt8 = 0x7E
    static let open: UInt8 = 0x58
    /// Stretches of time, and 闰 of a lunar month.
    static let quarter: UInt8 = 0x51
    static let half: UInt8 = 0x48
    static let week: UInt8 = 0x57
    static let leap: UInt8 = 0x52

    /// What was seen beside the bytes.
    struct Marks: Sendable {
        /// Added to the year: 1911 of the 民国, 2018 of 令和; 0 when it is of the common era.
        var eraOffset = 0
        var isLunar = false
        /// 上旬, 季度, Q3, 底: a stretch of time, not a day.
        var isPeriod = false
        var isApproximate = false
        /// Letters, numerals or words: a number among them counts no days or seconds.
        var hasWords = false
        /// Words that no date has: 去年, 明年.
        var hasOtherWords = false
        /// Such words in brackets; the remark's scalars.
        var remark: Range<Int>?
    }

    var bytes: [UInt8] = []
    var marks = Marks()
    var text = FoldedText()
    /// Where the bracket that is being read began.
    var bracketStart: Int?
    /// What had been read in front of it.
    private var bracketByteCount = 0
    private var wasLunar = false
    /// Behind 第: a number of a week or quarter.
    var isAfterOrdinal = false

    mutating func read(_ cell: Span<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        marks = Marks()
        bracketStart = nil
        isAfterOrdinal = false
        text.read(cell)
        var index = labelEnd()
        while index < text.count { index = take(index) }
        while let last = bytes.last, DateText.isTrailing(last) { bytes.removeLast() }
    }

    /// Blanks, stops and slashes behind a date.
    private static func isTrailing(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x2C || byte == 0x2E || byte == 0x2F
    }

    /// Where the text behind `签约日期：` begins.
    private mutating func labelEnd() -> Int {
        guard let colon = text.scalars.firstIndex(of: 0x3A), colon > 0 else { return 0 }
        for index in 0..<colon where text.isDigit(index) || isNumeral(index) { return 0 }
        for index in 0..<colon {
            if isOne(of: ["农历", "農曆", "阴历", "陰曆", "旧历"], index) { marks.isLunar = true }
            if isOne(of: ["民国", "民國"], index) { marks.eraOffset = 1911 }
            if isOne(of: ["预计", "預計", "预估"], index) { marks.isApproximate = true }
        }
        return colon + 1
    }

    private func isNumeral(_ index: Int) -> Bool { DateText.numeral(text[index]) != nil }

    private func isOne(of words: [StaticString], _ index: Int) -> Bool {
        for word in words where text.has(word, at: index) { return true }
        return false
    }

    private mutating func take(_ index: Int) -> Int {
        let scalar = text[index]
        if scalar &- 0x30 < 10 {
            bytes.append(UInt8(truncatingIfNeeded: scalar))
            return index + 1
        }
        if scalar < 0x80 { return takeASCII(index) }
        if DateText.isMiddleDot(scalar) {
            bytes.append(0x2E)
            return index + 1
        }
        marks.hasWords = true
        if scalar < 0x250 { return takeLetters(index) }
        return takeHan(index)
    }

    private static func isMiddleDot(_ scalar: UInt32) -> Bool {
        scalar == 0xB7 || scalar == 0x2022 || scalar == 0x2027 || scalar == 0x30FB
            || scalar == 0xFF65
    }

    private mutating func takeASCII(_ index: Int) -> Int {
        let scalar = text[index]
        switch scalar {
        case 0x20, 0x0A, 0x0D:
            if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
        case 0x28, 0x5B:
            bracketStart = index + 1
            if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
            bracketByteCount = bytes.count
            wasLunar = marks.isLunar
        case 0x29, 0x5D: closeBracket(index)
        case 0x22, 0x27, 0x3D: break
        case 0x7E: bytes.append(DateText.span)
        case 0x3B: bytes.append(0x2C)
        case 0x5F: bytes.append(0x2D)
        case 0x5C: bytes.append(0x2F)
        case 0x2D, 0x2F, 0x2E, 0x3A, 0x2B, 0x2C: bytes.append(UInt8(truncatingIfNeeded: scalar))
        default:
            marks.hasWords = true
            return takeLetters(index)
        }
        return index + 1
    }

    private mutating func closeBracket(_ index: Int) {
        if let start = bracketStart, marks.remark != nil { marks.remark = start..<index }
        // 2023年1月5日（腊月十四） is a solar day and its name in the other calendar.
        if bracketStart != nil, marks.isLunar, !wasLunar, bytes.count > bracketByteCount,
            bracketByteCount >= 8
        {
            bytes.removeLast(bytes.count - bracketByteCount)
            marks.isLunar = false
        }
        bracketStart = nil
    }

    /// A word that no date has: a remark when it stands in brackets, else the end of all hope.
    mutating func takeOther() {
        if let start = bracketStart {
            marks.remark = start..<start
        } else {
            marks.hasOtherWords = true
        }
    }
}
