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
        OptionSpec("minguo", .boolean, standard: "false", "years are counted from 1912 (民国)"),
    ]

    private var reader = DateReader()
    private var text = DateText()
    private var value: [UInt8] = []

    init(
        _ options: OptionValue?,
        _ spec: ComponentSpec,
        _ context: NormalizingContext
    ) throws(OptionError) {
        let settings = try Settings(options, spec)
        reader.order = settings.text("order").flatMap(DayOrder.init) ?? .unknown
        reader.shortOrder = reader.order
        reader.isMinguoColumn = settings.text("minguo") == "true"
        reader.currentYear = Int(context.asOf.prefix(4)) ?? 1970
    }

    /// Settles the day/month order and Unix time when the column's cells agree on it.
    mutating func prepare(_ cells: borrowing ValueTable) {
        var evidence = DateEvidence()
        for id in cells.ids { evidence.add(cells[id]) }
        if reader.order == .unknown {
            reader.order = evidence.order
            reader.shortOrder = evidence.shortOrder
        }
        reader.isUnixColumn = evidence.isUnix
    }

    mutating func normalize(
        _ cell: Span<UInt8>,
        hasTime: Bool,
        into column: inout CleanColumn
    ) {
        if let reading = readPlain(cell) {
            emit(reader.checked(reading), cell, hasTime: hasTime, into: &column)
            return
        }
        text.read(cell)
        emit(reader.read(text), cell, hasTime: hasTime, into: &column)
    }

    /// `2023-01-05`, alone or with ` 10:20:30`; nil for everything else.
    private func readPlain(_ cell: Span<UInt8>) -> DateReading? {
        guard cell.count == 10 || cell.count == 19, cell[4] == 0x2D, cell[7] == 0x2D,
            let year = two(cell, 0), let rest = two(cell, 2), let month = two(cell, 5),
            let number = two(cell, 8), let day = CalendarDay(year * 100 + rest, month, number)
        else { return nil }
        if cell.count == 10 { return DateReading(day: day) }
        guard cell[10] == 0x20 || cell[10] == 0x54, cell[13] == 0x3A, cell[16] == 0x3A,
            let hour = two(cell, 11), let minute = two(cell, 14), let second = two(cell, 17)
        else { return nil }
        let time = ClockTime(hour: hour, minute: minute, second: second)
        return time.isPossible ? DateReading(day: day, time: time) : nil
    }

    @inline(__always)
    private func two(_ cell: Span<UInt8>, _ offset: Int) -> Int? {
        let (a, b) = (cell[offset] &- 0x30, cell[offset + 1] &- 0x30)
        return a < 10 && b < 10 ? Int(a) * 10 + Int(b) : nil
    }

    private mutating func emit(
        _ reading: DateReading,
        _ cell: Span<UInt8>,
        hasTime: Bool,
        into column: inout CleanColumn
    ) {
        guard let day = reading.day else {
            column.emitRaw(cell, validity: .invalid, code: reading.code)
            return
        }
        value.removeAll(keepingCapacity: true)
        day.append(to: &value)
        // A day without a time stays a day: midnight would be invented.
        if hasTime, let time = reading.time {
            value.append(0x54)
            time.append(to: &value)
        }
        column.emit(raw: cell, value: value.span, code: reading.code)
    }
}

/// What the cells of a column say about their order of day and month.
struct DateEvidence: Sendable {
    private var monthFirstCount = 0
    private var dayFirstCount = 0
    private var yearFirstCount = 0
    private var shortLastCount = 0
    private var unixCount = 0
    private var cellCount = 0

    /// Decided only when nothing speaks against it.
    var order: DayOrder {
        if dayFirstCount == 0, monthFirstCount > 0 { return .monthFirst }
        if monthFirstCount == 0, dayFirstCount > 0 { return .dayFirst }
        return .unknown
    }

    /// The order of `1.2.23`, where the year has two digits.
    var shortOrder: DayOrder {
        if shortLastCount > 0 { return yearFirstCount == 0 ? .monthFirst : .unknown }
        return yearFirstCount > 0 ? .yearFirst : order
    }

    var isUnix: Bool { unixCount * 2 > cellCount }

    mutating func add(_ cell: Span<UInt8>) {
        cellCount += 1
        var parts = (0, 0, 0)
        var lengths = (0, 0, 0)
        var part = 0
        var offset = Blanks.trimmedRange(cell).lowerBound
        scan: while offset < cell.count, part < 3 {
            switch cell[offset] {
            case 0x30...0x39:
                let digit = Int(cell[offset] &- 0x30)
                switch part {
                case 0: (parts.0, lengths.0) = (parts.0 &* 10 &+ digit, lengths.0 + 1)
                case 1: (parts.1, lengths.1) = (parts.1 &* 10 &+ digit, lengths.1 + 1)
                default: (parts.2, lengths.2) = (parts.2 &* 10 &+ digit, lengths.2 + 1)
                }
            case 0x2D, 0x2E, 0x2F: part += 1
            default: break scan
            }
            offset += 1
        }
        if part == 0, lengths.0 == 10 || lengths.0 == 13, offset == cell.count { unixCount += 1 }
        guard part == 2, lengths.0 <= 2, lengths.1 <= 2, lengths.0 > 0, lengths.1 > 0 else {
            return
        }
        if lengths.2 == 4 {
            addYearLast(parts.0, parts.1)
        } else if lengths.2 == 2 || lengths.2 == 1 {
            addShort(parts.0, parts.1, parts.2)
        }
    }

    private mutating func addYearLast(_ a: Int, _ b: Int) {
        if a > 12 && a <= 31 && b <= 12 { dayFirstCount += 1 }
        if b > 12 && b <= 31 && a <= 12 { monthFirstCount += 1 }
    }

    private mutating func addShort(_ a: Int, _ b: Int, _ c: Int) {
        if a > 12, b <= 12, c <= 31 { yearFirstCount += 1 }
        if b > 12, b <= 31, a <= 12 { shortLastCount += 1 }
    }
}
