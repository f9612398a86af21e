import Records

/// Text that was read in the wrong encoding: found, and what it was is offered, never applied.
///
///     bytes of 中国    E4 B8 AD E5 9B BD    as windows-1252   ä¸­å›½     as GBK   涓浗
///     GBK of 中国      D6 D0 B9 FA          as windows-1252   ÖÐ¹ú
///
/// A reading back counts only when it is whole, makes common Chinese characters (or, of Western
/// text, accented letters) and leaves nothing else unexplained. Real text fails this nearly always:
/// its characters would have to fall into the narrow ranges of UTF-8's lead and tail bytes, in
/// their order, and spell common characters as well.
enum Mojibake {
    enum Damage: Equatable {
        case none
        /// What was probably written, with U+FFFD for characters that lack bytes.
        case misread([UInt8])
        /// U+FFFD, or 锟斤拷, as which it comes back from a second wrong reading.
        case lost
    }

    /// What is wrong with a cell; all but damaged cells are told by their first characters.
    static func damage(_ cell: Span<UInt8>) -> Damage {
        var offset = 0
        while offset < cell.count, cell[offset] < 0x80 { offset &+= 1 }
        if offset == cell.count { return .none }
        let (first, _) = Scalars.decode(cell, at: offset)
        let isLatin = first < 0x180 || WindowsLatin.byte(first) != nil
        if isLatin, let reading = latinReading(cell) { return .misread(reading) }
        if !isLatin, mayBeginMisread(first), let reading = gbkReading(cell) {
            return .misread(reading)
        }
        return hasLost(cell, from: offset) ? .lost : .none
    }

    /// Whether the GBK code of a scalar looks like the first two bytes of a three-byte character.
    @inline(__always)
    private static func mayBeginMisread(_ scalar: UInt32) -> Bool {
        guard scalar >= 0x4E00, scalar < 0xF900 else { return false }
        let code = GBKCodes.shared.code(scalar)
        return code >= 0xE280 && code < 0xF000 && code & 0xFF >= 0x80 && code & 0xFF <= 0xBF
    }

    private static func hasLost(_ cell: Span<UInt8>, from start: Int) -> Bool {
        var offset = start
        while offset &+ 2 < cell.count {
            let byte = cell[offset]
            if byte == 0xEF, cell[offset &+ 1] == 0xBF, cell[offset &+ 2] == 0xBD { return true }
            if byte == 0xE9, cell[offset &+ 1] == 0x94, cell.starts(with: "锟斤拷", at: offset) {
                return true
            }
            offset &+= 1
        }
        return false
    }

    // MARK: - UTF-8 read as GBK

    static func gbkReading(_ cell: Span<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var scalarCount = 0
        var commonCount = 0
        var offset = 0
        while offset < cell.count {
            let (scalar, byteCount) = Scalars.decode(cell, at: offset)
            offset &+= byteCount
            if scalar < 0x80 {
                bytes.append(UInt8(scalar))
                continue
            }
            // What no code stood for was written as U+FFFD.
            if scalar == 0xFFFD {
                bytes.append(Reading.lost)
                continue
            }
            scalarCount += 1
            let code = scalar == 0x20AC ? 0x80 : GBKCodes.shared.code(scalar)
            if code == 0 { return nil }
            if GBKCodes.isCommon(code) { commonCount += 1 }
            if code > 0xFF { bytes.append(UInt8(code >> 8)) }
            bytes.append(UInt8(code & 0xFF))
        }
        // A third of the characters at least is rare: the lead bytes E4 to E9 stand for rare ones.
        guard (scalarCount - commonCount) * 3 >= scalarCount else { return nil }
        guard let reading = Reading(bytes) else { return nil }
        return reading.isChinese(least: 2) ? reading.text : nil
    }

    // MARK: - Read as windows-1252

    static func latinReading(_ cell: Span<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var offset = 0
        while offset < cell.count {
            let (scalar, byteCount) = Scalars.decode(cell, at: offset)
            offset &+= byteCount
            if scalar == 0xFFFD {
                bytes.append(Reading.lost)
                continue
            }
            guard let byte = WindowsLatin.byte(scalar) else { return nil }
            bytes.append(byte)
        }
        if let reading = Reading(bytes) {
            if reading.isChinese(least: 1) { return reading.text }
            // Ä®Ä® may be ĮĮ or 漠漠, and is then left alone.
            let isSure = reading.isWestern && hasSign(bytes) && gbkText(bytes) == nil
            return isSure ? reading.text : nil
        }
        return gbkText(bytes)
    }

    /// Whether a lead byte stands before one that windows-1252 has for a sign: Ã© and â€œ are no
    /// words, but Äœ may be letters of one.
    private static func hasSign(_ bytes: [UInt8]) -> Bool {
        let letters: [UInt8] = [0x83, 0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F, 0xAA, 0xB5, 0xBA]
        for index in bytes.indices.dropLast()
        where bytes[index] >= 0xC2 && bytes[index + 1] < 0xC0 && bytes[index + 1] >= 0x80 {
            if !letters.contains(bytes[index + 1]) { return true }
        }
        return false
    }

