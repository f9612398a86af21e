import Records

/// The ISO 8601 text of a date that is stored as a number of days.
///
///     44931 → 2023-01-05        44931.5922337963 → 2023-01-05 14:12:49        0.5 → 12:00:00
///
/// The time is rounded to the second. Day 60 of the 1900 system is 1900-02-29, which never was but
/// is what Excel shows; the days before it are therefore one later than a count from 1899-12-30.
struct DateText {
    var is1904: Bool

    /// Appends the text; false when the number is no day that Excel shows.
    func append(_ serial: Double, as format: NumberFormat, to output: inout [UInt8]) -> Bool {
        guard serial >= 0, serial < 2_958_466 else { return false }
        var day = Int(serial)
        var second = Int(((serial - Double(day)) * 86_400).rounded())
        if second == 86_400 { (day, second) = (day + 1, 0) }
        if format == .duration {
            appendTime(hours: day * 24 + second / 3600, second, to: &output)
            return true
        }
        if day == 0, !is1904 || format == .time {
            // The time of no day; a whole number here was meant as a date.
            if format == .date, second == 0 { return false }
            appendTime(hours: second / 3600, second, to: &output)
            return true
        }
        if is1904 { day += 1462 }
        guard day < 2_958_466 else { return false }
        appendDay(day, to: &output)
        if second > 0 {
            output.append(0x20)
            appendTime(hours: second / 3600, second, to: &output)
        }
        return true
    }

    private func appendTime(hours: Int, _ second: Int, to output: inout [UInt8]) {
        append(hours, to: &output)
        output.append(0x3A)
        append(second / 60 % 60, to: &output)
        output.append(0x3A)
        append(second % 60, to: &output)
    }

    private func appendDay(_ day: Int, to output: inout [UInt8]) {
        let date = day == 60 ? (year: 1900, month: 2, day: 29) : Self.date(day > 60 ? day : day + 1)
        append(date.year, to: &output)
        output.append(0x2D)
        append(date.month, to: &output)
        output.append(0x2D)
        append(date.day, to: &output)
    }

    /// The Gregorian date of a day counted from 1899-12-30, by eras of 400 years that begin in March.
    private static func date(_ day: Int) -> (year: Int, month: Int, day: Int) {
        // 693,899 days lie between 0000-03-01 and 1899-12-30.
        let count = day + 693_899
        let era = count / 146_097
        let dayOfEra = count % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// At least two digits; more where the number has more, as hours of a duration may.
    private func append(_ number: Int, to output: inout [UInt8]) {
        if number >= 100 {
            append(number / 10, to: &output)
        } else {
            output.append(0x30 + UInt8(number / 10))
        }
        output.append(0x30 + UInt8(number % 10))
    }

    /// Dates stored as text (`t="d"`): midnight, fractions of seconds and a zone `Z` are left out.
    static func appendISO(_ raw: Span<UInt8>, to output: inout [UInt8]) {
        var end = raw.count
        if end > 0, raw[end - 1] == 0x5A { end -= 1 }
        if let point = raw.firstIndex(of: 0x2E), point < end { end = point }
        let text = raw.extracting(0..<end)
        if text.hasSuffix("T00:00:00") { end -= 9 }
        for index in 0..<end { output.append(raw[index] == 0x54 ? 0x20 : raw[index]) }
    }
}
