// Patterns of the rule `matches`: the part of regular expressions that a finite automaton decides.
//
// Literals, `.`, classes `[A-Z0-9]` and `[^…]`, `\d \w \s` and their negations, `\p{Han}`, anchors
// `^ $`, groups `(…)` and `(?:…)`, alternation `|`, and `? * + {m} {m,} {m,n}`. There are no
// back-references and no look-around, so matching takes time linear in the text (Thompson 1968).

/// Why a pattern can't be used.
package struct PatternError: Error, Sendable, Equatable {
    /// 0-based, in scalars of the pattern.
    package let scalarOffset: Int
    package let message: String
}

package enum PatternSyntax {
    /// What is wrong with a pattern, lower case; nil when it can be used.
    package static func error(_ pattern: String) -> String? {
        do {
            _ = try PatternProgram(pattern)
            return nil
        } catch {
            return "\(error.message) at character \(error.scalarOffset + 1)"
        }
    }

    static let maxScalarCount = 1000
    static let maxRepeatCount = 1000
    static let maxDepth = 100
}

/// A set of scalars by ranges.
struct ScalarSet: Sendable, Equatable {
    var ranges: [ClosedRange<UInt32>] = []
    var isNegated = false

    func contains(_ scalar: UInt32) -> Bool {
        ranges.contains { $0.contains(scalar) } != isNegated
    }

    static let digits = ScalarSet(ranges: [0x30...0x39])
    static let blanks = ScalarSet(ranges: [0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x3000...0x3000])
    static let han = ScalarSet(ranges: [
        0x3007...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF,
    ])
    static let word = ScalarSet(
        ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A] + han.ranges
    )
    static let anyButLineBreak = ScalarSet(ranges: [0x0A...0x0A], isNegated: true)

    /// The same set without `isNegated`.
    var positive: [ClosedRange<UInt32>] {
        guard isNegated else { return ranges }
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
        return gaps
    }
}

indirect enum PatternNode: Sendable, Equatable {
    case empty
    case set(ScalarSet)
    case start, end
    case sequence([PatternNode])
    case either([PatternNode])
    /// `most` nil: without end.
    case repeated(PatternNode, least: Int, most: Int?)
}

/// Recursive descent over the pattern's scalars.
struct PatternParser {
    private let scalars: [UInt32]
    private var offset = 0
    private var depth = 0

    static func parse(_ pattern: String) throws(PatternError) -> PatternNode {
        var parser = PatternParser(pattern)
        if parser.scalars.count > PatternSyntax.maxScalarCount {
            throw parser.error("expected at most \(PatternSyntax.maxScalarCount) characters")
        }
        let node = try parser.parseEither()
        if parser.offset < parser.scalars.count { throw parser.error("unmatched `)`") }
        return node
    }

    private init(_ pattern: String) { scalars = pattern.unicodeScalars.map(\.value) }

    private func error(_ message: String) -> PatternError {
        PatternError(scalarOffset: offset, message: message)
    }

    private var next: UInt32? { offset < scalars.count ? scalars[offset] : nil }

