import Records

/// One property of a card as the file has it, not decoded yet.
///
///     item1.TEL;TYPE=WORK,VOICE;PREF=1:tel:+1-418-656-9254
///     group  name  types                value
struct VCardProperty {
    var group = ""
    /// Upper case.
    var name = ""
    /// Lower case, such as `work` or `cell`; custom labels as they stand.
    private(set) var types: [String] = []
    /// 1…100, 1 is the most preferred; nil when nothing says so.
    private(set) var preference: Int?
    private(set) var charset: String?
    private(set) var service: String?
    /// A formatted address beside its components (version 4).
    private(set) var addressLabel = ""
    /// Lower case: `uri`, `date`, `text`.
    private(set) var valueKind = ""
    /// The year that stands for none (`X-APPLE-OMIT-YEAR`).
    private(set) var omittedYear = ""
    private(set) var transfer = VCardLines.Transfer.plain
    var value: [UInt8] = []

    /// Nil when the line is no property: the continuation of a value that was broken without a fold.
    init?(_ line: Span<UInt8>) {
        guard let colon = VCardProperty.colon(line) else { return nil }
        let parts = VCardProperty.parts(line.extracting(0..<colon))
        guard let first = parts.first, readName(first) else { return nil }
        transfer = VCardLines.transfer(line)
        for part in parts.dropFirst() { readParameter(part) }
        value = line.extracting((colon + 1)..<line.count).copy()
    }

    /// Whether a BEGIN or END is that of a card.
    var isVCard: Bool {
        String(decoding: value, as: UTF8.self).trimmedBlanks.uppercased() == "VCARD"
    }

    mutating func setCharset(_ name: String) { charset = name }

    /// The colon that ends name and parameters: the first outside of quotes.
    private static func colon(_ line: Span<UInt8>) -> Int? {
        var isQuoted = false
        for index in line.indices {
            if line[index] == 0x22 { isQuoted.toggle() }
            if line[index] == 0x3A && !isQuoted { return index }
        }
        return line.firstIndex(of: 0x3A)
    }

    /// Name and parameters, cut at semicolons outside of quotes.
    private static func parts(_ head: Span<UInt8>) -> [String] {
        var parts: [String] = []
        var start = 0
        var isQuoted = false
        for index in head.indices {
            if head[index] == 0x22 { isQuoted.toggle() }
            guard head[index] == 0x3B, !isQuoted else { continue }
            parts.append(head.extracting(start..<index).string())
            start = index + 1
        }
        parts.append(head.extracting(start..<head.count).string())
        return parts
    }

    private mutating func readName(_ text: String) -> Bool {
        let trimmed = text.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
        let words = trimmed.split(separator: ".", omittingEmptySubsequences: false)
        guard words.count <= 2, let last = words.last else { return false }
        let isName = words.allSatisfy { word in
            !word.isEmpty
                && word.utf8.allSatisfy { byte in
                    byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x5F
                }
        }
        guard isName else { return false }
        name = last.uppercased()
        if words.count == 2 { group = words[0].lowercased() }
        return true
    }

    private mutating func readParameter(_ text: String) {
        if text.uppercased().hasPrefix("X-CUSTOM(") { return readCustomLabel(text) }
        let equals = text.firstIndex(of: "=")
        let key = equals.map { text[..<$0].uppercased() } ?? ""
        let raw = equals.map { String(text[text.index(after: $0)...]) } ?? text
        let value = raw.filter { $0 != "\"" }
        switch key {
        case "CHARSET": charset = value
        case "ENCODING": break
        case "LABEL": addressLabel = value.replacing("\\n", with: "\n")
        case "VALUE": valueKind = value.lowercased()
        case "PREF": preference = Int(value)
        case "X-SERVICE-TYPE", "X-SERVICE": service = value
        case "X-APPLE-OMIT-YEAR": omittedYear = value
        case "TYPE", "": readTypes(value)
        default: break
        }
    }

    private mutating func readTypes(_ text: String) {
        for type in text.split(separator: ",") {
            let word = type.lowercased().trimmedBlanks
            switch word {
            case "quoted-printable", "base64", "8bit", "7bit", "b", "": continue
            case "pref": preference = preference ?? 1
            default: types.append(word)
            }
        }
    }

    /// `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=85=AC)` of Chinese Android phones.
    private mutating func readCustomLabel(_ text: String) {
        let inner = text.dropFirst("X-CUSTOM(".count).prefix { $0 != ")" }
        let label = inner.split(separator: ",").last.map(String.init) ?? ""
        let bytes = VCardTransfer.quotedPrintable(Array(label.utf8).span)
        types.append(String(decoding: bytes, as: UTF8.self))
    }
}

extension StringProtocol {
    /// Without blanks, control characters and ideographic spaces at both ends.
    var trimmedBlanks: String {
        let bytes = Array(utf8)
        let range = CellText.trimmed(bytes.span)
        if range == 0..<bytes.count { return String(self) }
        return String(decoding: bytes[range], as: UTF8.self)
    }
}
