import Records

/// The width folding of names and addresses.
///
/// Full-width letters, digits, brackets and a few signs become ASCII, all blanks become U+0020,
/// invisible characters vanish; ideographic punctuation (、。，：【】) stays. NFKC and ICU's
/// Fullwidth-Halfwidth do more than that (① → 1, 、→ ､), which costs information here.
enum WidthFolding {
    /// The folded scalar; 0 when it is to vanish.
    @inline(__always)
    static func folded(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x7F { return scalar >= 0x20 || scalar == 0x1F ? scalar : 0x20 }
        if scalar >= 0x3400 && scalar < 0xA000 { return scalar }
        return foldedSign(scalar)
    }

    private static func foldedSign(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: scalar - 0xFEE0
        case 0xFF03, 0xFF06...0xFF0B, 0xFF0D...0xFF0F, 0xFF20, 0xFF3B...0xFF3D, 0xFF3F, 0xFF5C:
            scalar - 0xFEE0
        case 0x3014, 0xFF5F: 0x28
        case 0x3015, 0xFF60: 0x29
        case 0x7F...0xA0, 0x3000, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x1680: 0x20
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0xFEFF: 0
        // Variation selectors choose a glyph, not a character.
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF: 0
        default: scalar
        }
    }

    /// Whether a scalar is one of the marks typed for the interpunct of minority names.
    @inline(__always)
    static func isInterpunct(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xB7, 0x2E, 0x2022, 0x2027, 0x2219, 0x22C5, 0x25CF, 0x3002, 0x30FB, 0xFF65, 0xFF0E,
            0x2024, 0x16EB, 0x2E31:
            true
        default: false
        }
    }

    /// The scalar from U+4000 to U+9FFF at an offset; nil when another one or no whole one is there.
    @inline(__always)
    static func han(_ text: Span<UInt8>, _ offset: Int) -> UInt32? {
        guard offset &+ 2 < text.count else { return nil }
        let lead = UInt32(text[offset])
        let second = UInt32(text[offset &+ 1]) ^ 0x80
        let third = UInt32(text[offset &+ 2]) ^ 0x80
        guard lead &- 0xE4 <= 5, second | third < 0x40 else { return nil }
        return (lead & 0xF) << 12 | second << 6 | third
    }

    /// Replaces the contents of `scalars` by the folded text, trimmed at both ends.
    static func decode(_ text: Span<UInt8>, into scalars: inout [UInt32]) {
        scalars.removeAll(keepingCapacity: true)
        var offset = 0
        while offset < text.count {
            if let han = han(text, offset) {
                scalars.append(han)
                offset &+= 3
                continue
            }
            let (scalar, byteCount) = Scalars.decode(text, at: offset)
            offset &+= byteCount
            let half = folded(scalar)
            if half == 0 || (half == 0x20 && scalars.isEmpty) { continue }
            scalars.append(half)
        }
        while scalars.last == 0x20 { scalars.removeLast() }
    }
}
