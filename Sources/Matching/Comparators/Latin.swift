import Records

/// Latin names as lower-case tokens.
enum Latin {
    /// Lower case, one blank between tokens, without the rest of ASCII.
    static func folded(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for byte in text {
            switch byte {
            case 0x41...0x5A: out.append(byte | 0x20)
            case 0x61...0x7A, 0x30...0x39, 0x80...0xFF: out.append(byte)
            default: if out.last != 0x20, !out.isEmpty { out.append(0x20) }
            }
        }
        if out.last == 0x20 { out.removeLast() }
        return out
    }

    /// Lower case, runs of blanks as one, none at the ends.
    static func lowered(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for byte in text {
            switch byte {
            case 0x41...0x5A: out.append(byte | 0x20)
            case 0...0x20: if out.last != 0x20, !out.isEmpty { out.append(0x20) }
            default: out.append(byte)
            }
        }
        if out.last == 0x20 { out.removeLast() }
        return out
    }

    static func joined(_ text: [UInt8]) -> [UInt8] { folded(text).filter { $0 != 0x20 } }

    /// `weizhang` of `zhang wei`: the last token first; empty for a single token.
    static func joinedSwapped(_ text: [UInt8]) -> [UInt8] {
        let tokens = folded(text).split(separator: 0x20)
        guard tokens.count > 1, let last = tokens.last else { return [] }
        return Array(last) + tokens.dropLast().flatMap { $0 }
    }
}
