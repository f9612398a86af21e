import Records

/// How unlikely a text is under one encoding, as −ln p in tenths; the lowest is the likeliest.
///
/// Every encoding accounts for the same bytes, so that scores compare. A sequence that the end of
/// the text cuts is left out: it says nothing about the encoding.
struct EncodingScore: Sendable {
    private(set) var cost = 0
    /// Characters beyond ASCII, and bytes that are none.
    private(set) var characterCount = 0
    private(set) var badCount = 0

    static let badByteCost = 200

    /// Tenths of nats a character beyond ASCII; 0 for a text without any.
    var meanCost: Int { characterCount == 0 ? 0 : highCost / characterCount }

    private var highCost = 0

    init(_ bytes: Span<UInt8>, _ encoding: Encoding) {
        switch encoding {
        case .utf8: addUTF8(bytes)
        case .utf16LittleEndian: addUTF16(bytes, isLittleEndian: true)
        case .utf16BigEndian: addUTF16(bytes, isLittleEndian: false)
        case .windows1252: addWestern(bytes)
        case .gb18030, .big5, .shiftJIS, .eucJP, .eucKR:
            guard let model = LanguageModel.of(encoding), let table = ByteTable.of(encoding) else {
                cost = Int.max / 2
                return
            }
            addPairs(bytes, model, table, isGB: encoding == .gb18030)
        }
    }

    private mutating func addASCII(_ byte: UInt8) {
        cost &+= LanguageModel.simplified.cost(UInt32(byte))
    }

    private mutating func addHigh(_ charge: Int) {
        cost &+= charge
        highCost &+= charge
        characterCount &+= 1
    }

    private mutating func addBad() {
        addHigh(EncodingScore.badByteCost)
        badCount &+= 1
    }

    // MARK: One- and two-byte encodings

    private mutating func addPairs(
        _ bytes: Span<UInt8>,
        _ model: LanguageModel,
        _ table: ByteTable,
        isGB: Bool
    ) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 { addASCII(byte); index &+= 1; continue }
            let single = table.singles[Int(byte)]
            if single != ByteTable.leadMark {
                if single == 0, !(isGB && byte == 0x80) {
                    addBad()
                } else {
                    addHigh(single == 0 ? 110 : model.cost(ByteTable.scalar(single)))
                }
                index &+= 1
                continue
            }
            guard index &+ 1 < bytes.count else { return }
            let trail = bytes[index &+ 1]
            let pair = table.pairs[Int(byte) << 8 | Int(trail)]
            if pair != 0 {
                addHigh(model.cost(ByteTable.scalar(pair)))
                index &+= 2
            } else if isGB, EncodingScore.isQuadruple(bytes, index) {
                addHigh(LanguageModel.supplementaryCost)
                index &+= 4
            } else {
                addBad()
                index &+= 1
            }
        }
    }

    /// Whether a four-byte character of GB 18030 begins there, or may where the text ends.
    static func isQuadruple(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        func isDigit(_ offset: Int) -> Bool {
            index + offset >= bytes.count
                || (bytes[index + offset] >= 0x30 && bytes[index + offset] <= 0x39)
        }
        return isDigit(1) && isDigit(3)
            && (index + 2 >= bytes.count || bytes[index + 2] >= 0x81)
    }

    // MARK: UTF-8

    private mutating func addUTF8(_ bytes: Span<UInt8>) {
        let end = UTF8Check.completeCount(bytes)
        var index = 0
        while index < end {
            let byte = bytes[index]
            if byte < 0x80 { addASCII(byte); index &+= 1; continue }
            let (scalar, byteCount) = Scalars.decode(bytes, at: index)
            if scalar == 0xFFFD && byteCount == 1 {
                addBad()
            } else {
                // Being well-formed says more than the character does.
                addHigh(byteCount == 2 ? 62 : 55 + LanguageModel.leastCost(scalar) / 10)
            }
            index &+= byteCount
        }
    }

    // MARK: UTF-16

    private mutating func addUTF16(_ bytes: Span<UInt8>, isLittleEndian: Bool) {
        var index = 0
        while index &+ 1 < bytes.count {
            let low = UInt32(bytes[isLittleEndian ? index : index &+ 1])
            let high = UInt32(bytes[isLittleEndian ? index &+ 1 : index])
            let unit = high << 8 | low
            index &+= 2
            if unit < 0x80 {
                cost &+= unit < 0x20 ? LanguageModel.simplified.cost(unit) : 34
            } else if unit & 0xF800 == 0xD800 {
                addHigh(EncodingScore.badByteCost)
            } else {
                addHigh(LanguageModel.leastCost(unit))
            }
        }
    }

    // MARK: Windows-1252

    /// Letters with accents stand alone between ASCII letters; signs are rare.
    private mutating func addWestern(_ bytes: Span<UInt8>) {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte < 0x80 { addASCII(byte); continue }
            let before = index > 0 ? bytes[index - 1] : 0x20
            let after = index + 1 < bytes.count ? bytes[index + 1] : 0x20
            let isAlone = before < 0x80 && after < 0x80
            let isInWord = EncodingScore.isLetter(before) || EncodingScore.isLetter(after)
            switch byte {
            case 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFF: addBad()
            case 0xDF...0xF6, 0xF8...0xFE, 0xC0...0xD6, 0xD8...0xDE:
                let letter = byte >= 0xDF ? 52 : 64
                addHigh(letter + (isAlone ? (isInWord ? 0 : 20) : (isInWord ? 22 : 48)))
            case 0x80, 0x85, 0x91...0x97, 0xA0, 0xA3, 0xA7, 0xA9, 0xAB, 0xAE, 0xB0, 0xB2, 0xB4,
                0xB5, 0xB7, 0xBB:
                addHigh(isAlone ? 78 : 102)
            default: addHigh(isAlone ? 95 : 115)
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
    }
}
