import Records

/// A day of the Gregorian calendar and the count of days that names it.
///
/// After the era arithmetic of E. G. Richards, "Mapping Time" (1998): March is the first month, so
/// that leap days end a year.
struct CalendarDay: Sendable, Equatable {
    var year: Int
    var month: Int
    var day: Int

    static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Nil when there is no such day, or the year has not four digits.
    init?(_ year: Int, _ month: Int, _ day: Int) {
        guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1,
            day <= CalendarDay.dayCount(year: year, month: month)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01.
    var number: Int {
        let shifted = month > 2 ? year : year - 1
        let monthIndex = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthIndex + 2) / 5 + day - 1
        let leapDays = CalendarDay.floor(shifted, 4) - CalendarDay.floor(shifted, 100)
        return shifted * 365 + leapDays + CalendarDay.floor(shifted, 400) + dayOfYear - 719_468
    }

    init(number: Int) {
        let shifted = number + 719_468
        let era = CalendarDay.floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The day that a spreadsheet of the 1900 system shows for a serial number above 60.
    init(serial: Int) { self.init(number: serial - 25_569) }

    private static func floor(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

    /// `2023-01-05` in the first ten bytes.
    @inline(__always)
    func write(to bytes: inout InlineArray<19, UInt8>) {
        let century = UInt8(truncatingIfNeeded: year / 100)
        let rest = UInt8(truncatingIfNeeded: year % 100)
        CalendarDay.write(century, to: &bytes, at: 0)
        CalendarDay.write(rest, to: &bytes, at: 2)
        bytes[4] = 0x2D
        CalendarDay.write(UInt8(truncatingIfNeeded: month), to: &bytes, at: 5)
        bytes[7] = 0x2D
        CalendarDay.write(UInt8(truncatingIfNeeded: day), to: &bytes, at: 8)
    }

    /// A number below 100 as two digits.
    @inline(__always)
    static func write(_ number: UInt8, to bytes: inout InlineArray<19, UInt8>, at offset: Int) {
        bytes[offset] = number / 10 &+ 0x30
        bytes[offset &+ 1] = number % 10 &+ 0x30
    }

    /// `2023-01-05`.
    func append(to bytes: inout [UInt8]) {
        CalendarDay.append(year, digitCount: 4, to: &bytes)
        bytes.append(0x2D)
        CalendarDay.append(month, digitCount: 2, to: &bytes)
        bytes.append(0x2D)
        CalendarDay.append(day, digitCount: 2, to: &bytes)
    }

    static func append(_ number: Int, digitCount: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digitCount { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(truncatingIfNeeded: number / divisor % 10) &+ 0x30)
            divisor /= 10
        }
    }
}

/// Hour, minute and second of a day.
struct ClockTime: Sendable, Equatable {
    var hour = 0
    var minute = 0
    var second = 0

    var isPossible: Bool { hour < 24 && minute < 60 && second < 61 }

    /// `T10:20:30` behind the ten bytes of a day.
    @inline(__always)
    func write(to bytes: inout InlineArray<19, UInt8>) {
        bytes[10] = 0x54
        CalendarDay.write(UInt8(truncatingIfNeeded: hour), to: &bytes, at: 11)
        bytes[13] = 0x3A
        CalendarDay.write(UInt8(truncatingIfNeeded: minute), to: &bytes, at: 14)
        bytes[16] = 0x3A
        CalendarDay.write(UInt8(truncatingIfNeeded: min(second, 59)), to: &bytes, at: 17)
    }

    func append(to bytes: inout [UInt8]) {
        CalendarDay.append(hour, digitCount: 2, to: &bytes)
        bytes.append(0x3A)
        CalendarDay.append(minute, digitCount: 2, to: &bytes)
        bytes.append(0x3A)
        CalendarDay.append(min(second, 59), digitCount: 2, to: &bytes)
    }
}
