/// A pattern as the instructions of a nondeterministic automaton, in flat arrays.
///
///     a+|b      0 save 0 · 1 split 2, 5 · 2 one a · 3 split 2, 4 · 4 jump 6 · 5 one b · 6 save 1 · 7 match
package struct RegexProgram: Sendable {
    enum Operation: UInt8, Sendable {
        /// One scalar: the one given, one of a class, any.
        case scalar, members, any
        /// Goes on at both places, the first preferred.
        case split
        case jump, save, assertion, match
    }

    private(set) var operations: [Operation] = []
    /// The scalar, class, slot, assertion or first place of an instruction.
    private(set) var first: [Int32] = []
    /// The second place of a split.
    private(set) var second: [Int32] = []
    private var classes: [ScalarClass] = []
    private(set) var sets = ScalarSets()
    /// Two for the match and two for each group that is kept.
    let slotCount: Int
    package let groupCount: Int
    package let groupNames: [String: Int]
    private let keepsGroups: Bool
    /// Bytes with which every match begins.
    private(set) var prefix: [UInt8] = []
    /// By byte: whether a match may begin with it; empty when a match may be empty.
    private(set) var firstBytes: [Bool] = []
    /// Whether a match can only begin at the text's start.
    private(set) var isAnchored = false

    /// With `keepsGroups` false only the whole match is found, which is faster.
    package init(
        _ pattern: String,
        ignoresCase: Bool = false,
        keepsGroups: Bool
    ) throws(RegexError) {
        let (node, groupCount, names) = try RegexParser.parse(pattern, ignoresCase: ignoresCase)
        self.keepsGroups = keepsGroups
        self.groupCount = groupCount
        groupNames = names
        slotCount = keepsGroups ? 2 * (groupCount + 1) : 2
        try append(.save, 0)
        try emit(node)
        try append(.save, 1)
        try append(.match)
        sets = ScalarSets(classes)
        classes = []
        isAnchored =
            operations[1] == .assertion
            && first[1] == RegexAssertion.textStart.rawValue
        readPrefix()
        firstBytes = RegexFirstBytes.table(self)
    }

    private mutating func append(
        _ operation: Operation,
        _ a: Int = 0,
        _ b: Int = 0
    ) throws(RegexError) {
        if operations.count >= RegexLimits.instructionCount {
            let message = "the pattern is too large, expected fewer or smaller repetitions"
            throw RegexError(position: 1, message: message)
        }
        operations.append(operation)
        first.append(Int32(a))
        second.append(Int32(b))
    }

    private mutating func emit(_ node: RegexNode) throws(RegexError) {
        switch node {
        case .empty: break
        case .one(let members): try emit(members)
        case .assertion(let assertion): try append(.assertion, Int(assertion.rawValue))
        case .sequence(let items): for item in items { try emit(item) }
        case .either(let choices): try emitEither(choices)
        case .repeated(let inner, let least, let most, let isGreedy):
            try emitRepeated(inner, least, most, isGreedy)
        case .group(let inner, let number):
            if keepsGroups { try append(.save, 2 * number) }
            try emit(inner)
            if keepsGroups { try append(.save, 2 * number + 1) }
        }
    }

    private mutating func emit(_ members: ScalarClass) throws(RegexError) {
        if let scalar = members.single { return try append(.scalar, Int(scalar)) }
        if members == .any { return try append(.any) }
        let number = classes.firstIndex(of: members) ?? classes.count
        if number == classes.count { classes.append(members) }
        try append(.members, number)
    }

    private mutating func emitEither(_ choices: [RegexNode]) throws(RegexError) {
        var exits: [Int] = []
        for choice in choices.dropLast() {
            let split = operations.count
            try append(.split)
            try emit(choice)
            exits.append(operations.count)
            try append(.jump)
            first[split] = Int32(split + 1)
            second[split] = Int32(operations.count)
        }
        if let last = choices.last { try emit(last) }
        for exit in exits { first[exit] = Int32(operations.count) }
    }

    /// `x*` is `(x+)?`, so that an empty turn ends the loop and doesn't close a circle.
    private mutating func emitRepeated(
        _ inner: RegexNode,
        _ least: Int,
        _ most: Int?,
        _ isGreedy: Bool
    ) throws(RegexError) {
        var splits: [Int] = []
        var start = operations.count
        for _ in 0..<least {
            start = operations.count
            try emit(inner)
            if operations.count == start { break }
        }
        if let most {
            for _ in least..<most {
                try appendSplit(&splits)
                start = operations.count
                try emit(inner)
                if operations.count == start { break }
            }
        } else {
            if least == 0 {
                try appendSplit(&splits)
                start = operations.count
                try emit(inner)
            }
            let split = operations.count
            try append(.split)
            setPlaces(split, inside: start, outside: operations.count, isGreedy)
        }
        for split in splits {
            setPlaces(split, inside: split + 1, outside: operations.count, isGreedy)
        }
    }

    private mutating func appendSplit(_ splits: inout [Int]) throws(RegexError) {
        splits.append(operations.count)
        try append(.split)
    }

    private mutating func setPlaces(
        _ split: Int,
        inside: Int,
        outside: Int,
        _ isGreedy: Bool
    ) {
        first[split] = Int32(isGreedy ? inside : outside)
        second[split] = Int32(isGreedy ? outside : inside)
    }

    /// The scalars that stand before the first choice.
    private mutating func readPrefix() {
        for index in operations.indices {
            switch operations[index] {
            case .save: continue
            // An ill-formed byte reads as U+FFFD, so that this scalar has no bytes of its own.
            case .scalar where first[index] != 0xFFFD:
                Scalars.append(UInt32(first[index]), to: &prefix)
            default: return
            }
        }
    }
}

/// Classes of scalars for the inner loop: a bit mask for ASCII, sorted bounds for the rest.
struct ScalarSets: Sendable {
    private var low: [UInt64] = []
    private var high: [UInt64] = []
    /// By class: where its bounds begin; one more than classes.
    private var starts: [Int] = [0]
    /// First and last scalar of each range.
    private var bounds: [UInt32] = []

    init(_ classes: [ScalarClass] = []) {
        for members in classes {
            low.append(0)
            high.append(0)
            for range in members.ranges {
                bounds.append(range.lowerBound)
                bounds.append(range.upperBound)
                for scalar in range.clamped(to: 0...0x7F) where range.contains(scalar) {
                    if scalar < 64 {
                        low[low.count - 1] |= 1 << UInt64(scalar)
                    } else {
                        high[high.count - 1] |= 1 << UInt64(scalar - 64)
                    }
                }
            }
            starts.append(bounds.count)
        }
    }

    @inline(__always)
    func contains(_ scalar: UInt32, in index: Int) -> Bool {
        if scalar < 64 { return low[index] >> UInt64(scalar) & 1 == 1 }
        if scalar < 128 { return high[index] >> UInt64(scalar &- 64) & 1 == 1 }
        var lower = starts[index]
        var upper = starts[index &+ 1]
        while lower < upper {
            let middle = (lower &+ upper) >> 1 & ~1
            if scalar < bounds[middle] {
                upper = middle
            } else if scalar > bounds[middle &+ 1] {
                lower = middle &+ 2
            } else {
                return true
            }
        }
        return false
    }

    func ranges(_ index: Int) -> [ClosedRange<UInt32>] {
        stride(from: starts[index], to: starts[index + 1], by: 2).map { place in
            bounds[place]...bounds[place + 1]
        }
    }
}
