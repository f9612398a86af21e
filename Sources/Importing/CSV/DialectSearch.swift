import Records

/// Finds delimiter, quote and escape of a text from its first 64 KiB.
///
/// The right delimiter cuts most rows into the same number of cells; preamble and footer are few.
enum DialectSearch {
    private static let sampleByteCount = 64 << 10
    private static let delimiters: [UInt8] = [0x2C, 0x09, 0x3B, 0x7C, 0x5E]

    static func find(_ text: Span<UInt8>) -> CSVDialect {
        let sample = text.extracting(0..<sampleEnd(text))
        var dialect = CSVDialect()
        dialect.quote = quote(sample)
        dialect.escape = escape(sample, quote: dialect.quote)
        var best = (score: 0.0, delimiter: UInt8(0x2C))
        for delimiter in delimiters where sample.firstIndex(of: delimiter) != nil {
            dialect.delimiter = delimiter
            let score = consistency(sample, dialect)
            if score > best.score + 0.001 { best = (score, delimiter) }
        }
        dialect.delimiter = best.delimiter
        return dialect
    }

    /// The last line break in the first 64 KiB, so that no row is cut.
    private static func sampleEnd(_ text: Span<UInt8>) -> Int {
        guard text.count > sampleByteCount else { return text.count }
        var end = sampleByteCount
        while end > 0 && text[end - 1] != 0x0A && text[end - 1] != 0x0D { end -= 1 }
        return end > 0 ? end : sampleByteCount
    }

    /// The share of rows that have the commonest number of cells, more for more cells.
    private static func consistency(_ sample: Span<UInt8>, _ dialect: CSVDialect) -> Double {
        var scan = CSVScan()
        scan.run(sample, dialect)
        var counts: [UInt32: Int] = [:]
        var rowCount = 0
        for batch in scan.batches {
            for count in batch.cellCounts {
                counts[count, default: 0] += 1
                rowCount += 1
            }
        }
        let wide = counts.filter { $0.key > 1 }
        guard let modal = wide.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
            return 0
        }
        let share = Double(modal.value) / Double(rowCount)
        return share * (1 - 0.5 / Double(modal.key))
    }

    /// `'` only when it opens and closes cells and `"` doesn't.
    private static func quote(_ sample: Span<UInt8>) -> UInt8 {
        var opened: [UInt8: Int] = [0x22: 0, 0x27: 0]
        var closed: [UInt8: Int] = [0x22: 0, 0x27: 0]
        for index in sample.indices where sample[index] == 0x22 || sample[index] == 0x27 {
            let byte = sample[index]
            let before = index == 0 ? 0x0A : sample[index - 1]
            let after = index + 1 < sample.count ? sample[index + 1] : 0x0A
            if isEdge(before) { opened[byte, default: 0] += 1 }
            if isEdge(after) { closed[byte, default: 0] += 1 }
        }
        let singles = (opened[0x27] ?? 0, closed[0x27] ?? 0)
        let isSingle = opened[0x22] == 0 && singles.0 >= 2 && singles.1 * 5 >= singles.0 * 4
        return isSingle ? 0x27 : 0x22
    }

    private static func isEdge(_ byte: UInt8) -> Bool {
        byte == 0x0A || byte == 0x0D || delimiters.contains(byte)
    }

    /// A backslash when it stands before quotes more often than quotes are doubled.
    private static func escape(_ sample: Span<UInt8>, quote: UInt8?) -> UInt8? {
        guard let quote, sample.count > 1 else { return nil }
        var escaped = 0
        var doubled = 0
        for index in 1..<sample.count where sample[index] == quote {
            if sample[index - 1] == 0x5C { escaped += 1 }
            let isInner = index >= 2 && !isEdge(sample[index - 2])
            if sample[index - 1] == quote && isInner { doubled += 1 }
        }
        return escaped > 0 && escaped > doubled ? 0x5C : nil
    }
}
