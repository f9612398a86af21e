import Records

/// A document in XML or HTML as UTF-8, whatever its encoding is and whatever it declares.
///
/// The bytes decide before the declaration: a byte order mark, UTF-8 without a bad byte, the zeros
/// of UTF-16. Only when none of these holds the declared encoding is taken, unless it is one of
/// single bytes and the bytes are Chinese, Japanese or Korean beyond doubt.
///
///     <?xml … encoding="utf-16"?> before UTF-8        → utf-8, MISDECLARED_ENCODING
///     <meta … charset=gb2312> before GBK              → gb18030
///     <meta … charset=iso-8859-1> before GBK          → gb18030, MISDECLARED_ENCODING
struct MarkupSource {
    static let encodingOption = OptionSpec(
        "encoding",
        .text,
        standard: "auto",
        "of the text, such as utf-8 or gbk"
    )

    let text: DecodedText
    private(set) var findings: Findings

    init(_ input: ImportInput) throws(ImportFailure) {
        let bytes = input.bytes.span
        let head = MarkupHead(bytes)
        let pinned = input.options["encoding"]?.text
        let declared = head.declaredEncoding
        let isPinned = pinned != nil && pinned != "auto" && pinned != ""
        let chosen = isPinned ? pinned : Self.encoding(bytes, declared: declared)
        text = try DecodedText(input.bytes, encoding: chosen)
        findings = text.findings(source: input.source, path: input.path)
        guard !isPinned, let declared, !Self.names(declared, text.encoding) else { return }
        if text.isInPlace && text.span.isASCII { return }
        var finding = Finding(
            MarkupFindings.misdeclaredEncoding.code,
            at: Place(source: input.source, file: input.path)
        )
        finding.detail = "it declares `\(declared)`, its bytes are \(text.encoding.rawValue)"
        findings.add(finding)
    }

    /// Decodes a part of a document whose charset its container says.
    static func decode(_ bytes: [UInt8], charset: String?) throws(ImportFailure) -> DecodedText {
        let declared = charset ?? MarkupHead(bytes.span).declaredEncoding
        let encoding = encoding(bytes.span, declared: declared)
        return try DecodedText(FileBytes(bytes), encoding: encoding)
    }

    /// The declared encoding when the bytes don't say otherwise; nil leaves it to the bytes.
    private static func encoding(_ bytes: Span<UInt8>, declared: String?) -> String? {
        if isCutUTF8(bytes) { return Encoding.utf8.rawValue }
        guard let declared, let known = try? Encoding(named: declared) else { return nil }
        let guess = EncodingGuess(bytes)
        switch known {
        case .utf8: return guess.confidence < 60 ? declared : nil
        case .utf16LittleEndian, .utf16BigEndian: return nil
        default: break
        }
        if guess.isValidUTF8 || guess.encoding == .utf16LittleEndian { return nil }
        if guess.encoding == .utf16BigEndian || guess.encoding == .utf8 { return nil }
        if known == .windows1252, guess.encoding != known, guess.confidence >= 80 { return nil }
        return declared
    }

    /// Whether the bytes are UTF-8 but for a character that the end cuts.
    private static func isCutUTF8(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count > 3, bytes[bytes.count - 1] >= 0x80 else { return false }
        for cutCount in 1...3 {
            let whole = bytes.extracting(0..<(bytes.count - cutCount))
            if bytes[whole.count] >= 0xC2 { return UTF8Check.isValid(whole) && !whole.isASCII }
        }
        return false
    }

    private static func names(_ declared: String, _ encoding: Encoding) -> Bool {
        guard let known = try? Encoding(named: declared) else { return false }
        let isUTF16 = known == .utf16LittleEndian || known == .utf16BigEndian
        return known == encoding || (isUTF16 && encoding == .utf16BigEndian)
    }
}
