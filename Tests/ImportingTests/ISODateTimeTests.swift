import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Dates as markup writes them")
struct ISODateTimeTests {
    private func text(_ date: String) -> String? {
        let date = ISODateTime(Array(date.utf8).span)
        var bytes: [UInt8] = []
        date?.append(to: &bytes)
        return date == nil ? nil : String(decoding: bytes, as: UTF8.self)
    }

    @Test("dates are rounded to the second, midnight is left out, nonsense is none")
    func dates() {
        let cases: [(String, String?)] = [
            ("2023-04-22", "2023-04-22"), ("2023-04-22T00:00:00.000", "2023-04-22"),
            ("2023-04-22T10:29:59.997", "2023-04-22 10:30:00"),
            ("2023-1-2 3:04", "2023-01-02 03:04:00"),
            ("2023-12-31T23:59:59.6", "2024-01-01"), ("2024-02-29", "2024-02-29"),
            ("2023-02-29", nil), ("2023-13-01", nil), ("2023-04-22T25:00:00", nil), ("x", nil),
            ("2023-04-22T10:00:00Z", "2023-04-22 10:00:00"), ("2023-04-22T10:00:00+08:00", nil),
            ("0001-01-01", "0001-01-01"), ("", nil), ("12023-01-01", nil),
        ]
        for (date, expected) in cases { #expect(text(date) == expected, "\(date)") }
    }

    @Test("days count as Excel counts them, and as Foundation does")
    func serialDays() throws {
        func day(_ text: String) -> Int? { ISODateTime(Array(text.utf8).span)?.serialDay }
        #expect(day("1899-12-31") == 0)
        #expect(day("1900-01-01") == 1)
        #expect(day("1900-02-28") == 59)
        #expect(day("1900-03-01") == 61)
        #expect(day("1904-01-01") == 1462)
        #expect(day("2023-04-22") == 45_038)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        var random = SplitMix64(seed: 5)
        for _ in 0..<1000 {
            let number = Int.random(in: 61...2_958_465, using: &random)
            let date = Date(timeIntervalSince1970: Double(number - 25_569) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let text = String(
                format: "%04d-%02d-%02d",
                parts.year ?? 0,
                parts.month ?? 0,
                parts.day ?? 0
            )
            #expect(day(text) == number)
            var bytes: [UInt8] = []
            #expect(DateText(is1904: false).append(Double(number), as: .date, to: &bytes))
            #expect(String(decoding: bytes, as: UTF8.self) == text)
        }
    }

    @Test("durations are hours, minutes and seconds")
    func durations() {
        let cases: [(String, String?)] = [
            ("PT12H30M00S", "12:30:00"), ("PT30H00M00.4S", "30:00:00"), ("P1DT2H", "26:00:00"),
            ("-PT1H", "-01:00:00"), ("PT0,6S", "00:00:01"), ("PT", "00:00:00"), ("P", nil),
            ("PT1X", nil), ("12:00", nil), ("PT999999999999H", nil), ("PTH", nil),
        ]
        for (duration, expected) in cases {
            var bytes: [UInt8] = []
            let isOne = ISODateTime.appendDuration(Array(duration.utf8).span, to: &bytes)
            #expect(
                (isOne ? String(decoding: bytes, as: UTF8.self) : nil) == expected,
                "\(duration)"
            )
        }
    }
}
