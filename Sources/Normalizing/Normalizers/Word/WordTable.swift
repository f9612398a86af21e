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
        guard word.utf8CodeUnitCount > 0 else { return false }
        let first = unsafe word.utf8Start.pointee
        var offset = 0
        while offset &+ word.utf8CodeUnitCount <= bytes.count {
            if bytes[offset] == first, bytes.span.starts(with: word, at: offset) { return true }
            offset &+= 1
        }
        return false
    }
}

/// The words of a list by their keys, each with its code; the table behind picklists.
struct WordTable: Sendable {
    private var words = ValueTable()
    /// By word: its code.
    private var codes: [[UInt8]] = [[]]
    private var nearest = NearestWord()

    var isEmpty: Bool { words.count == 1 }

    /// A word given twice has its last code.
    mutating func set(_ key: [UInt8], _ code: [UInt8]) {
        let id = Int(words.intern(key.span))
        if id == codes.count {
            codes.append(code)
            nearest.add(Scalars.all(key.span), id)
        } else if id > 0 {
            codes[id] = code
        }
    }

    func code(_ key: Span<UInt8>) -> [UInt8]? {
        guard let id = words.find(key), id > 0 else { return nil }
        return codes[Int(id)]
    }

    /// The one code whose words are near; nil when there is none, or several.
    func suggestion(_ key: Span<UInt8>) -> [UInt8]? {
        var found: [UInt8]?
        for id in nearest.ids(near: Scalars.all(key)) {
            if let found, found != codes[id] { return nil }
            found = codes[id]
        }
        return found
    }
}
