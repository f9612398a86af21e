/// What the fast path of person names must know of a character, a byte each from U+4000 to U+9FFF.
final class NameCharacters: Sendable {
    /// The key of a name has the character as it is.
    static let inert: UInt8 = 1
    /// A title or a stand-in may end with it.
    static let endsTitle: UInt8 = 2
    /// A frequent surname with which no null word and no stand-in begins.
    static let plainSurname: UInt8 = 4
    /// A surname with two accepted readings.
    static let hasOtherReading: UInt8 = 8
    /// A compound surname may begin with it.
    static let startsCompound: UInt8 = 32
    /// One of those with which Uighur, Kazakh, Tibetan and Mongolian names are written.
    static let sound: UInt8 = 16

    static let shared = NameCharacters()

    private let flags: [UInt8]

    private init() {
        let surnames = Surnames.shared
        let titles = Titles.shared
        flags = (UInt32(0x4000)..<0xA000).map { scalar in
            var flag: UInt8 = 0
            if Self.folded(scalar, isFirst: true) == scalar,
                Self.folded(scalar, isFirst: false) == scalar, scalar != Self.anonymous
            {
                flag |= Self.inert
            }
            if titles.mayEnd(scalar) || titles.mayEndStandIn(scalar) || Titles.isNoteEnding(scalar)
            {
                flag |= Self.endsTitle
            }
            if surnames.mayBeCompound(scalar) { flag |= Self.startsCompound }
            if surnames.isCommon(scalar),
                titles.placeholders.step(ScalarTrie.root, scalar) == 0,
                titles.standIns.step(ScalarTrie.root, scalar) == 0,
                !Titles.negations.contains(scalar), scalar != Self.familiar
            {
                flag |= Self.plainSurname
            }
            if Pinyin.shared.hasOtherReading(scalar) { flag |= Self.hasOtherReading }
            if Titles.soundCharacters[scalar] != nil { flag |= Self.sound }
            return flag
        }
    }

    @inline(__always)
    func flags(_ scalar: UInt32) -> UInt8 {
        let offset = scalar &- 0x4000
        return offset < 0x6000 ? flags[Int(offset)] : 0
    }

    /// 某, as in 张某.
    static let anonymous: UInt32 = 0x67D0
    /// 阿, which stands before a given name as often as it is a surname.
    static let familiar: UInt32 = 0x963F

    /// What stands for a character that isn't told: 李*, 张○, 王X明.
    static func isMask(_ scalar: UInt32) -> Bool {
        switch scalar {
        case anonymous, 0x2A, 0x3007, 0x25CB, 0x25A1, 0x25A0, 0xD7, 0x58, 0x78: true
        default: false
        }
    }

    /// The character that stands for another one in the key of a name.
    ///
    /// Character by character, as phrases would make keys depend on what stands beside. 乾 (qián) of
    /// names is not 干, and the surname 於 not 于.
    static func folded(_ scalar: UInt32, isFirst: Bool) -> UInt32 {
        if scalar == 0x4E7E || scalar == 0x65BC && isFirst { return scalar }
        let simplified = ScriptFolding.shared.simplified(scalar)
        return JapaneseSurnames.shinjitai[simplified] ?? simplified
    }
}
