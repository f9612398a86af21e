import Records

/// How a delimited file separates and quotes its cells.
package struct CSVDialect: Sendable, Equatable {
    package var delimiter: UInt8 = 0x2C
    /// Nil: quotes are data.
    package var quote: UInt8? = 0x22
    /// Nil: a quote inside a quoted cell is doubled.
    package var escape: UInt8?
    /// Whether outer blanks are trimmed and `="…"` unwrapped.
    package var isRaw = false

    package init() {}

    /// `delimiter=, quote=" escape=doubled`, as reports show it.
    package var text: String {
        let escape = escape.map(CSVDialect.name) ?? "doubled"
        let quote = quote.map(CSVDialect.name) ?? "none"
        return "delimiter=\(CSVDialect.name(delimiter)) quote=\(quote) escape=\(escape)"
    }

    private static func name(_ byte: UInt8) -> String {
        byte == 0x09 ? "tab" : String(UnicodeScalar(byte))
    }

    /// Takes over what the pipeline pins; I036 for a value that is no single ASCII character.
    mutating func pin(_ options: OptionValue) throws(ImportFailure) {
        if let byte = try CSVDialect.byte("delimiter", options) ?? nil { delimiter = byte }
        if let byte = try CSVDialect.byte("quote", options) { quote = byte }
        if let text = options["escape"]?.text {
            escape = text == "doubled" ? nil : try CSVDialect.byte("escape", options) ?? nil
        }
    }

    /// Nil when the option isn't set, `.some(nil)` for `none`.
    private static func byte(
        _ name: String,
        _ options: OptionValue
    ) throws(ImportFailure) -> UInt8?? {
        guard let text = options[name]?.text, text != "auto" else { return nil }
        switch text {
        case "none": return .some(nil)
        case "tab", "\\t", "\t": return 0x09
        case "comma": return 0x2C
        case "semicolon": return 0x3B
        case "pipe": return 0x7C
        case "backslash": return 0x5C
        default: break
        }
        let bytes = Array(text.utf8)
        guard bytes.count == 1, bytes[0] >= 0x20, bytes[0] < 0x7F else {
            throw ImportFailure(
                ImportFindings.badOption,
                "`\(name): \(text)` is not one ASCII character",
                hint: "write one character, `tab`" + (name == "delimiter" ? "" : " or `none`")
            )
        }
        return bytes[0]
    }
}
