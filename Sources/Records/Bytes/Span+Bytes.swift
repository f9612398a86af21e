/// What every stage does with byte spans; text is UTF-8 throughout.
extension Span where Element == UInt8 {
    @inlinable package func hasSameBytes(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index &+ 8 <= count {
            let a = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let b = unsafe other.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            if a != b { return false }
            index &+= 8
        }
        while index < count {
            if self[index] != other[index] { return false }
            index &+= 1
        }
        return true
    }

    @inlinable package func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return hasPrefix(text)
    }

    @inlinable package func hasPrefix(_ text: StaticString) -> Bool {
        starts(with: text, at: 0)
    }

    @inlinable package func hasSuffix(_ text: StaticString) -> Bool {
        starts(with: text, at: count - text.utf8CodeUnitCount)
    }

    /// Whether `text` stands at `offset`; false when it would reach outside.
    @inlinable package func starts(with text: StaticString, at offset: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard offset >= 0, offset + length <= count else { return false }
        return text.withUTF8Buffer { buffer in
            var index = 0
            while index < length {
                if unsafe buffer[index] != self[offset &+ index] { return false }
                index &+= 1
            }
            return true
        }
    }

    /// The offset of the first `byte` at or after `start`.
    @inlinable package func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        var index = start
        while index < count {
            if self[index] == byte { return index }
            index &+= 1
        }
        return nil
    }

    /// The offset at which `needle` first stands; nil when it doesn't.
    @inlinable package func range(of needle: Span<UInt8>, from start: Int = 0) -> Range<Int>? {
        guard !needle.isEmpty, needle.count <= count else { return nil }
        var offset = start
        while offset <= count &- needle.count {
            if self[offset] == needle[0],
                extracting(offset..<(offset &+ needle.count)).hasSameBytes(as: needle)
            {
                return offset..<(offset &+ needle.count)
            }
            offset &+= 1
        }
        return nil
    }

    @inlinable package var isASCII: Bool {
        var seen: UInt8 = 0
        for index in indices { seen |= self[index] }
        return seen < 0x80
    }

    /// The bytes in an array of their own.
    @inlinable package func copy() -> [UInt8] {
        [UInt8](capacity: count) { output in
            for index in indices { output.append(self[index]) }
        }
    }

    /// The text, for messages and reports; ill-formed UTF-8 shows as U+FFFD.
    package func string() -> String { String(decoding: copy(), as: UTF8.self) }
}

extension [UInt8] {
    @inlinable package mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { buffer in unsafe append(contentsOf: buffer) }
    }

    package mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { buffer in unsafe append(contentsOf: buffer) }
    }
}
