import Records

/// How a delimited file separates and quotes its cells.
package struct CSVDialect: Sendable, Equatable {
    /// The delimiter's first byte.
    package var delimiter: UInt8 = 0x2C
    /// What follows it in a delimiter of several bytes, such as `||` or `，`.
    package var delimiterTail: [UInt8] = []
    /// Nil: quotes are data.
    package var quote: UInt8? = 0x22
    /// Nil: a quote inside a quoted cell is doubled.
    package var escape: UInt8?
    /// What ends a row, so that line breaks are data; empty for CR, LF and CR LF.
    package var rowEnd: [UInt8] = []
    /// Whether outer blanks are kept and `="…"` stays wrapped.
    package var isRaw = false
    /// The cells of most rows, by which damaged rows are told; 0 when nothing is known.
    package var cellCount = 0

    package init() {}

    init(delimiter: [UInt8]) {
        setDelimiter(delimiter)
    }

    var delimiterBytes: [UInt8] { [delimiter] + delimiterTail }

    mutating func setDelimiter(_ bytes: [UInt8]) {
        delimiter = bytes.first ?? 0x2C
        delimiterTail = Array(bytes.dropFirst())
    }

    /// `delimiter=, quote=" escape=doubled`, as reports show it.
    package var text: String {
        let escape = escape.map { CSVDialect.name([$0]) } ?? "doubled"
        let quote = quote.map { CSVDialect.name([$0]) } ?? "none"
        let end = rowEnd.isEmpty ? "" : " row_end=\(CSVDialect.name(rowEnd))"
        return "delimiter=\(CSVDialect.name(delimiterBytes)) quote=\(quote) escape=\(escape)\(end)"
    }

    /// Blanks and controls by their names or numbers, so that they can be pinned as shown.
    static func name(_ bytes: [UInt8]) -> String {
        if bytes == [0x09] { return "tab" }
        if bytes == [0x20] { return "space" }
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
            switch scalar {
            case "\t": "\\t"
            case "\n": "\\n"
            case "\r": "\\r"
            case " ": "\\x20"
            case ..<" ": "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }.joined()
    }

    // MARK: Lengths

    /// The bytes of the delimiter at `offset`; 0 when none stands there.
    @inline(__always)
    func delimiterLength(_ text: Span<UInt8>, at offset: Int) -> Int {
        guard text[offset] == delimiter else { return 0 }
        if delimiterTail.isEmpty { return 1 }
        return CSVDialect.stands(delimiterTail, text, at: offset &+ 1) ? 1 + delimiterTail.count : 0
    }

    /// The bytes of the row's end at `offset`; 0 when the row goes on.
    @inline(__always)
    func rowEndLength(_ text: Span<UInt8>, at offset: Int) -> Int {
        let byte = text[offset]
        if !rowEnd.isEmpty {
            return CSVDialect.stands(rowEnd, text, at: offset) ? rowEnd.count : 0
        }
        if byte == 0x0A { return 1 }
        if byte != 0x0D { return 0 }
        return offset &+ 1 < text.count && text[offset &+ 1] == 0x0A ? 2 : 1
    }

    private static func stands(_ part: [UInt8], _ text: Span<UInt8>, at offset: Int) -> Bool {
        guard offset &+ part.count <= text.count else { return false }
        for index in part.indices where text[offset &+ index] != part[index] { return false }
        return true
    }
}

extension CSVDialect {
    /// Takes over what the pipeline pins; I036 for a value that can't be one.
    mutating func pin(_ options: OptionValue) throws(ImportFailure) {
        if let bytes = try CSVDialect.bytes("delimiter", options), !bytes.isEmpty {
            setDelimiter(bytes)
        }
        if let bytes = try CSVDialect.bytes("quote", options) {
            quote = try CSVDialect.single("quote", bytes)
        }
        if let bytes = try CSVDialect.bytes("escape", options) {
            escape =
                options["escape"]?.text == "doubled"
                ? nil : try CSVDialect.single("escape", bytes)
        }
        if let bytes = try CSVDialect.bytes("row_end", options) {
            rowEnd = [[0x0A], [0x0D], [0x0D, 0x0A]].contains(bytes) ? [] : bytes
        }
    }

    /// Nil when the option isn't set; empty for `none`.
    private static func bytes(
        _ name: String,
        _ options: OptionValue
    ) throws(ImportFailure) -> [UInt8]? {
        guard let text = options[name]?.text, text != "auto" else { return nil }
        if let byte = words[text] { return byte }
        let bytes = unescaped(text)
        let hasBreak = name != "row_end" && bytes.contains { $0 == 0x0A || $0 == 0x0D }
        guard !bytes.isEmpty, bytes.count <= 16, !hasBreak else {
            throw ImportFailure(
                ImportFindings.badOption,
                "`\(name): \(text)` is not one to sixteen bytes without a line break",
                hint: "write the characters themselves, `tab`, `space` or `\\x1f`"
            )
        }
        return bytes
    }

    private static func single(_ name: String, _ bytes: [UInt8]) throws(ImportFailure) -> UInt8? {
        if bytes.isEmpty { return nil }
        guard bytes.count == 1, bytes[0] < 0x7F else {
            let text = String(decoding: bytes, as: UTF8.self)
            throw ImportFailure(
                ImportFindings.badOption,
                "`\(name): \(text)` is not one ASCII character",
                hint: "write one character or `none`"
            )
        }
        return bytes[0]
    }

    private static let words: [String: [UInt8]] = [
        "none": [], "doubled": [], "tab": [0x09], "space": [0x20], "comma": [0x2C],
        "semicolon": [0x3B], "pipe": [0x7C], "backslash": [0x5C], "\\": [0x5C],
    ]

    /// `\t`, `\n`, `\r`, `\\` and `\x1f` stand for their bytes.
    private static func unescaped(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            guard bytes[index] == 0x5C, next != 0 else {
                result.append(bytes[index])
                index += 1
                continue
            }
            index += 2
            switch next {
            case 0x74: result.append(0x09)
            case 0x6E: result.append(0x0A)
            case 0x72: result.append(0x0D)
            case 0x5C: result.append(0x5C)
            case 0x78 where index + 2 <= bytes.count:
                let digits = String(decoding: bytes[index..<(index + 2)], as: UTF8.self)
                result.append(UInt8(digits, radix: 16) ?? 0x3F)
                index += 2
            default: result += [0x5C, next]
            }
        }
        return result
    }
}
