import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Evaluating values of dumps")
struct SQLExpressionTests {
    /// The value as text; nil when it isn't evaluated, `NULL` for null, `0x…` for bytes.
    private static func value(_ sql: String, _ dialect: SQLDialect) -> String? {
        var scanner = SQLScanner(dialect)
        let bytes = Array(sql.utf8)
        guard let value = SQLExpression.value(bytes.span, &scanner) else { return nil }
        if value.kind == .null { return "NULL" }
        let shown = value.kind == .binary ? HexText.of(value.bytes.span) : value.bytes
        return String(decoding: shown, as: UTF8.self)
    }

    @Test(
        "casts, dates, functions and literals of SQL Server are evaluated",
        arguments: [
            ("N'客''户'", "客'户"),
            ("CAST(0x0000A4EB00AD08E0 AS DateTime)", "2015-08-05 10:30:00"),
            ("CAST(0xFFFFFFFF00000000 AS DateTime)", "1899-12-31 00:00:00"),
            ("CAST(0x00009B8400D63BC0 AS [datetime])", "2009-01-01 13:00:00"),
            ("CAST(0x0000000000000001 AS DateTime)", "1900-01-01 00:00:00.003"),
            ("CAST(0x5B950A00 AS Date)", "1900-01-01"),
            ("CAST(0x070040230E43B9330B AS DateTime2)", "2011-01-01 08:00:00"),
            ("CAST(0x00807000B9330B AS DateTime2)", "2011-01-01 08:00:00"),
            ("CAST(0x070040230E43 AS Time)", "08:00:00"),
            ("CAST(0x070000000000B9330BE001 AS DateTimeOffset)", "2011-01-01 08:00:00 +08:00"),
            ("CAST(0xA4EB0276 AS SmallDateTime)", "2015-08-05 10:30:00"),
            ("CAST(N'2011-01-01T10:30:00.123' AS DateTime)", "2011-01-01 10:30:00.123"),
            ("CAST(N'2011-01-01' AS Date)", "2011-01-01"),
            ("CAST(9 AS Numeric(3, 0))", "9"),
            ("CAST(0.50 AS Decimal(5, 2))", "0.50"),
            ("CAST(1 AS bit)", "1"),
            ("CAST(0x4E2D AS nvarchar(10))", "\u{2D4E}"),
            ("CONVERT(datetime, '20110101', 112)", "2011-01-01"),
            ("CONVERT([datetime], '7/4/1996', 101)", "1996-07-04"),
            ("CONVERT(datetime, '4/7/1996', 103)", "1996-07-04"),
            ("N'a' + CHAR(13) + NCHAR(23458) + 'b'", "a\r客b"),
            ("$12.50", "12.50"), ("-$3", "-3"), ("1.0000000000000000e+002", "100"),
            ("-2.5E-3", "-0.0025"), ("((1))", "1"), ("0x", ""), ("0x89504e47", "0x89504E47"),
        ]
    )
    func transact(_ sql: String, _ expected: String) {
        #expect(Self.value(sql, .transact) == expected)
    }

    @Test(
        "dates, joined texts and quotes of Oracle are evaluated",
        arguments: [
            ("'A'||chr(38)||'B'", "A&B"), ("'a'||null||'b'", "ab"), ("q'[it's]'", "it's"),
            ("nq'{x}'", "x"), ("q'!a'b!'", "a'b"),
            ("to_date('2011-01-01','YYYY-MM-DD')", "2011-01-01"),
            ("to_date('2011-01-01 23:05:06','YYYY-MM-DD HH24:MI:SS')", "2011-01-01 23:05:06"),
            ("to_date('15-3月 -11','DD-MON-RR')", "2011-03-15"),
            ("to_date('15-MAR-88','DD-MON-RR')", "1988-03-15"),
            ("to_date('03/15/2011 01:02:03 PM','MM/DD/YYYY HH:MI:SS AM')", "2011-03-15 13:02:03"),
            ("to_date(' 2011-01-01 00:00:00', 'SYYYY-MM-DD HH24:MI:SS')", "2011-01-01 00:00:00"),
            (
                "TO_TIMESTAMP('15-3月 -11 10.30.00.120000 上午','DD-MON-RR HH.MI.SSXFF AM')",
                "2011-03-15 10:30:00.12"
            ),
            (
                "to_timestamp('2011-01-01 10:30:00.000000','YYYY-MM-DD HH24:MI:SS.FF6')",
                "2011-01-01 10:30:00"
            ),
            ("to_date('2011年3月5日','YYYY\"年\"MM\"月\"DD\"日\"')", "2011-03-05"),
            ("DATE '2011-01-01'", "2011-01-01"),
            ("TIMESTAMP '2011-01-01 10:00:00.50'", "2011-01-01 10:00:00.5"),
            ("HEXTORAW('89504E47')", "0x89504E47"), ("unistr('\\5BA2\\6237\\D83D\\DE00')", "客户😀"),
            ("EMPTY_CLOB()", ""), ("to_number('12.5')", "12.5"), (".5", "0.5"), ("-.5", "-0.5"),
        ]
    )
    func oracle(_ sql: String, _ expected: String) {
        #expect(Self.value(sql, .oracle) == expected)
    }

