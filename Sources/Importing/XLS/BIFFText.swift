import Records

/// Reads texts of Excel 97 and later ([MS-XLS] 2.5.293), which may go on in CONTINUE records.
///
///     │SST … 3 characters, flag 0, "A" "B" │ CONTINUE, flag 1, "中" │ → "AB中"
///
/// Characters take one byte (the upper is zero) or two; a flag before them says which, and each
/// record that goes on with characters begins with a flag of its own. Runs of formatting and
/// phonetic data, which follow the characters, go on without a flag.
struct BIFFText: ~Copyable, ~Escapable {
    private let bytes: Span<UInt8>
    private(set) var offset: Int
    /// The end of the record being read.
    private(set) var end: Int
    /// Whether the data ended within a text.
    private(set) var isCut = false

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, _ record: BIFFRecord, from offset: Int) {
        self.bytes = bytes
        self.offset = min(offset, record.end)
        end = record.end
    }

    /// Moves to the data of the next record if that continues this one.
    @_lifetime(self: copy self)
    private mutating func goOn() -> Bool {
        guard let next = BIFFRecord(bytes, at: end), next.type == BIFF.continuation else {
            return false
        }
        offset = next.start
        end = next.end
        return true
    }

    /// Whether no byte is left, nor a record that continues.
    var isAtEnd: Bool {
        @_lifetime(self: copy self)
        mutating get {
            while offset >= end { if !goOn() { return true } }
            return false
        }
    }

    @_lifetime(self: copy self)
    private mutating func byte() -> Int? {
        if isAtEnd {
            isCut = true
            return nil
        }
        offset &+= 1
        return Int(bytes[offset &- 1])
    }

    @_lifetime(self: copy self)
    private mutating func number(byteCount: Int) -> Int? {
        var value = 0
        for index in 0..<byteCount {
            guard let byte = byte() else { return nil }
            value |= byte << (8 * index)
        }
        return value
    }

    @_lifetime(self: copy self)
    private mutating func skip(_ count: Int) {
        var left = count
        while left > 0 {
            if isAtEnd {
                isCut = true
                return
            }
            let step = min(left, end - offset)
            offset += step
            left -= step
        }
    }

    /// Reads one text with its count of one or two bytes; false when nothing is left.
    @_lifetime(self: copy self)
    mutating func read(countBytes: Int, to output: inout [UInt8]) -> Bool {
        if isAtEnd { return false }
        guard let count = number(byteCount: countBytes), let flags = byte() else { return false }
        let runCount = flags & 8 != 0 ? number(byteCount: 2) ?? 0 : 0
        let extraCount = flags & 4 != 0 ? number(byteCount: 4) ?? 0 : 0
        readCharacters(count, isWide: flags & 1 != 0, to: &output)
        skip(runCount * 4 + extraCount)
        return true
    }

    @_lifetime(self: copy self)
    private mutating func readCharacters(
        _ count: Int,
        isWide: Bool,
        to output: inout [UInt8]
    ) {
        var isWide = isWide
        var left = count
        var high: UInt32 = 0
        while left > 0 {
            if offset >= end {
                guard goOn(), offset < end else {
                    isCut = true
                    break
                }
                isWide = bytes[offset] & 1 != 0
                offset &+= 1
                continue
            }
            if isWide {
                let pieceCount = min(left, (end &- offset) / 2)
                let range = offset..<(offset &+ 2 &* pieceCount)
                UTF16Text.append(bytes.extracting(range), to: &output, high: &high)
                offset = range.upperBound
                left &-= pieceCount
                if left > 0, end &- offset == 1 { left -= splitUnit(to: &output, &high) }
            } else {
                UTF16Text.finish(&output, high: &high)
                let pieceCount = min(left, end &- offset)
                let range = offset..<(offset &+ pieceCount)
                UTF16Text.appendNarrow(bytes.extracting(range), to: &output)
                offset = range.upperBound
                left &-= pieceCount
            }
        }
        UTF16Text.finish(&output, high: &high)
    }

    /// A character whose two bytes are in two records; returns 1, the number of characters read.
    @_lifetime(self: copy self)
    private mutating func splitUnit(to output: inout [UInt8], _ high: inout UInt32) -> Int {
        let low = bytes[offset]
        offset = end
        guard goOn(), offset + 2 <= end else {
            isCut = true
            return 1
        }
        // Behind the flag of the record comes the second byte.
        let unit: [UInt8] = [low, bytes[offset + 1]]
        offset += 2
        UTF16Text.append(unit.span, to: &output, high: &high)
        return 1
    }
}

extension SharedStrings {
    /// The texts of an SST record and its continuations; its counts are not trusted.
    init(_ bytes: Span<UInt8>, sst record: BIFFRecord) {
        var byteCount = record.count
        var next = BIFFRecord(bytes, at: record.end)
        while let more = next, more.type == BIFF.continuation {
            byteCount += more.count
            next = BIFFRecord(bytes, at: more.end)
        }
        var arena: [UInt8] = []
        var ends: [UInt32] = []
        arena.reserveCapacity(byteCount)
        let declared = bytes.number(at: record.start + 4, byteCount: 4) ?? 0
        ends.reserveCapacity(min(declared, byteCount / 3))
        var reader = BIFFText(bytes, record, from: record.start + 8)
        while arena.count < 1 << 31, reader.read(countBytes: 2, to: &arena), !reader.isCut {
            ends.append(UInt32(arena.count))
        }
        self.init(arena: arena, ends: ends, outcome: reader.isCut ? .cut : .complete)
    }
}
