import Records

/// A date and time of day as markup writes them (ISO 8601, XML Schema `dateTime`).
///
///     2023-04-22T10:29:59.997 → 2023-04-22 10:30:00      2023-04-22T00:00:00 → 2023-04-22
struct ISODateTime: Equatable {
    var year = 0
    var month = 0
    var day = 0
    /// Of the day, rounded; 86,400 became the next day.
    var second = 0

    /// Nil when the text is none, or its year is outside 0–9999.
    init?(_ text: Span<UInt8>) {
        var numbers = ISONumbers(text)
        guard let year = numbers.next(digits: 4...4, end: 0x2D),
            let month = numbers.next(digits: 1...2, end: 0x2D),
            let day = numbers.next(digits: 1...2, end: nil),
            (1...12).contains(month), day >= 1, day <= Self.dayCount(year, month)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        guard !numbers.isAtEnd else { return }
        guard numbers.skip(0x54) || numbers.skip(0x20), let second = numbers.timeOfDay() else {
            return nil
        }
        self.second = second
        if second == 86_400 { moveToNextDay() }
    }

    private mutating func moveToNextDay() {
        second = 0
        day += 1
        if day > Self.dayCount(year, month) { (day, month) = (1, month + 1) }
        if month > 12 { (month, year) = (1, year + 1) }
    }

    private static func dayCount(_ year: Int, _ month: Int) -> Int {
        if month == 2 {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since 1899-12-31 as Excel counts them, with the day 1900-02-29 that never was.
    var serialDay: Int {
        let shifted = month > 2 ? month - 3 : month + 9
        let yearOfMarch = month > 2 ? year : year - 1
        let days = yearOfMarch * 365 + yearOfMarch / 4 - yearOfMarch / 100 + yearOfMarch / 400
        // 693,900 days lie between 0000-03-01 and 1899-12-31.
        let count = days + (153 * shifted + 2) / 5 + day - 1 - 693_900
        return count > 59 ? count + 1 : count
    }

    /// Appends the date, and the time unless it is midnight.
    func append(to output: inout [UInt8]) {
        Self.append(year, digitCount: 4, to: &output)
        output.append(0x2D)
        Self.append(month, digitCount: 2, to: &output)
        output.append(0x2D)
        Self.append(day, digitCount: 2, to: &output)
        if second == 0 { return }
        output.append(0x20)
        Self.appendTime(second, to: &output)
    }

    /// Appends `hh:mm:ss`; hours may be more than 24.
    static func appendTime(_ second: Int, to output: inout [UInt8]) {
        append(second / 3600, digitCount: 2, to: &output)
        output.append(0x3A)
        append(second / 60 % 60, digitCount: 2, to: &output)
        output.append(0x3A)
        append(second % 60, digitCount: 2, to: &output)
    }

    private static func append(_ number: Int, digitCount: Int, to output: inout [UInt8]) {
        let digits = Array(String(number).utf8)
        for _ in 0..<max(0, digitCount - digits.count) { output.append(0x30) }
        output.append(contentsOf: digits)
    }

    /// Appends a duration such as `PT30H05M10.5S` as `30:05:11`; false when it is none.
    static func appendDuration(_ text: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        var numbers = ISONumbers(text)
        let isNegative = numbers.skip(0x2D)
        guard numbers.skip(0x50), !numbers.isAtEnd else { return false }
        var seconds = 0.0
        var isTime = false
        while !numbers.isAtEnd {
            if !isTime, numbers.skip(0x54) { isTime = true; continue }
            guard let number = numbers.decimal(), let unit = numbers.byte() else { return false }
            switch (unit, isTime) {
            case (0x44, false): seconds += number * 86_400
            case (0x48, true): seconds += number * 3600
            case (0x4D, true): seconds += number * 60
            case (0x53, true): seconds += number
            default: return false
            }
        }
        guard seconds < 1e11 else { return false }
        if isNegative, seconds >= 0.5 { output.append(0x2D) }
        appendTime(Int(seconds.rounded()), to: &output)
        return true
    }
}

/// Reads the numbers of an ISO date one after the other.
private struct ISONumbers: ~Copyable, ~Escapable {
    private let text: Span<UInt8>
    private var at = 0

    @_lifetime(copy text)
    init(_ text: Span<UInt8>) { self.text = text }

    var isAtEnd: Bool { at >= text.count }

    /// A whole number of so many digits, with what ends it; `end` nil needs nothing.
    @_lifetime(self: copy self)
    mutating func next(digits: ClosedRange<Int>, end: UInt8?) -> Int? {
        let start = at
        var value = 0
        while at < text.count, at - start < digits.upperBound, text[at] &- 0x30 < 10 {
            value = value * 10 + Int(text[at] &- 0x30)
            at += 1
        }
        guard at - start >= digits.lowerBound else { return nil }
        guard let end else { return value }
        return skip(end) ? value : nil
    }

    @_lifetime(self: copy self)
    mutating func skip(_ byte: UInt8) -> Bool {
        guard at < text.count, text[at] == byte else { return false }
        at += 1
        return true
    }

    @_lifetime(self: copy self)
    mutating func byte() -> UInt8? {
        guard at < text.count else { return nil }
        at += 1
        return text[at - 1]
    }

    /// Digits with at most one point or comma.
    @_lifetime(self: copy self)
    mutating func decimal() -> Double? {
        guard let whole = next(digits: 1...12, end: nil) else { return nil }
        return Double(whole) + fraction()
    }

    @_lifetime(self: copy self)
    private mutating func fraction() -> Double {
        guard skip(0x2E) || skip(0x2C) else { return 0 }
        var unit = 1.0
        var value = 0.0
        while at < text.count, text[at] &- 0x30 < 10 {
            unit /= 10
            value += Double(text[at] &- 0x30) * unit
            at += 1
        }
        return value
    }

    /// `10:30` or `10:30:00.250`, with `Z` or nothing behind, in rounded seconds.
    @_lifetime(self: copy self)
    mutating func timeOfDay() -> Int? {
        guard let hour = next(digits: 1...2, end: 0x3A), hour < 25,
            let minute = next(digits: 1...2, end: nil), minute < 60
        else { return nil }
        var second = Double(hour * 3600 + minute * 60)
        if skip(0x3A) {
            guard let part = decimal(), part < 61 else { return nil }
            second += part
        }
        _ = skip(0x5A)
        guard isAtEnd, second <= 86_400 else { return nil }
        return Int(second.rounded())
    }
}
