import Records

/// What a value looks like when its characters are forgotten: 9 for digits, A and a for letters, 汉.
///
///     021-55550101  ->  999-99999999      上海云岚仪器有限公司  ->  汉+      Wang  ->  Aaaa
///
/// Runs of more than 4 letters or Han characters are cut to one and `+`, so that names of all
/// lengths meet; digits are counted up to 20.
struct ValueShape {
    private var bytes: [UInt8] = []

    /// The shape of a value, valid until the next call.
    mutating func read(_ value: Span<UInt8>) -> [UInt8] {
        bytes.removeAll(keepingCapacity: true)
        var offset = 0
        var last: Mark = .end
        var runCount = 0
        var runStart = 0
        while offset < value.count && bytes.count < 96 {
            let (scalar, byteCount) = Scalars.decode(value, at: offset)
            offset += byteCount
            let mark = ValueShape.mark(scalar)
            if mark == last, mark != .other {
                runCount += 1
                if runCount > mark.limit {
                    if runCount == mark.limit + 1 { cut(from: runStart, mark) }
                    continue
                }
            } else {
                runCount = 1
                runStart = bytes.count
            }
            append(mark, scalar)
            last = mark
        }
        if offset < value.count { bytes.append("…") }
        return bytes
    }

    private enum Mark {
        case digit, upper, lower, han, letter, blank, other, end

        var limit: Int {
            switch self {
            case .digit: 20
            case .blank: 1
            default: 4
            }
        }
    }

    private mutating func cut(from start: Int, _ mark: Mark) {
        if mark == .blank { return }
        bytes.removeSubrange(start...)
        append(mark, 0)
        bytes.append(0x2B)
    }

    private mutating func append(_ mark: Mark, _ scalar: UInt32) {
        switch mark {
        case .digit: bytes.append(0x39)
        case .upper: bytes.append(0x41)
        case .lower: bytes.append(0x61)
        case .han: bytes.append("汉")
        case .letter: bytes.append("x")
        case .blank: bytes.append(0x20)
        case .other: Scalars.append(ValueShape.shown(scalar), to: &bytes)
        case .end: break
        }
    }

    /// Marks of writing stay; emoji and what no terminal shows become `?`.
    private static func shown(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x21...0x7E, 0xA1...0xBF, 0x2010...0x2027, 0x3001...0x303F, 0xFF01...0xFF5E: scalar
        default: 0x3F
        }
    }

    private static func mark(_ scalar: UInt32) -> Mark {
        switch scalar {
        case 0x30...0x39, 0xFF10...0xFF19: .digit
        case 0x41...0x5A, 0xFF21...0xFF3A: .upper
        case 0x61...0x7A, 0xFF41...0xFF5A: .lower
        case 0x3400...0x9FFF, 0x20000...0x3FFFF, 0xF900...0xFAFF: .han
        case 0x00...0x20, 0xA0, 0x3000: .blank
        case 0xC0...0x24F, 0x370...0x1FFF, 0x3040...0x30FF, 0xAC00...0xD7AF: .letter
        default: .other
        }
    }
}
