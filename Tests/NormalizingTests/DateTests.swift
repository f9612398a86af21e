import CRM
import Records
import TestSupport
import Testing

@testable import Normalizing

@Suite("Dates")
struct DateTests {
    static let forms: [@Sendable (Int, Int, Int) -> String] = [
        { "\($0)-\($1)-\($2)" }, { "\($0)/\($1)/\($2)" }, { "\($0).\($1).\($2)" },
        { "\($0)-\(two($1))-\(two($2))" }, { "\($0)年\($1)月\($2)日" },
        { "\($0)年\(two($1))月\(two($2))号" },
        { "\($0)\(two($1))\(two($2))" }, { "\($0)/\($1).\($2)" }, { "\($0)-\($1)-\($2)-1" },
        { "\($0)年\($1)-\($2)" }, { "\($0) \($1) \($2)" }, { "\($1)/\($2)/\($0)" },
    ]
    static let times = [
        "", "", "", "", " 9:05", " 10:20:30", " 23:59", "T10:20", "T23:59:59", " 24:00", " 10:60",
        " 1:2", " 10:20:61",
        " 10:20:30Z", "日", " ", ".", " 10:20 ", " 下午3点",
    ]

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    @Test("the fast forms of dates and times are read as the reader of all forms reads them")
    func agreesWithTwin() throws {
        var random = SplitMix64(seed: 21)
        let years = [
            1899, 1900, 1901, 1970, 2000, 2023, 2024, 2098, 2099, 9999, 202, 1985, 1998, 2008, 2015,
            2019, 2021,
        ]
        var cells: [[UInt8]] = []
        for _ in 0..<20_000 {
            let year = years[Int(random.next() % UInt64(years.count))]
            let month = Int(random.next() % 14)
            let day = Int(random.next() % 33)
            let form = Self.forms[Int(random.next() % UInt64(Self.forms.count))]
            let time = Self.times[Int(random.next() % UInt64(Self.times.count))]
            var cell = Array((form(year, month, day) + time).utf8)
            // Now and then a byte is struck out or turned into another.
            if random.next() % 8 == 0 {
                cell.remove(at: Int(random.next() % UInt64(cell.count)))
            } else if random.next() % 8 == 0 {
                cell[Int(random.next() % UInt64(cell.count))] =
                    0x20 + UInt8(truncatingIfNeeded: random.next() % 0x60)
            }
            if !cell.isEmpty { cells.append(cell) }
        }
        for hasTime in [false, true] {
            let spec = hasTime ? DateTime.spec : DateNormalizer.spec
            var fast = try DateCells(nil, spec, NormalizerCases.context)
            var slow = try DateCells(nil, spec, NormalizerCases.context, isFast: false)
            var fastCount = 0
            for cell in cells {
                var a = CleanColumn(field: "a", raw: ValueTable(), cells: IDRuns())
                var b = CleanColumn(field: "b", raw: ValueTable(), cells: IDRuns())
                if PlainDate(cell.span) != nil { fastCount += 1 }
                fast.normalize(cell.span, hasTime: hasTime, into: &a)
                slow.normalize(cell.span, hasTime: hasTime, into: &b)
                let same = DateTests.shown(a) == DateTests.shown(b)
                #expect(same, "\(String(decoding: cell, as: UTF8.self))")
            }
            #expect(fastCount > 2500)
        }
    }

    static func shown(_ column: CleanColumn) -> [String] {
        column.outcomes.indices.map { index in
            let outcome = column.outcomes[index]
            return [
                column.values.string(outcome.value), column.values.string(outcome.raw),
                column.values.string(outcome.key), outcome.code.text, "\(outcome.validity)",
                column.partText(.suggestion, of: index), column.partText(.remark, of: index),
            ].joined(separator: "⏐")
        }
    }

    @Test("every day comes back from all its ways of writing")
    func readsEveryDay() throws {
        let digits = Array("〇一二三四五六七八九")
        func han(_ number: Int) -> String {
            if number < 11 { return number == 10 ? "十" : String(digits[number]) }
            let tens = number / 10 == 1 ? "十" : "\(digits[number / 10])十"
            return number % 10 == 0 ? tens : tens + String(digits[number % 10])
        }
        let names = [
            "Jan", "February", "Mar", "Apr", "May", "June", "Jul", "Aug", "Sept", "Oct", "Nov",
            "Dec",
        ]
        for number in stride(from: -25_000, to: 40_000, by: 97) {
            let day = CalendarDay(number: number)
            let (y, m, d) = (day.year, day.month, day.day)
            var iso: [UInt8] = []
            day.append(to: &iso)
            let year = "\(y)".compactMap(\.wholeNumberValue).map { String(digits[$0]) }.joined()
            let cells = [
                "\(y)年\(m)月\(d)日", "\(year)年\(han(m))月\(han(d))日", "\(names[m - 1]) \(d), \(y)",
                "\(d)-\(names[m - 1])-\(y)", "\(y). \(m). \(d)", "\(y)\(Self.two(m))\(Self.two(d))",
            ]
            for cell in cells {
                let column = try NormalizerCases.clean([cell], type: .date)
                let value = NormalizerCases.shown(column).values
                #expect(value == String(decoding: iso, as: UTF8.self), "\(cell)")
            }
        }
    }

