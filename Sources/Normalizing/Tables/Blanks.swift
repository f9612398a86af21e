import Records

/// Trimming and what can't be seen.
enum Blanks {
    /// The cell without blanks of any width at its ends.
    static func trimmedRange(_ cell: Span<UInt8>) -> Range<Int> {
        var start = 0
        var end = cell.count
        while start < end {
            if cell[start] < 0x80 {
                guard Widths.isBlank(UInt32(cell[start])) else { break }
                start &+= 1
            } else {
                let (scalar, byteCount) = Scalars.decode(cell, at: start)
                guard Widths.isBlank(scalar) else { break }
                start &+= byteCount
            }
        }
        while end > start {
            var head = end &- 1
            while head > start, cell[head] & 0xC0 == 0x80, end &- head < 4 { head &-= 1 }
            let (scalar, byteCount) = Scalars.decode(cell, at: head)
            guard head &+ byteCount == end, Widths.isBlank(scalar) else { break }
            end = head
        }
        return start..<end
    }

    /// Zero-width joiners shape emoji and the scripts of Arabia and India: kept there in free text.
    @inline(__always)
    private static func isDropped(_ scalar: UInt32, before: UInt32, keepsJoiners: Bool) -> Bool {
        guard Widths.isInvisible(scalar) else { return false }
        guard keepsJoiners, scalar == 0x200C || scalar == 0x200D else { return true }
        let isShaped =
            (before >= 0x600 && before < 0x1100) || (before >= 0x2190 && before < 0x2C00)
            || before == 0xFE0F || (before >= 0x1F000 && before < 0x20000)
        return !isShaped
    }

    static func hasInvisible(_ cell: Span<UInt8>, keepsJoiners: Bool) -> Bool {
        var offset = 0
        while offset < cell.count {
            let byte = cell[offset]
            if byte >= 0x20 && byte < 0x7F {
                offset &+= 1
                continue
            }
            // Blocks that hold invisible characters begin with the bytes C2, D8, E2 and EF.
            if byte >= 0x80, byte != 0xC2, byte != 0xD8, byte != 0xE2, byte != 0xEF {
                offset &+= 1
                continue
            }
            let (scalar, byteCount) = Scalars.decode(cell, at: offset)
            if Widths.isInvisible(scalar),
                isDropped(scalar, before: before(offset, in: cell), keepsJoiners: keepsJoiners)
            {
                return true
            }
            offset &+= byteCount
        }
        return false
    }

    static func appendVisible(
        _ cell: Span<UInt8>,
        keepsJoiners: Bool,
        to output: inout [UInt8]
    ) {
        var offset = 0
        var before: UInt32 = 0
        while offset < cell.count {
            let (scalar, byteCount) = Scalars.decode(cell, at: offset)
            if !isDropped(scalar, before: before, keepsJoiners: keepsJoiners) {
                output.append(cell.extracting(offset..<(offset &+ byteCount)))
                before = scalar
            }
            offset &+= byteCount
        }
    }

    /// The scalar before an offset; 0 at the start.
    private static func before(_ offset: Int, in cell: Span<UInt8>) -> UInt32 {
        guard offset > 0 else { return 0 }
        var head = offset &- 1
        while head > 0, cell[head] & 0xC0 == 0x80, offset &- head < 4 { head &-= 1 }
        return Scalars.decode(cell, at: head).scalar
    }
}
