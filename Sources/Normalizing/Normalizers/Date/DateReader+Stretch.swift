import Records

/// Cells that name more than a day: spans, lists, quarters, and days of the lunar calendar.
extension DateReader {
    // MARK: - Two dates

    /// `2023.1.5~2023.12.31`, `2023Y1M5D~X`; the marks 至 and 长期 are certain.
    mutating func readSpan() -> DateReading {
        let openPlace = text.firstIndex(of: DateText.open)
        guard let place = text.firstIndex(of: DateText.span) ?? openPlace else {
            return .failed(.noDate)
        }
        var left = Array(text[..<place])
        var right = Array(text[(place + (text[place] == DateText.span ? 1 : 0))...])
        DateReader.trim(&left)
        DateReader.trim(&right)
        // 至2023-12-31 names the end alone.
        if left.isEmpty, openPlace == nil, !right.contains(DateText.span) {
            text = right
            index = 0
            return readDay()
        }
        guard let start = end(of: left, after: nil) else { return .failed(.noDate) }
        if right.isEmpty { return .failed(.dateRange) }
        guard let stop = end(of: right, after: left) else { return .failed(.noDate) }
        return .failed(.dateRange, start + [0x2F] + stop)
    }

    private static func trim(_ bytes: inout [UInt8]) {
        while let last = bytes.last, last == 0x20 || last == 0x2D || last == 0x2E {
            bytes.removeLast()
        }
        while let first = bytes.first, first == 0x20 || first == 0x2D { bytes.removeFirst() }
    }

    /// One side of a span in ISO 8601; nil when it is no date.
    private func end(of side: [UInt8], after start: [UInt8]?) -> [UInt8]? {
        if side == [DateText.open] { return Array("9999-12-31".utf8) }
        if side.isEmpty { return nil }
        var reader = self
        reader.text = side
        reader.index = 0
        let reading = reader.checked(reader.readDay())
        if let iso = reading.iso { return iso }
        if reading.code == .partialDate, let first = reading.suggestion.first, first != 0x2D {
            return Array(reading.suggestion.prefix { $0 != 0x7C })
        }
        guard let start else { return nil }
        return shortened(side, after: start)
    }

    /// `12M31D`, `12.31` and `8D` behind a whole date take its year and month.
    private func shortened(_ side: [UInt8], after start: [UInt8]) -> [UInt8]? {
        var reader = self
        reader.text = start
        reader.index = 0
        let begin = reader.readDay()
        let isMonth =
            begin.day == nil && begin.code == .partialDate && begin.suggestion.count >= 7
            && begin.suggestion.first != 0x2D
        reader.text = side
        reader.index = 0
        guard let first = reader.number(), first.digitCount <= 2 else { return nil }
        if isMonth {
            guard reader.skip(DateText.month), reader.index == side.count else { return nil }
            return reader.partial(DateReader.decimal(begin.suggestion[..<4]), first.value)
                .suggestion
        }
        guard let day = begin.day else { return nil }
        let hasMark = reader.skip(DateText.month) || reader.skip(0x2E) || reader.skip(0x2F)
        if !hasMark {
            let isDay = reader.skip(DateText.day) && reader.index == side.count
            return isDay ? made(day.year, day.month, first.value).iso : nil
        }
        guard let second = reader.number() else { return nil }
        _ = reader.skip(DateText.day)
        guard reader.index == side.count else { return nil }
        return made(day.year, first.value, second.value).iso
    }

