import Records

/// Dates and times in the forms that servers script them, as ISO 8601 text.
enum SQLDates {
    /// Days since 0001-01-01 as `yyyy-mm-dd`; nil outside the years 1…9999.
    ///
    /// After Hinnant, "chrono-compatible low-level date algorithms" (2013).
    static func date(daysSinceYearOne days: Int) -> String? {
        guard days >= 0, days < 3_652_059 else { return nil }
        let shifted = days + 306
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * part + 2) / 5 + 1
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// 1900-01-01 in days since 0001-01-01.
    static let year1900 = 693_595

    static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// `hh:mm:ss` with the fraction when there is one; ticks are `10^-scale` seconds of the day.
    static func time(ticks: Int, scale: Int) -> String {
        var unit = 1
        for _ in 0..<scale { unit *= 10 }
        let seconds = ticks / unit
        let clock =
            "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        var fraction = scale == 0 ? "" : padded(ticks % unit, scale)
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return fraction.isEmpty ? clock : clock + "." + fraction
    }

    // MARK: Binary forms of SQL Server

    /// The value of `CAST(0x… AS type)`; nil when the type has no such form.
    ///
    ///     DateTime        4 bytes days since 1900, 4 bytes 1/300 s, big endian
    ///     SmallDateTime   2 bytes days since 1900, 2 bytes minutes, big endian
    ///     Date            3 bytes days since year 1, little endian
    ///     DateTime2       scale, time in 10^-scale s, 3 bytes date, little endian
    static func decode(_ bytes: [UInt8], as type: String) -> String? {
        switch type {
        case "DATETIME":
            guard bytes.count == 8 else { return nil }
            let days = Int(Int32(bitPattern: UInt32(bigEndian(bytes[0..<4]))))
            let ticks = bigEndian(bytes[4..<8])
            guard ticks < 86400 * 300, let date = date(daysSinceYearOne: days + year1900) else {
                return nil
            }
            return date + " " + time(ticks: (ticks * 10 + 1) / 3, scale: 3)
        case "SMALLDATETIME":
            guard bytes.count == 4 else { return nil }
            let minutes = bigEndian(bytes[2..<4])
            guard minutes < 1440,
                let date = date(daysSinceYearOne: bigEndian(bytes[0..<2]) + year1900)
            else { return nil }
            return date + " " + time(ticks: minutes * 60, scale: 0)
        case "DATE":
            guard bytes.count == 3 || bytes.count == 4 else { return nil }
            return date(daysSinceYearOne: littleEndian(bytes[0..<3]))
        case "TIME": return clock(bytes, followedBy: 0).map(\.time)
        case "DATETIME2":
            guard let (time, rest) = clock(bytes, followedBy: 3),
                let date = date(daysSinceYearOne: littleEndian(rest[...]))
            else { return nil }
            return date + " " + time
        case "DATETIMEOFFSET": return withOffset(bytes)
        default: return nil
        }
    }

    private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// The time behind its scale byte, and the bytes behind the time.
    private static func clock(
        _ bytes: [UInt8],
        followedBy count: Int
    ) -> (time: String, rest: [UInt8])? {
        guard let (ticks, scale, rest) = ticks(bytes, followedBy: count) else { return nil }
        return (time(ticks: ticks, scale: scale), rest)
    }

    private static func ticks(
        _ bytes: [UInt8],
        followedBy count: Int
    ) -> (ticks: Int, scale: Int, rest: [UInt8])? {
        guard let first = bytes.first, first <= 7 else { return nil }
        let scale = Int(first)
        let width = scale <= 2 ? 3 : scale <= 4 ? 4 : 5
        guard bytes.count == 1 + width + count else { return nil }
        let ticks = littleEndian(bytes[1...width])
        var unit = 86400
        for _ in 0..<scale { unit *= 10 }
        return ticks < unit ? (ticks, scale, Array(bytes[(1 + width)...])) : nil
    }

    /// The stored time is UTC; the text shows the local one with its offset.
    private static func withOffset(_ bytes: [UInt8]) -> String? {
        guard let (ticks, scale, rest) = ticks(bytes, followedBy: 5) else { return nil }
        let minutes = Int(Int16(truncatingIfNeeded: littleEndian(rest[3..<5])))
        guard abs(minutes) <= 14 * 60 else { return nil }
        var unit = 1
        for _ in 0..<scale { unit *= 10 }
        let day = 86400 * unit
        let local = littleEndian(rest[0..<3]) * day + ticks + minutes * 60 * unit
        guard local >= 0, let date = date(daysSinceYearOne: local / day) else { return nil }
        let sign = minutes < 0 ? "-" : "+"
        let zone = "\(padded(abs(minutes) / 60, 2)):\(padded(abs(minutes) % 60, 2))"
        return "\(date) \(time(ticks: local % day, scale: scale)) \(sign)\(zone)"
    }

