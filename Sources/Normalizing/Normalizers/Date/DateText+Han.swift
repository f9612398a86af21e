import Records

/// Chinese numerals, units and words of a date.
extension DateText {
    /// The value of a numeral sign: 0–9, 10 for 十, 20 for 廿, 30 for 卅, 100 for 百, 1000 for 千.
    static func numeral(_ scalar: UInt32) -> Int? {
        switch scalar {
        case 0x3007, 0x96F6, 0x25CB, 0x25EF: 0
        case 0x4E00, 0x58F9, 0x58F1: 1
        case 0x4E8C, 0x8D30, 0x8CB3, 0x4E24: 2
        case 0x4E09, 0x53C1, 0x53C3: 3
        case 0x56DB, 0x8086: 4
        case 0x4E94, 0x4F0D: 5
        case 0x516D, 0x9646, 0x9678: 6
        case 0x4E03, 0x67D2: 7
        case 0x516B, 0x634C: 8
        case 0x4E5D, 0x7396: 9
        case 0x5341, 0x62FE: 10
        case 0x5EFF: 20
        case 0x5345: 30
        case 0x767E: 100
        case 0x5343: 1000
        default: nil
        }
    }

    /// 二〇二三 → 2023, 二十五 → 25, 一百一十二 → 112.
    private mutating func takeNumeral(_ start: Int) -> Int {
        var index = start
        var total = 0
        var digit: Int?
        var plainCount = 0
        var hasUnit = false
        while index - start < 9, let value = DateText.numeral(text[index]) {
            if value >= 100 || value == 10 {
                hasUnit = true
                total += (digit ?? 1) * value
                digit = nil
            } else if value >= 20 {
                hasUnit = true
                total += value
                digit = nil
            } else {
                if !hasUnit { bytes.append(UInt8(value) + 0x30) }
                plainCount += 1
                digit = value
            }
            index += 1
        }
        guard hasUnit else { return index }
        // The digit in front of the first unit had been written as it stood.
        var written = 0
        for scalar in text.scalars[start..<index] {
            guard let value = DateText.numeral(scalar), value < 10 else { break }
            written += 1
        }
        bytes.removeLast(written)
        total += digit ?? 0
        if total < 100 {
            CalendarDay.append(total, digitCount: 2, to: &bytes)
        } else {
            CalendarDay.append(total, digitCount: total < 1000 ? 3 : 4, to: &bytes)
        }
        return index
    }

    mutating func takeHan(_ index: Int) -> Int {
        switch text[index] {
        case 0x5E74: bytes.append(DateText.year)
        case 0x6708: bytes.append(DateText.month)
        case 0x65E5 where text[index + 1] != 0x671F: bytes.append(DateText.day)
        case 0x53F7, 0x865F: bytes.append(DateText.day)
        case 0x65F6 where text[index + 1] != 0x95F4: bytes.append(DateText.hour)
        case 0x70B9, 0x6642, 0x9EDE: bytes.append(DateText.hour)
        case 0x5206: bytes.append(DateText.minute)
        case 0x79D2: bytes.append(DateText.second)
        case 0x534A where bytes.last == DateText.hour: bytes.append("30m")
        case 0x3001: bytes.append(0x2E)
        case 0xFF5E, 0x301C: bytes.append(DateText.span)
        case 0x5143 where text[index + 1] == 0x6708 || text[index + 1] == 0x5E74:
            bytes.append(0x31)
        default: return takeWord(index)
        }
        return index + 1
    }

    private mutating func takeWord(_ index: Int) -> Int {
        if DateText.numeral(text[index]) != nil {
            if let length = quarterLength(index) { return index + length }
            if let length = dashLength(index) { return index + length }
            let end = takeNumeral(index)
            // 2023二1 and 1二月 mix what nobody mixes, 2〇23 is read.
            if DateText.isCount(text[index]) && text.isDigit(index - 1)
                || DateText.isCount(text[end - 1]) && text.isDigit(end)
            {
                takeOther()
            }
            return end
        }
        if let length = weekdayLength(index) { return index + length }
        let heads = DateText.heads
        for place in heads.indices where heads[place] == text[index] {
            let (word, meaning) = DateText.words[place]
            if text.has(word, at: index) {
                take(meaning)
                return index + word.utf8CodeUnitCount / 3
            }
        }
        if text[index] == 0x521D {
            // 初五 is a lunar day, 年初 and 月初 are stretches.
            if DateText.numeral(text[index + 1]) != nil || text.isDigit(index + 1) {
                marks.isLunar = true
            } else {
                marks.isPeriod = true
            }
            return index + 1
        }
        takeOther()
        return index + 1
    }

    private mutating func take(_ meaning: Meaning) {
        switch meaning {
        case .filler: break
        case .era(let offset): marks.eraOffset = offset
        case .lunar(let written):
            marks.isLunar = true
            bytes.append(written)
        case .period(let written):
            marks.isPeriod = true
            bytes.append(written)
        case .written(let written): bytes.append(written)
        case .approximate: marks.isApproximate = true
        case .ordinal: isAfterOrdinal = true
        }
    }

    private static func isCount(_ scalar: UInt32) -> Bool { numeral(scalar) ?? 0 > 0 }

    /// 一 typed for a dash: 2023一01一05.
    private mutating func dashLength(_ index: Int) -> Int? {
        guard text[index] == 0x4E00 else { return nil }
        var (before, after) = (index - 1, index + 1)
        while text[before] == 0x20 { before -= 1 }
        while text[after] == 0x20 { after += 1 }
        guard text.isDigit(before), text.isDigit(after) else { return nil }
        bytes.append(0x2D)
        return 1
    }

