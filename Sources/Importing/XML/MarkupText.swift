import Records

/// Character data: the five entities, character references and line ends (XML 1.0, 2.11 and 4.6).
enum MarkupText {
    /// Whether the text stands in the document as it is meant.
    @inline(__always)
    static func isPlain(_ text: Span<UInt8>, _ decodesEscapes: Bool) -> Bool {
        for index in text.indices {
            let byte = text[index]
            if byte == 0x26 || byte == 0x0D { return false }
            if byte == 0x5F, decodesEscapes { return false }
        }
        return true
    }

    /// Appends decoded text; false at an entity that XML doesn't define.
    static func append(_ text: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        var at = 0
        while at < text.count {
            let ampersand = text.firstIndex(of: 0x26, from: at) ?? text.count
            appendNormalized(text.extracting(at..<ampersand), to: &output)
            if ampersand == text.count { return true }
            guard let end = text.firstIndex(of: 0x3B, from: ampersand),
                let scalar = scalar(text.extracting((ampersand + 1)..<end))
            else { return false }
            Scalars.append(scalar, to: &output)
            at = end + 1
        }
        return true
    }

    /// CR LF and CR are LF.
    static func appendNormalized(_ text: Span<UInt8>, to output: inout [UInt8]) {
        guard text.firstIndex(of: 0x0D) != nil else { return output.append(text) }
        for index in text.indices {
            let byte = text[index]
            if byte == 0x0D {
                output.append(0x0A)
            } else if byte != 0x0A || index == 0 || text[index - 1] != 0x0D {
                output.append(byte)
            }
        }
    }

    private static func scalar(_ name: Span<UInt8>) -> UInt32? {
        if name.equals("amp") { return 0x26 }
        if name.equals("lt") { return 0x3C }
        if name.equals("gt") { return 0x3E }
        if name.equals("quot") { return 0x22 }
        if name.equals("apos") { return 0x27 }
        guard name.count > 1, name.count < 12, name[0] == 0x23 else { return nil }
        let isHex = name[1] == 0x78
        let digits = name.extracting((isHex ? 2 : 1)..<name.count).string()
        guard let value = UInt32(digits, radix: isHex ? 16 : 10), isCharacter(value) else {
            return nil
        }
        return value
    }

    private static func isCharacter(_ value: UInt32) -> Bool {
        value == 0x09 || value == 0x0A || value == 0x0D || (value >= 0x20 && value < 0xD800)
            || (value >= 0xE000 && value < 0xFFFE) || (value >= 0x10000 && value <= 0x10FFFF)
    }
}
