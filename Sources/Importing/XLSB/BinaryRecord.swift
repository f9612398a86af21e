import Records

/// A record of a part of a binary workbook ([MS-XLSB] 2.1.4).
///
///     │type: 1–2 bytes│length: 1–4 bytes│data …│      seven bits a byte, the lowest first; the
///                                                   upper bit says that another byte follows
struct BinaryRecord {
    var type: Int
    var start: Int
    var end: Int
    /// Whether the part ends before the record does.
    var isCut: Bool

    /// Nil where no whole type and length is left.
    @inline(__always)
    init?(_ bytes: Span<UInt8>, at offset: Int) {
        var at = offset
        guard let type = Self.number(bytes, &at, maxByteCount: 2),
            let count = Self.number(bytes, &at, maxByteCount: 4)
        else { return nil }
        self.type = type
        start = at
        isCut = count > bytes.count - at
        end = isCut ? bytes.count : at + count
    }

    @inline(__always)
    private static func number(
        _ bytes: Span<UInt8>,
        _ at: inout Int,
        maxByteCount: Int
    ) -> Int? {
        var value = 0
        for index in 0..<maxByteCount {
            guard at < bytes.count else { return nil }
            let byte = Int(bytes[at])
            at &+= 1
            if index == 1, maxByteCount == 2 { return value | byte << 7 }
            value |= (byte & 0x7F) << (7 &* index)
            if byte < 0x80 { break }
        }
        return value
    }

    var count: Int { end - start }

    /// The place of the UTF-16 text whose count of characters stands at `offset`; it is cut where
    /// the record ends.
    @inline(__always)
    func text(_ bytes: Span<UInt8>, at offset: Int) -> Range<Int> {
        guard offset + 4 <= end else { return end..<end }
        let start = offset + 4
        let count = min(bytes.long(offset), (end - start) / 2)
        return start..<(start + 2 * count)
    }

    /// A text and the offset behind it; a count of all ones is no text.
    func string(_ bytes: Span<UInt8>, at offset: inout Int) -> String {
        guard offset + 4 <= end, bytes.long(offset) != 0xFFFF_FFFF else {
            offset += 4
            return ""
        }
        let range = text(bytes, at: offset)
        offset = range.upperBound
        var text: [UInt8] = []
        UTF16Text.append(bytes.extracting(range), to: &text)
        return text.span.string()
    }
}
