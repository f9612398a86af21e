import Records

/// The text of a dump, as bytes that can be tokenised.
///
/// UTF-8 is read in place even where values hold other bytes (binary columns, text of old clients):
/// they are decoded one by one. So is text of a dump that declares `latin1` and holds GBK, because
/// its server escaped it byte by byte: 0x5C may be half of a character. All other encodings are
/// decoded first.
struct DumpText {
    private let file: FileBytes
    /// The text in UTF-8 when it isn't read in place, and what was found on the way.
    private let decoded: [UInt8]
    private let source: DecodedText?
    private let start: Int
    private let lineStarts: [Int]
    let encoding: Encoding
    /// 0…100.
    let confidence: Int
    /// Set when values have to be decoded one by one.
    var decoder: ValueDecoder?
    /// Whether the declared character set isn't that of the text.
    var isDeclaredOtherwise = false

    var span: Span<UInt8> {
        @_lifetime(borrow self) borrowing get {
            let whole = file.span
            return decoded.isEmpty ? whole.extracting(start..<whole.count) : decoded.span
        }
    }

    init(_ file: FileBytes, encoding name: String?) throws(ImportFailure) {
        self.file = file
        let bytes = file.span
        var guess: EncodingGuess
        if let name, name != "auto", !name.isEmpty {
            guess = EncodingGuess(try Encoding(named: name), confidence: 100)
        } else {
            guess = EncodingGuess(bytes)
        }
        let declared = DumpText.declaredCharset(bytes)
        let isLegacy = [.gb18030, .big5, .shiftJIS, .eucKR, .windows1252].contains(guess.encoding)
        let isAuto = name == nil || name == "auto"
        if isLegacy, isAuto, declared.hasPrefix("utf8"), DumpText.isUTF8WithBinary(bytes) {
            guess = EncodingGuess(.utf8, confidence: 85)
        }
        encoding = guess.encoding
        confidence = guess.confidence
        let isRaw = ["latin1", "binary"].contains(declared) && guess.encoding != .windows1252
        if guess.encoding == .utf8 || (isLegacy && isRaw) {
            decoded = []
            source = nil
            lineStarts = []
            start = EncodingGuess.byteOrderMark(bytes, guess.encoding)
            if guess.encoding != .utf8 {
                decoder = ValueDecoder(guess.encoding)
                isDeclaredOtherwise = true
            } else if !guess.isValidUTF8, !UTF8Check.isValid(bytes) {
                decoder = ValueDecoder(nil)
            }
            return
        }
        var text = try DecodedText(file, encoding: guess.encoding.rawValue)
        start = file.count
        lineStarts = text.lineStarts()
        decoded = text.decoded
        text.decoded = []
        source = text
    }

    /// The raw offset of what stands at `offset` of the text.
    func rawOffset(_ offset: Int) -> UInt64 {
        source?.rawOffset(offset, lineStarts) ?? UInt64(offset + start)
    }

    func findings(source: String, path: String) -> Findings {
        var findings = Findings()
        let place = Place(source: source, file: path)
        if var text = self.source {
            text.confidence = confidence
            findings = text.findings(source: source, path: path)
        } else if confidence < 80 {
            var finding = Finding(ImportFindings.doubtfulEncoding.code, at: place)
            finding.detail = "\(encoding.rawValue) with confidence \(confidence) of 100"
            findings.add(finding)
        }
        if isDeclaredOtherwise {
            var finding = Finding(SQLFindings.declaredCharset.code, at: place)
            finding.detail = "declared latin1, read as \(encoding.rawValue)"
            findings.add(finding)
        }
        return findings
    }

    /// What `SET NAMES` says in the first 4 KiB, in lower case; empty when it says nothing.
    private static func declaredCharset(_ bytes: Span<UInt8>) -> String {
        let head = bytes.extracting(0..<min(bytes.count, 4096))
        var scanner = SQLScanner(.standard)
        for mark in ["SET NAMES ", "set names ", "SET character_set_client = "] {
            guard let range = head.range(of: Array(mark.utf8).span) else { continue }
            scanner.offset = range.upperBound
            if scanner.peek(head) == 0x27 { scanner.offset += 1 }
            let word = scanner.nextWord(head).lowercased()
            if !word.hasPrefix("@") && !word.isEmpty { return word }
        }
        return ""
    }

    /// Whether the bytes beyond ASCII hold sequences of three that GBK text never has in number.
    private static func isUTF8WithBinary(_ bytes: Span<UInt8>) -> Bool {
        let sample = bytes.extracting(0..<min(bytes.count, 4 << 20))
        var good = 0
        var bad = 0
        var index = 0
        while index < sample.count {
            if sample[index] < 0x80 {
                index &+= 1
                continue
            }
            let (scalar, byteCount) = Scalars.decode(sample, at: index)
            if byteCount == 3 && scalar != 0xFFFD { good &+= 1 }
            if byteCount == 1 { bad &+= 1 }
            index &+= byteCount
        }
        let hasBinary = sample.range(of: Array("_binary '".utf8).span) != nil
        return good * 20 >= bad || hasBinary
    }
}
