import Records

/// What parts the decimals from the whole in a column of numbers.
enum DecimalMark: String, Sendable, CaseIterable {
    case auto, point, comma
    /// The column has sure numbers of both kinds.
    case contested

    static func option(isPrimary: Bool) -> OptionSpec {
        OptionSpec(
            "decimal",
            .choice([DecimalMark.auto, .point, .comma].map(\.rawValue)),
            standard: "auto",
            isPrimary: isPrimary,
            "what parts the decimals: 1,200.50 has a point, 1.200,50 a comma"
        )
    }

    /// The mark that the option or else the column's cells say.
    static func settled(_ option: DecimalMark, _ cells: borrowing ValueTable) -> DecimalMark {
        guard option == .auto else { return option }
        var evidence = DecimalEvidence()
        for id in cells.ids { evidence.add(cells[id]) }
        return evidence.mark
    }
}

/// Counts the numbers that can be read in one way only.
///
///     12.5  1,200.50  1,200,300   → point        12,5  1.200,50  1.200.300   → comma
struct DecimalEvidence: Sendable {
    private var pointCount = 0
    private var commaCount = 0

    /// A point unless something speaks for commas; a few odd cells among many don't.
    var mark: DecimalMark {
        if commaCount * 20 <= pointCount { return .point }
        return pointCount == 0 ? .comma : .contested
    }

    mutating func add(_ cell: Span<UInt8>) {
        var commas = 0
        var points = 0
        var lastIsComma = false
        var digitCount = 0
        var firstLength = -1
        var isZero = false
        var offset = 0
        // The first run of digits and marks.
        while offset < cell.count, cell[offset] &- 0x30 >= 10 { offset &+= 1 }
        while offset < cell.count {
            let byte = cell[offset]
            if byte &- 0x30 < 10 {
                digitCount &+= 1
            } else if (byte == 0x2C || byte == 0x2E) && offset &+ 1 < cell.count
                && cell[offset &+ 1] &- 0x30 < 10
            {
                if firstLength < 0 {
                    firstLength = digitCount
                    isZero = cell[offset &- digitCount] == 0x30
                } else if digitCount != 3 {
                    return
                }
                lastIsComma = byte == 0x2C
                if lastIsComma { commas &+= 1 } else { points &+= 1 }
                digitCount = 0
            } else {
                break
            }
            offset &+= 1
        }
        judge(commas, points, lastIsComma, digitCount, isShort: firstLength <= 3 && !isZero)
    }

    /// Counts a number by its marks, the digits behind the last one, and whether those in front of
    /// the first may be a group.
    private mutating func judge(
        _ commas: Int,
        _ points: Int,
        _ lastIsComma: Bool,
        _ tail: Int,
        isShort: Bool
    ) {
        switch (commas, points) {
        case (0, 0): return
        case (1, 0): if tail != 3 && tail != 4 || !isShort { commaCount += 1 }
        case (0, 1): if tail != 3 || !isShort { pointCount += 1 }
        case (1, 1...) where lastIsComma: commaCount += 1
        case (1..., 1) where !lastIsComma: pointCount += 1
        case (2..., 0): if tail == 3 { pointCount += 1 }
        case (0, 2...): if tail == 3 { commaCount += 1 }
        default: return
        }
    }
}
