import Records

/// Which of two numbers before a year is the day; a matter of the whole column.
enum DayOrder: String, Sendable, CaseIterable {
    case yearFirst = "ymd"
    case monthFirst = "mdy"
    case dayFirst = "dmy"
    case unknown = "auto"
}

/// What a cell says about a day.
struct DateReading: Sendable {
    var day: CalendarDay?
    var time: ClockTime?
    var code: FindingCode = .none

    static func failed(_ code: FindingCode) -> DateReading { DateReading(code: code) }
}

/// Reads the bytes of a `DateText`: the date's numbers first, then the time of day.
///
///     date   Y-M-D  Y/M/D  Y.M.D  YYYYMMDD  YYMMDD  Y年M月D日  D-Mon-Y  M/D/Y by the column's order
///     time   h:mm[:ss[.f]]  h时mm分  AM/PM/上午/下午 before or after  Z or ±hh[:]mm
struct DateReader: Sendable {
    var order = DayOrder.unknown
    /// The order where the year has two digits.
    var shortOrder = DayOrder.unknown
    var isUnixColumn = false
    var isMinguoColumn = false
    /// The year of the run's clock; decides the century of two-digit years.
    var currentYear = 1970

    var text: [UInt8] = []
    var index = 0

    mutating func read(_ source: DateText) -> DateReading {
        if source.isOpenEnd { return source.bytes.isEmpty ? openEnd : .failed(.dateRange) }
        if source.isLunar { return .failed(.lunarDate) }
        text = source.bytes
        index = 0
        if source.isRange { return .failed(text.isEmpty ? .noDate : .dateRange) }
        if text.isEmpty || source.hasOtherWords && !source.isPeriod { return .failed(.noDate) }
        if source.isPeriod { return .failed(byte(0) >= 0x30 ? .partialDate : .noDate) }
        let isMinguo = source.isMinguo || isMinguoColumn
        let reading =
            text.contains(0x4E)
            ? readEnglish() : readCompact(isMinguo: isMinguo) ?? readParts(isMinguo: isMinguo)
        return checked(reading)
    }

    private var openEnd: DateReading {
        DateReading(day: CalendarDay(9999, 12, 31), code: .openEnd)
    }

    /// Fillers become findings, 2099-12-31 and 9999-12-31 an open end.
    func checked(_ reading: DateReading) -> DateReading {
        guard let day = reading.day else { return reading }
        if DateReader.isFiller(day.year, day.month, day.day) { return .failed(.zeroDate) }
        let isEnd = day.month == 12 && day.day == 31 && (day.year == 9999 || day.year == 2099)
        return isEnd ? openEnd : reading
    }

    /// 0000-00-00, 1900-01-00, 1900-01-01, 1899-12-30, 1970-01-01, 0001-01-01.
    static func isFiller(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        switch (year, month, day) {
        case (0, 0, 0), (1, 1, 1), (1900, 1, 0), (1900, 1, 1), (1899, 12, 30), (1899, 12, 31),
            (1970, 1, 1):
            true
        default: false
        }
    }

    // MARK: - Bytes

    func byte(_ place: Int) -> UInt8 { place < text.count ? text[place] : 0 }

    mutating func skipBlanks() { while byte(index) == 0x20 { index += 1 } }

    mutating func skip(_ mark: UInt8) -> Bool {
        guard byte(index) == mark else { return false }
        index += 1
        return true
    }

    /// At most nine digits.
    mutating func number() -> (value: Int, digitCount: Int)? {
        let start = index
        var value = 0
        while Digits.isDigit(byte(index)), index - start < 9 {
            value = value * 10 + Int(byte(index) &- 0x30)
            index += 1
        }
        return index > start ? (value, index - start) : nil
    }

    func digits(_ start: Int, _ count: Int) -> Int {
        var value = 0
        for place in start..<(start + count) { value = value * 10 + Int(byte(place) &- 0x30) }
        return value
    }

    func made(_ year: Int, _ month: Int, _ day: Int) -> DateReading {
        if DateReader.isFiller(year, month, day) { return .failed(.zeroDate) }
        guard let day = CalendarDay(year, month, day) else { return .failed(.noDate) }
        return DateReading(day: day)
    }

    /// The full year of two digits: at most twenty years ahead of the run's clock.
    func fullYear(_ short: Int) -> Int {
        let year = currentYear / 100 * 100 + short
        return year > currentYear + 20 ? year - 100 : year
    }

    // MARK: - Digits only

    /// `20230105`, `230105`, `202301`, `44931`, `44931.5`, `1672885230`; nil: not of these forms.
    mutating func readCompact(isMinguo: Bool) -> DateReading? {
        var length = 0
        while Digits.isDigit(byte(length)) { length += 1 }
        if length == 5, byte(5) == 0x2E, let fraction = fractionOnly(6) {
            return serial(digits(0, 5), fraction: fraction)
        }
        if length == 14 && text.count == 14 || length == 8 && text.count > 8 && byte(8) == 0x20 {
            index = 8
            return withTime(made(digits(0, 4), digits(4, 2), digits(6, 2)), isPacked: length == 14)
        }
        guard length == text.count else { return nil }
        switch length {
        case 8: return made(digits(0, 4), digits(4, 2), digits(6, 2))
        case 7 where isMinguo: return made(digits(0, 3) + 1911, digits(3, 2), digits(5, 2))
        case 6: return sixDigits()
        case 5: return serial(digits(0, 5), fraction: 0)
        case 4:
            let isYear = (1900...2100).contains(digits(0, 4))
            return .failed(isYear ? .partialDate : .noDate)
        case 10 where isUnixColumn: return unix(digits(0, 10))
        case 13 where isUnixColumn: return unix(digits(0, 10))
        default: return .failed(.noDate)
        }
    }

