import Records

/// The forms of nearly all dates, read from their bytes.
///
///     2023-1-5   2023/01/05   2023.1.5   20230105   2023年1月5日   each with ` 10:20[:30]` behind it
///
/// Whatever needs a second look (other marks, odd years, impossible days) is left to `DateReader`,
/// which gives the same for these forms.
struct PlainDate {
    var day: CalendarDay
    var time: ClockTime?

    init?(_ cell: Span<UInt8>) {
        let count = cell.count
        guard count >= 8, count <= 28, let century = PlainDate.two(cell, 0),
            let rest = PlainDate.two(cell, 2)
        else { return nil }
        let year = century &* 100 &+ rest
        guard year > 1900, year < 2099 else { return nil }
        var index = 5
        var month = 0
        var number = 0
        let mark = cell[4]
        if mark &- 0x30 < 10 {
            guard count == 8, let a = PlainDate.two(cell, 4), let b = PlainDate.two(cell, 6) else {
                return nil
            }
            (month, number, index) = (a, b, 8)
        } else if mark == 0x2D || mark == 0x2F || mark == 0x2E {
            month = PlainDate.digits(cell, &index)
            guard index < count, PlainDate.isMark(cell[index]) else { return nil }
            index &+= 1
            number = PlainDate.digits(cell, &index)
        } else {
            guard cell.starts(with: "年", at: 4) else { return nil }
            index = 7
            month = PlainDate.digits(cell, &index)
            guard cell.starts(with: "月", at: index) else { return nil }
            index &+= 3
            number = PlainDate.digits(cell, &index)
            guard cell.starts(with: "日", at: index) || cell.starts(with: "号", at: index) else {
                return nil
            }
            index &+= 3
        }
        guard let day = CalendarDay(year, month, number),
            year != 1970 || month != 1 || number != 1
        else { return nil }
        self.day = day
        if index == count { return }
        guard let time = PlainDate.time(cell, index) else { return nil }
        self.time = time
    }

    /// ` 10:20`, `T10:20:30`, to the cell's end.
    private static func time(_ cell: Span<UInt8>, _ start: Int) -> ClockTime? {
        let count = cell.count
        guard cell[start] == 0x20 || cell[start] == 0x54 else { return nil }
        var index = start &+ 1
        let hour = digits(cell, &index)
        guard index > start &+ 1, index &+ 3 <= count, cell[index] == 0x3A,
            let minute = two(cell, index &+ 1)
        else { return nil }
        var time = ClockTime(hour: hour, minute: minute)
        index &+= 3
        if index < count {
            guard index &+ 3 == count, cell[index] == 0x3A, let second = two(cell, index &+ 1)
            else { return nil }
            time.second = second
        }
        return time.isPossible ? time : nil
    }

    @inline(__always)
    private static func isMark(_ byte: UInt8) -> Bool {
        byte == 0x2D || byte == 0x2F || byte == 0x2E
    }

    @inline(__always)
    private static func two(_ cell: Span<UInt8>, _ offset: Int) -> Int? {
        let (a, b) = (cell[offset] &- 0x30, cell[offset &+ 1] &- 0x30)
        return a < 10 && b < 10 ? Int(a) &* 10 &+ Int(b) : nil
    }

    /// One or two digits; 0, which is no month or day, when there is none.
    @inline(__always)
    private static func digits(_ cell: Span<UInt8>, _ index: inout Int) -> Int {
        guard index < cell.count, cell[index] &- 0x30 < 10 else { return 0 }
        var value = Int(cell[index] &- 0x30)
        index &+= 1
        if index < cell.count, cell[index] &- 0x30 < 10 {
            value = value &* 10 &+ Int(cell[index] &- 0x30)
            index &+= 1
        }
        return value
    }
}
