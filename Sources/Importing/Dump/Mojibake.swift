import Glibc
import Records

/// UTF-8 that was read as windows-1252 and encoded a second time: `å®¢æˆ·` for 客户.
///
/// Every Chinese character in UTF-8 begins with a byte from 0xE3 to 0xEF, which so becomes 0xC3 and
/// another byte; proper Chinese text has no 0xC3, so that most columns are cleared by one scan.
enum Mojibake {
    struct Count: Equatable {
        /// Values that aren't ASCII.
        var values = 0
        /// Those of them that are UTF-8 once more.
        var damaged = 0
        var firstRow: Int?

        /// 0…100.
        var confidence: Int { values == 0 ? 0 : damaged * 100 / values }
    }

    /// The text that was meant; nil when the value isn't damaged so.
    static func repaired(_ value: Span<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.count)
        var index = 0
        while index < value.count {
            let (scalar, byteCount) = Scalars.decode(value, at: index)
            guard let byte = byte(scalar) else { return nil }
            bytes.append(byte)
            index += byteCount
        }
        guard bytes.count < value.count, !bytes.span.isASCII, UTF8Check.isValid(bytes.span) else {
            return nil
        }
        return bytes
    }

    /// The byte of windows-1252; the five bytes that it leaves out stand for themselves.
    private static func byte(_ scalar: UInt32) -> UInt8? {
        if scalar < 0x100 { return UInt8(scalar) }
        return high.firstIndex(of: scalar).map { UInt8($0 + 0x80) }
    }

    /// U+0080 … U+009F of windows-1252 (Unicode's mapping table CP1252.TXT).
    private static let high: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// Counts a column's damaged values, and mends them when asked for.
    static func scan(_ batches: inout [RecordBatch], column: Int, mends: Bool) -> Count {
        var count = Count()
        var firstRow = 0
        for batch in batches.indices {
            if mayHold(batches[batch].columns[column].bytes) {
                let mended = damaged(batches[batch].columns[column], firstRow, &count)
                if mends, let mended { batches[batch].columns[column] = mended }
            }
            firstRow += batches[batch].rowCount
        }
        guard count.damaged > 0 else { return Count() }
        for batch in batches {
            let cells = batch.columns[column]
            for row in 0..<cells.count where !cells[row].isASCII { count.values += 1 }
        }
        count.values = max(count.values, count.damaged)
        return count
    }

    /// The column with its damaged values mended; nil when there are none.
    private static func damaged(
        _ column: Column,
        _ firstRow: Int,
        _ count: inout Count
    ) -> Column? {
        var mended = Column(minimumCapacity: column.count)
        let before = count.damaged
        for row in 0..<column.count {
            if column.isNull(row) {
                mended.appendNull()
            } else if let text = repaired(column[row]) {
                count.damaged += 1
                if count.firstRow == nil { count.firstRow = firstRow + row }
                mended.append(text)
            } else {
                mended.append(column[row])
            }
        }
        return count.damaged > before ? mended : nil
    }

    private static func mayHold(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return false }
            return unsafe memchr(base, 0xC3, buffer.count) != nil
        }
    }
}
