import Records

/// Cells that stand one a line; `\n`, `\r\n` or another separator ends a line, the last may lack it.
enum LineCells {
    static func forEach(
        _ lines: [UInt8],
        separator: UInt8 = 0x0A,
        _ body: (Span<UInt8>) -> Void
    ) {
        let bytes = lines.span
        var start = 0
        while start < bytes.count {
            let end = bytes.firstIndex(of: separator, from: start) ?? bytes.count
            let isReturned = separator == 0x0A && end > start && bytes[end - 1] == 0x0D
            body(bytes.extracting(start..<(isReturned ? end - 1 : end)))
            start = end + 1
        }
    }

    static func isWellFormed(_ line: Span<UInt8>) -> Bool {
        if line.isASCII { return true }
        do {
            _ = try UTF8Span(validating: line)
            return true
        } catch {
            return false
        }
    }
}
