import Records

/// A date cell in a small alphabet: ASCII digits and marks, one byte for each unit word.
///
///     二〇二三年一月五日 下午3点半   →   2023Y1M5D P3h30m
///     签约日期：2023．1．5（周四）   →   2023.1.5
///
/// Chinese numerals become digits; weekdays, labels and words such as 约 and 左右 fall away, and
/// what has a meaning of its own (民国, 农历, 长期, 至) sets a mark.
struct DateText: Sendable {
    /// Units in the text.
    static let year: UInt8 = 0x59
    static let month: UInt8 = 0x4D
    static let day: UInt8 = 0x44
    static let hour: UInt8 = 0x68
    static let minute: UInt8 = 0x6D
    static let second: UInt8 = 0x73
    static let forenoon: UInt8 = 0x41
    static let afternoon: UInt8 = 0x50

    private(set) var bytes: [UInt8] = []
    private(set) var isMinguo = false
    private(set) var isLunar = false
    private(set) var isOpenEnd = false
    private(set) var isRange = false
    /// 上旬, 季度, Q3, 底: a stretch of time, not a day.
    private(set) var isPeriod = false
    /// Words that no date has: 去年, 明年.
    private(set) var hasOtherWords = false

    private var text = FoldedText()

    mutating func read(_ cell: Span<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        isMinguo = false
        isLunar = false
        isOpenEnd = false
        isRange = false
        isPeriod = false
        hasOtherWords = false
        text.read(cell)
        var index = labelEnd()
        while index < text.count { index = take(index) }
        while bytes.last == 0x20 { bytes.removeLast() }
    }

    /// Where the text behind `签约日期：` begins.
    private func labelEnd() -> Int {
        guard let colon = text.scalars.firstIndex(of: 0x3A), colon > 0 else { return 0 }
        for scalar in text.scalars[..<colon] where scalar &- 0x30 < 10 { return 0 }
        return colon + 1
    }

    private mutating func take(_ index: Int) -> Int {
        let scalar = text[index]
        if scalar &- 0x30 < 10 {
            bytes.append(UInt8(truncatingIfNeeded: scalar))
            return index + 1
        }
        if scalar < 0x80 { return takeASCII(index) }
        if let end = takeNumeral(index) { return end }
        return takeWord(index)
    }

    private mutating func takeASCII(_ index: Int) -> Int {
        let scalar = text[index]
        switch scalar {
        case 0x20, 0x0A, 0x0D:
            if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
        case 0x22, 0x27, 0x3D, 0x28, 0x29, 0x5B, 0x5D: break
        case 0x7E: isRange = true
        case 0x51, 0x71: isPeriod = true
        case 0x2D, 0x2F, 0x2E, 0x3A, 0x2B, 0x2C: bytes.append(UInt8(truncatingIfNeeded: scalar))
        default: return takeLetters(index)
        }
        return index + 1
    }

    /// `T`, `Z`, AM, PM, names of months; weekdays and ordinals fall away.
    private mutating func takeLetters(_ start: Int) -> Int {
        var end = start
        while text.isLetter(end) { end += 1 }
        guard end > start else {
            hasOtherWords = true
            return start + 1
        }
        let length = end - start
        if length == 1, text.has("t", at: start) {
            bytes.append(0x20)
        } else if length == 1, text.has("z", at: start) {
            bytes.append(0x5A)
        } else if length == 2, text.has("am", at: start) {
            bytes.append(DateText.forenoon)
        } else if length == 2, text.has("pm", at: start) {
            bytes.append(DateText.afternoon)
        } else if let month = monthNumber(start, length) {
            bytes.append(0x4E)
            CalendarDay.append(month, digitCount: 2, to: &bytes)
        } else if !isIgnoredWord(start, length) {
            hasOtherWords = true
        } else if text.has("gmt", at: start) || text.has("utc", at: start) {
            bytes.append(0x5A)
        }
        return end
    }

