import Records

/// The lines of a fixed-width text in its own encoding, and what places in them count.
///
/// UTF-16 is taken as decoded, its places halved: a character there is one place.
struct FixedLines: Sendable {
    private let text: DecodedText
    let encoding: Encoding
    /// Whether the bytes are the file's own; else the decoded text's.
    private let isRaw: Bool
    private(set) var ranges: [Range<Int>] = []
    private let table: ByteTable?

    init(_ text: DecodedText, recordByteCount: Int? = nil, dropsLast: Bool = false) {
        self.text = text
        let isWide =
            text.encoding == .utf16LittleEndian || text.encoding == .utf16BigEndian
        encoding = isWide ? .utf8 : text.encoding
        isRaw = !isWide
        table = isWide ? nil : ByteTable.of(text.encoding)
        split(recordByteCount)
        if dropsLast && ranges.count > 1 { ranges.removeLast() }
    }

    var span: Span<UInt8> {
        @_lifetime(borrow self) borrowing get { isRaw ? text.file.span : text.decoded.span }
    }

    /// The place of a line in the file.
    func byteOffset(_ line: Int) -> UInt64 {
        isRaw
            ? UInt64(ranges[line].lowerBound)
            : text.byteOffset(of: ranges[line].lowerBound, line: UInt32(line + 1))
    }

    private mutating func split(_ recordByteCount: Int?) {
        ranges =
            isRaw
            ? FixedLines.split(text.file.span, from: text.start, recordByteCount)
            : FixedLines.split(text.decoded.span, from: 0, recordByteCount)
    }

    private static func split(
        _ bytes: Span<UInt8>,
        from first: Int,
        _ recordByteCount: Int?
    ) -> [Range<Int>] {
        var start = first
        var count = bytes.count
        if count > start, bytes[count - 1] == 0x1A { count -= 1 }
        var found: [Range<Int>] = []
        var index = start
        while index < count {
            let byte = bytes[index]
            index &+= 1
            guard byte == 0x0A || byte == 0x0D else { continue }
            found.append(start..<(index - 1))
            if byte == 0x0D, index < count, bytes[index] == 0x0A { index &+= 1 }
            start = index
        }
        if start < count { found.append(start..<count) }
        if found.count == 1, let recordByteCount, found[0].count > recordByteCount {
            found = stride(from: found[0].lowerBound, to: count, by: recordByteCount).map {
                $0..<min($0 + recordByteCount, count)
            }
        }
        return found
    }

    // MARK: Characters

    /// The bytes of the character at `offset`, and the cells of a screen that it takes.
    func character(_ bytes: Span<UInt8>, _ offset: Int, _ end: Int) -> (bytes: Int, cells: Int) {
        let byte = bytes[offset]
        if byte < 0x80 { return (1, 1) }
        guard let table else {
            let (scalar, count) = Scalars.decode(bytes, at: offset)
            return (min(count, end - offset), scalar >= 0x1100 ? 2 : 1)
        }
        if table.singles[Int(byte)] != ByteTable.leadMark || offset + 1 >= end { return (1, 1) }
        let trail = bytes[offset + 1]
        if table.pairs[Int(byte) << 8 | Int(trail)] != 0 { return (2, 2) }
        let isLong = encoding == .gb18030 && EncodingScore.isQuadruple(bytes, offset)
        return (isLong ? min(4, end - offset) : 1, isLong ? 2 : 1)
    }

    /// The offset in the bytes of the place that lies `place` from the line's beginning.
    func offset(_ bytes: Span<UInt8>, _ line: Range<Int>, _ place: Int, _ measure: FixedMeasure)
        -> Int
    {
        if measure == .bytes && isRaw {
            return min(line.upperBound, line.lowerBound + place)
        }
        var offset = line.lowerBound
        var passed = 0
        while offset < line.upperBound && passed < place {
            let (count, cells) = character(bytes, offset, line.upperBound)
            passed += measure == .cells ? cells : measure == .bytes ? 2 : 1
            offset += count
        }
        return offset
    }

    /// Appends the bytes as UTF-8; the offset of the first that is no character, nil when all are.
    func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) -> Int? {
        guard let table else { return FixedLines.appendUTF8(bytes, to: &output) }
        var bad: Int?
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let length = character(bytes, index, bytes.count).bytes
            let single = table.singles[Int(byte)]
            if byte < 0x80 {
                output.append(byte)
            } else if length == 2 {
                let pair = table.pairs[Int(byte) << 8 | Int(bytes[index + 1])]
                Scalars.append(ByteTable.scalar(pair), to: &output)
            } else if length == 4 {
                let part = bytes.extracting(index..<(index + 4)).copy()
                let scalar = ICUConverter("GB18030")?.scalar(part) ?? -1
                Scalars.append(scalar < 0 ? 0xFFFD : UInt32(scalar), to: &output)
            } else if single != 0, single != ByteTable.leadMark {
                Scalars.append(ByteTable.scalar(single), to: &output)
            } else if byte == 0x80, encoding == .gb18030 {
                Scalars.append(0x20AC, to: &output)
            } else {
                Scalars.append(0xFFFD, to: &output)
                bad = bad ?? index
            }
            index += length
        }
        return bad
    }

    private static func appendUTF8(_ bytes: Span<UInt8>, to output: inout [UInt8]) -> Int? {
        if UTF8Check.isValid(bytes) { output.append(bytes); return nil }
        var bad: Int?
        var index = 0
        while index < bytes.count {
            let (scalar, byteCount) = Scalars.decode(bytes, at: index)
            if scalar == 0xFFFD && byteCount == 1 { bad = bad ?? index }
            Scalars.append(scalar, to: &output)
            index += byteCount
        }
        return bad
    }
}
