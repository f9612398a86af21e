import Records

/// The spellings that most cells have, read in one pass over the bytes.
///
///     13800001111   138 0000 1111   +86-138…   （０１０）８２３４５６７８-801   138…/139…、010-…
///
/// Valid numbers of mainland China made of digits, blanks, hyphens, a leading `+` or `(0xx)`, one
/// extension behind a hyphen, several numbers parted by `/ 、 , ;` or a line break. Anything else is
/// left to `PhoneScanner`, whose outcomes for these spellings are the same.
struct QuickPhones: Sendable {
    static let digitLimit = 24

    /// One number of the cell.
    struct Number: Sendable {
        var digits = InlineArray<24, UInt8>(repeating: 0)
        var digitCount = 0
        var bytes = 0..<0
        var extensionStart = 0
        var number = PhoneNumber()
    }

    private(set) var numbers: [Number] = []

    /// Reads a whole cell into `numbers`; false when it has another form.
    mutating func read(_ cell: Span<UInt8>) -> Bool {
        numbers.removeAll(keepingCapacity: true)
        guard cell.count <= 120 else { return false }
        var offset = 0
        while true {
            var number = Number()
            guard let end = QuickPhones.readNumber(cell, from: offset, into: &number) else {
                return false
            }
            numbers.append(number)
            if end == cell.count { return true }
            guard let next = QuickPhones.separatorEnd(cell, at: end), numbers.count < 8 else {
                return false
            }
            offset = next
        }
    }

    /// The plain bytes of a number and its joiners: ASCII, or a full-width form of it.
    @inline(__always)
    private static func plain(_ cell: Span<UInt8>, at offset: Int) -> (byte: UInt8, count: Int) {
        let byte = cell[offset]
        if byte < 0x80 { return (byte, 1) }
        guard offset &+ 2 < cell.count else { return (0, 1) }
        if byte == 0xEF, cell[offset &+ 1] == 0xBC {
            let last = cell[offset &+ 2]
            return last >= 0x81 && last <= 0xBF ? (last &- 0x60, 3) : (0, 1)
        }
        if byte == 0xE3, cell[offset &+ 1] == 0x80, cell[offset &+ 2] == 0x81 { return (0x2F, 3) }
        return (0, 1)
    }

    /// `/ 、 , ;`, a line break, each with blanks around it.
    private static func separatorEnd(_ cell: Span<UInt8>, at start: Int) -> Int? {
        var offset = start
        var hasMark = false
        while offset < cell.count {
            let (byte, count) = plain(cell, at: offset)
            switch byte {
            case 0x20: break
            case 0x2F, 0x2C, 0x3B, 0x0A:
                if hasMark { return nil }
                hasMark = true
            default: return hasMark ? offset : nil
            }
            offset &+= count
        }
        return nil
    }

    /// The end of the number that begins at `start`, before a separator or the end of the cell.
    private static func readNumber(
        _ cell: Span<UInt8>,
        from start: Int,
        into number: inout Number
    ) -> Int? {
        var offset = start
        var hasPlus = false
        var blankCount = 0
        var groupCount = 0
        var lastGroup = 0
        var firstLength = 0
        // 0 at the start, 1 behind a digit, 2 behind a joiner, 3 inside a bracket.
        var isInBracket = false
        var afterDigit = false
        var end = start
        var lastJoiner: UInt8 = 0
        scan: while offset < cell.count {
            let (byte, count) = plain(cell, at: offset)
            if byte &- 0x30 < 10 {
                guard number.digitCount < digitLimit else { return nil }
                if !afterDigit {
                    groupCount &+= 1
                    if groupCount == 2 { firstLength = number.digitCount }
                    lastGroup = number.digitCount
                }
                number.digits[number.digitCount] = byte
                number.digitCount &+= 1
                afterDigit = true
                offset &+= count
                end = offset
                continue
            }
            switch byte {
            case 0x20, 0x2D:
                guard afterDigit, !isInBracket, offset &+ count < cell.count else { return nil }
                let next = plain(cell, at: offset &+ count).byte
                guard next &- 0x30 < 10 else {
                    guard byte == 0x20 else { return nil }
                    break scan
                }
                if byte == 0x20 { blankCount &+= 1 }
                lastJoiner = byte
                afterDigit = false
            case 0x2B:
                guard offset == start else { return nil }
                hasPlus = true
            case 0x28:
                guard offset == start, cell.count > offset &+ count,
                    plain(cell, at: offset &+ count).byte == 0x30
                else { return nil }
                isInBracket = true
            case 0x29:
                guard isInBracket, afterDigit, number.digitCount == 3 || number.digitCount == 4,
                    offset &+ count < cell.count,
                    plain(cell, at: offset &+ count).byte &- 0x30 < 10
                else { return nil }
                isInBracket = false
                afterDigit = false
                lastJoiner = 0x29
            case 0x2F, 0x2C, 0x3B, 0x0A: break scan
            default: return nil
            }
            offset &+= count
        }
        guard afterDigit, !isInBracket, groupCount < 6, blankCount < 5, number.digitCount >= 11
        else { return nil }
        // 1-800-356-9377 might be American, 1985-12-3 a date.
        if firstLength == 1 { return nil }
        if firstLength == 4, number.digits[0] == 0x31, number.digits[1] == 0x39 { return nil }
        number.bytes = start..<end
        number.extensionStart = number.digitCount
        if judge(&number, hasPlus: hasPlus) { return end }
        let length = number.digitCount &- lastGroup
        guard lastJoiner == 0x2D, groupCount > 1, length <= 5, lastGroup >= 11 else { return nil }
        number.extensionStart = lastGroup
        guard judge(&number, hasPlus: hasPlus), number.number.kind == .landline else { return nil }
        return end
    }

    /// Whether the digits before the extension are a number with nothing to be said of it.
    @inline(__always)
    private static func judge(_ number: inout Number, hasPlus: Bool) -> Bool {
        let count = number.extensionStart
        let digits = number.digits.span.extracting(0..<count)
        var start = 0
        if hasPlus {
            guard digits[0] == 0x38, digits[1] == 0x36 else { return false }
            start = 2
        } else if count == 13, digits[0] == 0x38, digits[1] == 0x36 {
            start = 2
        } else if count == 15, digits[0] == 0x30, digits.hasPrefix("0086") {
            start = 4
        }
        if let mobile = PhoneNumber.readMobile(digits, from: start) {
            guard mobile.validity == .valid else { return false }
            number.number = mobile
            return true
        }
        guard start == 0 || start == 2 && hasPlus else { return false }
        if digits[start] == 0x30 {
            start &+= 1
        } else if !hasPlus {
            return false
        }
        guard !PhoneNumber.isPlaceholder(digits) else { return false }
        let landline = PhoneNumber.readLandline(digits, from: start)
        guard let landline, landline.validity == .valid else { return false }
        if hasPlus, digits[start] == 0x31, digits[start + 1] != 0x30 { return false }
        number.number = landline
        return true
    }
}
