import Records

/// What `date` and `datetime` share: the column's evidence, the fast forms, and what is emitted.
struct DateCells: Sendable {
    static let options = [
        OptionSpec(
            "order",
            .choice(DayOrder.allCases.map(\.rawValue)),
            standard: "auto",
            isPrimary: true,
            "order of day, month and year where the cell leaves it open"
        ),
        OptionSpec(
            "minguo",
            .choice(["auto", "true", "false"]),
            standard: "auto",
            "whether years of up to three digits are counted from 1912 (民国)"
        ),
        OptionSpec(
            "numbers",
            .choice(BareNumbers.allCases.map(\.rawValue)),
            standard: "auto",
            "what bare numbers count: days of a spreadsheet (1900, 1904) or seconds (unix)"
        ),
    ]
    static let findings = NormalizeFindings.dates.map(\.code) + DateFindings.all.map(\.code)

    private var reader = DateReader()
    private var text = DateText()
    private var isMinguoAuto = true
    /// Whether the forms of nearly all dates are read from their bytes; false in its test twin.
    private let isFast: Bool

    init(
        _ options: OptionValue?,
        _ spec: ComponentSpec,
        _ context: NormalizingContext,
        isFast: Bool = true
    ) throws(OptionError) {
        let settings = try Settings(options, spec)
        reader.order = settings.text("order").flatMap(DayOrder.init) ?? .unknown
        reader.shortOrder = reader.order
        reader.isShortContested = reader.order == .dayFirst || reader.order == .monthFirst
        reader.compactOrder = reader.order
        reader.isCompactContested = reader.isShortContested
        reader.isMinguoColumn = settings.text("minguo") == "true"
        isMinguoAuto = settings.text("minguo") ?? "auto" == "auto"
        reader.numbers = settings.text("numbers").flatMap(BareNumbers.init) ?? .auto
        reader.currentYear = Int(context.asOf.prefix(4)) ?? 1970
        self.isFast = isFast
    }

    /// Settles what the column's cells agree on: day and month order, the 民国, Unix time.
    mutating func prepare(_ cells: borrowing ValueTable) {
        var evidence = DateEvidence(currentYear: reader.currentYear)
        for id in cells.ids { evidence.add(cells[id]) }
        if reader.order == .unknown {
            reader.order = evidence.order
            reader.shortOrder = evidence.shortOrder
            reader.isShortContested = evidence.isShortContested
            reader.compactOrder = evidence.compactOrder
            reader.isCompactContested = evidence.isCompactContested
        }
        if isMinguoAuto { reader.isMinguoColumn = evidence.isMinguo }
        if reader.numbers == .auto, evidence.isUnix { reader.numbers = .unix }
    }

    mutating func normalize(
        _ cell: Span<UInt8>,
        hasTime: Bool,
        into column: inout CleanColumn
    ) {
        if isFast, let plain = PlainDate(cell) {
            emit(plain.day, hasTime ? plain.time : nil, cell, into: &column)
            return
        }
        text.read(cell)
        let reading = reader.read(&text)
        guard let day = reading.day else {
            column.emitRaw(cell, validity: .invalid, code: reading.code)
            suggest(reading, cell, into: &column)
            return
        }
        emit(day, hasTime ? reading.time : nil, cell, into: &column)
        let isTimeless = !hasTime && reading.code == .unclearTime
        guard reading.code != .none, !isTimeless else { return }
        let last = column.outcomes.count - 1
        column.outcomes[last].code = reading.code
        if DateCells.isDoubtful(reading.code) { column.outcomes[last].validity = .suspect }
        if reading.code == .farYear, !reading.suggestion.isEmpty {
            column.setPart(.suggestion, reading.suggestion.span)
        }
        if reading.code == .dateRemark { emitRemark(cell, into: &column) }
    }

    private static func isDoubtful(_ code: FindingCode) -> Bool {
        code == .approximateDate || code == .farYear || code == .unclearTime
            || code == .dateRemark
    }

