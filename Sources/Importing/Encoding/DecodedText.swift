import Records

/// A text file as UTF-8: in place when it is UTF-8 already, else decoded as a whole.
///
/// Line numbers are the same before and after decoding, because no encoding here uses the bytes of
/// CR and LF inside a character; so the raw offset of a line is kept by its number.
package struct DecodedText: Sendable {
    package let file: FileBytes
    package var encoding: Encoding
    /// 0…100.
    package var confidence: Int
    /// The byte offset behind the BOM.
    var start: Int
    /// Empty while the file is used in place.
    var decoded: [UInt8] = []
    var isInPlace: Bool
    /// Raw byte offset of each physical line; empty while the file is used in place.
    var lineOffsets: [UInt64] = []
    /// Places of bytes that are no characters, and of 0x80 in code page 936.
    var issues: [Issue] = []

    struct Issue: Sendable, Equatable {
        var kind: Kind
        /// In the raw file.
        var byteOffset: UInt64
        var lineNumber: UInt32

        enum Kind: Sendable { case badByte, euro, otherEncoding }
    }

    package var span: Span<UInt8> {
        @_lifetime(borrow self) borrowing get {
            let whole = isInPlace ? file.span : decoded.span
            return isInPlace ? whole.extracting(start..<whole.count) : whole
        }
    }

    /// The place in the raw file of a record that begins at `offset` of the text, on `line`.
    func byteOffset(of offset: Int, line: UInt32) -> UInt64 {
        if isInPlace { return UInt64(offset + start) }
        let index = Int(line) - 1
        return index >= 0 && index < lineOffsets.count ? lineOffsets[index] : 0
    }

    /// The offset in the text at which each line begins.
    func lineStarts() -> [Int] {
        let text = span
        var starts = [0]
        var index = 0
        while index < text.count {
            let byte = text[index]
            index &+= 1
            if byte == 0x0D, index < text.count, text[index] == 0x0A { index &+= 1 }
            if byte == 0x0A || byte == 0x0D { starts.append(index) }
        }
        return starts
    }

    /// The raw offset of what stands at `offset` of the text: exact in place and at the beginning
    /// of lines, else that of its line.
    func rawOffset(_ offset: Int, _ lineStarts: [Int]) -> UInt64 {
        if isInPlace { return UInt64(offset + start) }
        var low = 0
        var high = lineStarts.count
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return byteOffset(of: offset, line: UInt32(low))
    }

    /// Decodes by the option `encoding` (nil or `auto`: by content).
    package init(_ file: FileBytes, encoding name: String?) throws(ImportFailure) {
        self.file = file
        let bytes = file.span
        let guess: EncodingGuess
        if let name, name != "auto", !name.isEmpty {
            guess = EncodingGuess(try Encoding(named: name), confidence: 100)
        } else {
            guess = EncodingGuess(bytes)
        }
        encoding = guess.encoding
        confidence = guess.confidence
        start = EncodingGuess.byteOrderMark(bytes, guess.encoding)
        isInPlace = encoding == .utf8 && (guess.isValidUTF8 || UTF8Check.isValid(bytes))
        if isInPlace { return }
        var decoder = TextDecoder(capacity: bytes.count)
        switch encoding {
        case .utf8: decoder.decodeUTF8(bytes, from: start)
        case .utf16LittleEndian: decoder.decodeUTF16(bytes, from: start, isLittleEndian: true)
        case .utf16BigEndian: decoder.decodeUTF16(bytes, from: start, isLittleEndian: false)
        default: try decoder.decodeBytes(bytes, from: start, encoding)
        }
        decoded = decoder.output
        lineOffsets = decoder.lineOffsets
        issues = decoder.issues
    }

    /// The findings on encoding, for the file as a whole and each bad byte.
    func findings(source: String, path: String) -> Findings {
        var findings = Findings()
        if confidence < 80 {
            var finding = Finding(
                ImportFindings.doubtfulEncoding.code,
                at: Place(source: source, file: path)
            )
            finding.detail = "\(encoding.rawValue) with confidence \(confidence) of 100"
            findings.add(finding)
        }
        for issue in issues {
            let kind =
                issue.kind == .euro ? ImportFindings.euroByte : ImportFindings.invalidEncoding
            let place = Place(
                source: source,
                file: path,
                locatorKind: .line,
                rowNumber: issue.lineNumber,
                byteOffset: issue.byteOffset
            )
            var finding = Finding(kind.code, at: place)
            let offset = Int(issue.byteOffset)
            let byte = offset < file.count ? file.span[offset] : 0
            finding.detail =
                issue.kind == .otherEncoding
                ? "the line is no \(encoding.rawValue) and was read as gb18030"
                : "byte 0x\(String(byte, radix: 16, uppercase: true)) at \(offset)"
                    + (issue.kind == .euro ? "" : " is no \(encoding.rawValue)")
            findings.add(finding)
        }
        return findings
    }
}

/// Whole-buffer validation.
enum UTF8Check {
    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes)
            return true
        } catch {
            return false
        }
    }
}
