/// Recursive descent over a pattern's scalars.
///
///     either   = sequence { "|" sequence }
///     sequence = { atom [ "?" | "*" | "+" | "{m}" | "{m,}" | "{m,n}" ] [ "?" ] }
///     atom     = "(" … ")" | "[" … "]" | "\" … | "." | "^" | "$" | character
struct RegexParser {
    /// Flags of `(?ims)`, which hold to the end of their group.
    struct Flags: Equatable {
        var ignoresCase = false
        var hasLines = false
        var dotTakesAll = false
    }

    let scalars: [UInt32]
    var offset = 0
    var flags = Flags()
    private var depth = 0
    private(set) var groupCount = 0
    private(set) var groupNames: [String: Int] = [:]

    /// The pattern's tree, the number of its groups and the numbers of those with names.
    static func parse(
        _ pattern: String,
        ignoresCase: Bool = false
    ) throws(RegexError) -> (node: RegexNode, groupCount: Int, names: [String: Int]) {
        var parser = RegexParser(scalars: pattern.unicodeScalars.map(\.value))
        parser.flags.ignoresCase = ignoresCase
        if parser.scalars.count > RegexLimits.scalarCount {
            throw parser.error("expected at most \(RegexLimits.scalarCount) characters")
        }
        let node = try parser.either()
        if parser.offset < parser.scalars.count {
            throw parser.error("`)` without `(`; write the character as `\\)`")
        }
        return (node, parser.groupCount, parser.groupNames)
    }

    private init(scalars: [UInt32]) { self.scalars = scalars }

    func error(_ message: String, at offset: Int? = nil) -> RegexError {
        RegexError(position: (offset ?? self.offset) + 1, message: message)
    }

    var next: UInt32? { offset < scalars.count ? scalars[offset] : nil }

    func isNext(_ text: StaticString) -> Bool {
        var index = offset
        for byte in "\(text)".utf8 {
            guard index < scalars.count, scalars[index] == UInt32(byte) else { return false }
            index += 1
        }
        return true
    }

    /// Takes ASCII text that stands here.
    mutating func take(_ text: StaticString) -> Bool {
        guard isNext(text) else { return false }
        offset += text.utf8CodeUnitCount
        return true
    }

    private mutating func either() throws(RegexError) -> RegexNode {
        var choices = [try sequence()]
        while take("|") { choices.append(try sequence()) }
        return choices.count == 1 ? choices[0] : .either(choices)
    }

    private mutating func sequence() throws(RegexError) -> RegexNode {
        var items: [RegexNode] = []
        while next != nil, !isNext("|"), !isNext(")") {
            if try setFlags() { continue }
            items.append(try repeated())
        }
        return items.count == 1 ? items[0] : items.isEmpty ? .empty : .sequence(items)
    }

    // MARK: - Repetition

    private mutating func repeated() throws(RegexError) -> RegexNode {
        let start = offset
        let atom = try atom()
        let place = offset
        guard let (least, most) = try quantifier() else { return atom }
        if case .assertion = atom { throw error("an anchor can't be repeated", at: start) }
        let isGreedy = !take("?")
        if isNext("+") {
            throw error("possessive repetition such as `a++` isn't known", at: place)
        }
        if isNext("?") || isNext("*") || isNext("{") {
            throw error("a repetition can't be repeated; put it in `(?:…)`")
        }
        return .repeated(atom, least: least, most: most, isGreedy: isGreedy)
    }

    private mutating func quantifier() throws(RegexError) -> (least: Int, most: Int?)? {
        if take("?") { return (0, 1) }
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        guard take("{") else { return nil }
        let least = try count()
        var most: Int? = least
        if take(",") { most = isNext("}") ? nil : try count() }
        if let most, most < least { throw error("expected the larger number second") }
        guard take("}") else { throw error("expected `}`") }
        return (least, most)
    }

    private mutating func count() throws(RegexError) -> Int {
        let start = offset
        var count = 0
        while let digit = next, digit >= 0x30, digit <= 0x39 {
            count = count * 10 + Int(digit - 0x30)
            if count > RegexLimits.repeatCount {
                throw error("expected at most \(RegexLimits.repeatCount) repetitions", at: start)
            }
            offset += 1
        }
        if offset == start { throw error("expected a number; write a literal `{` as `\\{`") }
        return count
    }

    // MARK: - Atoms