    @Test("lunar days fall on the solar days of published calendars")
    func convertsLunarDays() {
        let known: [(Int, Int, Bool, Int, String)] = [
            (1949, 1, false, 1, "1949-01-29"), (1984, 10, true, 1, "1984-11-23"),
            (2000, 1, false, 1, "2000-02-05"), (2020, 4, true, 1, "2020-05-23"),
            (2023, 8, false, 15, "2023-09-29"), (2024, 12, false, 30, ""),
            (2024, 12, false, 29, "2025-01-28"), (2033, 11, true, 1, "2033-12-22"),
            (2023, 4, true, 1, ""), (2057, 8, false, 15, ""), (1900, 1, false, 1, ""),
            (2100, 1, false, 1, ""), (2023, 13, false, 1, ""),
        ]
        for (year, month, isLeap, day, expected) in known {
            var bytes: [UInt8] = []
            LunarDay.day(year: year, month: month, isLeap: isLeap, day: day)?.append(to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == expected, "\(year) \(month) \(day)")
        }
        // A year begins where the year before it ends.
        for year in 1901..<2099 {
            guard let next = LunarDay.day(year: year + 1, month: 1, isLeap: false, day: 1) else {
                continue
            }
            let last =
                LunarDay.day(year: year, month: 12, isLeap: false, day: 30)
                ?? LunarDay.day(year: year, month: 12, isLeap: false, day: 29)
            #expect(last == nil || last?.number == next.number - 1, "\(year)")
        }
    }

    @Test(
        "a column's other cells settle what one cell leaves open",
        arguments: [
            // day and month
            (["25/12/2022", "3/4/2022"], "2022-04-03", ""),
            (["12/25/2022", "3/4/2022"], "2022-03-04", ""),
            (["25/12/2022", "12/25/2022", "3/4/2022"], "- invalid", "N014"),
            // years of two digits
            (["98.10.1", "1/2/23"], "2001-02-23", ""), (["31/12/99", "1/2/23"], "2023-02-01", ""),
            (["12/31/99", "1/2/23"], "2023-01-02", ""),
            (["25/12/2022", "25/12/22"], "- invalid", "N014"),
            (["31/10/21", "30/11/22", "13/5/23"], "- invalid", "N014"),
            (["22.11.25", "21.3.17", "23.5.13"], "2023-05-13", ""),
            // the 民国
            (["112.1.5", "111/12/31", "99.1.5"], "2010-01-05", "N152"),
            (["2023-01-05", "2023-02-05", "112.1.5"], "- invalid", "N010"),
            (["1120105", "1111231", "1100228"], "2021-02-28", "N152"),
            // Unix
            (["1672885230", "1672885231", "1672885232"], "2023-01-05", ""),
            (["2023-01-05", "2023-02-05", "1672885232"], "- invalid", "N010"),
        ]
    )
    func readsByColumn(cells: [String], value: String, code: String) throws {
        let column = try NormalizerCases.clean(cells, type: .date)
        let shown = NormalizerCases.shown(column, mention: cells.count - 1)
        #expect(shown.values.hasPrefix(value), "\(cells)")
        #expect(shown.codes == code, "\(cells)")
    }

    @Test("no value is given to what isn't a day, whatever stands around it")
    func inventsNoDays() throws {
        let stretches = [
            "2023年1月", "2023", "2023-01", "2023Q1", "2023年上半年", "2023年1月上旬", "1月5日", "去年",
        ]
        for stretch in stretches {
            for cell in [
                "\(stretch)左右", "约\(stretch)", "\(stretch)（预计）", "日期：\(stretch)", " \(stretch)。",
            ] {
                for type in [FieldType.date, .datetime] {
                    let column = try NormalizerCases.clean([cell], type: type)
                    #expect(column.outcomes.allSatisfy { $0.value == 0 }, "\(cell)")
                }
            }
        }
    }
}
