import Records

/// Small and capital letters of the alphabets that have both.
enum LetterCase {
    /// The small letter; itself when the letter has none of one scalar.
    @inline(__always)
    static func lower(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar &- 0x41 < 26 ? scalar | 0x20 : scalar }
        return hasCase(scalar) ? mapped(scalar, isLower: true) : scalar
    }

    /// The capital letter; itself when the letter has none of one scalar.
    @inline(__always)
    static func upper(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar &- 0x61 < 26 ? scalar & ~0x20 : scalar }
        return hasCase(scalar) ? mapped(scalar, isLower: false) : scalar
    }

    static func isLetter(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return (scalar | 0x20) &- 0x61 < 26 }
        return hasCase(scalar) && Unicode.Scalar(scalar)?.properties.isAlphabetic == true
    }

    /// Latin, Greek, Cyrillic, Armenian, and Latin letters of full width.
    private static func hasCase(_ scalar: UInt32) -> Bool {
        (scalar >= 0xC0 && scalar <= 0x587) || (scalar >= 0x1E00 && scalar <= 0x1FFF)
            || (scalar >= 0xFF21 && scalar <= 0xFF5A)
    }

    /// A mapping counts when it leads back, so that no letter is lost: `ı` has the capital `I`,
    /// whose small letter is `i`, and stays.
    @inline(never)
    private static func mapped(_ value: UInt32, isLower: Bool) -> UInt32 {
        guard let scalar = Unicode.Scalar(value) else { return value }
        let own = scalar.properties
        let form = isLower ? own.lowercaseMapping : own.uppercaseMapping
        guard form.unicodeScalars.count == 1, let other = form.unicodeScalars.first else {
            return value
        }
        let back = isLower ? other.properties.uppercaseMapping : other.properties.lowercaseMapping
        return back.unicodeScalars.count == 1 && back.unicodeScalars.first == scalar
            ? other.value : value
    }
}
