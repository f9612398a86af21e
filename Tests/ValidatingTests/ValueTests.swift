import Records
import TestSupport
import Testing

@testable import Validating

@Suite("Numbers and dates of rules")
struct ValueTests {
    @Test(
        "decimals compare by value",
        arguments: [("9", "10"), ("-10", "-9"), ("-1", "0"), ("1.09", "1.1"), ("0.5", "00.51")]
    )
    func decimals(_ low: String, _ high: String) throws {
        let a = try #require(DecimalText(low))
        let b = try #require(DecimalText(high))
        #expect(a < b && !(b < a))
    }

    @Test(
        "spellings of one number are equal",
        arguments: [("-0", "0.0"), ("+7", "07.00"), (".5", "0.5")]
    )
    func equal(_ a: String, _ b: String) {
        #expect(DecimalText(a) == DecimalText(b))
    }

    @Test("other texts are no decimals", arguments: ["", ".", "1e5", "１", "1,000", "--1", "1.2.3"])
    func noDecimals(_ text: String) {
        #expect(DecimalText(text) == nil)
    }

    @Test("decimals agree with integers on seeded pairs")
    func twin() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<10_000 {
            let x = Int.random(in: -2000...2000, using: &random)
            let y = Int.random(in: -2000...2000, using: &random)
            let a = try #require(DecimalText("\(x)"))
            let b = try #require(DecimalText("\(y)"))
            #expect((a < b) == (x < y) && (a == b) == (x == y))
        }
    }

    @Test("day numbers run on without a gap, and back")
    func dayNumbers() {
        var date = CivilDate(year: 1899, month: 12, day: 31)
        for _ in 0..<80_000 {
            let next = CivilDate(dayNumber: date.dayNumber + 1)
            #expect(next.dayNumber == date.dayNumber + 1)
            let isNextDay = next.day == date.day + 1 && next.month == date.month
            let isNextMonth = next.day == 1 && date.day == CivilDate.dayCount(date.year, date.month)
            #expect(isNextDay || isNextMonth)
            date = next
        }
        #expect(date.text == "2119-01-12")
    }

    @Test("a month before the 31st ends with the shorter month")
    func clamped() {
        #expect(CivilDate("2024-03-31")?.earlier(months: 1, days: 0).text == "2024-02-29")
        #expect(CivilDate("2024-01-15")?.earlier(months: 13, days: 0).text == "2022-12-15")
        #expect(CivilDate("2024-03-01")?.earlier(months: 0, days: 1).text == "2024-02-29")
        #expect(CivilDate("2023-02-29") == nil)
    }
}
