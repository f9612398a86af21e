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

    /// Zero-width joiners shape emoji and some scripts: kept in free text.
    @inline(__always)
    private static func isDropped(_ scalar: UInt32, keepsJoiners: Bool) -> Bool {
        guard Widths.isInvisible(scalar) else { return false }
        return !(keepsJoiners && (scalar == 0x200C || scalar == 0x200D))
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
            if isDropped(scalar, keepsJoiners: keepsJoiners) { return true }
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
        while offset < cell.count {
            let (scalar, byteCount) = Scalars.decode(cell, at: offset)
            if !isDropped(scalar, keepsJoiners: keepsJoiners) {
                output.append(cell.extracting(offset..<(offset &+ byteCount)))
            }
            offset &+= byteCount
        }
    }
}
