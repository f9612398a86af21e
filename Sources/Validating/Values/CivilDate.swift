import Records

/// A day of the Gregorian calendar.
struct CivilDate: Equatable {
    var year: Int
    var month: Int
    var day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// From ISO 8601 `2023-11-30`; what follows the day (a time) is ignored.
    init?(_ text: String) {
        let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), (1...12).contains(month),
            (1...CivilDate.dayCount(year, month)).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    var text: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Months first, a day beyond the month's end becoming its last; then days.
    func earlier(months: Int, days: Int) -> CivilDate {
        let index = year * 12 + (month - 1) - months
        var date = CivilDate(
            year: index >= 0 ? index / 12 : (index - 11) / 12,
            month: (index % 12 + 12) % 12 + 1,
            day: day
        )
        date.day = min(day, CivilDate.dayCount(date.year, date.month))
        return CivilDate(dayNumber: date.dayNumber - days)
    }

    static func dayCount(_ year: Int, _ month: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since 0000-03-01, counted in years that begin in March.
    var dayNumber: Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    }

    init(dayNumber: Int) {
        let era = (dayNumber >= 0 ? dayNumber : dayNumber - 146_096) / 146_097
        let dayOfEra = dayNumber - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// Whether the text begins like an ISO 8601 date of a year, a month or a day.
    static func isDate(_ text: Span<UInt8>) -> Bool {
        guard text.count == 4 || text.count == 7 || text.count >= 10 else { return false }
        for index in 0..<min(text.count, 10) {
            let byte = text[index]
            let isDash = index == 4 || index == 7
            if isDash ? byte != 0x2D : byte < 0x30 || byte > 0x39 { return false }
        }
        return true
    }
}
