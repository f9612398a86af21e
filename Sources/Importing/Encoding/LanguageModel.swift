import Records

/// How unlikely each character is in texts of one language: −ln p in tenths, by scalar.
///
/// A character's cost falls with its rank: the 64 commonest share 29 % of Chinese text, those up to
/// rank 2,048 share 97 %. What no text of the language holds costs as much as a broken byte.
struct LanguageModel: Sendable {
    /// Of the scalars up to U+FFFF.
    private let costs: [UInt8]

    /// Of scalars beyond U+FFFF.
    static let supplementaryCost = 140

    func cost(_ scalar: UInt32) -> Int {
        scalar < 0x10000 ? Int(costs[Int(scalar)]) : LanguageModel.supplementaryCost
    }

    static let simplified = LanguageModel(common: CommonCharacters.simplified, rareHan: 122)
    static let traditional = LanguageModel(common: CommonCharacters.traditional, rareHan: 118)
    static let japanese = LanguageModel(
        common: CommonCharacters.japanese,
        rareHan: 104,
        kana: 52,
        halfKana: 92
    )
    static let korean = LanguageModel(common: CommonCharacters.korean, rareHan: 125, hangul: 98)
    static let russian = LanguageModel(common: "", rareHan: 140, cyrillic: 48)

    /// The model of the language that is written in the encoding; nil for those of all languages.
    static func of(_ encoding: Encoding) -> LanguageModel? {
        switch encoding {
        case .gb18030: simplified
        case .big5: traditional
        case .shiftJIS, .eucJP: japanese
        case .eucKR: korean
        case .utf8, .utf16LittleEndian, .utf16BigEndian, .windows1252: nil
        }
    }

    /// The cost of a scalar in a text of any of the languages.
    static func leastCost(_ scalar: UInt32) -> Int {
        let chinese = min(simplified.cost(scalar), traditional.cost(scalar))
        let others = min(japanese.cost(scalar), korean.cost(scalar))
        return min(chinese, others, russian.cost(scalar))
    }

    private init(
        common: String,
        rareHan: UInt8,
        kana: UInt8 = 118,
        halfKana: UInt8 = 135,
        hangul: UInt8 = 140,
        cyrillic: UInt8 = 118
    ) {
        var costs = [UInt8](repeating: 132, count: 0x10000)
        func set(_ range: ClosedRange<Int>, _ cost: UInt8) {
            for scalar in range { costs[scalar] = cost }
        }
        set(0x00...0x1F, 125)
        set(0x20...0x7E, 34)
        set(0x7F...0x9F, 150)
        set(0xA0...0x36F, 112)
        set(0x400...0x45F, cyrillic)
        set(0x2000...0x206F, 90)
        set(0x2500...0x257F, 125)
        set(0x3000...0x303F, 85)
        set(0x3041...0x30FF, kana)
        set(0x4E00...0x9FFF, rareHan)
        set(0xAC00...0xD7A3, hangul)
        set(0xE000...0xF8FF, 165)
        set(0xFF01...0xFF5E, 80)
        set(0xFF61...0xFF9F, halfKana)
        set(0xFFF0...0xFFFF, 200)
        for scalar in "\t\r\n,;|\"".unicodeScalars { costs[Int(scalar.value)] = 30 }
        for scalar in "　、。，：；（）！？《》“”【】".unicodeScalars {
            costs[Int(scalar.value)] = 64
        }
        for scalar in "·…—‘’¥￥×℃№①②③④々〇".unicodeScalars { costs[Int(scalar.value)] = 80 }
        for (rank, scalar) in common.unicodeScalars.enumerated() {
            costs[Int(scalar.value)] = LanguageModel.cost(rank: rank)
        }
        self.costs = costs
    }

    /// ln of the share of text that the ranks of each doubling have, divided by their number.
    private static func cost(rank: Int) -> UInt8 {
        switch rank {
        case ..<64: 54
        case ..<128: 62
        case ..<256: 67
        case ..<512: 74
        case ..<1024: 82
        default: 93
        }
    }
}
