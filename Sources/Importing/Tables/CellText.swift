import Records

/// Blanks around and inside cells: ASCII blanks, NBSP (U+00A0), U+3000, the BOM.
package enum CellText {
    /// The offsets between outer blanks; empty for a blank cell.
    package static func trimmed(_ cell: Span<UInt8>) -> Range<Int> {
        var start = 0
        while start < cell.count {
            let length = blankLength(cell, at: start)
            if length == 0 { break }
            start += length
        }
        var end = cell.count
        while end > start {
            let length = blankLength(cell, endingAt: end, from: start)
            if length == 0 { break }
            end -= length
        }
        return start..<end
    }

    package static func isBlank(_ cell: Span<UInt8>) -> Bool {
        if cell.isEmpty { return true }
        var start = 0
        while start < cell.count {
            let length = blankLength(cell, at: start)
            if length == 0 { return false }
            start += length
        }
        return true
    }

    /// The number of bytes of the blank that begins at `offset`; 0 when none does.
    private static func blankLength(_ cell: Span<UInt8>, at offset: Int) -> Int {
        let byte = cell[offset]
        if byte > 0x20 && byte < 0x80 { return 0 }
        if byte <= 0x20 { return 1 }
        if byte == 0xC2 && cell.starts(with: "\u{A0}", at: offset) { return 2 }
        if byte == 0xE3 && cell.starts(with: "\u{3000}", at: offset) { return 3 }
        if byte == 0xEF && cell.starts(with: "\u{FEFF}", at: offset) { return 3 }
        return 0
    }

    private static func blankLength(
        _ cell: Span<UInt8>,
        endingAt end: Int,
        from start: Int
    ) -> Int {
        if cell[end - 1] <= 0x20 { return 1 }
        if end - start >= 2 && cell.starts(with: "\u{A0}", at: end - 2) { return 2 }
        if end - start >= 3 && cell.starts(with: "\u{3000}", at: end - 3) { return 3 }
        if end - start >= 3 && cell.starts(with: "\u{FEFF}", at: end - 3) { return 3 }
        return 0
    }
}