    @Test(
        "strings, casts and arrays of PostgreSQL are evaluated, and what SQLite and MySQL write",
        arguments: [
            ("E'a\\n\\u5ba2\\x41\\101\\'q'", "a\n客AA'q"), ("U&'\\5BA2\\+01F600'", "客😀"),
            ("$$it's$$", "it's"), ("$q$a$$b$q$", "a$$b"), ("'1'::int", "1"),
            ("'x'::character varying(20)", "x"), ("'{1,2}'::int[]", "{1,2}"),
            ("NULL::timestamp without time zone", "NULL"), ("ARRAY[1,NULL,'a']", "{1,NULL,a}"),
            ("'\\x8950'::bytea", "0x8950"), ("true", "TRUE"), ("B'101'", "5"), ("'C:\\d'", "C:\\d"),
            ("replace(replace('a\\nb\\r','\\n',char(10)),'\\r',char(13))", "a\nb\r"),
            ("X'E5AE A2'", "0xE5AEA2"), ("concat('a',1,'b')", "a1b"), ("'a'\n'b'", "ab"),
        ]
    )
    func others(_ sql: String, _ expected: String) {
        #expect(Self.value(sql, .postgreSQL) == expected)
    }

    @Test("MySQL's introducers are text, _binary is none, and NULL swallows CONCAT")
    func mySQL() {
        #expect(Self.value("_utf8mb4 0xE5AEA2", .mySQL) == "客")
        #expect(Self.value("_binary 0xE5AEA2", .mySQL) == "0xE5AEA2")
        #expect(Self.value("_utf8'a\\'b'", .mySQL) == "a'b")
        #expect(Self.value("CONCAT('a',NULL)", .mySQL) == "NULL")
        #expect(Self.value("CONVERT('x' USING utf8)", .mySQL) == "x")
        #expect(Self.value("STR_TO_DATE('2011-01-01','%Y-%m-%d')", .mySQL) == "2011-01-01")
        #expect(Self.value("'C:\\Data \\% \\\\'", .mySQL) == "C:\\Data \\% \\")
    }

    @Test(
        "what needs the server isn't evaluated",
        arguments: [
            "nextval('s')", "s.nextval", "now()", "getdate()", "(SELECT 1)", "lower('A')",
            "DEFAULT", "@id", "to_date('x','YYYY')", "CASE WHEN 1 THEN 2 END", "'a", "chr(200)",
            "CAST(0x01 AS DateTime)", "f('a'", "a.b.c()", "__x", "--", "",
            String(repeating: "(", count: 500) + "1" + String(repeating: ")", count: 500),
            String(repeating: "_a ", count: 9999),
        ]
    )
    func unknown(_ sql: String) {
        for dialect in [SQLDialect.oracle, .transact] {
            #expect(Self.value(sql, dialect) == nil)
        }
    }

    @Test("each day of ten millennia follows the one before, as the calendar says")
    func calendar() {
        var (year, month, day) = (1, 1, 1)
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for days in 0..<3_652_059 {
            if days % 97 == 0 || day >= 28 && month == 2 {
                let expected = String(format: "%04d-%02d-%02d", year, month, day)
                if SQLDates.date(daysSinceYearOne: days) != expected {
                    Issue.record("\(days) is \(expected)")
                    return
                }
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            day += 1
            if day > lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) {
                day = 1
                month += 1
            }
            if month > 12 {
                month = 1
                year += 1
            }
        }
        #expect(SQLDates.date(daysSinceYearOne: 3_652_059) == nil)
        #expect(SQLDates.date(daysSinceYearOne: -1) == nil)
    }

    @Test("numbers keep their value when their exponent is written out")
    func numbers() {
        var random = SplitMix64(seed: 11)
        for _ in 0..<5000 {
            let double = Double(bitPattern: random.next())
            guard double.isFinite, abs(double) < 1e300, abs(double) > 1e-300 || double == 0 else {
                continue
            }
            let plain = SQLNumber.plain(Array("\(double)".utf8).span)
            #expect(Double(String(decoding: plain ?? [], as: UTF8.self)) == double)
        }
        #expect(SQLNumber.plain(Array("1e999999".utf8).span) == nil)
        #expect(SQLNumber.plain(Array("1.2.3".utf8).span) == nil)
    }

    @Test("text encoded twice is repaired to what it was, and other text is left alone")
    func mojibake() throws {
        var random = SplitMix64(seed: 12)
        let letters = Array("客户国脉（上海）有限公司àéÖ€“”、，。a1 ").map(String.init)
        let table = try #require(ByteTable.of(.windows1252))
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 1...9, using: &random))
                .compactMap { _ in letters.randomElement(using: &random) }.joined()
            var twice: [UInt8] = []
            for byte in text.utf8 {
                let packed = table.singles[Int(byte)]
                if packed == 0 { Scalars.append(UInt32(byte), to: &twice) }
                for index in 0..<(packed >> 24) {
                    twice.append(UInt8(truncatingIfNeeded: packed >> (index * 8)))
                }
            }
            let repaired = Mojibake.repaired(twice.span)
            #expect(repaired == (text.utf8.allSatisfy { $0 < 0x80 } ? nil : Array(text.utf8)))
        }
        for text in ["客户", "Crème brûlée", "", "plain", "Ärger", "naïve café", "50 €"] {
            #expect(Mojibake.repaired(Array(text.utf8).span) == nil)
        }
    }
}
