import Records

/// Dates and times as DBF files store them, as ISO 8601 text.
enum DBFMoment {
    /// `20230422` → `2023-04-22`; false when it is no date.
    static func appendDate(_ digits: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        guard digits.count == 8 else { return false }
        var number = 0
        for index in digits.indices {
            guard digits[index] &- 0x30 <= 9 else { return false }
            number = number * 10 + Int(digits[index] - 0x30)
        }
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
        guard year > 0, month >= 1, month <= 12, day >= 1, day <= dayCount(year, month) else {
            return false
        }
        append(year, month, day, to: &output)
        return true
    }

    private static func dayCount(_ year: Int, _ month: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// FoxPro's moment: Julian day and milliseconds; false when it is none.
    static func appendMoment(_ raw: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        appendMoment(
            julianDay: raw.unsigned(at: 0, byteCount: 4),
            milliseconds: raw.unsigned(at: 4, byteCount: 4),
            to: &output
        )
    }

    /// dBase 7's moment: milliseconds since the year 1 as a big-endian double, its sign bit
    /// flipped or not; some writers use FoxPro's form, or that in big-endian.
    static func appendTimestamp(_ raw: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        guard raw.count == 8 else { return false }
        var bits: UInt64 = 0
        for index in raw.indices { bits = bits << 8 | UInt64(raw[index]) }
        for candidate in [bits, bits ^ 1 << 63] {
            let milliseconds = Double(bitPattern: candidate)
            guard milliseconds >= 8.64e7, milliseconds < 3.2e14 else { continue }
            let day = Int(milliseconds / 8.64e7)
            // Day 1 is 0001-01-01, Julian day 1,721,426.
            return appendMoment(
                julianDay: day + 1_721_425,
                milliseconds: Int(milliseconds) - day * 86_400_000,
                to: &output
            )
        }
        if appendMoment(raw, to: &output) { return true }
        return appendMoment(
            julianDay: raw.unsignedBigEndian(at: 0, byteCount: 4),
            milliseconds: raw.unsignedBigEndian(at: 4, byteCount: 4),
            to: &output
        )
    }

    private static func appendMoment(
        julianDay: Int,
        milliseconds: Int,
        to output: inout [UInt8]
    ) -> Bool {
        // From 0001-01-01 to 9999-12-31.
        guard julianDay >= 1_721_426, julianDay <= 5_373_484 else { return false }
        guard milliseconds <= 86_400_000 else { return false }
        var total = julianDay * 86_400_000 + milliseconds
        // FoxPro stores seconds through a double, which leaves x.999 where x + 1 was meant.
        let fraction = total % 1000
        if fraction == 999 { total += 1 } else if fraction == 1 { total -= 1 }
        let (day, rest) = total.quotientAndRemainder(dividingBy: 86_400_000)
        appendDay(julianDay: day, to: &output)
        output.append(0x20)
        append(rest / 3_600_000, digitCount: 2, to: &output)
        output.append(0x3A)
        append(rest / 60_000 % 60, digitCount: 2, to: &output)
        output.append(0x3A)
        append(rest / 1000 % 60, digitCount: 2, to: &output)
        if rest % 1000 > 0 {
            output.append(0x2E)
            append(rest % 1000, digitCount: 3, to: &output)
        }
        return true
    }

    /// The Gregorian date by eras of 400 years that begin in March; Julian day 1,721,120 is
    /// 0000-03-01.
    private static func appendDay(julianDay: Int, to output: inout [UInt8]) {
        let count = julianDay - 1_721_120
        let (era, dayOfEra) = count.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        append(year, month, dayOfYear - (153 * shifted + 2) / 5 + 1, to: &output)
    }

    private static func append(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        to output: inout [UInt8]
    ) {
        append(year, digitCount: 4, to: &output)
        output.append(0x2D)
        append(month, digitCount: 2, to: &output)
        output.append(0x2D)
        append(day, digitCount: 2, to: &output)
    }

    private static func append(_ number: Int, digitCount: Int, to output: inout [UInt8]) {
        var power = 1
        for _ in 1..<digitCount { power *= 10 }
        while power > 0 {
            output.append(UInt8(0x30 + number / power % 10))
            power /= 10
        }
    }
}