    private func isNext(_ character: Unicode.Scalar) -> Bool { next == character.value }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isNext(character) else { return false }
        offset += 1
        return true
    }

    private mutating func parseEither() throws(PatternError) -> PatternNode {
        var choices = [try parseSequence()]
        while take("|") { choices.append(try parseSequence()) }
        return choices.count == 1 ? choices[0] : .either(choices)
    }

    private mutating func parseSequence() throws(PatternError) -> PatternNode {
        var items: [PatternNode] = []
        while next != nil, !isNext("|"), !isNext(")") { items.append(try parseRepeated()) }
        return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
    }

    private mutating func parseRepeated() throws(PatternError) -> PatternNode {
        let start = offset
        let atom = try parseAtom()
        guard let (least, most) = try parseQuantifier() else { return atom }
        if scalars[start] == 0x5E || scalars[start] == 0x24 {
            throw PatternError(scalarOffset: start, message: "an anchor can't be repeated")
        }
        if isNext("?") || isNext("*") || isNext("+") || isNext("{") {
            throw error("expected one repetition; lazy and possessive ones don't matter here")
        }
        return .repeated(atom, least: least, most: most)
    }

    private mutating func parseQuantifier() throws(PatternError) -> (least: Int, most: Int?)? {
        if take("?") { return (0, 1) }
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        guard take("{") else { return nil }
        let least = try parseCount()
        var most: Int? = least
        if take(",") { most = isNext("}") ? nil : try parseCount() }
        if let most, most < least { throw error("expected the larger number second") }
        guard take("}") else { throw error("expected `}`") }
        return (least, most)
    }

    private mutating func parseCount() throws(PatternError) -> Int {
        var count = 0
        let start = offset
        while let digit = next, digit >= 0x30, digit <= 0x39 {
            count = count * 10 + Int(digit - 0x30)
            if count > PatternSyntax.maxRepeatCount {
                throw error("expected at most \(PatternSyntax.maxRepeatCount) repetitions")
            }
            offset += 1
        }
        if offset == start { throw error("expected a number; write a literal `{` as `\\{`") }
        return count
    }

    private mutating func parseAtom() throws(PatternError) -> PatternNode {
        guard let scalar = next else { throw error("expected a character, the pattern ends") }
        switch Unicode.Scalar(scalar) {
        case "(": return try parseGroup()
        case "[":
            offset += 1
            return .set(try parseClass())
        case "\\":
            offset += 1
            return .set(try parseEscape())
        case "?", "*", "+", "{": throw error("nothing to repeat")
        default: offset += 1
        }
        switch Unicode.Scalar(scalar) {
        case ".": return .set(.anyButLineBreak)
        case "^": return .start
        case "$": return .end
        default: return .set(ScalarSet(ranges: [scalar...scalar]))
        }
    }

    private mutating func parseGroup() throws(PatternError) -> PatternNode {
        let start = offset
        depth += 1
        if depth > PatternSyntax.maxDepth {
            throw error("expected at most \(PatternSyntax.maxDepth) nested groups")
        }
        offset += 1
        if take("?"), !take(":") {
            throw error("only `(…)` and `(?:…)` are known; look-around and flags are not")
        }
        let node = try parseEither()
        guard take(")") else {
            throw PatternError(scalarOffset: start, message: "`(` without `)`")
        }
        depth -= 1
        return node
    }

    private mutating func parseClass() throws(PatternError) -> ScalarSet {
        let start = offset - 1
        var set = ScalarSet(ranges: [], isNegated: take("^"))
        var isFirst = true
        while isFirst || !isNext("]") {
            guard let low = next else {
                throw PatternError(scalarOffset: start, message: "`[` without `]`")
            }
            if isFirst, isNext("]") { throw error("an empty class; write a literal `]` as `\\]`") }
            isFirst = false
            offset += 1
            if low == 0x5C {
                set.ranges += try parseEscape().positive
            } else if isNext("-"), offset + 1 < scalars.count, scalars[offset + 1] != 0x5D {
                offset += 1
                let high = try parseRangeEnd()
                if high < low { throw error("expected the larger character second") }
                set.ranges.append(low...high)
            } else {
                set.ranges.append(low...low)
            }
        }
        offset += 1
        return set
    }

    private mutating func parseRangeEnd() throws(PatternError) -> UInt32 {
        let high = scalars[offset]
        offset += 1
        guard high == 0x5C else { return high }
        let set = try parseEscape()
        guard !set.isNegated, set.ranges.count == 1, set.ranges[0].count == 1 else {
            throw error("expected one character as the range's end")
        }
        return set.ranges[0].lowerBound
    }

    /// After the backslash.
    private mutating func parseEscape() throws(PatternError) -> ScalarSet {
        guard let scalar = next else { throw error("expected a character after `\\`") }
        let start = offset
        offset += 1
        switch Unicode.Scalar(scalar) {
        case "d": return .digits
        case "w": return .word
        case "s": return .blanks
        case "D": return ScalarSet(ranges: ScalarSet.digits.ranges, isNegated: true)
        case "W": return ScalarSet(ranges: ScalarSet.word.ranges, isNegated: true)
        case "S": return ScalarSet(ranges: ScalarSet.blanks.ranges, isNegated: true)
        case "t": return ScalarSet(ranges: [0x09...0x09])
        case "n": return ScalarSet(ranges: [0x0A...0x0A])
        case "r": return ScalarSet(ranges: [0x0D...0x0D])
        case "p" where Array(scalars[offset...].prefix(5)) == "{Han}".unicodeScalars.map(\.value):
            offset += 5
            return .han
        default: break
        }
        let isLetterOrDigit =
            (0x30...0x39).contains(scalar) || (0x41...0x5A).contains(scalar)
            || (0x61...0x7A).contains(scalar)
        if isLetterOrDigit {
            throw PatternError(
                scalarOffset: start,
                message: "unknown escape; known are \\d \\w \\s \\D \\W \\S \\t \\n \\r \\p{Han}"
            )
        }
        return ScalarSet(ranges: [scalar...scalar])
    }
}