    /// A day without a time stays a day: midnight would be invented.
    @inline(__always)
    private func emit(
        _ day: CalendarDay,
        _ time: ClockTime?,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        var bytes = InlineArray<19, UInt8>(repeating: 0)
        day.write(to: &bytes)
        time?.write(to: &bytes)
        let value = bytes.span.extracting(0..<(time == nil ? 10 : 19))
        var clean = CleanValue()
        clean.value = column.values.intern(value)
        clean.key = clean.value
        clean.raw = cell.hasSameBytes(as: value) ? clean.value : column.values.intern(cell)
        column.emit(clean)
    }

    private func emitRemark(_ cell: Span<UInt8>, into column: inout CleanColumn) {
        guard let remark = text.marks.remark, !remark.isEmpty else { return }
        let range = text.text.offsets[remark.lowerBound]..<text.text.offsets[remark.upperBound]
        column.setPart(.remark, cell.extracting(range))
    }

    // MARK: - What was probably meant

    private mutating func suggest(
        _ reading: DateReading,
        _ cell: Span<UInt8>,
        into column: inout CleanColumn
    ) {
        if !reading.suggestion.isEmpty {
            column.setPart(.suggestion, reading.suggestion.span)
        } else if reading.code == .noDate, let bytes = DateCells.repaired(cell) {
            text.read(bytes.span)
            if let iso = reader.read(&text).iso { column.setPart(.suggestion, iso.span) }
        } else if reading.code == .noDate, let range = DateCells.dateAmongWords(cell) {
            text.read(cell.extracting(range))
            let inner = reader.read(&text)
            if let bytes = inner.iso ?? (inner.code == .ambiguousDate ? inner.suggestion : nil) {
                column.setPart(.suggestion, bytes.span)
            }
        }
    }

    /// The one stretch of digits and marks of a date in 计划2023-1-5 or 2023-1-5作废; nil when there
    /// are others, or a letter or no word beside it.
    private static func dateAmongWords(_ cell: Span<UInt8>) -> Range<Int>? {
        var start = 0
        while start < cell.count, cell[start] &- 0x30 >= 10 { start += 1 }
        var index = start
        var end = start
        while index < cell.count {
            switch cell[index] {
            case 0x30...0x39:
                end = index + 1
                index += 1
            case 0x20, 0x2D...0x2F, 0x3A: index += 1
            default:
                let isUnit = ["年", "月", "日", "号"].contains { cell.starts(with: $0, at: index) }
                guard isUnit, index == end else {
                    index = cell.count
                    break
                }
                end = index + 3
                index = end
            }
        }
        guard end - start >= 6, end - start < cell.count else { return nil }
        if start > 0, cell[start - 1] < 0x80, cell[start - 1] != 0x20 { return nil }
        if end < cell.count, cell[end] < 0x80, cell[end] != 0x20 { return nil }
        for place in end..<cell.count where cell[place] &- 0x30 < 10 { return nil }
        let isPlain = Digits.areAll(cell.extracting(start..<end))
        return isPlain && end - start != 8 ? nil : start..<end
    }

    /// `2O23-0l-05` with its letters O and l as digits; nil when there is none among digits.
    private static func repaired(_ cell: Span<UInt8>) -> [UInt8]? {
        guard cell.count >= 8, cell.count <= 19 else { return nil }
        var bytes: [UInt8] = []
        var letterCount = 0
        for index in cell.indices {
            switch cell[index] {
            case 0x4F, 0x6F:
                letterCount += 1
                bytes.append(0x30)
            case 0x49, 0x6C:
                letterCount += 1
                bytes.append(0x31)
            case 0x2D...0x3A, 0x20: bytes.append(cell[index])
            default: return nil
            }
        }
        return letterCount > 0 && letterCount <= 3 ? bytes : nil
    }
}
