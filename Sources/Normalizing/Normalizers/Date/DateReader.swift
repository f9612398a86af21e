import Records

/// Which of two numbers before a year is the day; a matter of the whole column.
enum DayOrder: String, Sendable, CaseIterable {
    case yearFirst = "ymd"
    case monthFirst = "mdy"
    case dayFirst = "dmy"
    case unknown = "auto"
}

/// What numbers without marks count in a column of dates.
enum BareNumbers: String, Sendable, CaseIterable {
    /// Days of a spreadsheet from 20000 to 60000; seconds when most cells look so.
    case auto
    /// Days of a spreadsheet, 1 = 1900-01-01, with the day 1900-02-29 that never was.
    case days1900 = "1900"
    /// Days of a spreadsheet, 0 = 1904-01-01.
    case days1904 = "1904"
    /// Seconds, milliseconds or microseconds since 1970 in UTC.
    case unix
}

/// What a cell says about a day.
struct DateReading: Sendable {
    var day: CalendarDay?
    var time: ClockTime?
    var code: FindingCode = .none
    /// What was probably meant, in ISO 8601; choices are parted by `|`.
    var suggestion: [UInt8] = []

    static func failed(_ code: FindingCode) -> DateReading { DateReading(code: code) }

    static func failed(_ code: FindingCode, _ suggestion: [UInt8]) -> DateReading {
        DateReading(code: code, suggestion: suggestion)
    }

    /// `2023-01-05` or `2023-01-05T10:20:30`; nil when it is no day.
    var iso: [UInt8]? {
        guard let day else { return nil }
        var bytes: [UInt8] = []
        day.append(to: &bytes)
        if let time {
            bytes.append(0x54)
            time.append(to: &bytes)
        }
        return bytes
    }
}

/// A number in a date and how many digits it was written with.
typealias DatePart = (value: Int, digitCount: Int)

/// Reads the bytes of a `DateText`: the date's numbers first, then the time of day.
///
///     date   Y-M-D  Y/M/D  Y.M.D  YYYYMMDD  YYMMDD  Y年M月D日  D-Mon-Y  M/D/Y by the column's order
///     time   h:mm[:ss[.f]]  h时mm分  AM/PM/上午/下午 before or after  Z or ±hh[:]mm
struct DateReader: Sendable {
    var order = DayOrder.unknown
    /// The order where the year has two digits.
    var shortOrder = DayOrder.unknown
    /// The order of six digits, and whether even `230105` is left open.
    var compactOrder = DayOrder.unknown
    var isCompactContested = false
    /// Whether even `23.1.5` is left open.
    var isShortContested = false
    var numbers = BareNumbers.auto
    var isMinguoColumn = false
    /// The year of the run's clock; decides the century of two-digit years.
    var currentYear = 1970

    var text: [UInt8] = []
    var index = 0
    /// Added to the year that is read; 0 outside the calendars of Taiwan and Japan.
    var eraOffset = 0
    /// Whether a bare number may count days or seconds.
    private(set) var mayCount = true

    /// Takes the bytes of `source`, whose buffer it gives its own in exchange.
    mutating func read(_ source: inout DateText) -> DateReading {
        swap(&text, &source.bytes)
        let marks = source.marks
        index = 0
        eraOffset = marks.eraOffset
        mayCount = !marks.hasWords
        var reading = checked(readWhole(marks))
        guard reading.day != nil else { return reading }
        if reading.code == .none, marks.isApproximate { reading.code = .approximateDate }
        if reading.code == .none, marks.remark != nil { reading.code = .dateRemark }
        return reading
    }

    private mutating func readWhole(_ marks: DateText.Marks) -> DateReading {
        if text.isEmpty { return .failed(marks.isLunar ? .lunarDate : .noDate) }
        if marks.isLunar { return readLunar() }
        if marks.hasOtherWords { return .failed(.noDate) }
        if text.count <= 2, text.last == DateText.open { return openEnd }
        if text.contains(DateText.span) || text.contains(DateText.open) { return readSpan() }
        if marks.isPeriod { return readPeriod(isSure: !marks.isApproximate) }
        let reading = readDay()
        if reading.day == nil, reading.code == .noDate, text.count >= 7 {
            return readPair() ?? reading
        }
        return reading
    }

    /// One day with or without a time, or a part of a date.
    mutating func readDay() -> DateReading {
        if text.contains(DateText.name) { return readNamed() }
        if byte(1) == 0x3A || byte(2) == 0x3A { return readTimeFirst() }
        return readCompact() ?? readParts()
    }