    private static func decimal(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    /// Two whole dates in a text that is none: a span with `-` between them, else a list.
    mutating func readPair() -> DateReading? {
        let whole = text
        for place in 1..<(whole.count - 1) where whole[place] == 0x2D {
            let (left, right) = sides(whole, place)
            // 2023-1-5-6 isn't shortened, 2023年1-5月 and 2023.1.5-12.31 are.
            let isMarked = !left.contains(0x2D)
            guard let start = end(of: left, after: nil),
                let stop = end(of: right, after: isMarked ? left : nil),
                (start.count >= 10) == (stop.count >= 10)
            else { continue }
            return .failed(.dateRange, start + [0x2F] + stop)
        }
        for place in 1..<(whole.count - 1) where DateReader.partsList(whole[place]) {
            let (left, right) = sides(whole, place)
            if let start = end(of: left, after: nil), start.count >= 10,
                let stop = end(of: right, after: nil), stop.count >= 10
            {
                return .failed(.dateRange)
            }
        }
        return nil
    }

    private static func partsList(_ mark: UInt8) -> Bool {
        mark == 0x20 || mark == 0x2C || mark == 0x2E || mark == 0x2F
    }

    /// What stands before and behind `place`; `3` of `3-5月` is a month too.
    private func sides(_ whole: [UInt8], _ place: Int) -> (left: [UInt8], right: [UInt8]) {
        var left = Array(whole[..<place])
        var right = Array(whole[(place + 1)...])
        DateReader.trim(&left)
        DateReader.trim(&right)
        if right.last == DateText.month, left.contains(DateText.year),
            !left.contains(DateText.month), left.last != DateText.year
        {
            left.append(DateText.month)
        }
        return (left, right)
    }

    // MARK: - Quarters, halves, weeks

    /// `2023Y1Q` → 2023-Q1, `H12023` → 2023-H1, `2023Y12W` → 2023-W12, `2023Y1M` → 2023-01.
    ///
    /// `isSure` is false for 前三季度, which has no short form.
    mutating func readPeriod(isSure: Bool) -> DateReading {
        var numbers: [(part: DatePart, unit: UInt8)] = []
        var units: [UInt8] = []
        while index < text.count {
            let before = index > 0 ? byte(index - 1) : 0
            if let part = number() {
                let isUnitInFront = DateReader.isStretch(before) && part.digitCount <= 2
                numbers.append((part, isUnitInFront ? before : byte(index)))
            } else {
                units.append(byte(index))
                index += 1
            }
        }
        guard let first = numbers.firstIndex(where: { isYearPart($0.part, $0.unit) }) else {
            return .failed(numbers.isEmpty ? .noDate : .periodDate)
        }
        let year = self.year(of: numbers[first].part) ?? 0
        guard isSure, (1...9999).contains(year) else { return .failed(.periodDate) }
        numbers.remove(at: first)
        var bytes: [UInt8] = []
        CalendarDay.append(year, digitCount: 4, to: &bytes)
        if numbers.count > 1 { return .failed(.periodDate) }
        if let (part, unit) = numbers.first {
            guard append(part.value, unit, to: &bytes) else { return .failed(.noDate) }
        } else if units.contains(0x47) {
            bytes.append("-10")
        } else if units.contains(0x46) {
            bytes.append("-01")
        }
        return .failed(.periodDate, bytes)
    }

    private static func isStretch(_ byte: UInt8) -> Bool {
        byte == DateText.quarter || byte == DateText.half || byte == DateText.week
    }

    private func isYearPart(_ part: DatePart, _ unit: UInt8) -> Bool {
        if unit == DateText.year { return year(of: part) != nil }
        return part.digitCount == 4 || part.digitCount == 2 && unit == DateText.quarter
    }

    /// False when there is no such month, quarter, half or week.
    private func append(_ number: Int, _ unit: UInt8, to bytes: inout [UInt8]) -> Bool {
        bytes.append(0x2D)
        switch unit {
        case DateText.quarter where (1...4).contains(number),
            DateText.half where (1...2).contains(number):
            bytes.append(unit)
            bytes.append(UInt8(number) + 0x30)
        case DateText.week where (1...53).contains(number):
            bytes.append(unit)
            CalendarDay.append(number, digitCount: 2, to: &bytes)
        case DateText.month where (1...12).contains(number), 0 where (1...12).contains(number):
            CalendarDay.append(number, digitCount: 2, to: &bytes)
        default: return false
        }
        return true
    }

    // MARK: - The lunar calendar

    /// `2023YR2M1`: refused, its Gregorian day suggested where every calendar has the same.
    mutating func readLunar() -> DateReading {
        guard let year = number(), year.digitCount == 4 else { return .failed(.lunarDate) }
        skipLunarMarks()
        let isLeap = skip(DateText.leap)
        guard let month = number() else { return .failed(.lunarDate) }
        skipLunarMarks()
        guard let day = number() else { return .failed(.lunarDate) }
        skipBlanks()
        _ = skip(DateText.day)
        skipBlanks()
        guard index == text.count,
            let solar = LunarDay.day(
                year: year.value,
                month: month.value,
                isLeap: isLeap,
                day: day.value
            )
        else { return .failed(.lunarDate) }
        return .failed(.lunarDate, DateReading(day: solar).iso ?? [])
    }

    private mutating func skipLunarMarks() {
        while true {
            switch byte(index) {
            case 0x20, 0x2D, 0x2E, 0x2F, DateText.year, DateText.month: index += 1
            default: return
            }
        }
    }
}
