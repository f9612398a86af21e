import Records

/// Dates with the name of their month.
extension DateReader {
    /// `Jan 5, 2023`, `5-Jan-23`, `2023 Jan 5`, `Thu Jan 05 10:20:30 CST 2023`.
    mutating func readNamed() -> DateReading {
        var month = 0
        var parts: [DatePart] = []
        var time: ClockTime?
        var zone: Int?
        while index < text.count, month == 0 || parts.count < 2 {
            if skip(DateText.name) {
                guard month == 0 else { return .failed(.noDate) }
                month = digits(index, 2)
                index += 2
                // `Jan20`: the digits of the name and of the day stand side by side.
            } else if let part = number() {
                if byte(index) == 0x3A {
                    guard time == nil else { return .failed(.noDate) }
                    index -= part.digitCount
                    time = clock()
                    guard time?.isPossible == true else { return .failed(.noDate) }
                } else {
                    parts.append(part)
                }
            } else if byte(index) == DateText.zone, time != nil {
                guard let east = zoneMinutes() else { return .failed(.noDate) }
                zone = east
            } else if DateReader.isLoose(byte(index)) {
                index += 1
            } else {
                return .failed(.noDate)
            }
        }
        guard month > 0 else { return .failed(.noDate) }
        var reading = named(month, parts)
        if reading.day == nil { return reading }
        guard let time else { return withTime(reading) }
        reading.time = time
        if let zone { reading = shifted(reading, minutes: zone) }
        return zoned(reading, hasSeconds: true)
    }

    /// Marks around the parts of a named date.
    private static func isLoose(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x2C || byte == 0x2D || byte == 0x2E || byte == 0x2F
    }

    private func named(_ month: Int, _ parts: [DatePart]) -> DateReading {
        guard parts.count == 2 else {
            guard parts.count == 1 else { return .failed(.noDate) }
            if parts[0].digitCount == 4 { return partial(parts[0].value, month) }
            return .failed(parts[0].digitCount == 2 ? .partialDate : .noDate)
        }
        let (a, b) = (parts[0], parts[1])
        if a.digitCount == 4, b.digitCount <= 2 { return made(a.value, month, b.value) }
        guard a.digitCount <= 2 else { return .failed(.noDate) }
        if b.digitCount == 4 { return made(b.value, month, a.value) }
        return b.digitCount == 2 ? made(fullYear(b.value), month, a.value) : .failed(.noDate)
    }
}
