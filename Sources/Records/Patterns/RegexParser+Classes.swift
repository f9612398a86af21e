/// Escapes and classes in brackets.
extension RegexParser {
    /// After the backslash: an escape that stands between scalars; nil when it is another.
    mutating func assertionEscape() throws(RegexError) -> RegexAssertion? {
        let assertion: RegexAssertion? =
            switch next.flatMap(Unicode.Scalar.init) {
            case "b": .wordBoundary
            case "B": .noWordBoundary
            case "A": .textStart
            case "z": .textEnd
            default: nil
            }
        if assertion != nil { offset += 1 }
        return assertion
    }

    /// After the backslash: the scalars that an escape stands for.
    mutating func classEscape() throws(RegexError) -> ScalarClass {
        guard let value = next, let scalar = Unicode.Scalar(value) else {
            throw error("expected a character after `\\`", at: offset - 1)
        }
        let start = offset - 1
        offset += 1
        switch scalar {
        case "d": return .digits
        case "w": return .word
        case "s": return .blanks
        case "D": return ScalarClass.digits.inverted
        case "W": return ScalarClass.word.inverted
        case "S": return ScalarClass.blanks.inverted
        case "t": return ScalarClass(0x09)
        case "n": return ScalarClass(0x0A)
        case "r": return ScalarClass(0x0D)
        case "f": return ScalarClass(0x0C)
        case "p": return try property(start)
        case "P": return try property(start).inverted
        case "x": return ScalarClass(try hexadecimal(start, digitCount: 2))
        case "u": return ScalarClass(try hexadecimal(start, digitCount: 4))
        case "1"..."9", "k": throw backReference(at: start)
        default: break
        }
        let isLetterOrDigit = isASCIILetter(value) || value &- 0x30 < 10
        if isLetterOrDigit {
            throw error(
                "unknown escape `\\\(scalar)`; known are \\d \\w \\s \\b \\p{Han} and their "
                    + "capitals, \\t \\n \\r \\f \\xHH \\uHHHH",
                at: start
            )
        }
        return ScalarClass(value)
    }

    /// `{Han}` or one letter.
    private mutating func property(_ start: Int) throws(RegexError) -> ScalarClass {
        var name = ""
        if take("{") {
            while let value = next, value != 0x7D, let scalar = Unicode.Scalar(value) {
                name.unicodeScalars.append(scalar)
                offset += 1
            }
            guard take("}") else { throw error("`\\p{` without `}`", at: start) }
        } else if let value = next, let scalar = Unicode.Scalar(value) {
            name.unicodeScalars.append(scalar)
            offset += 1
        }
        let isNegated = name.first == "^"
        guard let members = ScalarClass.named(isNegated ? String(name.dropFirst()) : name) else {
            let known = ScalarClass.names.joined(separator: ", ")
            throw error("unknown class `\\p{\(name)}`; known are: \(known)", at: start)
        }
        return isNegated ? members.inverted : members
    }

    /// `HH`, `HHHH` or `{H…}`.
    private mutating func hexadecimal(
        _ start: Int,
        digitCount: Int
    ) throws(RegexError) -> UInt32 {
        let isBraced = take("{")
        var value: UInt32 = 0
        var count = 0
        while let scalar = next, let digit = hexadecimalDigit(scalar), count < 6 {
            if !isBraced, count == digitCount { break }
            value = value << 4 | digit
            count += 1
            offset += 1
        }
        let isWhole = isBraced ? count > 0 && take("}") : count == digitCount
        guard isWhole, Unicode.Scalar(value) != nil else {
            throw error("expected \(digitCount) hexadecimal digits, or some in braces", at: start)
        }
        return value
    }

    private func hexadecimalDigit(_ scalar: UInt32) -> UInt32? {
        if scalar &- 0x30 < 10 { return scalar &- 0x30 }
        let letter = (scalar | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }

    /// After `[`.
    mutating func bracketClass() throws(RegexError) -> ScalarClass {
        let start = offset - 1
        let isNegated = take("^")
        if isNext("]") { throw error("an empty class; write a literal `]` as `\\]`", at: start) }
        var members = ScalarClass([])
        while !isNext("]") {
            guard next != nil else { throw error("`[` without `]`", at: start) }
            if isNext("[:") || isNext("[=") || isNext("[.") {
                throw error("classes such as `[:alpha:]` aren't known, write `\\p{L}` or `a-z`")
            }
            members = members.union(try classItem())
        }
        offset += 1
        let cased = folded(members)
        return isNegated ? cased.inverted : cased
    }

    /// One character, an escape or a range.
    private mutating func classItem() throws(RegexError) -> ScalarClass {
        let low = try classAtom()
        guard isNext("-"), offset + 1 < scalars.count, scalars[offset + 1] != 0x5D else {
            return low
        }
        let place = offset
        offset += 1
        let high = try classAtom()
        guard let first = low.single, let last = high.single else {
            throw error("expected single characters at both ends of a range", at: place)
        }
        if last < first { throw error("expected the larger character second", at: place) }
        return ScalarClass([first...last])
    }

    private mutating func classAtom() throws(RegexError) -> ScalarClass {
        guard let scalar = next else { throw error("expected a character") }
        offset += 1
        if scalar != 0x5C { return ScalarClass(scalar) }
        // Between brackets \b would be a backspace elsewhere and a word's edge here.
        if isNext("b") || isNext("B") { throw error("`\\b` has no meaning in a class") }
        return try classEscape()
    }
}
