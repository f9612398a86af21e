import Records

/// What a text that is no address was probably meant to be; offered, never applied.
enum EmailRepair {
    /// `a@@b.com`, `.a@b..com`, `a@qqcom` with an @; nil when nothing near is an address.
    static func meant(_ text: [UInt8], _ typos: EmailTypos) -> [UInt8]? {
        var meant: [UInt8] = []
        for byte in text {
            let isDoubled = (byte == 0x40 || byte == 0x2E) && meant.last == byte
            if isDoubled || byte == 0x2E && (meant.isEmpty || meant.last == 0x40) { continue }
            if byte == 0x40, meant.last == 0x2E { meant.removeLast() }
            meant.append(byte)
        }
        while meant.last == 0x2E || meant.last == 0x2D { meant.removeLast() }
        guard let at = meant.firstIndex(of: 0x40), at > 0, at == meant.lastIndex(of: 0x40) else {
            return nil
        }
        if !meant[at...].contains(0x2E) {
            var domain: [UInt8] = []
            let typed = Array(meant[(at + 1)...])
            guard typos.appendCompleted(typed.span, to: &domain) else { return nil }
            meant.replaceSubrange((at + 1)..., with: domain)
        }
        return meant != text && EmailSyntax.verdict(meant.span) == .usual ? meant : nil
    }

    /// `zs#acme.com`, `zs(at)acme.com`, `123456qq.com`: an address that lacks its @.
    static func meantWithoutAt(_ text: FoldedText, _ domains: EmailDomains) -> [UInt8]? {
        if text.count > 80 { return nil }
        var bytes: [UInt8] = []
        for index in 0..<text.count {
            let scalar = text[index]
            guard scalar < 0x80 else { return nil }
            bytes.append(UInt8(scalar &- 0x41 < 26 ? scalar | 0x20 : scalar))
        }
        for mark in ["(at)", "[at]", " at ", "{at}", "#"] as [StaticString] {
            guard let place = place(of: mark, in: bytes) else { continue }
            var meant = Array(bytes[..<place.lowerBound])
            meant.append(0x40)
            meant.append(contentsOf: bytes[place.upperBound...])
            return EmailSyntax.verdict(meant.span) == .usual ? meant : nil
        }
        // The longest domain of a provider that the text ends in.
        guard bytes.contains(0x2E) else { return nil }
        for at in bytes.indices.dropFirst(3) where EmailSyntax.isAlphanumeric(bytes[at - 1]) {
            guard domains.provider(of: bytes.span.extracting(at..<bytes.count)) != nil else {
                continue
            }
            let meant = Array(bytes[..<at]) + [0x40] + Array(bytes[at...])
            return EmailSyntax.verdict(meant.span) == .usual ? meant : nil
        }
        return nil
    }

    private static func place(of mark: StaticString, in bytes: [UInt8]) -> Range<Int>? {
        for index in bytes.indices where bytes.span.starts(with: mark, at: index) {
            return index..<(index + mark.utf8CodeUnitCount)
        }
        return nil
    }

    /// What a cell of digits is in a column of addresses: a QQ number, a landline, or neither.
    static func numberKind(_ text: FoldedText) -> ValueKind? {
        var digits: [UInt32] = []
        for index in 0..<text.count {
            switch text[index] {
            case 0x30...0x39: digits.append(text[index])
            case 0x20, 0x28, 0x29, 0x2B, 0x2D: continue
            default: return nil
            }
        }
        guard digits.count >= 5, digits.count <= 13 else { return nil }
        let isService = digits.count == 10 && (digits[0] == 0x34 || digits[0] == 0x38)
        if isService, digits[1] == 0x30, digits[2] == 0x30 { return .service }
        let isBare = digits.count == text.count
        if digits[0] == 0x30 || !isBare { return .landline }
        return digits.count <= 11 ? .qq : nil
    }
}