    /// GBK text, when all that isn't ASCII stands in pairs, mostly of common characters, of which two
    /// follow each other: no word has four accented letters in a row.
    private static func gbkText(_ bytes: [UInt8]) -> [UInt8]? {
        var text: [UInt8] = []
        var hanCount = 0
        var commonCount = 0
        var index = 0
        var runStart = 0
        var hasRun = false
        while index < bytes.count {
            if bytes[index] < 0x80 {
                text.append(bytes[index])
                index += 1
                runStart = index
                continue
            }
            guard index + 1 < bytes.count, bytes[index] >= 0xA1, bytes[index + 1] >= 0xA1 else {
                return nil
            }
            let scalar = GBKCodes.shared.scalar(bytes[index], bytes[index + 1])
            let isSymbol = bytes[index] <= 0xA3
            guard scalar != 0, isSymbol || Scalars.isHan(scalar) else { return nil }
            if !isSymbol { hanCount += 1 }
            if GBKCodes.shared.isCommonHan(scalar) { commonCount += 1 }
            Scalars.append(scalar, to: &text)
            index += 2
            if index - runStart >= 4 { hasRun = true }
        }
        return hasRun && hanCount >= 2 && commonCount * 5 >= hanCount * 4 ? text : nil
    }
}

/// Bytes as UTF-8 text, of which some characters may lack a byte.
private struct Reading {
    /// Stands for a byte that was lost; no UTF-8 and no GBK text has it.
    static let lost: UInt8 = 0xFF

    private(set) var text: [UInt8] = []
    private var hanCount = 0
    private var commonCount = 0
    /// Accented letters and signs of two bytes, whose first was read as Â, Ã, Ä or Å.
    private var latinCount = 0
    private var markCount = 0
    private var otherCount = 0
    /// Characters that lack bytes, with a mark for them in the source; U+FFFD in the text.
    private var gapCount = 0

    /// Nil when the bytes aren't UTF-8, or are ASCII alone.
    init?(_ bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count {
            let (scalar, byteCount) = Scalars.decode(bytes.span, at: offset)
            if scalar < 0x80 {
                text.append(UInt8(scalar))
                offset += 1
            } else if byteCount > 1 {
                count(scalar)
                Scalars.append(scalar, to: &text)
                offset += byteCount
            } else {
                guard let end = Reading.gapEnd(bytes, offset) else { return nil }
                text.append("\u{FFFD}")
                if end - 1 > offset, bytes[end - 1] & 0xC0 != 0x80 { gapCount += 1 }
                offset = end
            }
        }
        if hanCount + latinCount + markCount + otherCount == 0 { return nil }
    }

    /// The end of a character of three bytes that begins at `offset` and lacks some: a mark for what
    /// was lost, or the text's end, follows.
    private static func gapEnd(_ bytes: [UInt8], _ offset: Int) -> Int? {
        guard bytes[offset] >= 0xE2, bytes[offset] <= 0xEF else { return nil }
        var end = offset + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        guard end - offset < 3 else { return nil }
        if end == bytes.count { return end }
        return bytes[end] == lost || bytes[end] == 0x3F ? end + 1 : nil
    }

    private mutating func count(_ scalar: UInt32) {
        if Scalars.isHan(scalar) {
            hanCount += 1
            if GBKCodes.shared.isCommonHan(scalar) { commonCount += 1 }
        } else if (scalar >= 0x3000 && scalar <= 0x30FF) || (scalar >= 0x2010 && scalar <= 0x2030)
            || (scalar >= 0xFF01 && scalar <= 0xFFE5)
        {
            markCount += 1
        } else if scalar >= 0xA0 && scalar <= 0x17F {
            latinCount += 1
        } else {
            otherCount += 1
        }
    }

    /// A gap tells half as much as a common character, for real text has no such marks.
    func isChinese(least: Int) -> Bool {
        otherCount == 0 && commonCount > 0 && gapCount <= hanCount + markCount
            && 2 * commonCount + gapCount >= 2 * least - (gapCount > 0 ? 1 : 0)
            && commonCount * 3 >= hanCount * 2 - gapCount && latinCount * 4 <= hanCount
    }

    var isWestern: Bool {
        otherCount == 0 && hanCount == 0 && gapCount == 0 && latinCount + markCount > 0
    }
}

/// The scalars of windows-1252 and their bytes.
enum WindowsLatin {
    /// Nil when the scalar has no byte; bytes that the encoding leaves open are control characters.
    static func byte(_ scalar: UInt32) -> UInt8? {
        if scalar <= 0xFF { return UInt8(scalar) }
        switch scalar {
        case 0x20AC: return 0x80
        case 0x201A: return 0x82
        case 0x192: return 0x83
        case 0x201E: return 0x84
        case 0x2026: return 0x85
        case 0x2020: return 0x86
        case 0x2021: return 0x87
        case 0x2C6: return 0x88
        case 0x2030: return 0x89
        case 0x160: return 0x8A
        case 0x2039: return 0x8B
        case 0x152: return 0x8C
        case 0x17D: return 0x8E
        case 0x2018: return 0x91
        case 0x2019: return 0x92
        case 0x201C: return 0x93
        case 0x201D: return 0x94
        case 0x2022: return 0x95
        case 0x2013: return 0x96
        case 0x2014: return 0x97
        case 0x2DC: return 0x98
        case 0x2122: return 0x99
        case 0x161: return 0x9A
        case 0x203A: return 0x9B
        case 0x153: return 0x9C
        case 0x17E: return 0x9E
        case 0x178: return 0x9F
        default: return nil
        }
    }
}
