import Records

/// Texts of fields, each on a line, from which an encoding can be told.
struct TextSample {
    private(set) var bytes: [UInt8] = []

    static let maxByteCount = 1 << 20

    var isFull: Bool { bytes.count >= TextSample.maxByteCount }

    /// Adds a field's text when it isn't all ASCII.
    mutating func add(_ text: Span<UInt8>) {
        guard !isFull, !text.isASCII else { return }
        bytes.append(text)
        bytes.append(0x0A)
    }

    struct Guess: Equatable {
        var name: String
        var confidence: Int
        /// How many characters of several bytes it rests on.
        var pairCount = 0
    }

    static func guess(_ sample: Span<UInt8>) -> Guess {
        if sample.isASCII { return Guess(name: CodePage.utf8Name, confidence: 100) }
        let sequences = utf8Sequences(sample)
        if sequences.good > 0, sequences.good >= sequences.bad * 10 {
            return Guess(
                name: CodePage.utf8Name,
                confidence: sequences.bad == 0 ? 100 : 85,
                pairCount: sequences.good
            )
        }
        let guess = EncodingGuess(sample)
        if guess.confidence < 80, isWestern(sample) {
            return Guess(name: Encoding.windows1252.rawValue, confidence: 70)
        }
        // UTF-16 is none of the encodings of fields.
        guard CodePage(guess.encoding) != nil else {
            return Guess(name: CodePage.utf8Name, confidence: 30)
        }
        return Guess(name: guess.encoding.rawValue, confidence: guess.confidence)
    }

    /// Whether more than half of what isn't ASCII is whole sequences of UTF-8.
    static func isMostlyUTF8(_ bytes: Span<UInt8>) -> Bool {
        let sequences = utf8Sequences(bytes)
        return sequences.good > sequences.bad * 2
    }

    /// Counts sequences of UTF-8; one that the end of its field cuts off is neither good nor bad.
    private static func utf8Sequences(_ bytes: Span<UInt8>) -> (good: Int, bad: Int) {
        var good = 0
        var bad = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] < 0x80 { index &+= 1; continue }
            let (scalar, byteCount) = Scalars.decode(bytes, at: index)
            if scalar != 0xFFFD || byteCount == 3 {
                good += 1
                index &+= byteCount
                continue
            }
            var end = index &+ 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end &+= 1 }
            let isCut = bytes[index] >= 0xC2 && end < bytes.count && bytes[end] == 0x0A
            if !isCut { bad += 1 }
            index = end
        }
        return (good, bad)
    }

    /// Whether nearly all bytes beyond ASCII stand alone, as `é` does among western letters.
    private static func isWestern(_ bytes: Span<UInt8>) -> Bool {
        var highCount = 0
        var aloneCount = 0
        for index in bytes.indices where bytes[index] >= 0x80 {
            highCount += 1
            let isAfter = index > 0 && bytes[index - 1] >= 0x80
            let isBefore = index + 1 < bytes.count && bytes[index + 1] >= 0x80
            if !isAfter && !isBefore { aloneCount += 1 }
        }
        return aloneCount * 10 >= highCount * 8
    }

    /// Whether all bytes beyond ASCII stand in pairs of GB 2312, four of five of them frequent Han.
    static func isPlainGB(_ bytes: Span<UInt8>) -> Bool {
        var common = 0
        var others = 0
        var bad = 0
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            if lead < 0x80 { index &+= 1; continue }
            let trail = index &+ 1 < bytes.count ? bytes[index &+ 1] : 0
            if lead < 0xA1 || trail < 0xA1 || lead == 0xFF || trail == 0xFF {
                if trail != 0x0A { bad += 1 }
                index &+= 1
                continue
            }
            if lead >= 0xB0 && lead <= 0xD7 { common += 1 } else if lead > 0xA3 { others += 1 }
            index &+= 2
        }
        return common >= 4 && common >= others * 4 && bad * 20 <= common
    }
}
