import Records

/// Reads dates by the format of Oracle's `to_date` and `to_timestamp` (SQL Reference, "Datetime
/// Format Models") as ISO 8601 text.
///
///     to_date('15-3月 -11', 'DD-MON-RR')   2011-03-15
struct OracleDateFormat {
    private let text: [UInt8]
    private var index = 0
    private var year: Int?
    private var month = 1
    private var day = 1
    private var hour: Int?
    private var minute = 0
    private var second = 0
    private var fraction: [UInt8] = []
    private var isAfternoon: Bool?
    private var zone: [UInt8] = []

    /// Nil when the text doesn't follow the format, or the format has an element unknown here.
    static func iso(_ text: [UInt8], format: [UInt8]) -> [UInt8]? {
        var reader = OracleDateFormat(text: text)
        var formatIndex = 0
        while formatIndex < format.count {
            guard reader.readElement(format, &formatIndex) else { return nil }
        }
        reader.skipBlanks()
        return reader.index == text.count ? reader.written() : nil
    }

    private init(text: [UInt8]) { self.text = text }

    private enum Element {
        case year, shortYear, month, monthName, day, hour, minute, second, fraction, point, half
        case zone, zoneMinute, dayName, nothing
    }

    /// Longer ones before those that they begin with.
    private static let elements: [(name: StaticString, element: Element)] = [
        ("SYYYY", .year), ("YYYY", .year), ("RRRR", .shortYear), ("YY", .shortYear),
        ("RR", .shortYear), ("MONTH", .monthName), ("MON", .monthName), ("MM", .month),
        ("MI", .minute), ("DAY", .dayName), ("DD", .day), ("DY", .dayName), ("HH24", .hour),
        ("HH12", .hour), ("HH", .hour), ("SS", .second), ("FF", .fraction), ("FM", .nothing),
        ("FX", .nothing), ("A.M.", .half), ("P.M.", .half), ("AM", .half), ("PM", .half),
        ("TZH", .zone), ("TZR", .zone), ("TZM", .zoneMinute), ("TZD", .nothing), ("X", .point),
    ]

    private mutating func readElement(_ format: [UInt8], _ formatIndex: inout Int) -> Bool {
        if format[formatIndex] == 0x22 { return readLiteral(format, &formatIndex) }
        let found = OracleDateFormat.elements.first { element in
            OracleDateFormat.hasWord(format, element.name, at: formatIndex)
        }
        guard let found else {
            let byte = format[formatIndex]
            guard !OracleDateFormat.isLetter(byte) else { return false }
            formatIndex += 1
            if byte < 0x80 || index < text.count && text[index] == byte { skipSeparator() }
            return true
        }
        formatIndex += found.name.utf8CodeUnitCount
        if found.element == .fraction, formatIndex < format.count,
            OracleDateFormat.isDigit(format[formatIndex])
        {
            formatIndex += 1
        }
        return read(found.element)
    }

    /// Text in double quotes stands for itself: `"年"`.
    private mutating func readLiteral(_ format: [UInt8], _ formatIndex: inout Int) -> Bool {
        formatIndex += 1
        while formatIndex < format.count, format[formatIndex] != 0x22 {
            guard index < text.count, text[index] == format[formatIndex] else { return false }
            index += 1
            formatIndex += 1
        }
        formatIndex += 1
        return true
    }

    private mutating func read(_ element: Element) -> Bool {
        switch element {
        case .year: year = number(4)
        case .shortYear: year = number(4).map { $0 < 50 ? $0 + 2000 : $0 < 100 ? $0 + 1900 : $0 }
        case .month: month = number(2) ?? 0
        case .monthName: month = monthName() ?? 0
        case .day: day = number(2) ?? 0
        case .hour: hour = number(2) ?? 99
        case .minute: minute = number(2) ?? 99
        case .second: second = number(2) ?? 99
        case .fraction: fraction = digits()
        case .point: skipSeparator()
        case .half: return readHalf()
        case .zone:
            skipBlanks()
            zone = Array(text[index...])
            index = text.count
        case .zoneMinute, .dayName, .nothing: skipWord()
        }
        return !(element == .year || element == .shortYear) || year != nil
    }

