import Records

/// Dates of three numbers, with marks or 年月日 between them.
extension DateReader {
    mutating func readParts() -> DateReading {
        guard let first = number(), first.digitCount <= 4 else { return .failed(.noDate) }
        skipBlanks()
        if eraOffset == 0, let reading = yearless(first) { return reading }
        let isChinese = skip(DateText.year)
        if isChinese || first.digitCount == 4 {
            return readYearFirst(first, isChinese: isChinese)
        }
        if eraOffset > 0 { return readYearFirst(first, isChinese: false) }
        let wasBlank = index > 0 && byte(index - 1) == 0x20
        guard let second = partAfterMark(wasBlank: wasBlank) else { return .failed(.noDate) }
        skipBlanks()
        // `05-1月 -23`, as Oracle writes in Chinese.
        let isNamed = skip(DateText.month)
        let afterSecond = index
        guard let third = partAfterMark(wasBlank: index > 0 && byte(index - 1) == 0x20) else {
            index = afterSecond
            return monthAndYear(first, second)
        }
        if isNamed {
            let year = third.digitCount == 4 ? third.value : fullYear(third.value)
            guard first.digitCount <= 2, third.digitCount != 3 else { return .failed(.noDate) }
            return withTime(made(year, second.value, first.value))
        }
        return withTime(arranged(first, second, third))
    }

    /// `3M15D`, `03-15`, `3/15`: a day without its year, as of birthdays; nil when it is none.
    private func yearless(_ first: DatePart) -> DateReading? {
        var reader = self
        let isNamed = reader.skip(DateText.month)
        if !isNamed, !reader.skip(0x2D), !reader.skip(0x2F) { return nil }
        reader.skipBlanks()
        guard let second = reader.number(), first.digitCount <= 2, second.digitCount <= 2 else {
            return nil
        }
        _ = isNamed && reader.skip(DateText.day)
        reader.skipBlanks()
        guard reader.index == text.count else { return nil }
        // A leap year has every day.
        var choices: [CalendarDay] = []
        let dayFirst = CalendarDay(2000, second.value, first.value)
        if !isNamed, order == .dayFirst, let dayFirst {
            choices = [dayFirst]
        } else {
            if let day = CalendarDay(2000, first.value, second.value) { choices.append(day) }
            let isOpen = !isNamed && order == .unknown && (byte(2) == 0x2F || byte(1) == 0x2F)
            if isOpen || choices.isEmpty && !isNamed, let dayFirst, !choices.contains(dayFirst) {
                choices.append(dayFirst)
            }
        }
        guard !choices.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for day in choices {
            if !bytes.isEmpty { bytes.append(0x7C) }
            bytes.append("--")
            CalendarDay.append(day.month, digitCount: 2, to: &bytes)
            bytes.append(0x2D)
            CalendarDay.append(day.day, digitCount: 2, to: &bytes)
        }
        return .failed(.partialDate, bytes)
    }

    /// `01/2023` is a month.
    private func monthAndYear(_ first: DatePart, _ second: DatePart) -> DateReading {
        guard index == text.count, first.digitCount <= 2, second.digitCount == 4,
            (1...12).contains(first.value), (1900...2100).contains(second.value)
        else { return .failed(.noDate) }
        return partial(second.value, first.value)
    }

    /// `2023-01`, or `2023` when there is no month.
    func partial(_ year: Int, _ month: Int? = nil) -> DateReading {
        guard (1...9999).contains(year) else { return .failed(.noDate) }
        var bytes: [UInt8] = []
        CalendarDay.append(year, digitCount: 4, to: &bytes)
        if let month {
            guard (1...12).contains(month) else { return .failed(.noDate) }
            bytes.append(0x2D)
            CalendarDay.append(month, digitCount: 2, to: &bytes)
        }
        return .failed(.partialDate, bytes)
    }

    /// A number after one of `-`, `/`, `.`, or a blank; `2023. 1. 5` has both.
    ///
    /// Behind a year `,` parts too, as in 2023，1，5.
    private mutating func partAfterMark(wasBlank: Bool, isYearFirst: Bool = false) -> DatePart? {
        let start = index
        skipBlanks()
        let hadBlank = wasBlank || index > start
        let mark = byte(index)
        if mark == 0x2D || mark == 0x2F || mark == 0x2E || mark == 0x2C && isYearFirst {
            index += 1
            skipBlanks()
        } else if !hadBlank {
            return nil
        }
        guard let part = number(), part.digitCount <= 4, byte(index) != 0x3A else { return nil }
        return part
    }

