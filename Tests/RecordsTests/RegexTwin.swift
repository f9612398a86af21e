@testable import Records

/// A matcher that tries all ways one after the other; slow, and plain enough to be read at once.
///
/// It says what a match and its groups are: the first way in the order of preference wins. The first
/// turn of a loop without bound may take nothing, which ends the loop; a later one may not.
struct RegexTwin {
    let node: RegexNode
    let scalars: [UInt32]
    let groupCount: Int
    /// Ways tried; beyond `stepLimit` the twin gives up.
    private(set) var stepCount = 0
    static let stepLimit = 200_000

    private typealias Groups = [Range<Int>?]

    init(_ pattern: String, _ text: String, ignoresCase: Bool = false) throws {
        let parsed = try RegexParser.parse(pattern, ignoresCase: ignoresCase)
        node = parsed.node
        groupCount = parsed.groupCount
        scalars = text.unicodeScalars.map(\.value)
    }

    /// Groups of the leftmost match as places among the scalars, 0 the whole; nil without one.
    mutating func find(from first: Int = 0) -> [Range<Int>?]? {
        for start in first...max(first, scalars.count) where start <= scalars.count {
            let empty = Groups(repeating: nil, count: groupCount + 1)
            if var groups = walk(
                node,
                start,
                empty,
                { end, groups in
                    var groups = groups
                    groups[0] = start..<end
                    return groups
                }
            ) {
                groups[0] = groups[0] ?? start..<start
                return groups
            }
        }
        return nil
    }

    private mutating func walk(
        _ node: RegexNode,
        _ place: Int,
        _ groups: Groups,
        _ next: (Int, Groups) -> Groups?
    ) -> Groups? {
        var copy = self
        defer { stepCount = copy.stepCount }
        return copy.step(node, place, groups, next)
    }

    private mutating func step(
        _ node: RegexNode,
        _ place: Int,
        _ groups: Groups,
        _ next: (Int, Groups) -> Groups?
    ) -> Groups? {
        stepCount += 1
        if stepCount > RegexTwin.stepLimit { return nil }
        switch node {
        case .empty: return next(place, groups)
        case .one(let members):
            guard place < scalars.count, members.contains(scalars[place]) else { return nil }
            return next(place + 1, groups)
        case .assertion(let assertion): return holds(assertion, place) ? next(place, groups) : nil
        case .sequence(let items): return sequence(items[...], place, groups, next)
        case .either(let choices):
            for choice in choices {
                if let found = walk(choice, place, groups, next) { return found }
            }
            return nil
        case .group(let inner, let number):
            return walk(inner, place, groups) { end, groups in
                var groups = groups
                groups[number] = place..<end
                return next(end, groups)
            }
        case .repeated(let inner, let least, let most, let isGreedy):
            return repeated(inner, least, most, isGreedy, true, place, groups, next)
        }
    }

    private mutating func sequence(
        _ items: ArraySlice<RegexNode>,
        _ place: Int,
        _ groups: Groups,
        _ next: (Int, Groups) -> Groups?
    ) -> Groups? {
        guard let item = items.first else { return next(place, groups) }
        var copy = self
        defer { stepCount = max(stepCount, copy.stepCount) }
        return walk(item, place, groups) { end, groups in
            copy.sequence(items.dropFirst(), end, groups, next)
        }
    }

    private mutating func repeated(
        _ inner: RegexNode,
        _ least: Int,
        _ most: Int?,
        _ isGreedy: Bool,
        _ isFirst: Bool,
        _ place: Int,
        _ groups: Groups,
        _ next: (Int, Groups) -> Groups?
    ) -> Groups? {
        if most == 0 { return next(place, groups) }
        if least == 0, !isGreedy, let found = next(place, groups) { return found }
        var copy = self
        defer { stepCount = max(stepCount, copy.stepCount) }
        let turned = walk(inner, place, groups) { end, groups in
            if end == place, most == nil, least <= 1 {
                return isFirst || least == 1 ? next(end, groups) : nil
            }
            let (rest, bound) = (max(0, least - 1), most.map { $0 - 1 })
            return copy.repeated(inner, rest, bound, isGreedy, false, end, groups, next)
        }
        if let turned { return turned }
        return least == 0 && isGreedy ? next(place, groups) : nil
    }

    private func holds(_ assertion: RegexAssertion, _ place: Int) -> Bool {
        let before = place > 0 ? scalars[place - 1] : nil
        let behind = place < scalars.count ? scalars[place] : nil
        let isEdge =
            (before.map(RegexWords.isWord) ?? false) != (behind.map(RegexWords.isWord) ?? false)
        return switch assertion {
        case .textStart: place == 0
        case .textEnd: place == scalars.count
        case .lineStart: before == nil || before == 0x0A
        case .lineEnd: behind == nil || behind == 0x0A
        case .wordBoundary: isEdge
        case .noWordBoundary: !isEdge
        }
    }
}
