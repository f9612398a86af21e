/// The alphabet that a dialled text is read in: one byte a character.
///
/// ASCII stands for itself. Other characters that mean something in a phone number have a code from
/// 0x80 on; digits of other scripts are 0xB0 to 0xB9, so that the low half byte is the digit.
enum DialSymbol {
    static let punctuation: UInt8 = 0x80
    static let noBreakSpace: UInt8 = 0x81
    static let fullWidthDot: UInt8 = 0x82
    static let fullWidthHash: UInt8 = 0x83
    static let fullWidthTilde: UInt8 = 0x84
    /// The prolonged sound mark ー: punctuation that is also a letter.
    static let longMark: UInt8 = 0x85
    static let accentedO: UInt8 = 0x86
    static let combiningAcute: UInt8 = 0x87
    /// Any other letter or number, and any other character.
    static let letter: UInt8 = 0x8E
    static let other: UInt8 = 0x8F
    /// Full-width `ｅ ｘ ｔ ｎ ｉ`: 0x90 and the low five bits' place of the letter below.
    static let fullWidthE: UInt8 = 0x90
    static let fullWidthX: UInt8 = 0x91
    static let fullWidthT: UInt8 = 0x92
    static let fullWidthN: UInt8 = 0x93
    static let fullWidthI: UInt8 = 0x94
    /// The letters of the Russian доб.
    static let cyrillicD: UInt8 = 0x98
    static let cyrillicO: UInt8 = 0x99
    static let cyrillicB: UInt8 = 0x9A
    static let foreignDigit: UInt8 = 0xB0

    static func of(_ scalar: UInt32) -> UInt8 {
        if scalar < 0x80 { return UInt8(scalar) }
        switch scalar {
        case 0xFF10...0xFF19: return foreignDigit + UInt8(scalar - 0xFF10)
        case 0x0660...0x0669: return foreignDigit + UInt8(scalar - 0x0660)
        case 0x06F0...0x06F9: return foreignDigit + UInt8(scalar - 0x06F0)
        case 0xFF0B: return 0x2B
        case 0xA0: return noBreakSpace
        case 0xFF0E: return fullWidthDot
        case 0xFF03: return fullWidthHash
        case 0xFF5E: return fullWidthTilde
        case 0x30FC: return longMark
        case 0x2010...0x2015, 0x2212, 0xFF0D, 0xFF0F, 0xAD, 0x200B, 0x2060, 0x3000, 0xFF08,
            0xFF09, 0xFF3B, 0xFF3D, 0x2053, 0x223C:
            return punctuation
        case 0xD3, 0xF3: return accentedO
        case 0x0301: return combiningAcute
        case 0xFF25, 0xFF45: return fullWidthE
        case 0xFF38, 0xFF58: return fullWidthX
        case 0xFF34, 0xFF54: return fullWidthT
        case 0xFF2E, 0xFF4E: return fullWidthN
        case 0xFF29, 0xFF49: return fullWidthI
        case 0x0414, 0x0434: return cyrillicD
        case 0x041E, 0x043E: return cyrillicO
        case 0x0411, 0x0431: return cyrillicB
        // Han: most of what stands beside a number in a Chinese file.
        case 0x3400...0x4DBF, 0x4E00...0x9FFF: return letter
        default: return byCategory(scalar)
        }
    }

    private static func byCategory(_ scalar: UInt32) -> UInt8 {
        guard let properties = Unicode.Scalar(scalar)?.properties else { return other }
        switch properties.generalCategory {
        case .decimalNumber:
            let value = properties.numericValue ?? 0
            return foreignDigit + UInt8(max(0, min(9, value)))
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .letterNumber, .otherNumber:
            return letter
        default: return other
        }
    }

    @inline(__always)
    static func isDigit(_ symbol: UInt8) -> Bool {
        symbol &- 0x30 < 10 || symbol &- foreignDigit < 10
    }

    @inline(__always)
    static func isASCIILetter(_ symbol: UInt8) -> Bool { (symbol | 0x20) &- 0x61 < 26 }

    /// What may stand between the digits of a number.
    static func isPunctuation(_ symbol: UInt8) -> Bool {
        switch symbol {
        case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F, 0x58, 0x5B, 0x5D, 0x78, 0x7E: true
        case punctuation...longMark: symbol != fullWidthHash
        default: false
        }
    }

    /// What a number may end in: letters, digits of any script, and `#`.
    static func isEnd(_ symbol: UInt8) -> Bool {
        if isDigit(symbol) || isASCIILetter(symbol) || symbol == 0x23 { return true }
        return symbol == longMark || symbol == accentedO || symbol == letter
            || (symbol >= fullWidthE && symbol <= cyrillicB)
    }

    /// Blank, no-break blank or tab.
    static func isBlank(_ symbol: UInt8) -> Bool {
        symbol == 0x20 || symbol == noBreakSpace || symbol == 0x09
    }
}
