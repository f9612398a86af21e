/// Dates of cards as ISO 8601 text: `19800322`, `1980-03-22T00:00:00Z`, `--0203`.
enum VCardDate {
    /// The date; a time of day stays behind it unless it is midnight.
    ///
    /// Other text stays as it is.
    static func text(_ raw: String, omittedYear: String = "") -> String {
        let trimmed = raw.trimmedBlanks
        let parts = trimmed.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = parts[0].utf8.filter { $0 != 0x2D }
        guard digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return trimmed }
        let numbers = String(decoding: digits, as: UTF8.self)
        let date: String
        if parts[0].hasPrefix("--"), numbers.count == 4 {
            date = "--\(numbers.prefix(2))-\(numbers.suffix(2))"
        } else if numbers.count == 8 {
            let year = numbers.prefix(4)
            let day = "\(numbers.dropFirst(4).prefix(2))-\(numbers.suffix(2))"
            date = year == omittedYear ? "--\(day)" : "\(year)-\(day)"
        } else {
            return trimmed
        }
        guard parts.count == 2, let time = time(parts[1]) else { return date }
        return "\(date) \(time)"
    }

    /// `131933Z`, `13:19:33.000Z`, `1430-0500`; nil for midnight or what is no time.
    private static func time(_ text: Substring) -> String? {
        let end = text.firstIndex { "Zz+-.".contains($0) } ?? text.endIndex
        let digits = text[..<end].filter { $0 != ":" }
        guard digits.count == 4 || digits.count == 6, digits.allSatisfy(\.isNumber) else {
            return nil
        }
        let padded = digits.count == 4 ? digits + "00" : String(digits)
        if padded == "000000" { return nil }
        return "\(padded.prefix(2)):\(padded.dropFirst(2).prefix(2)):\(padded.suffix(2))"
    }
}
