import Records

/// Marks beside an address that show it was cut, run together, or taken from something else.
///
///     (zs@acme.com    "zs@acme.com    zs@acme.com.    zs(x)li@acme.com    -zs@acme.com
///
/// Brackets and quotes that close again, lists, and remarks joined by a hyphen are none of these.
extension EmailScanner {
    func isDamaged(_ address: Range<Int>) -> Bool {
        let before = text[address.lowerBound - 1]
        let after = text[address.upperBound]
        return hasStrayEnd(address.upperBound) || hasStrayHyphen(address.lowerBound)
            || (before == 0x22 || after == 0x22) && hasStrayQuote(address)
            || (bracket(before) != nil || bracket(after) != nil) && hasStrayBracket(address)
    }

    /// The address as a server would have to take it, with the marks beside it.
    func widened(_ address: Range<Int>, _ floor: Int) -> Range<Int> {
        var low = address.lowerBound
        var high = address.upperBound
        while low > floor, isMark(text[low - 1]) { low -= 1 }
        while isMark(text[high]) { high += 1 }
        return low..<high
    }

    private func isMark(_ scalar: UInt32) -> Bool {
        bracket(scalar) != nil || scalar == 0x22 || scalar == 0x2D || scalar == 0x2E
            || scalar == 0x5C
    }

    // MARK: - Dots and hyphens

    /// `zs@acme.com.` and `zs@acme.com-`; 。 ends a cell, and what goes on is a sentence or a remark.
    private func hasStrayEnd(_ end: Int) -> Bool {
        var next = end
        while text[next] == 0x2E || text[next] == 0x2D, text.isASCII(next) { next += 1 }
        if next == end { return false }
        let isJoined = text[next] == 0x20 || text.isLetter(next) || HostName.isLetter(text[next])
        return next >= text.count || !isJoined
    }

    /// `-zs@acme.com` at the beginning of a cell or of one of several addresses.
    private func hasStrayHyphen(_ start: Int) -> Bool {
        var low = start
        while text[low - 1] == 0x2D, text.isASCII(low - 1) { low -= 1 }
        if low == start { return false }
        switch text[low - 1] {
        case 0, 0x0A, 0x0D, 0x2C, 0x3B, 0x3001: return true
        default: return false
        }
    }

    // MARK: - Quotes

    /// Quotes open and close in turn; as many on both sides are a table's own.
    private func hasStrayQuote(_ address: Range<Int>) -> Bool {
        var low = address.lowerBound
        var high = address.upperBound
        while text[low - 1] == 0x22 { low -= 1 }
        while text[high] == 0x22 { high += 1 }
        if address.lowerBound - low == high - address.upperBound { return false }
        var countBefore = 0
        var count = 0
        for index in 0..<text.count where text[index] == 0x22 {
            count += 1
            if index < address.lowerBound { countBefore += 1 }
        }
        let opensBefore = countBefore % 2 == 1
        if low < address.lowerBound, !opensBefore { return !Scalars.isHan(text[low - 1]) }
        return count % 2 == 1
    }

    // MARK: - Brackets

    private enum Bracket {
        case round, square, angle
    }

    private func bracket(_ scalar: UInt32) -> Bracket? {
        switch scalar {
        case 0x28, 0x29: .round
        case 0x5B, 0x5D: .square
        case 0x3C, 0x3E, 0x300A, 0x300B: .angle
        default: nil
        }
    }

    private func hasStrayBracket(_ address: Range<Int>) -> Bool {
        let before = bracket(text[address.lowerBound - 1])
        let after = bracket(text[address.upperBound])
        for kind in [before, after] {
            if let kind, !isBalanced(kind) { return true }
        }
        if text[address.lowerBound - 1] == 0x29 {
            guard let open = opening(of: address.lowerBound - 1) else {
                return !isListNumber(address.lowerBound - 1)
            }
            let isGlued = text.isLetter(open - 1) || text.isDigit(open - 1)
            return isGlued || holdsBreak((open + 1)..<address.lowerBound)
        }
        guard text[address.upperBound] == 0x28 else { return false }
        var end = address.upperBound
        while end < text.count, text[end] != 0x29 { end += 1 }
        return holdsBreak(address.upperBound..<end)
    }

