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
    /// The second best, when the bytes alone didn't decide.
    private var second: Encoding?
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

        enum Kind: Sendable, Equatable {
            case badByte, euro, doubleEncoded
            /// The whole line.
            case otherEncoding(Encoding)
        }
    }

    package var span: Span<UInt8> {
        @_lifetime(borrow self) borrowing get {
            let whole = isInPlace ? file.span : decoded.span
            return isInPlace ? whole.extracting(start..<whole.count) : whole
        }
    }

    /// Gives back the memory of a part that is no longer needed; it is read again if it is.
    func release(_ range: Range<Int>) {
        if isInPlace { file.release((range.lowerBound + start)..<(range.upperBound + start)) }
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
    package init(
        _ file: FileBytes,
        encoding name: String?,
        workers: Workers = .single
    ) throws(ImportFailure) {
        self.file = file
        let bytes = file.span
        let guess: EncodingGuess
        if let name, name != "auto", !name.isEmpty {
            guess = EncodingGuess(try Encoding(named: name), confidence: 100)
        } else {
            guess = EncodingGuess(file, workers)
        }
        encoding = guess.encoding
        confidence = guess.confidence
        second = guess.second
        start = EncodingGuess.byteOrderMark(bytes, guess.encoding)
        isInPlace = encoding == .utf8 && (guess.isValidUTF8 || UTF8Check.isValid(file, workers))
        let isDouble = isInPlace && DoubleEncoding.isIn(bytes)
        if isInPlace && !isDouble { return }
        isInPlace = false
        var decoder = TextDecoder(capacity: bytes.count)
        switch encoding {
        case .utf8 where isDouble: decoder.decodeTwice(bytes, from: start)
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
        if confidence < EncodingGuess.doubtfulBelow {
            var finding = Finding(
                ImportFindings.doubtfulEncoding.code,
                at: Place(source: source, file: path)
            )
            finding.detail = "\(encoding.rawValue) with confidence \(confidence) of 100"
            if let second { finding.detail += ", the next likely is \(second.rawValue)" }
            findings.add(finding)
        }
        for issue in issues {
            let place = Place(
                source: source,
                file: path,
                locatorKind: .line,
                rowNumber: issue.lineNumber,
                byteOffset: issue.byteOffset
            )
            let (kind, detail) = description(issue)
            var finding = Finding(kind.code, at: place)
            finding.detail = detail
            findings.add(finding)
        }
        return findings
    }

    private func description(_ issue: Issue) -> (FindingKind, String) {
        let offset = Int(issue.byteOffset)
        let byte = offset < file.count ? file.span[offset] : 0
        let hex = "byte 0x\(String(byte, radix: 16, uppercase: true)) at \(offset)"
        switch issue.kind {
        case .euro: return (ImportFindings.euroByte, hex)
        case .badByte:
            return (ImportFindings.invalidEncoding, "\(hex) is no \(encoding.rawValue)")
        case .doubleEncoded: return (TextFindings.doubleEncoded, "at \(offset)")
        case .otherEncoding(let other):
            return (
                TextFindings.otherEncoding,
                "the line is no \(encoding.rawValue) and was read as \(other.rawValue)"
            )
        }
    }
}

/// Whole-buffer validation.
enum UTF8Check {
    private static let pieceByteCount = 1 << 20

    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes)
            return true
        } catch {
            return false
        }
    }

    /// As above, in pieces that begin with whole characters.
    static func isValid(_ file: FileBytes, _ workers: Workers) -> Bool {
        var cuts = [0]
        var offset = pieceByteCount
        while offset < file.count {
            let bytes = file.span
            var steps = 0
            while steps < 4, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 {
                offset += 1
                steps += 1
            }
            cuts.append(offset)
            offset += pieceByteCount
        }
        cuts.append(file.count)
        let pieces = cuts
        return workers.map(pieces.count - 1) { index in
            isValid(file.span.extracting(pieces[index]..<pieces[index + 1]))
        }.allSatisfy { $0 }
    }

    /// The number of bytes before a sequence that the end of the bytes cuts.
    static func completeCount(_ bytes: Span<UInt8>) -> Int {
        var start = bytes.count
        while start > 0, bytes.count - start < 3 {
            start -= 1
            let byte = bytes[start]
            if byte < 0x80 { return bytes.count }
            if byte >= 0xC0 {
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                return start + length > bytes.count ? start : bytes.count
            }
        }
        return bytes.count
    }
}
