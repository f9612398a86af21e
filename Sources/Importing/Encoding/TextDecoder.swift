import Records

/// Decodes a whole text to UTF-8 and remembers where each line began in the raw file.
///
/// A byte that is no character becomes U+FFFD, and decoding goes on with the next byte: one bad
/// byte costs one character, never the row.
struct TextDecoder {
    var output: [UInt8] = []
    var lineOffsets: [UInt64] = []
    private(set) var issues: [DecodedText.Issue] = []
    /// Whether the last byte was a CR, so that a following LF begins no further line.
    private var isAfterCarriageReturn = false

    private static let chunkByteCount = 64 << 10
    /// More bad bytes than that in one file say nothing new.
    private static let maxIssueCount = 10_000

    init(capacity: Int) { output.reserveCapacity(capacity + capacity / 2 + 64) }

    mutating func report(_ kind: DecodedText.Issue.Kind, at offset: Int) {
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
        lineOffsets = [UInt64(start)]
        var offset = start
        for line in UTF8Lines.find(bytes, from: start) {
            decode(bytes, offset..<line.lowerBound, encoding, table, converter)
            report(.otherEncoding(.utf8), at: line.lowerBound)
            output.append(bytes.extracting(line))
            offset = line.upperBound
        }
        decode(bytes, offset..<bytes.count, encoding, table, converter)
        endLines(bytes.count)
    }

    private mutating func decode(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ encoding: Encoding,
        _ table: ByteTable,
        _ converter: borrowing ICUConverter
    ) {
        var scratch = [UInt8](repeating: 0, count: TextDecoder.chunkByteCount * 3 + 16)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let end = min(offset + TextDecoder.chunkByteCount, range.upperBound)
            let written = decodeChunk(bytes, &offset, end, table, encoding, converter, &scratch)
            output.append(scratch.span.extracting(0..<written))
        }
    }

    /// Decodes characters that begin before `end`; returns how many bytes of `scratch` are used.
    private mutating func decodeChunk(
        _ bytes: Span<UInt8>,
        _ offset: inout Int,
        _ end: Int,
        _ table: ByteTable,
        _ encoding: Encoding,
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
                if let repair = StrayByte(bytes, index, from: offset, encoding, table) {
                    used &-= repair.oldCount
                    report(.badByte, at: repair.stray)
                    repair.write(bytes, table, to: &target, &used)
                    index &+= 1
                    continue
                }
                used = slowCharacter(bytes, &index, encoding, converter, &target, used)
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
        _ encoding: Encoding,
        _ converter: borrowing ICUConverter,
        _ target: inout MutableSpan<UInt8>,
        _ used: Int
    ) -> Int {
        var scalar: Int32 = -1
        var length = 1
        if encoding == .gb18030 && bytes[index] == 0x80 {
            report(.euro, at: index)
            scalar = 0x20AC
        } else {
            for candidate in [2, 3, 4] where scalar < 0 && index + candidate <= bytes.count {
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

    mutating func noteLineEnd(_ byte: UInt8, after offset: Int) {
        let next = UInt64(offset + 1)
        if byte == 0x0A && lineOffsets.last == UInt64(offset) && isAfterCarriageReturn {
            lineOffsets[lineOffsets.count - 1] = next
        } else {
            lineOffsets.append(next)
        }
        isAfterCarriageReturn = byte == 0x0D
    }

    /// A line that would begin at the end of the file is none.
    mutating func endLines(_ count: Int) {
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
}
