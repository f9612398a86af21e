import Records

/// A cell as plain scalars, each with its offset in the cell; the scratch of the byte scanners.
///
///     １３８－…   scalars 1 3 8 - …    offsets 0 3 6 9 …
struct FoldedText: Sendable {
    var scalars: [UInt32] = []
    /// One more than scalars: the last is the cell's length in bytes.
    var offsets: [Int] = []

    var count: Int { scalars.count }

    /// Reads a cell by `Widths.plain`.
    mutating func read(_ cell: Span<UInt8>) {
        scalars.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        var offset = 0
        while offset < cell.count {
            let (scalar, byteCount) = Scalars.decode(cell, at: offset)
            scalars.append(Widths.plain(scalar))
            offsets.append(offset)
            offset &+= byteCount
        }
        offsets.append(cell.count)
    }

    /// The scalar at `index`; 0 outside.
    subscript(index: Int) -> UInt32 {
        index >= 0 && index < scalars.count ? scalars[index] : 0
    }

    func isDigit(_ index: Int) -> Bool { self[index] &- 0x30 < 10 }

    func isLetter(_ index: Int) -> Bool { (self[index] | 0x20) &- 0x61 < 26 }

    /// Whether the cell itself has an ASCII character at `index`.
    func isASCII(_ index: Int) -> Bool {
        index >= 0 && index < scalars.count && offsets[index + 1] - offsets[index] == 1
    }

    /// Whether `text` stands at `index`, ASCII letters compared without case.
    func has(_ text: StaticString, at index: Int) -> Bool {
        var position = index
        var isSame = true
        text.withUTF8Buffer { buffer in
            var offset = 0
            while offset < buffer.count {
                let byte = unsafe buffer[offset]
                if byte < 0x80 {
                    let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
                    let own = self[position]
                    let ownLower = own &- 0x41 < 26 ? own | 0x20 : own
                    if ownLower != UInt32(lower) { isSame = false }
                    offset += 1
                } else {
                    let scalar =
                        unsafe (UInt32(byte) & 0x0F) << 12
                        | (UInt32(buffer[offset + 1]) & 0x3F) << 6
                        | UInt32(buffer[offset + 2]) & 0x3F
                    if self[position] != scalar { isSame = false }
                    offset += 3
                }
                position += 1
                if !isSame { return }
            }
        }
        return isSame
    }

    /// The index of the first place of `text`.
    func firstIndex(of text: StaticString) -> Int? {
        var index = 0
        while index < scalars.count {
            if has(text, at: index) { return index }
            index += 1
        }
        return nil
    }
}

/// Numbers of ASCII digits.
enum Digits {
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The value of all-digit text; nil when it isn't, or has more than 18 digits.
    static func value(_ text: Span<UInt8>) -> Int? {
        guard text.count > 0, text.count <= 18 else { return nil }
        var value = 0
        for index in text.indices {
            guard isDigit(text[index]) else { return nil }
            value = value &* 10 &+ Int(text[index] &- 0x30)
        }
        return value
    }

    static func areAll(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where !isDigit(text[index]) { return false }
        return !text.isEmpty
    }
}