    /// 一刻 and 三刻 of an hour.
    private mutating func quarterLength(_ index: Int) -> Int? {
        guard text[index + 1] == 0x523B, bytes.last == DateText.hour else { return nil }
        if text[index] == 0x4E00 { bytes.append("15m") }
        if text[index] == 0x4E09 { bytes.append("45m") }
        return text[index] == 0x4E00 || text[index] == 0x4E09 ? 2 : nil
    }

    /// 周四, 星期四, 礼拜天; 第12周 is a stretch.
    private mutating func weekdayLength(_ index: Int) -> Int? {
        var length = 0
        if text[index] == 0x5468 || text[index] == 0x9031 { length = 1 }
        if text.has("星期", at: index) || text.has("礼拜", at: index) { length = 2 }
        guard length > 0 else { return nil }
        if isAfterOrdinal, let last = bytes.last, Digits.isDigit(last) {
            marks.isPeriod = true
            bytes.append(DateText.week)
            return length
        }
        let next = text[index + length]
        let isNamed = next == 0x65E5 || next == 0x5929 || next &- 0x31 < 7
        return isNamed || (1...6).contains(DateText.numeral(next) ?? 0) ? length + 1 : length
    }

    /// What a word does to the text.
    enum Meaning: Sendable {
        case filler, approximate, ordinal
        case era(Int)
        case lunar(StaticString), period(StaticString), written(StaticString)
    }

    /// The first scalar of each word.
    private static let heads: [UInt32] = words.map { word, _ in
        word.withUTF8Buffer { unsafe Scalars.decode($0.span, at: 0).scalar }
    }

    /// Longer words stand before the words that they begin with.
    private static let words: [(StaticString, Meaning)] = [
        ("民国", .era(1911)), ("民國", .era(1911)), ("令和", .era(2018)), ("平成", .era(1988)),
        ("昭和", .era(1925)),
        ("农历", .lunar("")), ("農曆", .lunar("")), ("农曆", .lunar("")), ("阴历", .lunar("")),
        ("陰曆", .lunar("")), ("旧历", .lunar("")), ("夏历", .lunar("")), ("正月", .lunar("1M")),
        ("腊月", .lunar("12M")), ("臘月", .lunar("12M")), ("冬月", .lunar("11M")),
        ("闰", .lunar("R")), ("閏", .lunar("R")), ("除夕", .lunar("")),
        ("永久有效", .written("X")), ("长期有效", .written("X")), ("长期", .written("X")),
        ("長期", .written("X")), ("至今", .written("X")), ("永久", .written("X")),
        ("无固定期限", .written("X")), ("无期限", .written("X")), ("不限期", .written("X")),
        ("无限期", .written("X")), ("终身", .written("X")), ("不限", .written("X")),
        ("永续", .written("X")), ("现在", .written("X")), ("不定期", .written("X")),
        ("上午", .written("A")), ("凌晨", .written("A")), ("早上", .written("A")),
        ("早晨", .written("A")), ("清晨", .written("A")), ("下午", .written("P")),
        ("傍晚", .written("P")), ("午后", .written("P")), ("中午", .written("B")),
        ("正午", .written("B")), ("晚上", .written("E")), ("夜里", .written("E")),
        ("晚间", .written("E")), ("深夜", .written("E")), ("午夜", .written("E")),
        ("晚", .written("E")), ("夜", .written("E")), ("早", .written("A")),
        ("上旬", .period("")), ("中旬", .period("")), ("下旬", .period("")),
        ("季度", .period("Q")), ("季", .period("Q")), ("上半年", .period("H1")),
        ("下半年", .period("H2")), ("前半年", .period("H1")), ("后半年", .period("H2")),
        ("上半月", .period("")), ("下半月", .period("")), ("国庆", .period("G")),
        ("國慶", .period("G")), ("元旦", .period("F")),
        ("春节", .period("")), ("中秋", .period("")), ("端午", .period("")),
        ("中国标准时间", .filler), ("底", .period("")), ("末", .period("")), ("中", .period("")),
        ("大约", .approximate), ("约", .approximate), ("約", .approximate),
        ("大概", .approximate), ("左右", .approximate), ("前后", .approximate),
        ("预计", .approximate), ("預計", .approximate), ("预估", .approximate),
        ("估计", .approximate), ("以前", .approximate), ("之前", .approximate),
        ("以后", .approximate), ("之后", .approximate), ("截至", .approximate),
        ("截止", .filler), ("前", .approximate), ("后", .approximate), ("後", .approximate),
        ("拟", .approximate), ("暂定", .approximate),
        ("有效期", .filler), ("到期", .filler), ("到账", .filler),
        ("至", .written("~")), ("到", .written("~")), ("和", .written(",")),
        ("第", .ordinal),
        ("公历", .filler), ("公曆", .filler), ("阳历", .filler), ("公元", .filler),
        ("西元", .filler), ("北京时间", .filler),
        ("日期", .filler), ("时间", .filler), ("生日", .filler), ("出生", .filler),
        ("签约", .filler), ("签订", .filler), ("签署", .filler), ("签", .filler),
        ("订立", .filler), ("订", .filler), ("成立", .filler), ("注册", .filler),
        ("创建", .filler), ("建立", .filler), ("更新", .filler), ("修改", .filler),
        ("录入", .filler), ("登记", .filler), ("入职", .filler), ("开始", .filler),
        ("结束", .filler), ("成交", .filler), ("下单", .filler), ("付款", .filler),
        ("生效", .filler), ("当天", .filler), ("当日", .filler), ("节", .filler),
        ("份", .filler), ("度", .filler), ("立", .filler), ("起", .filler), ("止", .filler),
        ("于", .filler), ("從", .filler), ("从", .filler), ("自", .filler), ("在", .filler),
        ("整", .filler), ("許", .filler), ("期间", .filler), ("生", .filler),
    ]
}
