import Records

/// The codes in a cell, as capitals without blanks and joiners.
///
///     税号：９１35-0100 m000…（三证合一）   pieces ["91350100M000…"]
///
/// Blanks, hyphens, dots between digits and the apostrophe of a spreadsheet's text join; all else
/// that is neither letter nor digit parts. Of several pieces those of `least` characters count, or
/// else the longest; the others are labels. The `.0` of a spreadsheet's number falls away.
struct CodeText: Sendable {
    /// Capitals, digits and asterisks of all pieces.
    private(set) var bytes: [UInt8] = []
    /// By byte: where it began in the cell.
    private(set) var offsets: [Int] = []
    /// The ends of the pieces in `bytes`.
    private(set) var ends: [Int] = []
    /// Whether a `.` stands between digits and an E follows: 9.135E+17.
    private(set) var isScientific = false
    /// Where the byte after the last one of the cell is.
    private var cellCount = 0

    var count: Int { ends.count }

    func range(_ piece: Int) -> Range<Int> { (piece == 0 ? 0 : ends[piece - 1])..<ends[piece] }

    /// The piece's place in the cell.
    func place(_ piece: Int, in cell: Span<UInt8>) -> Range<Int> {
        if count <= 1 { return 0..<cellCount }
        let range = range(piece)
        let last = offsets[range.upperBound - 1]
        return offsets[range.lowerBound]..<(last + Scalars.decode(cell, at: last).byteCount)
    }

    /// Reads official numbers, of 13 characters and more; false, and told, when the cell has none.
    mutating func readOfficial(_ cell: Span<UInt8>, into column: inout CleanColumn) -> Bool {
        read(cell, least: 13)
        if !isScientific, count > 0 { return true }
        column.emitRaw(cell, code: isScientific ? .lostDigits : .noCode)
        return false
    }

    mutating func read(_ cell: Span<UInt8>, least: Int) {
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        cellCount = cell.count
        isScientific = CodeText.isScientific(cell)
        let end = CodeText.numberEnd(cell)
        var offset = 0
        while offset < end {
            let (scalar, byteCount) = Scalars.decode(cell, at: offset)
            let plain = Widths.plain(scalar)
            if plain < 0x80, EmailSyntax.isAlphanumeric(UInt8(plain)) || plain == 0x2A {
                let byte = UInt8(plain)
                bytes.append(byte &- 0x61 < 26 ? byte & 0xDF : byte)
                offsets.append(offset)
            } else if !CodeText.isJoiner(plain) {
                close()
            }
            offset &+= byteCount
        }
        close()
        if ends.count > 1 { dropLabels(least) }
    }

    /// The cell's length without the `.0` behind digits.
    private static func numberEnd(_ cell: Span<UInt8>) -> Int {
        guard cell.count > 12, cell.hasSuffix(".0") else { return cell.count }
        for index in 0..<(cell.count - 2) {
            let isMark = cell[index] == 0x20 || cell[index] == 0x27
            if !Digits.isDigit(cell[index]), !isMark { return cell.count }
        }
        return cell.count - 2
    }

    private mutating func close() {
        if bytes.count > (ends.last ?? 0) { ends.append(bytes.count) }
    }

    private static func isJoiner(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x2D, 0x2E, 0x27, 0x5F, 0x60, 0xB7: true
        default: false
        }
    }

    /// Keeps the pieces of at least `least` characters, or the longest.
    private mutating func dropLabels(_ least: Int) {
        var kept: [Range<Int>] = []
        var longest = 0
        for piece in 0..<count {
            if range(piece).count >= least { kept.append(range(piece)) }
            if range(piece).count > range(longest).count { longest = piece }
        }
        if kept.isEmpty { kept.append(range(longest)) }
        if kept.count == count { return }
        var text: [UInt8] = []
        var places: [Int] = []
        ends.removeAll(keepingCapacity: true)
        for range in kept {
            text.append(contentsOf: bytes[range])
            places.append(contentsOf: offsets[range])
            ends.append(text.count)
        }
        bytes = text
        offsets = places
    }

    /// `9.135E+17`, `4.40301e14`: what a spreadsheet shows of a long number.
    static func isScientific(_ cell: Span<UInt8>) -> Bool {
        var index = 0
        while index < cell.count, Digits.isDigit(cell[index]) { index += 1 }
        if index == 0 || index > 2 || index == cell.count { return false }
        let hasPoint = cell[index] == 0x2E
        if hasPoint {
            index += 1
            while index < cell.count, Digits.isDigit(cell[index]) { index += 1 }
        }
        guard index < cell.count, cell[index] | 0x20 == 0x65 else { return false }
        index += 1
        let hasSign = index < cell.count && (cell[index] == 0x2B || cell[index] == 0x2D)
        if hasSign { index += 1 }
        let start = index
        while index < cell.count, Digits.isDigit(cell[index]) { index += 1 }
        // 1E15 is as likely somebody's code.
        return index == cell.count && index - start == 2 && (hasPoint || hasSign)
    }
}

extension CleanColumn {
    /// A cell that is its own normal form: interned once.
    mutating func emitAsTyped(_ cell: Span<UInt8>, kind: ValueKind = .plain) {
        var clean = CleanValue()
        clean.value = values.intern(cell)
        clean.raw = clean.value
        clean.key = clean.value
        clean.kind = kind
        emit(clean)
    }
}
