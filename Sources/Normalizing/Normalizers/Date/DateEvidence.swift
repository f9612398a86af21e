import Records

/// What the cells of a column say about how its dates are written.
///
///     25/12/2022 → day first     98.10.1 → year first     112.1.5 → years of the 民国
struct DateEvidence: Sendable {
    /// The year of the run's clock.
    var currentYear = 1970

    private var monthFirstCount = 0
    private var dayFirstCount = 0
    /// `98.10.1`: no day or month is above 31.
    private var shortYearFirstCount = 0
    /// `23.1.5`: the first number is a year by custom, but may be a day.
    private var shortLikelyYearFirstCount = 0
    /// `31/1/23`: the first number would be a year that is still to come.
    private var shortFutureCount = 0
    private var shortMonthFirstCount = 0
    private var shortDayFirstCount = 0
    /// `1/2/23`: each number may be the day, the month or the year.
    private(set) var hasShortOpen = false
    private var minguoCount = 0
    private var unixCount = 0
    private(set) var cellCount = 0

    init(currentYear: Int = 1970) { self.currentYear = currentYear }

    /// Decided only when nothing speaks against it.
    var order: DayOrder {
        if dayFirstCount == 0, monthFirstCount > 0 { return .monthFirst }
        if monthFirstCount == 0, dayFirstCount > 0 { return .dayFirst }
        return .unknown
    }

    /// The order of `1.2.23`, where the year has two digits.
    var shortOrder: DayOrder {
        let yearLastCount = shortMonthFirstCount + shortDayFirstCount
        if shortYearFirstCount > 0 { return yearLastCount == 0 ? .yearFirst : .unknown }
        if shortMonthFirstCount > 0 { return shortDayFirstCount == 0 ? .monthFirst : .unknown }
        if shortDayFirstCount > 0 { return .dayFirst }
        if shortLikelyYearFirstCount > 0 { return isShortContested ? .unknown : .yearFirst }
        return order
    }

    /// Whether even `23.1.5`, a year first by custom, may begin with its day.
    var isShortContested: Bool {
        if shortYearFirstCount > 0 { return shortMonthFirstCount + shortDayFirstCount > 0 }
        return shortFutureCount > 0 || dayFirstCount > 0 || shortDayFirstCount > 0
    }

    /// What six digits say of their own order.
    private var compactYearFirstCount = 0
    private var compactLikelyYearFirstCount = 0
    private var compactFutureCount = 0
    private var compactMonthFirstCount = 0
    private var compactDayFirstCount = 0

    /// The order of `010523`.
    var compactOrder: DayOrder {
        let yearLastCount = compactMonthFirstCount + compactDayFirstCount
        if compactYearFirstCount > 0 { return yearLastCount == 0 ? .yearFirst : .unknown }
        if compactMonthFirstCount > 0 { return compactDayFirstCount == 0 ? .monthFirst : .unknown }
        if compactDayFirstCount > 0 { return .dayFirst }
        return compactLikelyYearFirstCount > 0 && compactFutureCount == 0 ? .yearFirst : .unknown
    }

    /// Whether even `230105` may begin with its day.
    var isCompactContested: Bool {
        if compactYearFirstCount > 0 { return compactMonthFirstCount + compactDayFirstCount > 0 }
        return compactFutureCount + compactDayFirstCount > 0
    }

    /// `202301` is a month and says nothing.
    private mutating func addCompact(_ a: Int, _ b: Int, _ c: Int) {
        let isMonth = (a == 19 || a == 20) && (1...12).contains(c)
        if isMonth { return }
        if b > 12 {
            if b <= 31, a >= 1, a <= 12 { compactMonthFirstCount += 1 }
        } else if b >= 1, a > 31 || a == 0 {
            if c >= 1, c <= 31 { compactYearFirstCount += 1 }
        } else if b >= 1, a > 12 {
            if c > 31 || c == 0 {
                compactDayFirstCount += 1
            } else {
                compactLikelyYearFirstCount += 1
                let short = currentYear % 100
                if a > short + 5, c <= short + 5 { compactFutureCount += 1 }
            }
        }
    }

