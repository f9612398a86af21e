import Records

/// Whether a number format shows dates (ECMA-376 part 1, 18.8.30 and 18.8.31).
enum NumberFormat: UInt8, Sendable {
    case number
    /// Year, month or day, with or without the time of day.
    case date
    /// Only the time of day.
    case time
    /// Hours, minutes or seconds that count beyond a day: `[h]:mm`.
    case duration

    /// The formats that need no entry; 27–36 and 50–58 are those of Chinese, Japanese and Korean.
    init(builtIn id: Int) {
        switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45, 47, 55, 56: self = .time
        case 46: self = .duration
        default: self = .number
        }
    }

    /// From a format code; its first section decides.
    ///
    ///     yyyy"年"m"月"d"日" → date    [$-804]h:mm AM/PM → time    [h]:mm → duration    0.00E+00 → number
    init(code: String) {
        let code = Array(code.lowercased().unicodeScalars)
        if code.starts(with: "general".unicodeScalars) {
            self = .number
            return
        }
        let letters = Letters(code)
        if letters.isElapsed {
            self = .duration
        } else if letters.isDate {
            self = .date
        } else if letters.isTime {
            self = .time
        } else {
            self = .number
        }
    }

    /// The digits that a format of zeros alone shows at least: 5 for `00000`, the format of codes; 0 for
    /// all other formats.
    static func digitCount(code: String) -> Int {
        let count = code.utf8.count
        return count >= 2 && count <= 20 && code.utf8.allSatisfy { $0 == 0x30 } ? count : 0
    }

    /// What stands outside of quotes, escapes and brackets.
    private struct Letters {
        var isElapsed = false
        private var seen: Set<Unicode.Scalar> = []
        private var hasPlaceholder = false
        private var hasWeekday = false

        var isTime: Bool { seen.contains("h") || seen.contains("s") }

        var isDate: Bool {
            if seen.contains("y") || seen.contains("d") || hasWeekday { return true }
            if seen.contains("m") { return !isTime }
            // `e` is the year of an era, or the exponent of a number.
            return !hasPlaceholder && (seen.contains("e") || seen.contains("b"))
        }

        init(_ code: [Unicode.Scalar]) {
            var at = 0
            while at < code.count, code[at] != ";" {
                switch code[at] {
                case "\"": at = Self.index(of: "\"", in: code, after: at)
                case "\\", "_", "*": at += 1
                case "[":
                    let end = Self.index(of: "]", in: code, after: at)
                    bracket(code[min(at + 1, code.count)..<min(end, code.count)])
                    at = end
                case "a" where code[at...].starts(with: "am/pm".unicodeScalars): at += 4
                case "a" where code[at...].starts(with: "a/p".unicodeScalars): at += 2
                case "a" where code[at...].starts(with: "aaa".unicodeScalars): hasWeekday = true
                case "0", "#", "?": hasPlaceholder = true
                default: seen.insert(code[at])
                }
                at += 1
            }
        }

        private mutating func bracket(_ content: ArraySlice<Unicode.Scalar>) {
            guard let unit = content.first, unit == "h" || unit == "m" || unit == "s" else {
                return
            }
            if content.allSatisfy({ $0 == unit }) { isElapsed = true }
        }

        private static func index(
            of scalar: Unicode.Scalar,
            in code: [Unicode.Scalar],
            after start: Int
        ) -> Int {
            code[(start + 1)...].firstIndex(of: scalar) ?? code.count
        }
    }
}

/// The number formats of a workbook's cell styles, in the order of `cellXfs`.
struct CellStyles: Sendable {
    private(set) var formats: [NumberFormat] = []
    /// By style, as `NumberFormat.digitCount`; empty when no style is for codes.
    private var digitCounts: [Int] = []

    init() {}

    init(_ formats: [NumberFormat]) { self.formats = formats }

    init(_ styles: XMLTape) {
        var reader = Reader()
        styles.walk(&reader)
        formats = reader.formatIDs.map { id in
            reader.codes[id].map { NumberFormat(code: $0) } ?? NumberFormat(builtIn: id)
        }
        let counts = reader.formatIDs.map { id in
            reader.codes[id].map { NumberFormat.digitCount(code: $0) } ?? 0
        }
        if counts.contains(where: { $0 > 0 }) { digitCounts = counts }
    }

    /// The digits that a number of that style shows at least; 0 for as many as it has.
    @inline(__always)
    func digitCount(_ style: Int) -> Int {
        style >= 0 && style < digitCounts.count ? digitCounts[style] : 0
    }

    /// The format of a cell's `s=`; styles that don't exist show numbers.
    @inline(__always)
    subscript(style: Int) -> NumberFormat {
        style >= 0 && style < formats.count ? formats[style] : .number
    }

    private struct Reader: XMLVisitor {
        var codes: [Int: String] = [:]
        var formatIDs: [Int] = []
        private var isInCellFormats = false
        private var depth = 0

        init() {}

        mutating func start(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes) {
            depth += 1
            if depth == 2 { isInCellFormats = name.equals("cellXfs") }
            if name.equals("numFmt"), let id = attributes.integer("numFmtId") {
                codes[id] = attributes.string("formatCode") ?? ""
            } else if depth == 3, isInCellFormats, name.equals("xf") {
                formatIDs.append(attributes.integer("numFmtId") ?? 0)
            }
        }

        mutating func text(_ text: Span<UInt8>) {}

        mutating func finish() { depth -= 1 }
    }
}