    private static let monthNames: [StaticString] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]

    private func monthNumber(_ start: Int, _ length: Int) -> Int? {
        guard length >= 3 else { return nil }
        for (index, name) in DateText.monthNames.enumerated()
        where isPrefix(of: name, start, length) { return index + 1 }
        return nil
    }

    /// Whether the letters are the first letters of `name`.
    private func isPrefix(of name: StaticString, _ start: Int, _ length: Int) -> Bool {
        guard length <= name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { buffer in
            for offset in 0..<length {
                let scalar = text[start + offset] | 0x20
                if unsafe scalar != UInt32(buffer[offset]) { return false }
            }
            return true
        }
    }

    private func isIgnoredWord(_ start: Int, _ length: Int) -> Bool {
        for word in ["st", "nd", "rd", "th", "gmt", "utc", "cst"] as [StaticString]
        where length == word.utf8CodeUnitCount && text.has(word, at: start) { return true }
        guard length >= 3 else { return false }
        for word in [
            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        ] as [StaticString] where isPrefix(of: word, start, length) { return true }
        return false
    }

    // MARK: - Chinese

    /// The value of a numeral sign: 0–9, 10 for 十, 20 for 廿, 30 for 卅.
    private func numeral(_ index: Int) -> Int? {
        switch text[index] {
        case 0x3007, 0x96F6, 0x25CB, 0x25EF: 0
        case 0x4E00, 0x58F9: 1
        case 0x4E8C, 0x8D30: 2
        case 0x4E09, 0x53C1: 3
        case 0x56DB, 0x8086: 4
        case 0x4E94, 0x4F0D: 5
        case 0x516D, 0x9646: 6
        case 0x4E03, 0x67D2: 7
        case 0x516B, 0x634C: 8
        case 0x4E5D, 0x7396: 9
        case 0x5341, 0x62FE: 10
        case 0x5EFF: 20
        case 0x5345: 30
        default: nil
        }
    }

    private mutating func takeNumeral(_ start: Int) -> Int? {
        guard numeral(start) != nil else { return nil }
        var index = start
        var tens: Int?
        var unit = 0
        var plain: [UInt8] = []
        while let value = numeral(index) {
            if value >= 20 {
                tens = value
                unit = 0
            } else if value == 10 {
                tens = (plain.isEmpty ? 1 : Int(plain[plain.count - 1] &- 0x30)) * 10
                unit = 0
            } else {
                unit = value
                plain.append(UInt8(value) + 0x30)
            }
            index += 1
        }
        if let tens {
            CalendarDay.append(tens + unit, digitCount: 2, to: &bytes)
        } else {
            bytes.append(contentsOf: plain)
        }
        return index
    }

    private mutating func takeWord(_ index: Int) -> Int {
        if let length = takeUnit(index) { return index + length }
        for word in ["民国", "民國"] as [StaticString] where text.has(word, at: index) {
            isMinguo = true
            return index + 2
        }
        for word in ["农历", "農曆", "阴历", "正月", "腊月", "冬月", "闰", "閏", "初"]
            as [StaticString]
        where text.has(word, at: index) {
            isLunar = true
            return index + 1
        }
        for word in ["长期", "至今", "永久", "无固定期限", "長期"] as [StaticString]
        where text.has(word, at: index) {
            isOpenEnd = true
            return text.count
        }
        if let length = weekdayLength(index) { return index + length }
        for word in ["季度", "上旬", "中旬", "下旬", "半年", "月底", "底", "国庆", "春节", "元旦"]
            as [StaticString]
        where text.has(word, at: index) { isPeriod = true }
        for word in ["至", "到", "—"] as [StaticString] where text.has(word, at: index) {
            isRange = true
        }
        if !isFiller(index) { hasOtherWords = true }
        return index + 1
    }

    private mutating func takeUnit(_ index: Int) -> Int? {
        switch text[index] {
        case 0x5E74: bytes.append(DateText.year)
        case 0x6708: bytes.append(DateText.month)
        case 0x65E5, 0x53F7, 0x865F: bytes.append(DateText.day)
        case 0x65F6, 0x70B9, 0x6642, 0x9EDE: bytes.append(DateText.hour)
        case 0x5206: bytes.append(DateText.minute)
        case 0x79D2: bytes.append(DateText.second)
        case 0x534A where bytes.last == DateText.hour: bytes.append("30m")
        case 0x3001: bytes.append(0x2E)
        case 0x5143 where text[index + 1] == 0x6708: bytes.append(0x31)
        default: return takeDayHalf(index)
        }
        return 1
    }

    private mutating func takeDayHalf(_ index: Int) -> Int? {
        for word in ["上午", "凌晨", "早上", "早晨", "清晨"] as [StaticString]
        where text.has(word, at: index) {
            bytes.append(DateText.forenoon)
            return 2
        }
        for word in ["下午", "晚上", "傍晚", "中午"] as [StaticString]
        where text.has(word, at: index) {
            bytes.append(DateText.afternoon)
            return 2
        }
        return nil
    }

    private func weekdayLength(_ index: Int) -> Int? {
        var length = 0
        if text[index] == 0x5468 { length = 1 }
        if text.has("星期", at: index) || text.has("礼拜", at: index) { length = 2 }
        guard length > 0 else { return nil }
        return text[index + length] == 0 || text[index + length] == 0x29 ? length : length + 1
    }

    /// 份, 度, 签, 约, 左右: words around a date that leave it as it is.
    private func isFiller(_ index: Int) -> Bool {
        switch text[index] {
        case 0x4EFD, 0x5EA6, 0x7B7E, 0x7EA6, 0x5927, 0x5DE6, 0x53F3, 0x8BA2, 0x7ACB, 0x8D77:
            true
        default: false
        }
    }
}
