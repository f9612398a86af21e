import Records

/// Decodes a whole text to UTF-8 and remembers where each line began in the raw file.
///
/// A byte that is no character becomes U+FFFD, and decoding goes on with the next byte: one bad
/// byte costs one character, never the row.
struct TextDecoder {
    private(set) var output: [UInt8] = []
    private(set) var lineOffsets: [UInt64] = []
    private(set) var issues: [DecodedText.Issue] = []
    /// Whether the last byte was a CR, so that a following LF begins no further line.
    private var isAfterCarriageReturn = false

    private static let chunkByteCount = 64 << 10
    /// More bad bytes than that in one file say nothing new.
    private static let maxIssueCount = 10_000

    init(capacity: Int) { output.reserveCapacity(capacity + capacity / 2 + 64) }

    private mutating func report(_ kind: DecodedText.Issue.Kind, at offset: Int) {
        if issues.count >= TextDecoder.maxIssueCount { return }
        issues.append(
            DecodedText.Issue(
                kind: kind,
                byteOffset: UInt64(offset),
                lineNumber: UInt32(max(1, lineOffsets.count))
            )
        )
    }

    // MARK: One- and two-byte encodings

    mutating func decodeBytes(
        _ bytes: Span<UInt8>,
        from start: Int,
        _ encoding: Encoding
    ) throws(ImportFailure) {
        guard let name = encoding.converterName, let converter = ICUConverter(name),
            let table = ByteTable.of(encoding)
        else {
            throw ImportFailure(
                ImportFindings.unknownEncoding,
                "this system's ICU has no converter for `\(encoding.rawValue)`"
            )
        }
        let isGB = encoding == .gb18030
        var scratch = [UInt8](repeating: 0, count: TextDecoder.chunkByteCount * 3 + 16)
        lineOffsets = [UInt64(start)]
        var offset = start
        while offset < bytes.count {
            let end = min(offset + TextDecoder.chunkByteCount, bytes.count)
            let written = decodeChunk(bytes, &offset, end, table, isGB, converter, &scratch)
            output.append(scratch.span.extracting(0..<written))
        }
        endLines(bytes.count)
    }

    /// Decodes characters that begin before `end`; returns how many bytes of `scratch` are used.
    private mutating func decodeChunk(
        _ bytes: Span<UInt8>,
        _ offset: inout Int,
        _ end: Int,
        _ table: ByteTable,
        _ isGB: Bool,
        _ converter: borrowing ICUConverter,
        _ scratch: inout [UInt8]
    ) -> Int {
        let singles = table.singles.span
        let pairs = table.pairs.span
        var target = scratch.mutableSpan
        var used = 0
        var index = offset
        while index < end {
            let byte = bytes[index]
            if byte < 0x80 {
                if byte == 0x0A || byte == 0x0D { noteLineEnd(byte, after: index) }
                target[used] = byte
                used &+= 1
                index &+= 1
                continue
            }
            var packed = singles[Int(byte)]
            var length = 1
            if packed == ByteTable.leadMark {
                let trail = index &+ 1 < bytes.count ? bytes[index &+ 1] : 0
                packed = pairs[Int(byte) << 8 | Int(trail)]
                length = 2
            }
            if packed == 0 {
                used = slowCharacter(bytes, &index, isGB, converter, &target, used)
                continue
            }
            target[used] = UInt8(truncatingIfNeeded: packed)
            target[used &+ 1] = UInt8(truncatingIfNeeded: packed >> 8)
            target[used &+ 2] = UInt8(truncatingIfNeeded: packed >> 16)
            used &+= Int(packed >> 24)
            index &+= length
        }
        offset = index
        return used
    }

    /// Four-byte characters of GB 18030, the euro of code page 936, and bytes that are nothing.
    @inline(never)
    private mutating func slowCharacter(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ isGB: Bool,
        _ converter: borrowing ICUConverter,
        _ target: inout MutableSpan<UInt8>,
        _ used: Int
    ) -> Int {
        var scalar: Int32 = -1
        var length = 1
        if isGB && bytes[index] == 0x80 {
            report(.euro, at: index)
            scalar = 0x20AC
        } else {
            for candidate in [2, 4] where scalar < 0 && index + candidate <= bytes.count {
                let part = bytes.extracting(index..<(index + candidate)).copy()
                scalar = converter.scalar(part)
                length = candidate
            }
        }
        if scalar < 0 {
            report(.badByte, at: index)
            scalar = 0xFFFD
            length = 1
        }
        index += length
        var encoded: [UInt8] = []
        Scalars.append(UInt32(scalar), to: &encoded)
        for (position, byte) in encoded.enumerated() { target[used + position] = byte }
        return used + encoded.count
    }

