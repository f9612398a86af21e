import Records

/// Cells of digits only: compact days, numbers of spreadsheets, seconds since 1970.
extension DateReader {
    /// `20230105`, `230105`, `202301`, `44931`, `44931.5`, `1672885230`; nil: not of these forms.
    mutating func readCompact() -> DateReading? {
        var length = 0
        while Digits.isDigit(byte(length)) { length += 1 }
        if mayCount, length > 0, length == text.count || byte(length) == 0x2E,
            let reading = readCount(length)
        {
            return reading
        }
        if length == 8, text.count > 8, byte(8) == 0x20 { return packedWithTime() }
        if length == 14 || length == 17, text.count == length { return packed(length) }
        if length == 14, byte(14) == 0x2E || byte(14) == DateText.zone { return packedZoned() }
        guard length == text.count else { return nil }
        switch length {
        case 12 where isYear(digits(0, 4)), 10 where isYear(digits(0, 4)): return packed(length)
        case 8: return eightDigits()
        case 7: return sevenDigits()
        case 6: return sixDigits()
        case 4:
            return isYear(digits(0, 4)) ? .failed(.partialDate, Array(text)) : .failed(.noDate)
        default: return .failed(.noDate)
        }
    }

    private func isYear(_ number: Int) -> Bool { (1900...2100).contains(number) }

    // MARK: - Days in a row of digits

    /// `2023010510`, `202301051020`, `20230105102030` and milliseconds behind it.
    private func packed(_ length: Int) -> DateReading {
        packed(
            hour: digits(8, 2),
            minute: length > 10 ? digits(10, 2) : 0,
            second: length > 12 ? digits(12, 2) : 0
        )
    }

    private func packed(hour: Int, minute: Int, second: Int) -> DateReading {
        var reading = made(digits(0, 4), digits(4, 2), digits(6, 2))
        guard reading.day != nil else { return reading }
        let time = ClockTime(hour: hour, minute: minute, second: second)
        guard time.isPossible else { return .failed(.noDate) }
        reading.time = time
        return reading
    }

    private mutating func packedZoned() -> DateReading {
        let reading = packed(14)
        index = 14
        if skip(0x2E) { _ = number() }
        return reading.day == nil ? reading : zoned(reading, hasSeconds: true)
    }

    /// `20230105 10:20`, `20230105T102030Z`.
    private mutating func packedWithTime() -> DateReading {
        var end = 9
        while Digits.isDigit(byte(end)) { end += 1 }
        if end == 13 || end == 15, byte(end) != 0x3A {
            let reading = packed(
                hour: digits(9, 2),
                minute: digits(11, 2),
                second: end == 15 ? digits(13, 2) : 0
            )
            index = end
            if skip(0x2E) { _ = number() }
            return reading.day == nil ? reading : zoned(reading, hasSeconds: true)
        }
        index = 8
        return withTime(made(digits(0, 4), digits(4, 2), digits(6, 2)))
    }

    /// `20230105`; `31122022` and `12312022` have their year at the end.
    private func eightDigits() -> DateReading {
        let year = digits(0, 4)
        let last = digits(4, 4)
        if !isYear(year), isYear(last), year != 0 {
            return yearLast(digits(0, 2), digits(2, 2), last, order)
        }
        return made(year, digits(4, 2), digits(6, 2))
    }

    /// `1120105` counts from 1912; `2023105` is 5 January or 5 October.
    private func sevenDigits() -> DateReading {
        let minguo = CalendarDay(digits(0, 3) + 1911, digits(3, 2), digits(5, 2))
        if isMinguoColumn || eraOffset == 1911 {
            return minguo.map { DateReading(day: $0, code: minguoCode) } ?? .failed(.noDate)
        }
        let year = digits(0, 4)
        guard isYear(year) else {
            return .failed(.noDate, minguo.flatMap { DateReading(day: $0).iso } ?? [])
        }
        return open([
            CalendarDay(year, digits(4, 1), digits(5, 2)),
            CalendarDay(year, digits(4, 2), digits(6, 1)),
        ])
    }

    /// `230105` or `202301`; `201105` may be either, and `010523` one of three days.
    private func sixDigits() -> DateReading {
        let (a, b, c) = (digits(0, 2), digits(2, 2), digits(4, 2))
        let short = CalendarDay(fullYear(a), b, c)
        guard isYear(digits(0, 4)), (1...12).contains(c) else {
            return self.short(a, b, c, compactOrder, isContested: isCompactContested)
        }
        var month = Array(text[0..<4])
        month.append(0x2D)
        month.append(contentsOf: text[4..<6])
        guard let short else { return .failed(.partialDate, month) }
        month.append(0x7C)
        short.append(to: &month)
        return .failed(.ambiguousDate, month)
    }

    // MARK: - Counts

    /// Days of a spreadsheet or seconds since 1970, with or without a fraction.
    private func readCount(_ length: Int) -> DateReading? {
        let fraction = length < text.count ? fractionOnly(length + 1) : 0
        switch numbers {
        case .unix:
            guard (9...10).contains(length) || length == 13 || length == 16 else { return nil }
            return unix(digits(0, length <= 10 ? length : 10))
        case .days1900, .days1904:
            guard let fraction, length <= 7 else { return nil }
            return serial(digits(0, length), fraction: fraction)
        case .auto:
            guard length == 5, let fraction else { return nil }
            let days = digits(0, 5)
            return days < 20_000 || days > 60_000 ? nil : serial(days, fraction: fraction)
        }
    }

    /// The digits from `start` on as a share of a day in seconds; nil when other text follows.
    private func fractionOnly(_ start: Int) -> Int? {
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

    private func serial(_ days: Int, fraction: Int) -> DateReading {
        var number = fraction >= 86_400 ? days + 1 : days
        if numbers == .days1904 {
            number += 1462
        } else if number == 60 {
            // 1900-02-29, a day that only spreadsheets have.
            return .failed(.noDate)
        } else if number == 0 {
            return .failed(.zeroDate)
        } else if number < 60 {
            number += 1
        }
        let counted = CalendarDay(serial: number)
        guard let day = CalendarDay(counted.year, counted.month, counted.day) else {
            return .failed(.noDate)
        }
        let seconds = fraction % 86_400
        let time = ClockTime(
            hour: seconds / 3600,
            minute: seconds / 60 % 60,
            second: seconds % 60
        )
        return DateReading(day: day, time: seconds > 0 ? time : nil, code: .serialDate)
    }

    /// Seconds since 1970 in UTC, shown in Asia/Shanghai.
    private func unix(_ seconds: Int) -> DateReading {
        if seconds == 0 { return .failed(.zeroDate) }
        let local = seconds + 8 * 3600
        let rest = local % 86_400
        return DateReading(
            day: CalendarDay(number: local / 86_400),
            time: ClockTime(hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60)
        )
    }

    /// A year of the 民国 that only the column's other cells make one.
    var minguoCode: FindingCode { eraOffset == 0 ? .minguoYear : .none }
}
