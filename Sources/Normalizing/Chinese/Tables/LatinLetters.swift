import Records

/// Lower case without diacritics for letters of latin names; Greek and Cyrillic are only lowered.
enum LatinLetters {
    /// From U+00C0 to U+017F.
    private static let first = letters(
        """
        aaaaaaaceeeeiiiidnoooooxouuuuytsaaaaaaaceeeeiiiidnoooooxouuuuyty\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
        lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
        """
    )
    /// From U+01CD to U+01DC: the third tone of pinyin among them.
    private static let carons = letters("aaiioouuuuuuuuuu")
    /// From U+1EA0 to U+1EF9.
    private static let vietnamese = letters(
        """
        aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiii\
        oooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy
        """
    )

    private static func letters(_ text: String) -> [UInt32] { text.scalarValues }

    /// Appends the folded form of a letter: nothing for marks, two letters for ß, æ, œ and þ.
    @inline(__always)
    static func append(_ scalar: UInt32, to letters: inout [UInt32]) {
        if scalar < 0x80 {
            let lower = scalar | 0x20
            if lower &- 0x61 < 26 { letters.append(lower) }
        } else {
            appendFurther(scalar, to: &letters)
        }
    }

    private static func appendFurther(_ scalar: UInt32, to letters: inout [UInt32]) {
        switch scalar {
        case 0xC0...0x17F:
            if scalar == 0xD7 || scalar == 0xF7 { return }
            letters.append(first[Int(scalar - 0xC0)])
            switch scalar {
            case 0xC6, 0xE6, 0x152, 0x153: letters.append(0x65)
            case 0xDE, 0xFE: letters.append(0x68)
            case 0xDF: letters.append(0x73)
            default: break
            }
        case 0x1CD...0x1DC: letters.append(carons[Int(scalar - 0x1CD)])
        case 0x1EA0...0x1EF9: letters.append(vietnamese[Int(scalar - 0x1EA0)])
        case 0x1A0, 0x1A1: letters.append(0x6F)
        case 0x1AF, 0x1B0: letters.append(0x75)
        case 0x1F8, 0x1F9: letters.append(0x6E)
        case 0x218, 0x219: letters.append(0x73)
        case 0x21A, 0x21B: letters.append(0x74)
        case 0x300...0x36F, 0x2019, 0x2018, 0x2BC, 0xB4, 0x2010, 0x2011: break
        case 0x391...0x3A9, 0x410...0x42F: letters.append(scalar + 0x20)
        case 0x400...0x40F: letters.append(scalar + 0x50)
        default: letters.append(scalar)
        }
    }
}
