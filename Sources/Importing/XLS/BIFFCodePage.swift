import Records

/// The code page of texts in workbooks before Excel 97: a `CodePage` by Excel's number of it.
struct BIFFCodePage: Sendable {
    private let loaded: LoadedCodePage

    /// Of an encoding of text files; nil for UTF-16, whose texts have two bytes a character.
    init?(_ encoding: Encoding) {
        guard let page = CodePage(encoding) else { return nil }
        loaded = LoadedCodePage(page)
    }

    /// From the number in a workbook, which is Windows' number or one of Excel's own.
    init?(number: Int) {
        guard let page = CodePage(number: Self.own[number] ?? number) else { return nil }
        loaded = LoadedCodePage(page)
    }

    /// The name of a number in reports.
    static func name(_ number: Int) -> String {
        CodePage(number: own[number] ?? number)?.name ?? "code page \(number)"
    }

    /// Excel's numbers, and those of the Macintosh, that are other pages' by another name; 1200 and
    /// 21010 stand in workbooks whose single bytes are those of Windows.
    private static let own: [Int: Int] = [
        367: 1252, 1200: 1252, 21010: 1252, 32769: 1252, 32768: 10000, 10001: 932, 10002: 950,
        10003: 949, 10008: 936,
    ]

    /// Appends the text in UTF-8 and returns how many bytes stand for no character.
    @discardableResult
    func decode(_ bytes: Span<UInt8>, to output: inout [UInt8]) -> Int {
        if bytes.isASCII {
            output.append(bytes)
            return 0
        }
        let outcome = loaded.page.append(bytes, to: &output)
        guard outcome.isCut else { return outcome.badByteCount }
        Scalars.append(0xFFFD, to: &output)
        return outcome.badByteCount + 1
    }

    func string(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        decode(bytes.span, to: &text)
        return text.span.string()
    }
}
