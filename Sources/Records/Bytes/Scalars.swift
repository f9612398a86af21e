/// Reading and writing UTF-8 by scalar without `String`.
///
/// Decoding is total: an ill-formed byte yields U+FFFD and advances by one, so a loop over any
/// bytes ends. (Unicode 15, table 3-7.)
package enum Scalars {
    /// The scalar at `offset` and the number of bytes that it takes.
    @inlinable package static func decode(
        _ bytes: Span<UInt8>,
        at offset: Int
    ) -> (scalar: UInt32, byteCount: Int) {
        let first = bytes[offset]
        if first < 0x80 { return (UInt32(first), 1) }
        return decodeMultibyte(bytes, at: offset, first: UInt32(first))
    }

    @usableFromInline
    package static func decodeMultibyte(
        _ bytes: Span<UInt8>,
        at offset: Int,
        first: UInt32
    ) -> (scalar: UInt32, byteCount: Int) {
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4, offset + length <= bytes.count else {
            return (0xFFFD, 1)
        }
        var scalar = first & (0x7F >> UInt32(length))
        for index in 1..<length {
            let byte = UInt32(bytes[offset + index])
            guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            scalar = scalar << 6 | (byte & 0x3F)
        }
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        let isSurrogate = scalar >= 0xD800 && scalar < 0xE000
        guard scalar >= least, scalar <= 0x10FFFF, !isSurrogate else { return (0xFFFD, 1) }
        return (scalar, length)
    }

    /// Appends the UTF-8 form of a scalar; an invalid one becomes U+FFFD.
    @inlinable package static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
        if scalar < 0x80 {
            bytes.append(UInt8(scalar))
        } else if scalar < 0x800 {
            bytes.append(UInt8(0xC0 | scalar >> 6))
            bytes.append(UInt8(0x80 | scalar & 0x3F))
        } else if scalar < 0x10000 {
            let safe = scalar >= 0xD800 && scalar < 0xE000 ? 0xFFFD : scalar
            bytes.append(UInt8(0xE0 | safe >> 12))
            bytes.append(UInt8(0x80 | safe >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | safe & 0x3F))
        } else if scalar <= 0x10FFFF {
            bytes.append(UInt8(0xF0 | scalar >> 18))
            bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | scalar & 0x3F))
        } else {
            append(0xFFFD, to: &bytes)
        }
    }

    /// All scalars of a span, in an array of their own.
    package static func all(_ bytes: Span<UInt8>) -> [UInt32] {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(bytes.count)
        var offset = 0
        while offset < bytes.count {
            let (scalar, byteCount) = decode(bytes, at: offset)
            scalars.append(scalar)
            offset += byteCount
        }
        return scalars
    }

    /// Han: the unified ideographs and their extensions, and 〇.
    @inlinable package static func isHan(_ scalar: UInt32) -> Bool {
        (scalar >= 0x4E00 && scalar <= 0x9FFF) || (scalar >= 0x3400 && scalar <= 0x4DBF)
            || scalar == 0x3007 || (scalar >= 0x20000 && scalar <= 0x323AF)
            || (scalar >= 0xF900 && scalar <= 0xFAFF)
    }
}