    /// Reads `10:20:30 31/12/2019`.
    private mutating func readTimeFirst() -> DateReading {
        guard let time = clock(), time.isPossible, skip(0x20) || skip(0x2C) else {
            return .failed(.noDate)
        }
        skipBlanks()
        text.removeFirst(index)
        index = 0
        if text.isEmpty || byte(1) == 0x3A || byte(2) == 0x3A { return .failed(.noDate) }
        var reading = readDay()
        if reading.time != nil { return .failed(.noDate) }
        reading.time = reading.day == nil ? nil : time
        return reading
    }

    private var openEnd: DateReading {
        DateReading(day: CalendarDay(9999, 12, 31), code: .openEnd)
    }

    /// Fillers become findings, 2099-12-31 and the year 9999 an open end, odd years a doubt.
    func checked(_ reading: DateReading) -> DateReading {
        guard let day = reading.day else { return reading }
        if DateReader.isFiller(day.year, day.month, day.day) { return .failed(.zeroDate) }
        if day.year >= 1800, day.year <= 2098 { return reading }
        let isLast = day.month == 12 && day.day == 31
        if day.year == 9999 || isLast && (day.year == 2099 || day.year == 2999) {
            return openEnd
        }
        var reading = reading
        if day.year < 1800 || day.year > 2100 { reading.code = .farYear }
        return reading
    }

    /// 0000-00-00, 1900-01-00, 1900-01-01, 1899-12-30, 1970-01-01, 0001-01-01 and the first days
    /// that Windows (1601) and SQL Server (1753) know.
    static func isFiller(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        switch (year, month, day) {
        case (0, 0, 0), (1, 1, 1), (1900, 1, 0), (1900, 1, 1), (1899, 12, 30), (1899, 12, 31),
            (1970, 1, 1), (1601, 1, 1), (1753, 1, 1):
            true
        default: false
        }
    }

    // MARK: - Bytes

    func byte(_ place: Int) -> UInt8 { place < text.count ? text[place] : 0 }

    mutating func skipBlanks() { while byte(index) == 0x20 { index += 1 } }

    mutating func skip(_ mark: UInt8) -> Bool {
        guard byte(index) == mark else { return false }
        index += 1
        return true
    }

    /// At most nine digits.
    mutating func number() -> DatePart? {
        let start = index
        var value = 0
        while Digits.isDigit(byte(index)), index - start < 9 {
            value = value * 10 + Int(byte(index) &- 0x30)
            index += 1
        }
        return index > start ? (value, index - start) : nil
    }

    func digits(_ start: Int, _ count: Int) -> Int {
        var value = 0
        for place in start..<(start + count) { value = value * 10 + Int(byte(place) &- 0x30) }
        return value
    }

    func made(_ year: Int, _ month: Int, _ day: Int) -> DateReading {
        if DateReader.isFiller(year, month, day) { return .failed(.zeroDate) }
        guard let day = CalendarDay(year, month, day) else { return .failed(.noDate) }
        return DateReading(day: day)
    }

    /// The full year of two digits: at most twenty years ahead of the run's clock.
    func fullYear(_ short: Int) -> Int {
        let year = currentYear / 100 * 100 + short
        return year > currentYear + 20 ? year - 100 : year
    }

    /// A day whose year of two digits lies far ahead may be of the century before: 45 is 1945, too.
    func near(_ day: CalendarDay?) -> DateReading {
        guard let day else { return .failed(.noDate) }
        var reading = made(day.year, day.month, day.day)
        guard reading.day != nil, day.year > currentYear + 10 else { return reading }
        reading.code = .farYear
        reading.suggestion =
            CalendarDay(day.year - 100, day.month, day.day).flatMap { DateReading(day: $0).iso }
            ?? []
        return reading
    }

    /// The year in the common era that `part` names, where a year is certain to stand.
    func year(of part: DatePart) -> Int? {
        if eraOffset > 0 { return part.digitCount <= 3 ? part.value + eraOffset : nil }
        switch part.digitCount {
        case 4: return part.value
        case 2...3 where isMinguoColumn: return part.value + 1911
        case 2: return fullYear(part.value)
        default: return nil
        }
    }

    /// Findings of the choices, in their order and each once.
    func open(_ choices: [CalendarDay?]) -> DateReading {
        var seen: [CalendarDay] = []
        for case let day? in choices where !seen.contains(day) { seen.append(day) }
        if seen.isEmpty { return .failed(.noDate) }
        var bytes: [UInt8] = []
        for day in seen {
            if !bytes.isEmpty { bytes.append(0x7C) }
            day.append(to: &bytes)
        }
        return .failed(.ambiguousDate, bytes)
    }
}
