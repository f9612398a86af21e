import Records

/// What a cell looks like, without knowing its column: enough to tell headers from data.
enum CellShape: UInt8, Sendable, CaseIterable {
    case blank, number, date, phone, email, text

    /// The shape of a cell; linear in its length, no allocation.
    static func of(_ cell: Span<UInt8>) -> CellShape {
        let range = CellText.trimmed(cell)
        if range.isEmpty { return .blank }
        var counts = CharacterCounts()
        for index in range { counts.add(cell[index]) }
        return counts.shape(hasDateWords: counts.high > 0 && hasDateWords(cell))
    }

    /// 年 and 月 between digits.
    private static func hasDateWords(_ cell: Span<UInt8>) -> Bool {
        guard let year = find("年", in: cell), let month = find("月", in: cell) else { return false }
        return year > 0 && month > year && cell[year - 1] >= 0x30 && cell[year - 1] <= 0x39
            && cell[month - 1] >= 0x30 && cell[month - 1] <= 0x39
    }

    private static func find(_ word: StaticString, in cell: Span<UInt8>) -> Int? {
        var index = 0
        while index < cell.count {
            if cell.starts(with: word, at: index) { return index }
            index += 1
        }
        return nil
    }
}

/// How often each class of bytes occurs in a cell.
private struct CharacterCounts {
    var digits = 0
    var letters = 0
    var high = 0
    var dashes = 0
    var slashes = 0
    var dots = 0
    var colons = 0
    var ats = 0
    var others = 0

    mutating func add(_ byte: UInt8) {
        switch byte {
        case 0x30...0x39: digits += 1
        case 0x41...0x5A, 0x61...0x7A: letters += 1
        case 0x80...: high += 1
        case 0x2D: dashes += 1
        case 0x2F: slashes += 1
        case 0x2E: dots += 1
        case 0x3A: colons += 1
        case 0x40: ats += 1
        case 0x20, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x24, 0x25, 0x3D, 0x22, 0x27: others += 1
        default: letters += 1
        }
    }

    func shape(hasDateWords: Bool) -> CellShape {
        if ats > 0 && dots > 0 { return .email }
        if hasDateWords && letters == 0 && digits >= 3 { return .date }
        if high > 0 || digits == 0 { return .text }
        if letters > 1 || (letters == 1 && others + dots == 0) { return .text }
        let separators = max(dashes, slashes, dots)
        if separators == 2 && digits >= 4 && digits <= 14 { return .date }
        if digits >= 7 && digits <= 40 && dots <= 1 && letters == 0 { return .phone }
        return .number
    }
}
