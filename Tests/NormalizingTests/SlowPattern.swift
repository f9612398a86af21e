/// A pattern of the numbering plans, matched by trying: the slow reference of the automata.
///
/// Digits, `\d`, `[…]`, groups, `|`, `?`, `{n,m}` and `$`; the first alternative and the longest
/// repetition are tried first.
struct SlowPattern {
    private indirect enum Node {
        case digits(Set<Int>)
        case end
        case all([Node])
        case any([Node])
        case group(Int, Node)
        case repeated(Node, Int, Int)
    }

    struct Match {
        var length = 0
        /// By number from 1; nil when a group took no part.
        var groups: [Range<Int>?] = []
    }

    private let root: Node
    let groupCount: Int

    init(_ text: String) {
        var reader = Reader(text: Array(text))
        root = reader.alternatives()
        precondition(reader.place == reader.text.count, "cannot read \(text)")
        groupCount = reader.groupCount
    }

    /// What the pattern takes from the beginning.
    func leading(_ digits: [Int]) -> Match? {
        var found: Match?
        let groups = [Range<Int>?](repeating: nil, count: groupCount + 1)
        _ = Self.run(root, digits, 0, groups) { place, groups in
            found = Match(length: place, groups: groups)
            return true
        }
        return found
    }

    func matchesWhole(_ digits: [Int]) -> Bool {
        let groups = [Range<Int>?](repeating: nil, count: groupCount + 1)
        return Self.run(root, digits, 0, groups) { place, _ in place == digits.count }
    }

    /// The groups when the pattern takes all digits.
    func wholeGroups(_ digits: [Int]) -> [Range<Int>?]? {
        var found: [Range<Int>?]?
        let groups = [Range<Int>?](repeating: nil, count: groupCount + 1)
        _ = Self.run(root, digits, 0, groups) { place, groups in
            guard place == digits.count else { return false }
            found = groups
            return true
        }
        return found
    }

    private typealias Rest = (Int, [Range<Int>?]) -> Bool

    private static func run(
        _ node: Node,
        _ digits: [Int],
        _ place: Int,
        _ groups: [Range<Int>?],
        _ rest: Rest
    ) -> Bool {
        switch node {
        case .digits(let set):
            return place < digits.count && set.contains(digits[place]) && rest(place + 1, groups)
        case .end: return place == digits.count && rest(place, groups)
        case .any(let branches):
            return branches.contains { run($0, digits, place, groups, rest) }
        case .group(let number, let inner):
            return run(inner, digits, place, groups) { end, inside in
                var inside = inside
                inside[number] = place..<end
                return rest(end, inside)
            }
        case .all(let parts):
            guard let first = parts.first else { return rest(place, groups) }
            return run(first, digits, place, groups) { next, inside in
                run(.all(Array(parts.dropFirst())), digits, next, inside, rest)
            }
        case .repeated(let part, let least, let greatest):
            if greatest > 0 {
                let again = Node.repeated(part, max(0, least - 1), greatest - 1)
                let isMore = run(part, digits, place, groups) { next, inside in
                    run(again, digits, next, inside, rest)
                }
                if isMore { return true }
            }
            return least == 0 && rest(place, groups)
        }
    }

    private struct Reader {
        let text: [Character]
        var place = 0
        var groupCount = 0

        var next: Character? { place < text.count ? text[place] : nil }

        mutating func alternatives() -> Node {
            var branches = [sequence()]
            while next == "|" {
                place += 1
                branches.append(sequence())
            }
            return .any(branches)
        }

        mutating func sequence() -> Node {
            var parts: [Node] = []
            while let sign = next, sign != "|", sign != ")" { parts.append(repetition(of: atom())) }
            return .all(parts)
        }

        mutating func atom() -> Node {
            let sign = text[place]
            place += 1
            switch sign {
            case "$": return .end
            case "\\":
                place += 1
                return .digits(Set(0...9))
            case "[":
                var members: Set<Int> = []
                while let low = number() {
                    var high = low
                    if next == "-" {
                        place += 1
                        high = number() ?? low
                    }
                    members.formUnion(low...high)
                }
                place += 1
                return .digits(members)
            case "(":
                let isPlain = next == "?"
                if isPlain { place += 2 } else { groupCount += 1 }
                let number = groupCount
                let inner = alternatives()
                place += 1
                return isPlain ? inner : .group(number, inner)
            default:
                return .digits([sign.wholeNumberValue ?? -1])
            }
        }

        mutating func number() -> Int? {
            guard let value = next?.wholeNumberValue else { return nil }
            place += 1
            return value
        }

        mutating func repetition(of node: Node) -> Node {
            if next == "?" {
                place += 1
                return .repeated(node, 0, 1)
            }
            guard next == "{" else { return node }
            let close = text[place...].firstIndex(of: "}") ?? text.endIndex
            let bounds = String(text[place + 1..<close]).split(separator: ",").compactMap {
                Int($0)
            }
            place = close + 1
            return .repeated(node, bounds[0], bounds[bounds.count - 1])
        }
    }
}
