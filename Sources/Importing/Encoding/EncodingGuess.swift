import Records

/// Which encoding a text most likely has: BOM, zeros of UTF-16, strict UTF-8, then all others by
/// how likely they make its characters (`EncodingScore`).
///
///     B1 E0 BA C5 2C C3 FB B3 C6    gb18030 编号,名称  cost 22   big5 晤瘍,靡備  cost 33
///
/// The difference to the second best is the confidence: a few characters may be doubtful, ten
/// seldom are.
struct EncodingGuess {
    var encoding: Encoding
    /// 0…100; below `doubtfulBelow` it is worth a warning.
    var confidence: Int
    /// Whether the bytes were checked as a whole.
    var isValidUTF8 = false
    /// The second best, when the bytes alone didn't decide.
    private(set) var second: Encoding?

    static let doubtfulBelow = 80
    private static let sampleByteCount = 64 << 10

    init(_ encoding: Encoding, confidence: Int) {
        self.encoding = encoding
        self.confidence = confidence
    }

    init(_ file: FileBytes, _ workers: Workers = .single) {
        let bytes = file.span
        self.init(.utf8, confidence: 100)
        for marked in [Encoding.utf8, .utf16LittleEndian, .utf16BigEndian, .gb18030]
        where EncodingGuess.byteOrderMark(bytes, marked) > 0 {
            encoding = marked
            return
        }
        if let isLittleEndian = EncodingGuess.utf16ByZeros(bytes) {
            encoding = isLittleEndian ? .utf16LittleEndian : .utf16BigEndian
            confidence = 95
            return
        }
        if EncodingGuess.hasZeros(bytes), EncodingGuess.isUTF16(bytes) {
            choose(bytes.extracting(0..<min(bytes.count, EncodingGuess.sampleByteCount)))
            return
        }
        isValidUTF8 = UTF8Check.isValid(file, workers)
        let isCutUTF8 =
            !isValidUTF8
            && UTF8Check.isValid(bytes.extracting(0..<UTF8Check.completeCount(bytes)))
        guard let firstHigh = EncodingGuess.firstHighByte(bytes) else { return }
        let start = EncodingGuess.lineStart(bytes, firstHigh)
        let end = min(bytes.count, start + EncodingGuess.sampleByteCount)
        let sample = bytes.extracting(start..<end)
        if isValidUTF8 || isCutUTF8 {
            checkUTF8(sample)
        } else {
            choose(sample)
        }
    }

    /// Of a piece of a file that stands for itself.
    init(_ sample: Span<UInt8>) { self.init(FileBytes(sample.copy())) }

    /// Little endian for true, by the BOM or the zeros of ASCII; nil when neither says UTF-16.
    static func utf16(_ head: Span<UInt8>) -> Bool? {
        if byteOrderMark(head, .utf16LittleEndian) > 0 { return true }
        if byteOrderMark(head, .utf16BigEndian) > 0 { return false }
        return utf16ByZeros(head)
    }

    /// The length of the encoding's BOM at the beginning; 0 when there is none.
    static func byteOrderMark(_ bytes: Span<UInt8>, _ encoding: Encoding) -> Int {
        switch encoding {
        case .utf8: return bytes.hasPrefix("\u{FEFF}") ? 3 : 0
        case .utf16LittleEndian:
            return bytes.count > 1 && bytes[0] == 0xFF && bytes[1] == 0xFE ? 2 : 0
        case .utf16BigEndian:
            return bytes.count > 1 && bytes[0] == 0xFE && bytes[1] == 0xFF ? 2 : 0
        case .gb18030:
            let isMark = bytes.count > 3 && bytes[0] == 0x84 && bytes[1] == 0x31
            return isMark && bytes[2] == 0x95 && bytes[3] == 0x33 ? 4 : 0
        default: return 0
        }
    }

    /// Whether bytes with many control characters are UTF-16 rather than no text at all.
    static func isUTF16(_ head: Span<UInt8>) -> Bool {
        if byteOrderMark(head, .utf16LittleEndian) + byteOrderMark(head, .utf16BigEndian) > 0 {
            return true
        }
        if utf16ByZeros(head) != nil { return true }
        let sample = head.extracting(0..<min(head.count & ~1, 4096))
        return [Encoding.utf16LittleEndian, .utf16BigEndian].contains {
            let score = EncodingScore(sample, $0)
            return score.characterCount > 3 && score.meanCost < 84
        }
    }

    /// Little endian for true, when half of the units have a zero on the same side, as ASCII has;
    /// nil for no such pattern.
    private static func utf16ByZeros(_ head: Span<UInt8>) -> Bool? {
        Encoding.utf16(head, leastZeroShare: 4)
    }

