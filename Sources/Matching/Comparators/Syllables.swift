/// The toneless syllables of pinyin: whether Latin letters may be a Chinese name.
///
/// Two different spellings that are both pinyin are two names (zhang wei, zhang wen), however alike
/// they look; a spelling that is none is a slip or of another language.
enum Syllables {
    /// Whether lower-case letters can be cut into syllables without rest.
    static func areSyllables(_ letters: [UInt8]) -> Bool {
        guard letters.count >= 1, letters.count <= 36 else { return false }
        var reachable = [Bool](repeating: false, count: letters.count + 1)
        reachable[0] = true
        for start in letters.indices where reachable[start] {
            var packed: UInt64 = 0
            for length in 1...6 where start + length <= letters.count {
                packed = packed << 8 | UInt64(letters[start + length - 1])
                if all.contains(packed) { reachable[start + length] = true }
            }
        }
        return reachable[letters.count]
    }

    /// By first letters: the finals that occur with them (GB/T 16159, ü as v, u, yu).
    private static let table = [
        "": "a ai an ang ao e ei en eng er o ou",
        "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
        "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
        "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
        "f": "a an ang ei en eng o ou u",
        "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
        "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
        "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue un uo v ve yu",
        "l":
            "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan ue un uo v ve yu",
        "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
        "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
        "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
        "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
        "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
        "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
        "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
        "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
        "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
        "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
        "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
        "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
        "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
        "y": "a an ang ao e i in ing o ong ou u uan ue un",
        "w": "a ai an ang ei en eng o u",
    ]

    private static let all: Set<UInt64> = {
        var packed: Set<UInt64> = []
        for (first, finals) in table {
            for rest in finals.split(separator: " ") {
                packed.insert((first + rest).utf8.reduce(0) { $0 << 8 | UInt64($1) })
            }
        }
        return packed
    }()
}
