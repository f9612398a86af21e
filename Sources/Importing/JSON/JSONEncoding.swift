import Records

/// The text of a JSON file as UTF-8, from what it is written in (RFC 8259, 8.1; RFC 4627, 3).
///
/// The first character is ASCII, so that zeros before or behind it tell UTF-16 and UTF-32. All that
/// isn't UTF-8 is decoded as other texts are, with a finding.
struct JSONEncoding {
    let text: DecodedText
    /// The encoding as the user knows it.
    let name: String
    /// In the text; empty while it is used in place.
    let lineStarts: [Int]
    /// Bytes of a character in UTF-32; 0 for other encodings.
    private let isWide: Bool

    init(
        _ file: FileBytes,
        named option: String?,
        workers: Workers = .single
    ) throws(ImportFailure) {
        let isPinned = option.map { $0 != "auto" && !$0.isEmpty } ?? false
        if !isPinned, let isLittleEndian = JSONEncoding.utf32(file.span) {
            let decoded = JSONEncoding.decode32(file.span, isLittleEndian: isLittleEndian)
            text = try DecodedText(FileBytes(decoded), encoding: "utf-8")
            name = isLittleEndian ? "utf-32le" : "utf-32be"
            lineStarts = []
            isWide = true
            return
        }
        text = try DecodedText(
            file,
            encoding: option ?? JSONEncoding.unmarked(file.span),
            workers: workers
        )
        name = text.encoding.rawValue
        lineStarts = text.isInPlace ? [] : text.lineStarts()
        isWide = false
    }

    /// The beginning of a file as UTF-8; nil when it is none of the encodings of JSON, nor text.
    static func text(head: Span<UInt8>) -> [UInt8]? {
        if let isLittleEndian = utf32(head) {
            return decode32(head, isLittleEndian: isLittleEndian)
        }
        let name = unmarked(head)
        let isWide = name != nil || EncodingGuess.utf16(head) != nil
        if !isWide && FileKind.isBinary(head: head) { return nil }
        guard isWide else {
            let start = EncodingGuess.byteOrderMark(head, .utf8)
            return head.extracting(start..<head.count).copy()
        }
        return decoded(head.extracting(0..<(head.count & ~1)).copy(), name)
    }

    private static func decoded(_ bytes: [UInt8], _ encoding: String?) -> [UInt8]? {
        do throws(ImportFailure) {
            let text = try DecodedText(FileBytes(bytes), encoding: encoding)
            return text.span.copy()
        } catch {
            return nil
        }
    }

    /// UTF-16 without a BOM, by its first two characters: of both, or of the first alone.
    private static func unmarked(_ bytes: Span<UInt8>) -> String? {
        guard bytes.count >= 2 else { return nil }
        if bytes[0] == 0, bytes[1] != 0 { return Encoding.utf16BigEndian.rawValue }
        if bytes[0] != 0, bytes[1] == 0 { return Encoding.utf16LittleEndian.rawValue }
        return nil
    }

    /// Little endian for true; nil when it isn't UTF-32.
    private static func utf32(_ bytes: Span<UInt8>) -> Bool? {
        guard bytes.count >= 4, bytes.count % 4 == 0 || bytes.count == 64 << 10 else { return nil }
        let first = bytes.extracting(0..<4)
        if first[2] == 0, first[3] == 0, first[0] != 0 {
            return first[1] == 0 || (first[0] == 0xFF && first[1] == 0xFE) ? true : nil
        }
        if first[0] == 0, first[1] == 0, first[3] != 0 {
            return first[2] == 0 || (first[2] == 0xFE && first[3] == 0xFF) ? false : nil
        }
        return nil
    }

    private static func decode32(_ bytes: Span<UInt8>, isLittleEndian: Bool) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 2)
        var index = 0
        while index + 4 <= bytes.count {
            var scalar: UInt32 = 0
            for byte in 0..<4 {
                let place = isLittleEndian ? index + 3 - byte : index + byte
                scalar = scalar << 8 | UInt32(bytes[place])
            }
            if index > 0 || scalar != 0xFEFF { Scalars.append(scalar, to: &output) }
            index += 4
        }
        return output
    }

    func findings(source: String, path: String) -> Findings {
        var findings = Findings()
        if isWide || text.encoding != .utf8 {
            let place = Place(source: source, file: path)
            var finding = Finding(JSONFindings.notUTF8.code, at: place)
            finding.detail = name
            findings.add(finding)
        }
        findings.add(contentsOf: text.findings(source: source, path: path))
        return findings
    }

    /// Turns places in the text into those in the file.
    func toRaw(_ tables: inout [SourceTable]) {
        if text.isInPlace && text.start == 0 && !isWide { return }
        for table in tables.indices {
            for batch in tables[table].batches.indices {
                tables[table].batches[batch].byteOffsets = tables[table].batches[batch].byteOffsets
                    .map { isWide ? 0 : text.rawOffset(Int($0), lineStarts) }
            }
        }
    }
}
