import Records

/// Names of months, the time of day and its zone.
extension DateReader {
    /// `Jan 5, 2023`, `5-Jan-23`, `2023 Jan 5`, `Thu Jan 05 10:20:30 CST 2023`.
    mutating func readEnglish() -> DateReading {
        var month = 0
        var parts: [(value: Int, digitCount: Int)] = []
        var time: ClockTime?
        while index < text.count {
            if skip(0x4E) {
                month = digits(index, 2)
                index += 2
            } else if Digits.isDigit(byte(index)) {
                let start = index
                guard let part = number() else { return .failed(.noDate) }
                if byte(index) == 0x3A {
                    index = start
                    time = clock()
                    guard time != nil else { return .failed(.noDate) }
                } else {
                    parts.append(part)
                }
            } else if byte(index) == 0x5A {
                guard let known = time else { return .failed(.noDate) }
                index += 1
                var reading = english(month, parts)
                reading.time = known
                return index == text.count ? shifted(reading, minutes: 0) : .failed(.noDate)
            } else {
                index += 1
            }
        }
        var reading = english(month, parts)
        if reading.day != nil { reading.time = time }
        return reading
    }

    func english(
        _ month: Int,
        _ parts: [(value: Int, digitCount: Int)]
    ) -> DateReading {
        guard parts.count == 2 else {
            let isYear = parts.count == 1 && parts[0].digitCount == 4
            return .failed(isYear ? .partialDate : .noDate)
        }
        let (a, b) = (parts[0], parts[1])
        if a.digitCount == 4 { return made(a.value, month, b.value) }
        if b.digitCount == 4 { return made(b.value, month, a.value) }
        return made(fullYear(b.value), month, a.value)
    }

    // MARK: - Time of day

    /// Reads what follows the date; a time that can't be makes the whole cell no date.
    mutating func withTime(_ reading: DateReading, isPacked: Bool) -> DateReading {
        var reading = reading
        if isPacked {
            let time = ClockTime(
                hour: digits(8, 2),
                minute: digits(10, 2),
                second: digits(12, 2)
            )
            guard time.isPossible else { return .failed(.noDate) }
            reading.time = reading.day == nil ? nil : time
            return reading
        }
        while byte(index) == 0x20 || byte(index) == 0x2C { index += 1 }
        if index == text.count { return reading }
        guard let time = clock(), time.isPossible else { return .failed(.noDate) }
        if reading.day == nil { return reading }
        reading.time = time
        return zoned(reading)
    }

    /// `10:20`, `3:05:07 PM`, `P3h05m`, `10.20`; hour, minute and second may be out of range.
    mutating func clock() -> ClockTime? {
        var half: UInt8 = 0
        if byte(index) == DateText.forenoon || byte(index) == DateText.afternoon {
            half = byte(index)
            index += 1
            skipBlanks()
        }
        guard let hour = number(), hour.digitCount <= 2 else { return nil }
        var time = ClockTime(hour: hour.value)
        guard skip(0x3A) || skip(DateText.hour) || skip(0x2E) else { return nil }
        if let minute = number() {
            guard minute.digitCount <= 2 else { return nil }
            time.minute = minute.value
            let hasMore = skip(0x3A) || skip(DateText.minute) || skip(0x2E)
            if hasMore, let second = number() {
                guard second.digitCount <= 2 else { return nil }
                time.second = second.value
                _ = skip(DateText.second)
                if skip(0x2E) { _ = number() }
            }
        }
        skipBlanks()
        if byte(index) == DateText.forenoon || byte(index) == DateText.afternoon {
            half = byte(index)
            index += 1
        }
        if half == DateText.afternoon, time.hour < 12 { time.hour += 12 }
        if half == DateText.forenoon, time.hour == 12 { time.hour = 0 }
        return time
    }

    /// A zone moves the time to Asia/Shanghai; without one it is taken as such.
    mutating func zoned(_ reading: DateReading) -> DateReading {
        skipBlanks()
        if index == text.count { return reading }
        if skip(0x5A) {
            return index == text.count ? shifted(reading, minutes: 0) : .failed(.noDate)
        }
        let isWest = byte(index) == 0x2D
        guard skip(0x2B) || skip(0x2D), let hours = number() else { return .failed(.noDate) }
        var minutes = hours.digitCount == 4 ? hours.value / 100 * 60 + hours.value % 100 : 0
        if hours.digitCount <= 2 { minutes = hours.value * 60 }
        if skip(0x3A), let rest = number() { minutes += rest.value }
        guard index == text.count, minutes <= 14 * 60 else { return .failed(.noDate) }
        return shifted(reading, minutes: isWest ? -minutes : minutes)
    }

    /// From a zone `minutes` east of UTC to Asia/Shanghai, eight hours east.
    func shifted(_ reading: DateReading, minutes: Int) -> DateReading {
        guard let day = reading.day, let time = reading.time else { return reading }
        let total = day.number * 1440 + time.hour * 60 + time.minute + 480 - minutes
        let number = total >= 0 ? total / 1440 : -((1439 - total) / 1440)
        let rest = total - number * 1440
        let local = CalendarDay(number: number)
        guard let checked = CalendarDay(local.year, local.month, local.day) else {
            return .failed(.noDate)
        }
        return DateReading(
            day: checked,
            time: ClockTime(hour: rest / 60, minute: rest % 60, second: time.second),
            code: reading.code
        )
    }
}