    /// Whether each bracket of a kind closes again; one behind a backslash is no bracket (RFC 5322).
    private func isBalanced(_ kind: Bracket) -> Bool {
        var depth = 0
        var index = 0
        while index < text.count {
            let scalar = text[index]
            if scalar == 0x5C {
                index += 1
            } else if bracket(scalar) == kind {
                switch scalar {
                case 0x28, 0x5B, 0x3C, 0x300A: depth += 1
                case _ where isListNumber(index) || isArrow(index): break
                default: depth -= 1
                }
                if depth < 0 { return false }
            }
            index += 1
        }
        return depth == 0
    }

    private func opening(of close: Int) -> Int? {
        var depth = 0
        var index = close
        while index >= 0 {
            if text[index] == 0x29 { depth += 1 }
            if text[index] == 0x28 { depth -= 1 }
            if depth == 0 { return index }
            index -= 1
        }
        return nil
    }

    private func holdsBreak(_ range: Range<Int>) -> Bool {
        range.contains { text[$0] == 0x0A || text[$0] == 0x0D }
    }

    /// `1)` and `2）` before the addresses of a list.
    private func isListNumber(_ close: Int) -> Bool {
        var low = close
        while close - low < 2, text.isDigit(low - 1) { low -= 1 }
        guard text[close] == 0x29, low < close else { return false }
        return !text.isDigit(low - 1) && !text.isLetter(low - 1) && text[low - 1] != 0x28
    }

    private func isArrow(_ index: Int) -> Bool {
        text[index] == 0x3E && (text[index - 1] == 0x2D || text[index - 1] == 0x3D)
    }
}

/// What the cell of an address must not hold, judged before blanks are trimmed and what can't be
/// seen is dropped.
enum EmailCell {
    /// Control characters but TAB, line breaks and U+001F, which parts values.
    static func hasControl(_ cell: Span<UInt8>) -> Bool {
        for index in cell.indices {
            let byte = cell[index]
            if byte == 0x7F { return true }
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D, byte != 0x1F { return true }
        }
        return false
    }

    /// Whether line breaks around the text are more than one line's end behind it: before it, in
    /// a row, or half of one (a lone CR).
    static func hasLostLines(_ cell: Span<UInt8>) -> Bool {
        guard let first = cell.indices.first, let last = cell.indices.last,
            cell[first] <= 0x20 || cell[last] <= 0x20
        else { return false }
        let range = Blanks.trimmedRange(cell)
        for index in 0..<range.lowerBound where isBreak(cell[index]) { return true }
        var breakCount = 0
        for index in range.upperBound..<cell.count where isBreak(cell[index]) {
            let isFirstHalf = index + 1 < cell.count && cell[index + 1] == 0x0A
            if cell[index] == 0x0A { breakCount += 1 } else if !isFirstHalf { return true }
        }
        return breakCount > 1
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension CleanColumn {
    /// Offers the addresses from outcome `first` on instead of giving them.
    mutating func offerEmails(from first: Int) {
        for index in first..<outcomes.count where outcomes[index].kind == .email {
            guard outcomes[index].value != 0 else { continue }
            let suggestion = Int(Part.suggestion.rawValue)
            while parts[suggestion].count <= index { parts[suggestion].append(0) }
            if parts[suggestion][index] == 0 {
                parts[suggestion][index] = outcomes[index].value
            }
            for part in [Part.localPart, .domain, .mailbox]
            where self.part(part, of: index) != 0 {
                parts[Int(part.rawValue)][index] = 0
            }
            outcomes[index].value = 0
            outcomes[index].key = 0
            outcomes[index].validity = .invalid
            outcomes[index].confidence = 0
            outcomes[index].code = .noEmail
        }
    }
}
