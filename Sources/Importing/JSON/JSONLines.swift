import Records

/// Tells one JSON text on each line (NDJSON, JSON Lines) from one text over many lines.
enum JSONLines {
    private static let maxLineCount = 20
    private static let maxByteCount = 1 << 20

    /// Whether the first line is a record by itself and another one begins like it, or most of the
    /// first lines are whole.
    ///
    /// A first line that merely isn't finished belongs to a text over many lines.
    static func isLines(_ text: Span<UInt8>, depth: Int) -> Bool {
        var start = 0
        var lineCount = 0
        var goodCount = 0
        var opening: UInt8 = 0
        while start < text.count, start < maxByteCount, lineCount < maxLineCount {
            let end = text.firstIndex(of: 0x0A, from: start) ?? text.count
            var scanner = JSONScanner(end: end)
            scanner.offset = start
            start = end + 1
            scanner.skipBlanks(text)
            if scanner.offset == end { continue }
            lineCount += 1
            if lineCount == 1 {
                guard isRecord(scanner, text) else { return false }
                opening = scanner.peek(text)
            } else if goodCount == lineCount - 1, scanner.peek(text) == opening {
                return true
            }
            do throws(JSONBreak) {
                let isNested = scanner.peek(text) == opening
                try scanner.skipValue(text, depth: depth)
                scanner.skipBlanks(text)
                let isAtEnd = scanner.offset == end || scanner.peek(text) == 0x2C
                if isNested && isAtEnd { goodCount += 1 }
            } catch {
                if lineCount == 1 && error.kind == .end { return false }
            }
        }
        return lineCount >= 2 && goodCount >= 1 && goodCount * 2 >= lineCount
    }

    /// An object, or an array that doesn't hold the records itself.
    private static func isRecord(_ scanner: JSONScanner, _ text: Span<UInt8>) -> Bool {
        var scanner = scanner
        if scanner.peek(text) == 0x7B { return true }
        guard scanner.peek(text) == 0x5B else { return false }
        scanner.offset += 1
        scanner.skipBlanks(text)
        let first = scanner.peek(text)
        return first != 0x7B && first != 0x5B && first != 0x5D && scanner.offset < scanner.end
    }
}