    // MARK: Text forms

    /// In which order numbers of a date stand, as `SET DATEFORMAT` and styles of CONVERT say.
    enum Order: String { case ymd, mdy, dmy }

    /// The text as ISO 8601; nil when it is no date.
    ///
    ///     2011-01-01T10:30:00.000   2011-01-01 10:30:00
    ///     20110101                  2011-01-01
    ///     7/4/1996 with an order    1996-07-04
    static func iso(_ text: [UInt8], order: Order? = nil) -> [UInt8]? {
        plainISO(text) ?? otherISO(text, order: order).map { Array($0.utf8) }
    }

    /// `yyyy-mm-dd` alone or with `hh:mm:ss`, behind `T` or a blank, and a fraction of zeros: nearly
    /// all dates, so that they cost no `String`.
    private static func plainISO(_ text: [UInt8]) -> [UInt8]? {
        let count = text.count
        guard count == 10 || count >= 19, isPattern(text, "dddd-dd-dd", at: 0) else { return nil }
        if count == 10 { return text }
        guard text[10] == 0x54 || text[10] == 0x20, isPattern(text, "dd:dd:dd", at: 11),
            count == 19 || (text[19] == 0x2E && text[20...].allSatisfy { $0 == 0x30 })
        else { return nil }
        var plain = Array(text[0..<19])
        plain[10] = 0x20
        return plain
    }

    private static func isPattern(_ text: [UInt8], _ pattern: StaticString, at start: Int) -> Bool {
        pattern.withUTF8Buffer { pattern in
            for index in 0..<pattern.count {
                let byte = text[start + index]
                let expected = unsafe pattern[index]
                let isDigit = byte >= 0x30 && byte <= 0x39
                if expected == 0x64 ? !isDigit : byte != expected { return false }
            }
            return true
        }
    }

    private static func otherISO(_ text: [UInt8], order: Order?) -> String? {
        let string = String(decoding: text, as: UTF8.self)
        let trimmed = string.drop { $0 == " " }
        let digits = trimmed.prefix { $0.isASCII && $0.isNumber }
        if digits.count == 8 {
            let date = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
            return isoTime(trimmed.dropFirst(8)).map { date + $0 }
        }
        if let date = db2(trimmed) { return date }
        let datePart = trimmed.prefix { ($0.isASCII && $0.isNumber) || "-/.".contains($0) }
        let parts = datePart.split(
            omittingEmptySubsequences: false,
            whereSeparator: { "-/.".contains($0) }
        )
        let numbers = parts.compactMap { Int($0) }
        guard parts.count == 3, numbers.count == 3 else { return nil }
        var fields: (year: Int, month: Int, day: Int)
        if parts[0].count == 4 {
            fields = (numbers[0], numbers[1], numbers[2])
        } else {
            guard parts[2].count == 4, let order else { return nil }
            fields =
                order == .dmy
                ? (numbers[2], numbers[1], numbers[0]) : (numbers[2], numbers[0], numbers[1])
        }
        guard (1...12).contains(fields.month), (1...31).contains(fields.day) else { return nil }
        let date =
            "\(padded(fields.year, 4))-\(padded(fields.month, 2))-\(padded(fields.day, 2))"
        return isoTime(trimmed.dropFirst(datePart.count)).map { date + $0 }
    }

    /// Db2's `2023-04-22-10.30.00.000000`.
    private static func db2(_ text: Substring) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].count == 4 else { return nil }
        let clock = parts[3].split(separator: ".", omittingEmptySubsequences: false)
        guard clock.count == 3 || clock.count == 4, clock.allSatisfy({ Int($0) != nil }) else {
            return nil
        }
        let fraction = clock.count == 4 ? "." + clock[3] : ""
        let time = clock.prefix(3).joined(separator: ":") + fraction
        return isoTime(Substring(time)).map { parts.prefix(3).joined(separator: "-") + $0 }
    }

    /// A blank and the time without a fraction of zeros; nothing for no time; nil for other text.
    private static func isoTime(_ text: Substring) -> String? {
        let body = text.drop { $0 == " " || $0 == "T" }
        if body.isEmpty { return "" }
        let allowed = "0123456789:.+-Z "
        guard let first = body.first, first.isNumber, body.allSatisfy(allowed.contains) else {
            return nil
        }
        guard let point = body.firstIndex(of: ".") else { return " " + body }
        var fraction = body[body.index(after: point)...].prefix { $0.isNumber }
        let rest = body[body.index(point, offsetBy: fraction.count + 1)...]
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return " " + body[..<point] + (fraction.isEmpty ? "" : "." + fraction) + rest
    }
}
