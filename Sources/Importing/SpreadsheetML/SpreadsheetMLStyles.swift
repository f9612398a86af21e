import Records

/// The styles of an XML spreadsheet: which of them show numbers as dates or times.
struct SpreadsheetMLStyles {
    private var ids = ValueTable()
    /// By id of the style's name; `ids` gives 0 to none.
    private var formats: [NumberFormat] = [.number]
    private var current: ValueID = 0

    /// Begins a style, which shows numbers as its parent does until it says otherwise.
    mutating func start(_ attributes: borrowing XMLAttributes) {
        guard let id = attributes["ID"] else { return current = 0 }
        current = ids.intern(id)
        while formats.count < ids.count { formats.append(.number) }
        if let parent = attributes["Parent"], let parent = ids.find(parent) {
            formats[Int(current)] = formats[Int(parent)]
        }
    }

    mutating func setFormat(_ code: String) {
        if current != 0 { formats[Int(current)] = Self.format(code) }
    }

    /// The index of a style; 0 when there is none of that name.
    func index(_ id: Span<UInt8>) -> Int { Int(ids.find(id) ?? 0) }

    var cellStyles: CellStyles { CellStyles(formats) }

    /// From a code, or one of the names that Excel gives to built-in formats.
    private static func format(_ code: String) -> NumberFormat {
        switch code {
        case "General Date", "Long Date", "Medium Date", "Short Date": .date
        case "Long Time", "Medium Time", "Short Time": .time
        case "General Number", "Currency", "Euro Currency", "Fixed", "Standard", "Percent",
            "Scientific", "Yes/No", "True/False", "On/Off":
            .number
        default: NumberFormat(code: code)
        }
    }

    /// Appends a date; the day on which a sheet's days begin means a time of no day.
    ///
    ///     1899-12-31T12:30:00.000 → 12:30:00        1900-01-01T06:00:00 under [h]:mm → 30:00:00
    func appendDateTime(
        _ text: Span<UInt8>,
        style: Int,
        is1904: Bool,
        to output: inout [UInt8]
    ) {
        guard let date = ISODateTime(text) else { return output.append(text) }
        let day = date.serialDay - (is1904 ? 1462 : 0)
        let format = style < formats.count ? formats[style] : .number
        if format == .duration, (0...100_000).contains(day) {
            ISODateTime.appendTime(day * 86_400 + date.second, to: &output)
        } else if (day == 0 || day == -1) && (!is1904 || format == .time) {
            ISODateTime.appendTime(date.second, to: &output)
        } else {
            date.append(to: &output)
        }
    }
}
