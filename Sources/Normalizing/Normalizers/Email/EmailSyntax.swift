import Records

/// Which texts are e-mail addresses that a mail server on the internet would take.
///
/// RFC 5321 and 6531 less what nobody types into a CRM: no quoted local parts, comments or address
/// literals; the domain has at least two labels.
enum EmailSyntax {
    enum Verdict {
        case none, usual
        /// Legal and hardly ever right: a local part in Han at a domain in ASCII, one that ends in a
        /// hyphen, a top-level domain of one letter.
        case unusual
    }

    static func isAddress(_ text: Span<UInt8>) -> Bool { verdict(text) != .none }

    static func verdict(_ text: Span<UInt8>) -> Verdict {
        guard text.count <= 254, let at = text.firstIndex(of: 0x40) else { return .none }
        let local = text.extracting(0..<at)
        let domain = text.extracting((at + 1)..<text.count)
        guard isLocalPart(local) else { return .none }
        switch HostName.verdict(domain) {
        case .none: return .none
        case .unusual: return .unusual
        case .usual:
            let isHyphenated = local[at - 1] == 0x2D
            return !isHyphenated && (local.isASCII || !domain.isASCII) ? .usual : .unusual
        }
    }

    private static func isLocalPart(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 1, text.count <= 64 else { return false }
        var previous: UInt8 = 0x2E
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte >= 0x80 {
                let (scalar, byteCount) = Scalars.decode(text, at: index)
                guard HostName.isLetter(scalar) else { return false }
                index &+= byteCount
            } else {
                if byte == 0x2E ? previous == 0x2E : !isAtom(byte) { return false }
                index &+= 1
            }
            previous = byte
        }
        return previous != 0x2E
    }

    /// RFC 5322 `atext`.
    static func isAtom(_ byte: UInt8) -> Bool {
        if isAlphanumeric(byte) { return true }
        switch byte {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E:
            return true
        default: return false
        }
    }

    @inline(__always)
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }

    /// Where the @ of a plain address stands; nil when the text needs a closer look.
    ///
    /// One pass over what nearly all cells hold: lower-case letters, digits, `.`, `_` and `-`, one @,
    /// a domain whose last label has letters only.
    static func plainAt(_ text: Span<UInt8>) -> Int? {
        let count = text.count
        guard count >= 6, count <= 100, text[0] != 0x2D else { return nil }
        var at = 0
        var previous: UInt8 = 0x2E
        while at < count {
            let byte = text[at]
            if !isPlainLetter(byte) {
                if byte == 0x40 { break }
                // A dot neither begins nor follows another; of other marks two are usual.
                if byte == 0x2E ? previous == 0x2E : byte != 0x2D && byte != 0x5F { return nil }
            }
            previous = byte
            at &+= 1
        }
        guard at > 0, at <= 64, at < count, previous != 0x2E, previous != 0x2D else { return nil }
        var labelStart = at &+ 1
        var index = labelStart
        previous = 0x2E
        while index < count {
            let byte = text[index]
            if !isPlainLetter(byte) {
                // Neither may begin or end a label; two hyphens in a row are left to the scanner.
                guard byte == 0x2E || byte == 0x2D, previous != 0x2E, previous != 0x2D else {
                    return nil
                }
                if byte == 0x2E { labelStart = index &+ 1 }
            }
            previous = byte
            index &+= 1
        }
        guard labelStart > at &+ 1, count &- labelStart >= 2 else { return nil }
        index = labelStart
        while index < count {
            if text[index] &- 0x61 >= 26 { return nil }
            index &+= 1
        }
        return at
    }

    @inline(__always)
    private static func isPlainLetter(_ byte: UInt8) -> Bool {
        byte &- 0x61 < 26 || byte &- 0x30 < 10
    }

    /// Writes a cell of one word in half width and lower case, without list separators at its end.
    ///
    /// Gives the length of the cell up to these; nil when it has other characters. A dot at the end
    /// is the address's own, 。 is a separator.
    static func foldPlain(_ cell: Span<UInt8>, into output: inout [UInt8]) -> Int? {
        output.removeAll(keepingCapacity: true)
        guard cell.count <= 150 else { return nil }
        var offset = 0
        var end = 0
        var length = 0
        while offset < cell.count {
            if cell[offset] < 0x80 {
                let byte = cell[offset]
                guard byte > 0x20, byte < 0x7F else { return nil }
                offset &+= 1
                output.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
                if byte == 0x2C || byte == 0x3B { continue }
            } else {
                let (scalar, byteCount) = Scalars.decode(cell, at: offset)
                let plain = scalar == 0x3001 ? 0x2C : Widths.plain(scalar)
                guard plain > 0x20, plain < 0x7F else { return nil }
                offset &+= byteCount
                output.append(UInt8(plain &- 0x41 < 26 ? plain | 0x20 : plain))
                if plain == 0x2C || plain == 0x3B || plain == 0x2E { continue }
            }
            end = offset
            length = output.count
        }
        output.removeLast(output.count &- length)
        return end
    }
}
