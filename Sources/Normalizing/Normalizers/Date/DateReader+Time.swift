import Records

/// The time of day and its zone.
extension DateReader {
    /// Reads what follows the date; a time that can't be makes the whole cell no date.
    mutating func withTime(_ reading: DateReading) -> DateReading {
        var reading = reading
        while byte(index) == 0x20 || byte(index) == 0x2C { index += 1 }
        if index == text.count { return reading }
        if index == text.count - 1,
            DateReader.isHalf(text[index]) || text[index] == DateText.noon
                || text[index] == DateText.night
        {
            // 上午 alone is no time.
            return DateReading(
                day: reading.day,
                code: reading.day == nil ? reading.code : .unclearTime
            )
        }
        let isNight = byte(index) == DateText.night
        let start = index
        guard let time = clock(), time.isPossible else { return .failed(.noDate) }
        if reading.day == nil { return reading }
        if isNight, time.hour == 12 {
            // 晚上12点 begins the day for some and ends it for others.
            reading.code = .unclearTime
            skipBlanks()
            return index == text.count ? reading : .failed(.noDate)
        }
        reading.time = time
        var colonCount = 0
        for place in start..<index where byte(place) == 0x3A { colonCount += 1 }
        return zoned(reading, hasSeconds: colonCount == 2)
    }

    private static func isHalf(_ byte: UInt8) -> Bool {
        byte == DateText.forenoon || byte == DateText.afternoon
    }

    /// `10:20`, `3:05:07 PM`, `P3h05m`, `10.20`; hour, minute and second may be out of range.
    mutating func clock() -> ClockTime? {
        var half: UInt8 = 0
        if DateReader.isHalf(byte(index)) || byte(index) == DateText.noon
            || byte(index) == DateText.night
        {
            half = byte(index)
            index += 1
            skipBlanks()
        }
        guard let hour = number(), hour.digitCount <= 2 else { return nil }
        var time = ClockTime(hour: hour.value)
        let isWhole = DateReader.isHalf(byte(index)) || byte(index) == 0x20
        if isWhole {
            // `3 PM`
            let start = index
            skipBlanks()
            guard DateReader.isHalf(byte(index)) else {
                index = start
                return nil
            }
        } else {
            guard readMinutes(&time) else { return nil }
        }
        let start = index
        skipBlanks()
        if DateReader.isHalf(byte(index)) {
            half = byte(index)
            index += 1
        } else {
            index = start
        }
        DateReader.move(&time, half)
        return time
    }

    /// `:20:30.5`, `h20m30s`; false when there is no mark behind the hour.
    private mutating func readMinutes(_ time: inout ClockTime) -> Bool {
        guard skip(0x3A) || skip(DateText.hour) || skip(0x2E) else { return false }
        guard let minute = number() else { return byte(index - 1) == DateText.hour }
        guard minute.digitCount <= 2 else { return false }
        time.minute = minute.value
        let hasMore = skip(0x3A) || skip(DateText.minute) || skip(0x2E)
        guard hasMore, let second = number() else { return true }
        guard second.digitCount <= 2 else { return false }
        time.second = second.value
        _ = skip(DateText.second)
        if skip(0x2E) || skip(0x2C) || skip(0x3A) {
            guard number() != nil else { return false }
        }
        return true
    }

    /// Moves the hour into the half of the day that was named.
    private static func move(_ time: inout ClockTime, _ half: UInt8) {
        switch half {
        case DateText.afternoon where time.hour < 12: time.hour += 12
        case DateText.night where time.hour > 4 && time.hour < 12: time.hour += 12
        case DateText.noon where time.hour < 4: time.hour += 12
        case DateText.forenoon where time.hour == 12: time.hour = 0
        default: break
        }
    }

    // MARK: - Zones

    /// A zone moves the time to Asia/Shanghai; without one it is taken as such.
    ///
    /// `10:00-11:00` without seconds is a span of time rather than a zone eleven hours west.
    mutating func zoned(_ reading: DateReading, hasSeconds: Bool) -> DateReading {
        skipBlanks()
        if index == text.count { return reading }
        if byte(index) == 0x2D, !hasSeconds || byte(index + 1) == 0x20 {
            index += 1
            skipBlanks()
            guard let end = clock(), end.isPossible, index == text.count else {
                return .failed(.noDate)
            }
            return DateReading(day: reading.day, code: .unclearTime)
        }
        guard let minutes = zoneMinutes(), index == text.count else { return .failed(.noDate) }
        return shifted(reading, minutes: minutes)
    }

    /// `Z`, `+08:00`, `Z+8`, `-0500`: minutes east of UTC; nil when it is no zone.
    mutating func zoneMinutes() -> Int? {
        let isNamed = skip(DateText.zone)
        if isNamed { skipBlanks() }
        let isWest = byte(index) == 0x2D
        guard skip(0x2B) || skip(0x2D) else { return isNamed ? 0 : nil }
        guard let hours = number() else { return nil }
        var minutes = hours.digitCount <= 2 ? hours.value * 60 : 0
        if hours.digitCount == 4 { minutes = hours.value / 100 * 60 + hours.value % 100 }
        if hours.digitCount == 3 || hours.digitCount > 4 { return nil }
        if skip(0x3A) {
            guard let rest = number(), rest.digitCount == 2, rest.value < 60 else { return nil }
            minutes += rest.value
        }
        skipBlanks()
        guard minutes <= 14 * 60 else { return nil }
        return isWest ? -minutes : minutes
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
