/// A day of the Chinese lunar calendar, from 1901 to 2099.
///
///     2023年闰二月初一   →   2023-03-22
enum LunarDay {
    private static let firstYear = 1901

    /// The Gregorian day; nil when there is no such day, or published calendars differ on the year.
    static func day(year: Int, month: Int, isLeap: Bool, day: Int) -> CalendarDay? {
        let index = year - firstYear
        guard index >= 0, index < years.count, years[index] != 0, (1...12).contains(month) else {
            return nil
        }
        let word = years[index]
        let leap = Int(word >> 13 & 0xF)
        if isLeap, leap != month { return nil }
        // The leap month follows the month whose number it has.
        let place = month - 1 + (isLeap || leap != 0 && month > leap ? 1 : 0)
        guard day >= 1, day <= length(word, place) else { return nil }
        var number = (CalendarDay(year, 1, 1)?.number ?? 0) + Int(word >> 17) + day - 1
        for earlier in 0..<place { number += length(word, earlier) }
        return CalendarDay(number: number)
    }

    private static func length(_ word: UInt32, _ place: Int) -> Int {
        word >> UInt32(place) & 1 == 1 ? 30 : 29
    }
}