    /// Behind a year of four digits or `23年`: month and day with any marks.
    private mutating func readYearFirst(_ part: DatePart, isChinese: Bool) -> DateReading {
        guard let year = year(of: part) else { return .failed(.noDate) }
        let code = part.digitCount != 4 && isMinguoColumn ? minguoCode : .none
        if !isChinese, index == text.count { return partial(year) }
        let wasBlank = isChinese || byte(index - 1) == 0x20
        if isChinese {
            while byte(index) == 0x20 || byte(index) == 0x2D || byte(index) == 0x2E { index += 1 }
            if index == text.count { return partial(year) }
        }
        let start = index
        let isPlain = !isChinese && part.digitCount == 4
        guard
            let month =
                isChinese ? number() : partAfterMark(wasBlank: wasBlank, isYearFirst: isPlain)
        else { return .failed(.noDate) }
        guard month.digitCount <= 2, index > start else { return .failed(.noDate) }
        skipBlanks()
        let hasUnit = skip(DateText.month)
        let afterMonth = index
        skipBlanks()
        if index == text.count {
            guard hasUnit || !isChinese else { return .failed(.noDate) }
            var reading = partial(year, month.value)
            // A spreadsheet drops the last zero of 2023.10.
            if text.count == 6, byte(4) == 0x2E, byte(5) == 0x31, !reading.suggestion.isEmpty {
                reading.suggestion.append(0x7C)
                reading.suggestion += partial(year, 10).suggestion
            }
            return reading
        }
        index = afterMonth
        let isFree = hasUnit || byte(index) == 0x20 || index > 0 && byte(index - 1) == 0x20
        guard let day = partAfterMark(wasBlank: isFree, isYearFirst: isPlain),
            day.digitCount <= 2
        else { return .failed(.noDate) }
        skipBlanks()
        _ = skip(DateText.day)
        let isShort = part.digitCount == 2 && eraOffset == 0 && !isMinguoColumn
        let made = made(year, month.value, day.value)
        var reading = withTime(isShort && made.day != nil ? near(made.day) : made)
        if reading.code == .none { reading.code = code }
        return reading
    }

    // MARK: - The order of three numbers

    func arranged(_ a: DatePart, _ b: DatePart, _ c: DatePart) -> DateReading {
        guard b.digitCount <= 2 else { return .failed(.noDate) }
        if a.digitCount == 3 || isMinguoColumn && c.digitCount <= 2 { return minguo(a, b, c) }
        if c.digitCount == 4 { return yearLast(a.value, b.value, c.value, order) }
        guard c.digitCount <= 2, a.digitCount <= 2 else { return .failed(.noDate) }
        return short(a.value, b.value, c.value, shortOrder, isContested: isShortContested)
    }

    private func minguo(_ a: DatePart, _ b: DatePart, _ c: DatePart) -> DateReading {
        guard c.digitCount <= 2, let day = CalendarDay(a.value + 1911, b.value, c.value) else {
            return .failed(.noDate)
        }
        let reading = DateReading(day: day, code: minguoCode)
        return isMinguoColumn ? reading : .failed(.noDate, reading.iso ?? [])
    }

    /// Three numbers of at most two digits.
    func short(
        _ a: Int,
        _ b: Int,
        _ c: Int,
        _ order: DayOrder,
        isContested: Bool
    ) -> DateReading {
        let yearFirst = CalendarDay(fullYear(a), b, c)
        let monthFirst = c > 99 ? nil : CalendarDay(fullYear(c), a, b)
        let dayFirst = CalendarDay(fullYear(c), b, a)
        switch order {
        case .yearFirst where yearFirst != nil: return near(yearFirst)
        case .monthFirst where monthFirst != nil: return near(monthFirst)
        case .dayFirst where dayFirst != nil: return near(dayFirst)
        default: break
        }
        // By custom a first number above 12 is a year, unless the column speaks against it.
        if a > 12 || a == 0, yearFirst != nil, !isContested || dayFirst == nil {
            return near(yearFirst)
        }
        let choices = [monthFirst, dayFirst, yearFirst].compactMap { $0 }
        if choices.count == 1 { return near(choices.first) }
        return open(a > 12 ? [yearFirst, dayFirst] : [monthFirst, dayFirst, yearFirst])
    }

    private func checkedFiller(_ day: CalendarDay?) -> DateReading {
        day.map { made($0.year, $0.month, $0.day) } ?? .failed(.noDate)
    }

    func yearLast(_ a: Int, _ b: Int, _ year: Int, _ order: DayOrder) -> DateReading {
        let monthFirst = CalendarDay(year, a, b)
        let dayFirst = CalendarDay(year, b, a)
        if DateReader.isFiller(year, a, b) { return .failed(.zeroDate) }
        guard let monthFirst else { return checkedFiller(dayFirst) }
        guard let dayFirst, dayFirst != monthFirst else { return checkedFiller(monthFirst) }
        switch order {
        case .monthFirst: return DateReading(day: monthFirst)
        case .dayFirst: return DateReading(day: dayFirst)
        case .unknown, .yearFirst: return open([monthFirst, dayFirst])
        }
    }
}
