import Records

/// Which texts are e-mail addresses that a mail server on the internet would take.
///
/// RFC 5321 less what nobody types into a CRM: no quoted local parts, comments, address literals
/// or non-ASCII; the domain has at least two labels.
enum EmailSyntax {
    static func isAddress(_ text: Span<UInt8>) -> Bool {
        guard text.count <= 254, let at = text.firstIndex(of: 0x40) else { return false }
        return isLocalPart(text.extracting(0..<at))
            && isDomain(text.extracting((at + 1)..<text.count))
    }

    private static func isLocalPart(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 1, text.count <= 64 else { return false }
        var previous: UInt8 = 0x2E
        for index in text.indices {
            let byte = text[index]
            if byte == 0x2E {
                if previous == 0x2E { return false }
            } else if !isAtom(byte) {
                return false
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

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }

    /// Labels of letters, digits and inner hyphens; the last has a letter.
    static func isDomain(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 3, text.count <= 253 else { return false }
        var labelStart = 0
        var labelCount = 0
        var hasLetter = false
        for index in 0...text.count {
            let isEnd = index == text.count
            if isEnd || text[index] == 0x2E {
                let length = index - labelStart
                guard length >= 1, length <= 63, text[labelStart] != 0x2D, text[index - 1] != 0x2D
                else { return false }
                labelCount += 1
                if isEnd { return labelCount >= 2 && hasLetter && length >= 2 }
                labelStart = index + 1
                hasLetter = false
            } else if isAlphanumeric(text[index]) {
                if !Digits.isDigit(text[index]) { hasLetter = true }
            } else if text[index] != 0x2D {
                return false
            }
        }
        return false
    }
}