    func sixDigits() -> DateReading {
        let century = digits(0, 2)
        let month = digits(4, 2)
        if century == 19 || century == 20, (1...12).contains(month),
            CalendarDay(fullYear(century), digits(2, 2), month) == nil || digits(2, 2) > 12
        {
            return .failed(.partialDate)
        }
        if century == 19 || century == 20, (1...12).contains(month) {
            return .failed(.ambiguousDate)
        }
        return made(fullYear(century), digits(2, 2), month)
    }

    /// The fraction behind a serial number, as a share of a day in seconds; nil when other text follows.
    func fractionOnly(_ start: Int) -> Int? {
        var value = 0
        var scale = 1
        for place in start..<max(start, text.count) {
            guard Digits.isDigit(byte(place)) else { return nil }
            if scale < 1_000_000_000_000 {
                value = value * 10 + Int(byte(place) &- 0x30)
                scale *= 10
            }
        }
        return (value * 86_400 + scale / 2) / scale
    }

    func serial(_ days: Int, fraction: Int) -> DateReading {
        guard days >= 20_000, days <= 60_000 else { return .failed(.noDate) }
        let day = CalendarDay(serial: fraction >= 86_400 ? days + 1 : days)
        let seconds = fraction % 86_400
        let time = ClockTime(
            hour: seconds / 3600,
            minute: seconds / 60 % 60,
            second: seconds % 60
        )
        return DateReading(day: day, time: seconds > 0 ? time : nil, code: .serialDate)
    }

    /// Seconds since 1970 in UTC, shown in Asia/Shanghai.
    func unix(_ seconds: Int) -> DateReading {
        let local = seconds + 8 * 3600
        let rest = local % 86_400
        return DateReading(
            day: CalendarDay(number: local / 86_400),
            time: ClockTime(hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60)
        )
    }

    // MARK: - Three parts

    mutating func readParts(isMinguo: Bool) -> DateReading {
        guard let first = number(), first.digitCount <= 4 else { return .failed(.noDate) }
        skipBlanks()
        if skip(DateText.year) { return readChinese(first, isMinguo: isMinguo) }
        guard let second = partAfterSeparator() else { return .failed(.noDate) }
        let afterSecond = index
        guard let third = partAfterSeparator() else {
            index = afterSecond
            skipBlanks()
            let isMonth = first.digitCount == 4 && (1...12).contains(second.value)
            return .failed(isMonth && index == text.count ? .partialDate : .noDate)
        }
        return withTime(
            arranged(first, second, third, isMinguo: isMinguo),
            isPacked: false
        )
    }

    /// A number after one of `-`, `/`, `.` or a blank; `2023. 1. 5` has both.
    mutating func partAfterSeparator() -> (value: Int, digitCount: Int)? {
        let start = index
        skipBlanks()
        let hadBlank = index > start || (index > 0 && byte(index - 1) == 0x20)
        let mark = byte(index)
        if mark == 0x2D || mark == 0x2F || mark == 0x2E {
            index += 1
            skipBlanks()
        } else if !hadBlank {
            return nil
        }
        guard let part = number(), part.digitCount <= 4, byte(index) != 0x3A else { return nil }
        return part
    }

    func arranged(
        _ a: (value: Int, digitCount: Int),
        _ b: (value: Int, digitCount: Int),
        _ c: (value: Int, digitCount: Int),
        isMinguo: Bool
    ) -> DateReading {
        if a.digitCount == 4 {
            return c.digitCount <= 2 ? made(a.value, b.value, c.value) : .failed(.noDate)
        }
        if isMinguo, c.digitCount <= 2 { return made(a.value + 1911, b.value, c.value) }
        guard a.digitCount <= 2, b.digitCount <= 2 else { return .failed(.noDate) }
        if c.digitCount == 4 { return yearLast(a.value, b.value, c.value, order) }
        guard c.digitCount <= 2 else { return .failed(.noDate) }
        if shortOrder == .yearFirst || a.value > 12 || a.value == 0 {
            return made(fullYear(a.value), b.value, c.value)
        }
        guard c.value > 12 || shortOrder != .unknown else { return .failed(.ambiguousDate) }
        return yearLast(a.value, b.value, fullYear(c.value), shortOrder)
    }

    func yearLast(_ a: Int, _ b: Int, _ year: Int, _ order: DayOrder) -> DateReading {
        if a > 12 && b <= 12 { return made(year, b, a) }
        if b > 12 && a <= 12 { return made(year, a, b) }
        if a == b { return made(year, a, b) }
        switch order {
        case .monthFirst: return made(year, a, b)
        case .dayFirst: return made(year, b, a)
        case .unknown, .yearFirst: return .failed(a > 12 ? .noDate : .ambiguousDate)
        }
    }

    /// Behind `2023年`.
    mutating func readChinese(
        _ year: (value: Int, digitCount: Int),
        isMinguo: Bool
    ) -> DateReading {
        guard isMinguo || year.digitCount == 4 || year.digitCount == 2 else {
            return .failed(.noDate)
        }
        let full =
            isMinguo
            ? year.value + 1911 : year.digitCount == 2 ? fullYear(year.value) : year.value
        skipBlanks()
        if index == text.count { return .failed(.partialDate) }
        guard let month = number() else { return .failed(.noDate) }
        skipBlanks()
        guard skip(DateText.month) || skip(0x2D) || skip(0x2E) || skip(0x2F) else {
            return .failed(.noDate)
        }
        skipBlanks()
        if index == text.count {
            return .failed((1...12).contains(month.value) ? .partialDate : .noDate)
        }
        guard let day = number() else { return .failed(.noDate) }
        skipBlanks()
        _ = skip(DateText.day)
        return withTime(made(full, month.value, day.value), isPacked: false)
    }
}
