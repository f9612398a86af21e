/// The kinds of characters that a company name holds, which say what has to be looked for.
struct CompanySigns: OptionSet, Sendable {
    let rawValue: UInt8
    /// Han, kana and hangul.
    static let east = CompanySigns(rawValue: 1)
    /// Latin, Cyrillic, Greek and all other letters.
    static let latin = CompanySigns(rawValue: 2)
    static let digit = CompanySigns(rawValue: 4)
    static let bracket = CompanySigns(rawValue: 8)
    static let dash = CompanySigns(rawValue: 16)
    /// Separators, colons, commas.
    static let mark = CompanySigns(rawValue: 32)
    /// Private use and U+FFFD.
    static let rare = CompanySigns(rawValue: 64)
    /// Quotes, stars and all else.
    static let other = CompanySigns(rawValue: 128)

    var hasLetters: Bool { !isDisjoint(with: [.east, .latin, .rare]) }
    /// Whether remarks, numbers or addresses may be in the name.
    var hasExtras: Bool { !isDisjoint(with: [.digit, .bracket, .dash, .mark]) }
    var maySplit: Bool { contains(.mark) }

    @inline(__always)
    static func of(_ scalar: UInt32) -> CompanySigns {
        if scalar >= 0x4E00, scalar < 0xA000 { return .east }
        return rarer(scalar)
    }

    private static func rarer(_ scalar: UInt32) -> CompanySigns {
        switch scalar {
        case 0x30...0x39: .digit
        case 0x41...0x5A, 0x61...0x7A: .latin
        case 0x28, 0x29, 0x5B, 0x5D, 0x3010, 0x3011, 0x3016, 0x3017, 0x7B, 0x7D, 0xFE59, 0xFE5A:
            .bracket
        case 0x2D, 0x2010...0x2015, 0x2500, 0x2212: .dash
        case 0x2C, 0x2F, 0x3A, 0x3B, 0x5C, 0x7C, 0x3001, 0xFF0C, 0xFF1A, 0xFF1B, 0x40, 0x3002,
            0x2018, 0x2019, 0x2B:
            .mark
        case 0xFFFD, 0xE000...0xF8FF: .rare
        case 0x3231, 0x3232, 0x321C: [.bracket, .east]
        case 0xD7, 0xF7: .other
        case 0xC0...0x1FFF: .latin
        default: isEast(scalar) ? .east : .other
        }
    }

    private static func isEast(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2E80...0x2FD5, 0x3005...0x3007, 0x3041...0x30FA, 0x30FC...0x318E, 0x3400...0x4DBF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x323AF:
            true
        default: false
        }
    }

    /// A letter of any script.
    @inline(__always)
    static func isLetter(_ scalar: UInt32) -> Bool {
        !of(scalar).isDisjoint(with: [.east, .latin, .rare])
    }

    static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    /// A letter or digit, of which keys are made.
    @inline(__always)
    static func isTelling(_ scalar: UInt32) -> Bool { isLetter(scalar) || isDigit(scalar) }

    /// Whether a blank between two characters is kept: between words, and between Han and latin.
    static func needsBlank(_ before: UInt32, _ after: UInt32) -> Bool {
        if after == 0x20 || after == 0x1F { return false }
        let left = of(before)
        let right = of(after)
        if left.contains(.bracket) || right.contains(.bracket) {
            // `ABC (China) Co., Ltd.`: a bracket inside latin text keeps its blanks.
            return !left.contains(.east) && !left.contains(.bracket) && after == 0x28
                || before == 0x29 && right.contains(.latin)
        }
        if left.contains(.east) { return right.contains(.latin) }
        if right.contains(.east) { return left.contains(.latin) || before == 0x2E }
        return true
    }

    /// A letter at which a name may begin and end.
    @inline(__always)
    static func isPlain(_ scalar: UInt32) -> Bool {
        (scalar >= 0x4E00 && scalar < 0xA000) || (scalar >= 0x61 && scalar <= 0x7A)
            || (scalar >= 0x41 && scalar <= 0x5A)
    }

    /// A sign that ends a sentence or list.
    static func isStop(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x2C, 0x3A, 0x3B, 0x21, 0x3F, 0x3001, 0x3002, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF01,
            0xFF1F, 0x2F, 0x5C, 0x7C, 0x2A, 0x2D, 0x2014, 0x2026, 0x7E:
            true
        default: false
        }
    }

    /// A sign before an entry of a list: `★`, `-`, `①`.
    static func isListMark(_ scalar: UInt32) -> Bool {
        isStop(scalar) || scalar == 0x2E || scalar == 0x23 || scalar == 0xB7
            || (scalar >= 0x2460 && scalar <= 0x24FF) || (scalar >= 0x25A0 && scalar <= 0x27BF)
            || scalar == 0x203B
    }

    static func areQuotes(_ open: UInt32, _ close: UInt32) -> Bool {
        switch (open, close) {
        case (0x22, 0x22), (0x27, 0x27), (0x201C, 0x201D), (0x201D, 0x201D), (0x2018, 0x2019),
            (0x300A, 0x300B), (0x300C, 0x300D), (0x300E, 0x300F), (0x60, 0x60):
            true
        default: false
        }
    }

    /// Lower case of the letters that names are written in; marks stay.
    static func lower(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A9, 0x410...0x42F: scalar + 0x20
        case 0x400...0x40F: scalar + 0x50
        default: scalar
        }
    }

    static func isDash(_ scalar: UInt32) -> Bool {
        scalar == 0x2D || (scalar >= 0x2010 && scalar <= 0x2015) || scalar == 0x2500
            || scalar == 0x2212
    }
}