    private mutating func atom() throws(RegexError) -> RegexNode {
        guard let scalar = next else { throw error("expected a character, the pattern ends") }
        switch Unicode.Scalar(scalar) {
        case "(": return try group()
        case "[":
            offset += 1
            return .one(try bracketClass())
        case "\\":
            offset += 1
            if let assertion = try assertionEscape() { return .assertion(assertion) }
            return .one(folded(try classEscape()))
        case "?", "*", "+", "{": throw error("there is nothing to repeat")
        default: offset += 1
        }
        switch Unicode.Scalar(scalar) {
        case ".": return .one(flags.dotTakesAll ? .any : .anyButLineEnd)
        case "^": return .assertion(flags.hasLines ? .lineStart : .textStart)
        case "$": return .assertion(flags.hasLines ? .lineEnd : .textEnd)
        default: return .one(folded(ScalarClass(scalar)))
        }
    }

    func folded(_ members: ScalarClass) -> ScalarClass {
        flags.ignoresCase ? members.withoutCase : members
    }

    private mutating func group() throws(RegexError) -> RegexNode {
        let start = offset
        let outer = flags
        depth += 1
        if depth > RegexLimits.depth {
            throw error("expected at most \(RegexLimits.depth) nested groups")
        }
        offset += 1
        let number = try groupHead(start)
        let inner = try either()
        guard take(")") else { throw error("`(` without `)`", at: start) }
        depth -= 1
        flags = outer
        guard let number else { return inner }
        return .group(inner, number)
    }

    /// After `(`: the number of a group that is kept; nil for `(?:…)` and `(?i:…)`.
    private mutating func groupHead(_ start: Int) throws(RegexError) -> Int? {
        if !isNext("?") { return try newGroup(start) }
        if take("?:") { return nil }
        if isNext("?=") || isNext("?!") || isNext("?<=") || isNext("?<!") {
            throw error(
                "look-around isn't known, it can't be matched in linear time; "
                    + "put what stands around into the pattern and use a group",
                at: start
            )
        }
        if take("?<") || take("?P<") {
            let number = try newGroup(start)
            try nameGroup(number)
            return number
        }
        if isNext("?P=") || isNext("?P>") { throw backReference(at: start) }
        if isNext("?>") { throw error("atomic groups aren't known", at: start) }
        if try readFlags(start, end: 0x3A) { return nil }
        throw error("expected `(…)`, `(?:…)`, `(?<name>…)` or `(?i)`", at: start)
    }

    private mutating func newGroup(_ start: Int) throws(RegexError) -> Int {
        groupCount += 1
        if groupCount > RegexLimits.groupCount {
            throw error("expected at most \(RegexLimits.groupCount) groups", at: start)
        }
        return groupCount
    }

    private mutating func nameGroup(_ number: Int) throws(RegexError) {
        let start = offset
        var name = ""
        while let scalar = next, scalar != 0x3E {
            guard RegexWords.isASCIIWord(scalar) else {
                throw error("expected a group's name of letters, digits and `_`")
            }
            name.append(Character(Unicode.Scalar(UInt8(scalar))))
            offset += 1
        }
        guard take(">"), !name.isEmpty else { throw error("expected a group's name", at: start) }
        if groupNames[name] != nil { throw error("the group `\(name)` stands twice", at: start) }
        groupNames[name] = number
    }

    // MARK: - Flags

    /// `(?i)`: from here to the end of the group.
    private mutating func setFlags() throws(RegexError) -> Bool {
        guard isNext("(?") else { return false }
        let start = offset
        offset += 1
        if try readFlags(start, end: 0x29) { return true }
        offset = start
        return false
    }

    /// `?ims-ims` and then `end`; false, and nothing is taken, when something else stands here.
    private mutating func readFlags(_ start: Int, end: UInt32) throws(RegexError) -> Bool {
        var index = offset + 1
        while index < scalars.count, scalars[index] == 0x2D || isASCIILetter(scalars[index]) {
            index += 1
        }
        guard index > offset + 1, index < scalars.count, scalars[index] == end else { return false }
        var isOn = true
        for position in (offset + 1)..<index {
            switch Unicode.Scalar(scalars[position]) {
            case "i": flags.ignoresCase = isOn
            case "m": flags.hasLines = isOn
            case "s": flags.dotTakesAll = isOn
            case "-": isOn = false
            default: throw error("unknown flag, known are i, m and s", at: position)
            }
        }
        offset = index + 1
        return true
    }

    func isASCIILetter(_ scalar: UInt32) -> Bool { (scalar | 0x20) &- 0x61 < 26 }

    func backReference(at place: Int) -> RegexError {
        error(
            "back-references such as `\\1` aren't known, they can't be matched in linear time",
            at: place
        )
    }
}
