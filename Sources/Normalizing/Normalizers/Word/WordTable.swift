import Records

/// A cell as a key for word lists: half width, lower case, without blanks and edge punctuation.
struct WordKey: Sendable {
    private(set) var bytes: [UInt8] = []

    mutating func read(_ cell: Span<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        var offset = 0
        while offset < cell.count {
            let (scalar, byteCount) = Scalars.decode(cell, at: offset)
            offset &+= byteCount
            let plain = Widths.plain(scalar)
            if plain == 0x20 || plain == 0x0A || plain == 0x0D { continue }
            Scalars.append(plain &- 0x41 < 26 ? plain | 0x20 : plain, to: &bytes)
        }
        while let last = bytes.last, last == 0x2E || last == 0x21 || last == 0x2C {
            bytes.removeLast()
        }
    }

    func isOne(of words: [StaticString]) -> Bool {
        for word in words where bytes.span.equals(word) { return true }
        return false
    }

    func contains(_ word: StaticString) -> Bool {
        var offset = 0
        while offset + word.utf8CodeUnitCount <= bytes.count {
            if bytes.span.starts(with: word, at: offset) { return true }
            offset += 1
        }
        return false
    }
}
