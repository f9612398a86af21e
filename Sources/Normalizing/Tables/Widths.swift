/// Full-width and look-alike characters → their plain forms.
///
/// An own table, because Unicode's compatibility forms leave `– — − ‐ ─ ー` alone and turn `①138…`
/// into `1138…`. (UAX #15; Unicode block Halfwidth and Fullwidth Forms.)
package enum Widths {
    /// Full-width ASCII and the ideographic blank; everything else as it is.
    @inlinable package static func half(_ scalar: UInt32) -> UInt32 {
        if scalar >= 0xFF01 && scalar <= 0xFF5E { return scalar &- 0xFEE0 }
        return scalar == 0x3000 ? 0x20 : scalar
    }

    /// Full-width letters and digits alone: punctuation keeps the width that prose gives it.
    @inlinable package static func letter(_ scalar: UInt32) -> UInt32 {
        let half = scalar &- 0xFEE0
        let isLetter = half &- 0x30 < 10 || half &- 0x41 < 26 || half &- 0x61 < 26
        return isLetter && scalar >= 0xFF01 ? half : scalar
    }

    /// For numbers, codes and addresses of machines: also dashes, blanks, brackets and stops.
    package static func plain(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar == 0x09 ? 0x20 : scalar }
        switch scalar {
        case 0xFF01...0xFF5E: return scalar &- 0xFEE0
        case 0x3000, 0xA0, 0x2000...0x200A, 0x202F, 0x205F: return 0x20
        case 0x2010...0x2015, 0x2212, 0x2500, 0x2501, 0x30FC, 0xFE58, 0xFE63, 0xAD: return 0x2D
        case 0xFFE5: return 0xA5
        case 0x3002, 0xFF61, 0xFE52: return 0x2E
        case 0x3010, 0x3014, 0x300C, 0x2768: return 0x28
        case 0x3011, 0x3015, 0x300D, 0x2769: return 0x29
        case 0xFE50: return 0x2C
        case 0xFE55, 0x2236: return 0x3A
        case 0x2018, 0x2019: return 0x27
        case 0x201C, 0x201D: return 0x22
        case 0x0660...0x0669: return scalar &- 0x0660 &+ 0x30
        case 0x06F0...0x06F9: return scalar &- 0x06F0 &+ 0x30
        default: return scalar
        }
    }

    /// Characters that show nothing: direction marks, zero-width blanks, byte order marks, soft
    /// hyphens and control characters but TAB and line breaks (and U+001F, which parts values).
    @inlinable package static func isInvisible(_ scalar: UInt32) -> Bool {
        if scalar < 0x20 {
            return scalar != 0x09 && scalar != 0x0A && scalar != 0x0D && scalar != 0x1F
        }
        if scalar < 0x7F { return false }
        return (scalar >= 0x7F && scalar <= 0x9F) || scalar == 0xAD || scalar == 0x61C
            || (scalar >= 0x200B && scalar <= 0x200F) || (scalar >= 0x202A && scalar <= 0x202E)
            || (scalar >= 0x2060 && scalar <= 0x2069) || scalar == 0xFEFF || scalar == 0xFFF9
    }

    /// Blanks of any width.
    @inlinable package static func isBlank(_ scalar: UInt32) -> Bool {
        if scalar <= 0x20 { return scalar == 0x20 || (scalar >= 0x09 && scalar <= 0x0D) }
        if scalar < 0x85 { return false }
        return scalar == 0x85 || scalar == 0xA0 || scalar == 0x1680 || scalar == 0x3000
            || (scalar >= 0x2000 && scalar <= 0x200A) || scalar == 0x2028 || scalar == 0x2029
            || scalar == 0x202F || scalar == 0x205F
    }
}
