import Records

/// Which encoding a text most likely has: BOM, strict UTF-8, zeros of UTF-16, then the legacy
/// encodings by how many of their characters are common ones.
///
/// GB 2312 puts the 3,755 most frequent characters into rows 0xB0–0xD7, Big5 its 5,401 into
/// 0xA4–0xC6, Shift-JIS kana into 0x82–0x83 and frequent kanji into 0x88–0x97. Text read in the
/// wrong encoding falls outside, or into bytes that are no characters at all.
struct EncodingGuess {
    var encoding: Encoding
    var confidence: Int
    var isValidUTF8 = false

    init(_ encoding: Encoding, confidence: Int) {
        self.encoding = encoding
        self.confidence = confidence
    }

    init(_ bytes: Span<UInt8>) {
        self.init(.utf8, confidence: 100)
        if EncodingGuess.byteOrderMark(bytes, .utf8) > 0 { return }
        if UTF8Check.isValid(bytes), Encoding.utf16(bytes) == nil {
            isValidUTF8 = true
            return
        }
        if let isLittleEndian = Encoding.utf16(bytes) {
            encoding = isLittleEndian ? .utf16LittleEndian : .utf16BigEndian
            confidence = bytes[0] >= 0xFE ? 100 : 90
            return
        }
        let sample = bytes.extracting(0..<min(bytes.count, 1 << 20))
        if EncodingGuess.isMostlyUTF8(sample) {
            confidence = 85
            return
        }
        (encoding, confidence) = EncodingGuess.legacy(sample)
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

    /// At least ten good sequences for each bad byte, or twice as many good lines as bad ones.
    private static func isMostlyUTF8(_ bytes: Span<UInt8>) -> Bool {
        var sequences = (good: 0, bad: 0)
        var lines = (good: 0, bad: 0)
        var lineStart = (good: 0, bad: 0)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x80 {
                let (scalar, byteCount) = Scalars.decode(bytes, at: index)
                let isBad = scalar == 0xFFFD && byteCount == 1
                if isBad { sequences.bad += 1 } else { sequences.good += 1 }
                index &+= byteCount
                continue
            }
            index &+= 1
            guard byte == 0x0A || index == bytes.count else { continue }
            if sequences.bad > lineStart.bad {
                lines.bad += 1
            } else if sequences.good > lineStart.good {
                lines.good += 1
            }
            lineStart = sequences
        }
        if sequences.good == 0 { return false }
        return sequences.good >= sequences.bad * 10
            || (lines.bad > 0 && lines.good >= lines.bad * 2)
    }

    private static func legacy(_ bytes: Span<UInt8>) -> (Encoding, Int) {
        let candidates = [Encoding.gb18030, .big5, .shiftJIS].map {
            (encoding: $0, score: score(bytes, $0))
        }
        var best = candidates[0]
        for candidate in candidates where candidate.score.value > best.score.value + 0.05 {
            best = candidate
        }
        if best.score.value < 0.3 { return (.windows1252, 40) }
        let second =
            candidates.filter { $0.encoding != best.encoding }
            .map(\.score.value).max() ?? 0
        let lead = best.score.value - max(0, second)
        let evidence = min(1, 0.6 + Double(best.score.pairCount) / 50)
        return (best.encoding, Int(100 * min(1, 0.6 + lead) * evidence))
    }

    private static func score(
        _ bytes: Span<UInt8>,
        _ encoding: Encoding
    ) -> (value: Double, pairCount: Int) {
        var pairs = 0
        var common = 0
        var bad = 0
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            index &+= 1
            if lead < 0x80 { continue }
            let trail = index < bytes.count ? bytes[index] : 0x40
            let character = EncodingGuess.character(encoding, lead, trail)
            switch character {
            case .bad: bad += 1
            case .single: pairs += 1
            case .common: pairs += 1; common += 2; index &+= 1
            case .sign: pairs += 1; common += 1; index &+= 1
            case .rare: pairs += 1; index &+= 1
            case .quadruple: pairs += 1; common += 1; index &+= 3
            }
        }
        guard pairs + bad > 0 else { return (0, 0) }
        return ((Double(common) / 2 - 3 * Double(bad)) / Double(pairs + bad), pairs)
    }

    private enum Character { case bad, single, common, sign, rare, quadruple }

    private static func character(
        _ encoding: Encoding,
        _ lead: UInt8,
        _ trail: UInt8
    ) -> Character {
        switch encoding {
        case .gb18030:
            if lead == 0x80 { return .single }
            if lead == 0xFF { return .bad }
            if trail >= 0x30 && trail <= 0x39 { return .quadruple }
            guard trail >= 0x40, trail != 0x7F, trail != 0xFF else { return .bad }
            if trail < 0xA1 { return .rare }
            if lead >= 0xB0 && lead <= 0xD7 { return .common }
            return lead >= 0xA1 && lead <= 0xA3 ? .sign : .rare
        case .big5:
            let isTrail = (trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail <= 0xFE)
            guard lead >= 0x81, lead <= 0xFE, isTrail else { return .bad }
            if lead >= 0xA4 && lead <= 0xC6 { return .common }
            return lead >= 0xA1 && lead <= 0xA3 ? .sign : .rare
        default:
            if lead >= 0xA1 && lead <= 0xDF { return .single }
            let isTrail = trail >= 0x40 && trail <= 0xFC && trail != 0x7F
            guard lead != 0x80, lead != 0xA0, lead <= 0xFC, isTrail else { return .bad }
            if lead == 0x82 || lead == 0x83 || (lead >= 0x88 && lead <= 0x97) { return .common }
            return lead == 0x81 ? .sign : .rare
        }
    }
}