    // MARK: Parts of the text

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }

    /// Whether the upper-case word stands at `start`, in any case.
    private static func hasWord(_ bytes: [UInt8], _ word: StaticString, at start: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard start + count <= bytes.count else { return false }
        return word.withUTF8Buffer { word in
            for index in 0..<count {
                let byte = bytes[start + index]
                let upper = byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte
                if unsafe upper != word[index] { return false }
            }
            return true
        }
    }

    private mutating func skip(_ word: StaticString) -> Bool {
        guard OracleDateFormat.hasWord(text, word, at: index) else { return false }
        index += word.utf8CodeUnitCount
        return true
    }

    private mutating func skipBlanks() {
        while index < text.count, text[index] == 0x20 { index += 1 }
    }

    private mutating func skipSeparator() {
        guard index < text.count, !OracleDateFormat.isDigit(text[index]),
            !OracleDateFormat.isLetter(text[index])
        else { return }
        index += 1
    }

    private mutating func skipWord() {
        while index < text.count, OracleDateFormat.isLetter(text[index]) || text[index] >= 0x80 {
            index += 1
        }
    }

    private mutating func digits() -> [UInt8] {
        let start = index
        while index < text.count, OracleDateFormat.isDigit(text[index]) { index += 1 }
        return Array(text[start..<index])
    }

    private mutating func number(_ width: Int) -> Int? {
        skipBlanks()
        let start = index
        var value = 0
        while index < text.count, index - start < width, OracleDateFormat.isDigit(text[index]) {
            value = value * 10 + Int(text[index] - 0x30)
            index += 1
        }
        return index > start ? value : nil
    }

    private static let months: [StaticString] = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]
    private static let chineseMonths: [StaticString] = [
        "一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月",
    ]

    /// `MAR`, `March`, or as a Chinese client writes it: `3月`, `三月`.
    private mutating func monthName() -> Int? {
        skipBlanks()
        if let value = number(2) {
            _ = skip("月")
            skipBlanks()
            return value
        }
        for (index, name) in OracleDateFormat.months.enumerated() where skip(name) {
            skipWord()
            return index + 1
        }
        for (index, name) in OracleDateFormat.chineseMonths.enumerated() where skip(name) {
            skipBlanks()
            return index + 1
        }
        return nil
    }

    private mutating func readHalf() -> Bool {
        skipBlanks()
        if skip("AM") || skip("A.M.") || skip("上午") {
            isAfternoon = false
        } else if skip("PM") || skip("P.M.") || skip("下午") {
            isAfternoon = true
        }
        return isAfternoon != nil
    }

    // MARK: Output

    private func written() -> [UInt8]? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        var bytes: [UInt8] = []
        if let year {
            for (value, width) in [(year, 4), (month, 2), (day, 2)] {
                if !bytes.isEmpty { bytes.append(0x2D) }
                OracleDateFormat.append(value, width, to: &bytes)
            }
        }
        guard var hour else { return bytes.isEmpty ? nil : bytes }
        if let isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        guard hour < 24, minute < 60, second < 60 else { return nil }
        if !bytes.isEmpty { bytes.append(0x20) }
        OracleDateFormat.append(hour, 2, to: &bytes)
        for value in [minute, second] {
            bytes.append(0x3A)
            OracleDateFormat.append(value, 2, to: &bytes)
        }
        var significant = fraction
        while significant.last == 0x30 { significant.removeLast() }
        if !significant.isEmpty { bytes += [0x2E] + significant }
        return zone.isEmpty ? bytes : bytes + [0x20] + zone
    }

    private static func append(_ value: Int, _ width: Int, to bytes: inout [UInt8]) {
        var unit = width == 4 ? 1000 : 10
        while unit > 0 {
            bytes.append(0x30 + UInt8(value / unit % 10))
            unit /= 10
        }
    }
}