    /// Whether so many bytes are zero that the text may be UTF-16 with few ASCII characters.
    private static func hasZeros(_ head: Span<UInt8>) -> Bool {
        let (even, odd, count) = Encoding.zeros(head)
        return (even + odd) * 50 > count && count >= 4
    }

    private static func firstHighByte(_ bytes: Span<UInt8>) -> Int? {
        var index = unsafe bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset &+ 8 <= buffer.count {
                let word = unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                if word & 0x8080_8080_8080_8080 != 0 { break }
                offset &+= 8
            }
            return offset
        }
        while index < bytes.count {
            if bytes[index] >= 0x80 { return index }
            index &+= 1
        }
        return nil
    }

    /// At an even offset, so that the units of UTF-16 stay whole.
    private static func lineStart(_ bytes: Span<UInt8>, _ offset: Int) -> Int {
        let least = max(0, offset - 1024)
        var start = offset
        while start > least, bytes[start - 1] != 0x0A { start -= 1 }
        return start & ~1
    }

    // MARK: Choice

    private static let candidates: [(encoding: Encoding, handicap: Int)] = [
        (.gb18030, 0), (.utf8, 15), (.big5, 12), (.shiftJIS, 25), (.windows1252, 30),
        (.eucJP, 90), (.eucKR, 90), (.utf16LittleEndian, 60), (.utf16BigEndian, 70),
    ]

    private mutating func choose(_ sample: Span<UInt8>) {
        var ranked: [(encoding: Encoding, cost: Int, score: EncodingScore)] = []
        for candidate in EncodingGuess.candidates {
            let score = EncodingScore(sample, candidate.encoding)
            ranked.append((candidate.encoding, score.cost + candidate.handicap, score))
        }
        ranked.sort { $0.cost < $1.cost }
        encoding = ranked[0].encoding
        second = ranked[1].encoding
        confidence = EncodingGuess.confidence(lead: ranked[1].cost - ranked[0].cost)
        let score = ranked[0].score
        if score.badCount > 0, score.badCount == score.characterCount {
            (encoding, second, confidence) = (.utf8, nil, 60)
        }
        if encoding != .utf8 && score.badCount * 10 > score.characterCount {
            confidence = min(confidence, 70)
        }
        if score.meanCost > 110 { confidence = min(confidence, 45) }
        if encoding == .windows1252 { confidence = min(confidence, score.meanCost < 70 ? 85 : 60) }
    }

    /// From the lead over the second best in tenths of nats.
    ///
    /// Characters of one text depend on each
    /// other, so a lead counts a third of what independent ones would.
    private static func confidence(lead: Int) -> Int {
        var odds = 1.0
        for _ in 0..<min(max(lead, 0) / 10, 40) { odds *= 1.396 }
        return min(99, Int((100 * odds / (1 + odds)).rounded()))
    }

    /// Well-formed UTF-8 of two-byte sequences only may be a few characters of GBK (联通).
    private mutating func checkUTF8(_ sample: Span<UInt8>) {
        var pairCount = 0
        var index = 0
        while index < sample.count {
            let byte = sample[index]
            if byte >= 0xE0 { return }
            if byte >= 0xC2 { pairCount += 1 }
            index &+= 1
        }
        guard pairCount >= 2, pairCount <= 16 else { return }
        let utf8 = EncodingScore(sample, .utf8)
        let chinese = EncodingScore(sample, .gb18030)
        guard chinese.badCount == 0,
            chinese.meanCost * chinese.characterCount + 40 < EncodingGuess.twoByteCost(sample)
        else { return }
        encoding = .gb18030
        second = .utf8
        isValidUTF8 = false
        confidence = EncodingGuess.confidence(lead: utf8.cost - chinese.cost + 40)
    }

    /// Letters of Latin, Greek or Cyrillic words are likely, lone signs of other blocks aren't.
    private static func twoByteCost(_ sample: Span<UInt8>) -> Int {
        var cost = 0
        var index = 0
        while index < sample.count {
            let (scalar, byteCount) = Scalars.decode(sample, at: index)
            if byteCount == 2 {
                let isLetter = (0xC0...0x17F).contains(scalar) || (0x386...0x45F).contains(scalar)
                let before = index > 0 ? sample[index - 1] | 0x20 : 0x20
                let isInWord = (before >= 0x61 && before <= 0x7A) || before >= 0x80
                cost += isLetter ? (isInWord ? 40 : 60) : scalar < 0xC0 ? 60 : 110
            }
            index &+= byteCount
        }
        return cost
    }
}
