import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// The text of numbers, dates, formats, references and escapes.
@Suite struct XLSXCellTextTests {
    private func number(_ raw: String) -> String {
        var output: [UInt8] = []
        NumberText.append(Array(raw.utf8).span, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test(
        "a number is written without exponent and without the noise of doubles",
        arguments: [
            ("13800138000.0", "13800138000"), ("1.38001380E+10", "13800138000"),
            ("13800138000", "13800138000"), ("0.28999999999999998", "0.29"),
            ("0.30000000000000004", "0.3"), ("0.1", "0.1"), ("-0.50", "-0.5"), ("007", "7"),
            ("0", "0"), ("-0", "0"), ("0.0", "0"), ("1E-5", "0.00001"), ("12.30", "12.3"),
            ("110101199003071234", "110101199003071234"), ("1.5E+20", "1.5E+20"),
            ("1E15", "1E15"), ("1E14", "100000000000000"), ("abc", "abc"), ("1.2.3", "1.2.3"),
            ("", ""), ("9999999999999.99", "9999999999999.99"),
            ("99999999999999.99", "100000000000000"), ("9.9999999999999999", "10"),
            ("1234567890123456.7", "1234567890123456.7"), ("1E99999", "1E99999"), ("+5", "5"),
        ]
    )
    func numbers(raw: String, expected: String) { #expect(number(raw) == expected) }

    @Test("a double keeps its value to 15 digits, and its text is stable")
    func numbersKeepTheirValue() throws {
        var random = SplitMix64(seed: 41)
        for _ in 0..<10_000 {
            let exponent = Double(Int.random(in: -8...14, using: &random))
            let value = Double.random(in: -1...1, using: &random) * pow(10, exponent)
            let text = number("\(value)")
            let read = try #require(Double(text), "\(value) gave \(text)")
            #expect(abs(read - value) <= abs(value) * 1e-14, "\(value) gave \(text)")
            #expect(!text.contains("e"))
            #expect(number(text) == text)
        }
    }

    private func date(_ serial: Double, _ format: NumberFormat, is1904: Bool = false) -> String? {
        var output: [UInt8] = []
        let isDate = DateText(is1904: is1904).append(serial, as: format, to: &output)
        return isDate ? String(decoding: output, as: UTF8.self) : nil
    }

    @Test("days become ISO dates, with the time when there is one")
    func dates() {
        #expect(date(44931, .date) == "2023-01-05")
        #expect(date(44931.5922337963, .date) == "2023-01-05 14:12:49")
        #expect(date(44931.999999, .date) == "2023-01-06")
        #expect(date(1, .date) == "1900-01-01")
        #expect(date(59, .date) == "1900-02-28")
        #expect(date(60, .date) == "1900-02-29")
        #expect(date(61, .date) == "1900-03-01")
        #expect(date(2_958_465, .date) == "9999-12-31")
        #expect(date(2_958_466, .date) == nil)
        #expect(date(-1, .date) == nil)
        #expect(date(0, .date) == nil)
        #expect(date(.nan, .date) == nil)
        #expect(date(0, .date, is1904: true) == "1904-01-01")
        #expect(date(0.5, .time) == "12:00:00")
        #expect(date(1.5, .duration) == "36:00:00")
        #expect(date(0, .time) == "00:00:00")
    }

    @Test("each day of the calendar follows the one before")
    func datesFollow() throws {
        let calendar = Calendar(identifier: .gregorian)
        var utc = calendar
        utc.timeZone = try #require(TimeZone(identifier: "UTC"))
        let start = try #require(
            utc.date(from: DateComponents(year: 1900, month: 3, day: 1))
        )
        for day in stride(from: 61, to: 200_000, by: 37) {
            let expected = utc.dateComponents(
                [.year, .month, .day],
                from: start.addingTimeInterval(Double(day - 61) * 86_400)
            )
            let text = String(
                format: "%04d-%02d-%02d",
                expected.year ?? 0,
                expected.month ?? 0,
                expected.day ?? 0
            )
            #expect(date(Double(day), .date) == text)
        }
    }

    @Test(
        "a format code shows dates, times, durations or numbers",
        arguments: [
            ("yyyy-mm-dd", NumberFormat.date), (#"yyyy"年"m"月"d"日""#, .date),
            ("yyyy年m月d日", .date), ("[$-804]aaaa", .date), ("[$-411]ge.m.d", .date),
            ("m/d/yy h:mm", .date), ("mmm", .date), ("h:mm AM/PM", .time),
            (#"上午/下午h"时"mm"分""#, .time), ("mm:ss.0", .time), ("[h]:mm:ss", .duration),
            ("[ss]", .duration), ("General", .number), ("0.00E+00", .number), ("0%", .number),
            (#"#,##0.00"days""#, .number), ("[Red]0.00", .number), (#"0\d"#, .number),
            (#"_-"¥"* #,##0.00"#, .number), ("@", .number), ("", .number), ("[", .number),
            (#"""#, .number), (#"0;yyyy"#, .number), ("[DBNum1]yyyy", .date), (#"\"#, .number),
        ]
    )
    func formats(code: String, expected: NumberFormat) {
        #expect(NumberFormat(code: code) == expected)
    }

    @Test("built-in formats 27 to 36 and 50 to 58 are Chinese, Japanese and Korean dates")
    func builtInFormats() {
        for id in Array(27...36) + Array(50...58) {
            #expect(NumberFormat(builtIn: id) != .number, "\(id)")
        }
        #expect(NumberFormat(builtIn: 0) == .number)
        #expect(NumberFormat(builtIn: 49) == .number)
    }

    @Test("references name columns A to XFD")
    func references() {
        let column = { (text: String) in SheetCell.column(Array(text.utf8).span) }
        #expect(column("A1") == 0)
        #expect(column("Z9") == 25)
        #expect(column("AA10") == 26)
        #expect(column("XFD1048576") == 16_383)
        for text in ["XFE1", "AAAA1", "1", "", "A", "$A$1"] where text != "A" {
            #expect(column(text) == -1, "\(text)")
        }
        for index in stride(from: 0, to: 16_384, by: 61) {
            #expect(column(SheetCell.letters(index) + "1") == index)
        }
    }

    @Test("escapes stand for characters that XML can't hold")
    func escapes() {
        let decoded = { (text: String) in
            var bytes = Array(text.utf8)
            CellEscapes.decode(&bytes, from: 0)
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(decoded("A_x000D_\nB") == "A\r\nB")
        #expect(decoded("_x005F_x000D_") == "_x000D_")
        #expect(decoded("_xD83D__xDE00_") == "😀")
        #expect(decoded("_x00ZZ_ _x0") == "_x00ZZ_ _x0")
        #expect(decoded("a_b") == "a_b")
    }
}
