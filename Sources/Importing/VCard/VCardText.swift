import Records

/// Decodes the values of properties: transfer encoding, charset, escapes, components.
final class VCardText {
    /// The encoding of values that name none.
    let defaultName: String
    private var pages: [String: LoadedCodePage] = [:]

    enum Problem: Equatable {
        case unknownCharset(String)
        case badBytes
        /// Not in the encoding that it should have, but whole in this one.
        case otherEncoding(String)
        /// A photograph or another value that is no text, of so many characters.
        case binary
    }

    struct Value {
        var components: [String]
        var problem: Problem?
    }

    init(defaultName: String) throws(ImportFailure) {
        self.defaultName = defaultName
        pages[defaultName] = LoadedCodePage(try CodePage(named: defaultName))
    }

    /// The value cut at its semicolons, each component decoded and without escapes.
    func components(_ property: VCardProperty) -> Value {
        switch property.transfer {
        case .quotedPrintable:
            var value = Value(components: [], problem: nil)
            // Separators stand raw; what is encoded as =3B belongs to a component.
            for part in VCardText.cut(property.value.span) {
                let bytes = VCardTransfer.quotedPrintable(part.span)
                let (text, problem) = decoded(bytes, property)
                value.components.append(VCardText.unescaped(text))
                value.problem = value.problem ?? problem
            }
            return value
        case .base64:
            guard !VCardText.isBinary(property.name),
                let bytes = VCardTransfer.base64(property.value.span), !bytes.contains(0)
            else { return Value(components: [], problem: .binary) }
            let (text, problem) = decoded(bytes, property)
            if problem == .badBytes { return Value(components: [], problem: .binary) }
            return Value(components: VCardText.parts(text), problem: problem)
        case .plain:
            let (text, problem) = decoded(property.value, property)
            if text.hasPrefix("data:"), VCardText.isBinary(property.name) {
                return Value(components: [], problem: .binary)
            }
            return Value(components: VCardText.parts(text), problem: problem)
        }
    }

    /// Properties whose encoded values are no text.
    private static func isBinary(_ name: String) -> Bool {
        ["PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-PHOTO"].contains(name)
    }

    // MARK: Charsets

    private func decoded(_ bytes: [UInt8], _ property: VCardProperty) -> (String, Problem?) {
        let span = bytes.span
        if span.isASCII { return (span.string(), nil) }
        let name = property.charset ?? defaultName
        guard let loaded = page(name) else {
            let (text, _) = decoded(bytes, named: defaultName)
            return (text, .unknownCharset(name))
        }
        var output: [UInt8] = []
        let outcome = loaded.page.append(span, to: &output)
        if outcome.badByteCount == 0 && !outcome.isCut {
            return (String(decoding: output, as: UTF8.self), nil)
        }
        // What an exporting program mixed up, and what a line of another encoding gives.
        let isMostlyGood =
            loaded.page.name == CodePage.utf8Name && TextSample.isMostlyUTF8(span)
        for other in [CodePage.utf8Name, Encoding.gb18030.rawValue]
        where other != loaded.page.name && !isMostlyGood {
            let (text, isWhole) = decoded(bytes, named: other)
            if isWhole { return (text, .otherEncoding(other)) }
        }
        return (String(decoding: output, as: UTF8.self), .badBytes)
    }

    private func decoded(_ bytes: [UInt8], named name: String) -> (String, isWhole: Bool) {
        guard let loaded = page(name) else { return ("", false) }
        var output: [UInt8] = []
        let outcome = loaded.page.append(bytes.span, to: &output)
        let isWhole = outcome.badByteCount == 0 && !outcome.isCut
        return (String(decoding: output, as: UTF8.self), isWhole)
    }

    private func page(_ name: String) -> LoadedCodePage? {
        if let page = pages[name] { return page }
        guard pages.count < 32, let page = try? CodePage(named: name) else { return nil }
        let loaded = LoadedCodePage(page)
        pages[name] = loaded
        return loaded
    }

    // MARK: Components and escapes

    /// Cut at semicolons that no backslash precedes.
    private static func cut(_ bytes: Span<UInt8>) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x5C { index += 2; continue }
            if bytes[index] == 0x3B {
                parts.append(bytes.extracting(start..<index).copy())
                start = index + 1
            }
            index += 1
        }
        parts.append(bytes.extracting(start..<bytes.count).copy())
        return parts
    }

    private static func parts(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return cut(bytes.span).map { unescaped(String(decoding: $0, as: UTF8.self)) }
    }

    /// `\n` is a line break, `\,` a comma; another backslash stays (RFC 6350, section 3.4).
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(0x5C) || text.utf8.contains(0x0D) else { return text }
        var output: [UInt8] = []
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            if byte == 0x0D { continue }
            guard byte == 0x5C else { output.append(byte); continue }
            switch bytes.next() {
            case 0x6E, 0x4E: output.append(0x0A)
            case .some(let escaped):
                if ![0x2C, 0x3B, 0x3A, 0x5C, 0x22].contains(escaped) { output.append(0x5C) }
                output.append(escaped)
            case nil: output.append(0x5C)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
