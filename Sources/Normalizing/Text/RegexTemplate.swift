import Records

/// What takes the place of a match: `$1`, `$<name>` and `$0` stand for groups, `$$` for a dollar.
struct RegexTemplate: Sendable {
    private enum Piece: Sendable {
        case text([UInt8])
        case group(Int)
    }

    private var pieces: [Piece] = []

    /// Whether a group other than the whole match is named.
    var needsGroups: Bool {
        pieces.contains { if case .group(let number) = $0 { number > 0 } else { false } }
    }

    init(
        _ text: String,
        option: String,
        groupCount: Int,
        names: [String: Int]
    ) throws(OptionError) {
        var literal: [UInt8] = []
        var rest = Substring(text)
        while let first = rest.popFirst() {
            guard first == "$" else {
                literal.append(contentsOf: String(first).utf8)
                continue
            }
            if rest.first == "$" {
                rest.removeFirst()
                literal.append(0x24)
                continue
            }
            guard let number = RegexTemplate.group(&rest, groupCount, names) else {
                throw OptionError(
                    option,
                    "expected `$1` to `$\(max(1, groupCount))` or `$<name>` of a group that the "
                        + "pattern has; the pattern has \(groupCount), write `$$` for a dollar sign"
                )
            }
            if !literal.isEmpty { pieces.append(.text(literal)) }
            literal = []
            pieces.append(.group(number))
        }
        if !literal.isEmpty { pieces.append(.text(literal)) }
    }

    /// A number of one digit, or of two where there are so many groups; or a name.
    private static func group(
        _ rest: inout Substring,
        _ groupCount: Int,
        _ names: [String: Int]
    ) -> Int? {
        if rest.first == "<", let end = rest.firstIndex(of: ">") {
            let name = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            return names[String(name)]
        }
        for length in [2, 1] {
            let digits = rest.prefix(length)
            guard digits.count == length, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
                let number = Int(digits), number <= groupCount
            else { continue }
            if length == 2, digits.first == "0" { continue }
            rest.removeFirst(length)
            return number
        }
        return nil
    }

    /// Appends the template with the groups of the machine's last match.
    func append(_ machine: RegexMachine, _ text: Span<UInt8>, to output: inout TextList) {
        for piece in pieces {
            switch piece {
            case .text(let bytes): output.extend(bytes.span)
            case .group(let number):
                if let range = machine.range(ofGroup: number) {
                    output.extend(text.extracting(range))
                }
            }
        }
    }
}