    private mutating func noteLineEnd(_ byte: UInt8, after offset: Int) {
        let next = UInt64(offset + 1)
        if byte == 0x0A && lineOffsets.last == UInt64(offset) && isAfterCarriageReturn {
            lineOffsets[lineOffsets.count - 1] = next
        } else {
            lineOffsets.append(next)
        }
        isAfterCarriageReturn = byte == 0x0D
    }

    /// A line that would begin at the end of the file is none.
    private mutating func endLines(_ count: Int) {
        if lineOffsets.count > 1, lineOffsets.last == UInt64(count) { lineOffsets.removeLast() }
    }

    // MARK: UTF-16

    mutating func decodeUTF16(_ bytes: Span<UInt8>, from start: Int, isLittleEndian: Bool) {
        lineOffsets = [UInt64(start)]
        var index = start
        while index + 1 < bytes.count {
            let unit = TextDecoder.unit(bytes, index, isLittleEndian)
            var scalar = UInt32(unit)
            var length = 2
            if unit & 0xF800 == 0xD800 {
                let next =
                    index + 3 < bytes.count ? TextDecoder.unit(bytes, index + 2, isLittleEndian) : 0
                if unit < 0xDC00 && next & 0xFC00 == 0xDC00 {
                    scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(next & 0x3FF))
                    length = 4
                } else {
                    report(.badByte, at: index)
                    scalar = 0xFFFD
                }
            }
            Scalars.append(scalar, to: &output)
            if unit == 0x0A || unit == 0x0D { noteUTF16LineEnd(unit, index) }
            index += length
        }
        if index < bytes.count {
            report(.badByte, at: index)
            Scalars.append(0xFFFD, to: &output)
        }
        endLines(bytes.count)
    }

    private mutating func noteUTF16LineEnd(_ unit: UInt16, _ offset: Int) {
        let next = UInt64(offset + 2)
        if unit == 0x0A && isAfterCarriageReturn && lineOffsets.last == UInt64(offset) {
            lineOffsets[lineOffsets.count - 1] = next
        } else {
            lineOffsets.append(next)
        }
        isAfterCarriageReturn = unit == 0x0D
    }

    private static func unit(_ bytes: Span<UInt8>, _ index: Int, _ isLittleEndian: Bool) -> UInt16 {
        let low = UInt16(bytes[isLittleEndian ? index : index + 1])
        let high = UInt16(bytes[isLittleEndian ? index + 1 : index])
        return high << 8 | low
    }

    // MARK: UTF-8 with bad bytes

    /// Line by line: a bad line that is whole GB 18030 is read so, else its bad bytes are replaced.
    mutating func decodeUTF8(_ bytes: Span<UInt8>, from start: Int) {
        let converter = ICUConverter("GB18030")
        var index = start
        while index < bytes.count {
            lineOffsets.append(UInt64(index))
            var end = index
            while end < bytes.count && bytes[end] != 0x0A && bytes[end] != 0x0D { end &+= 1 }
            let line = bytes.extracting(index..<end)
            if UTF8Check.isValid(line) {
                output.append(line)
            } else if let scalars = TextDecoder.whole(line, converter) {
                report(.otherEncoding, at: index)
                for scalar in scalars { Scalars.append(scalar, to: &output) }
            } else {
                replaceBadBytes(line, at: index)
            }
            let breakStart = end
            if end < bytes.count && bytes[end] == 0x0D { end += 1 }
            if end < bytes.count && bytes[end] == 0x0A { end += 1 }
            output.append(bytes.extracting(breakStart..<end))
            index = end
        }
        if lineOffsets.isEmpty { lineOffsets = [UInt64(start)] }
    }

    private mutating func replaceBadBytes(_ line: Span<UInt8>, at offset: Int) {
        var index = 0
        while index < line.count {
            let (scalar, byteCount) = Scalars.decode(line, at: index)
            if scalar == 0xFFFD && byteCount == 1 { report(.badByte, at: offset + index) }
            Scalars.append(scalar, to: &output)
            index += byteCount
        }
    }

    /// The scalars of a line in GB 18030 whose characters beyond ASCII are mostly common; else nil.
    private static func whole(
        _ line: Span<UInt8>,
        _ converter: borrowing ICUConverter?
    ) -> [UInt32]? {
        var scalars: [UInt32] = []
        var common = 0
        var others = 0
        var index = 0
        while index < line.count {
            if line[index] < 0x80 {
                scalars.append(UInt32(line[index]))
                index += 1
                continue
            }
            guard index + 2 <= line.count else { return nil }
            let pair = [line[index], line[index + 1]]
            guard let scalar = converter?.scalar(pair), scalar >= 0 else { return nil }
            if pair[0] >= 0xB0 && pair[0] <= 0xD7 && pair[1] >= 0xA1 {
                common += 1
            } else {
                others += 1
            }
            scalars.append(UInt32(scalar))
            index += 2
        }
        return common >= 2 && common > others * 3 ? scalars : nil
    }
}