    var isUnix: Bool { unixCount * 2 > cellCount }

    var isMinguo: Bool { minguoCount * 2 > cellCount }

    mutating func add(_ cell: Span<UInt8>) {
        cellCount += 1
        var numbers = (0, 0, 0)
        var lengths = (0, 0, 0)
        var part = 0
        var offset = 0
        let start =
            cell.isEmpty || cell[0] > 0x20 && cell[0] < 0x80
            ? 0 : Blanks.trimmedRange(cell).lowerBound
        offset = start
        while offset < cell.count, DateEvidence.isQuote(cell[offset]) { offset &+= 1 }
        scan: while offset < cell.count {
            let byte = cell[offset]
            if byte &- 0x30 < 10 {
                let digit = Int(byte &- 0x30)
                switch part {
                case 0: (numbers.0, lengths.0) = (numbers.0 &* 10 &+ digit, lengths.0 &+ 1)
                case 1: (numbers.1, lengths.1) = (numbers.1 &* 10 &+ digit, lengths.1 &+ 1)
                default: (numbers.2, lengths.2) = (numbers.2 &* 10 &+ digit, lengths.2 &+ 1)
                }
                // A year in front: nothing to learn.
                if part == 1, lengths.0 == 4 { return }
            } else if byte == 0x2D || byte == 0x2E || byte == 0x2F, part < 2 {
                part += 1
            } else {
                break scan
            }
            offset &+= 1
        }
        if part < 2 {
            if part == 0, offset == cell.count { addDigits(numbers.0, lengths.0) }
            if part == 0, lengths.0 == 3, cell.starts(with: "年", at: offset) {
                addMinguo(numbers.0, 1, 1)
            }
            return
        }
        guard lengths.1 == 1 || lengths.1 == 2, lengths.0 > 0 else { return }
        switch (lengths.0, lengths.2) {
        case (1...2, 4): addYearLast(numbers.0, numbers.1)
        case (1...2, 1...2): addShort(numbers.0, numbers.1, numbers.2)
        case (3, 1...2): addMinguo(numbers.0, numbers.1, numbers.2)
        default: break
        }
    }

    /// Marks that keep a cell text in a spreadsheet.
    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == 0x27 || byte == 0x22 || byte == 0x3D
    }

    private mutating func addDigits(_ number: Int, _ length: Int) {
        let isSeconds = length == 10 && number >= 946_684_800 && number < latestUnix
        let isMilliseconds = length == 13 && number / 1000 < latestUnix
        if isSeconds || isMilliseconds { unixCount += 1 }
        if length == 6 { addCompact(number / 10_000, number / 100 % 100, number % 100) }
        if length == 7 { addMinguo(number / 10_000, number / 100 % 100, number % 100) }
    }

    /// Seconds at the end of the tenth year after the run's clock.
    private var latestUnix: Int { max(currentYear - 1970 + 11, 56) * 31_557_600 }

    private mutating func addYearLast(_ a: Int, _ b: Int) {
        if a > 12 && a <= 31 && b <= 12 { dayFirstCount += 1 }
        if b > 12 && b <= 31 && a <= 12 { monthFirstCount += 1 }
    }

    private mutating func addShort(_ a: Int, _ b: Int, _ c: Int) {
        if b > 12 {
            if b <= 31, a >= 1, a <= 12 { shortMonthFirstCount += 1 }
        } else if a > 31 || a == 0 {
            if c >= 1, c <= 31 { shortYearFirstCount += 1 }
        } else if a > 12 {
            if c > 31 || c == 0 {
                shortDayFirstCount += 1
            } else {
                shortLikelyYearFirstCount += 1
                let short = currentYear % 100
                if a > short + 5, c <= short + 5 { shortFutureCount += 1 }
            }
        } else {
            hasShortOpen = true
        }
    }

    private mutating func addMinguo(_ year: Int, _ month: Int, _ day: Int) {
        if year >= 60, year <= max(currentYear, 2026) - 1911 + 20,
            CalendarDay(year + 1911, month, day) != nil
        {
            minguoCount += 1
        }
    }
}
