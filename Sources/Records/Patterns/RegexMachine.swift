/// Runs a program over texts: all states at once, in the order of preference, one step a scalar.
///
/// Pike's machine: a thread is a place in the program with the groups that led to it. A place is
/// in a list once, and the thread that came first is the preferred one, so that no list is longer
/// than the program. The scratch is made once and used for all texts.
package struct RegexMachine: Sendable {
    package let program: RegexProgram
    private let slotCount: Int
    /// Places of the threads of two lists, one behind the other.
    private var places: [Int32]
    /// The slots of each thread.
    private var threadSlots: [Int32]
    /// By place: the generation in which it was last added.
    private var marks: [UInt32]
    private var generation: UInt32 = 0
    /// Places still to follow; `~slot` and a value before it put a slot back.
    private var pending: [Int32] = []
    /// The slots of the thread that is being followed.
    private var slots: [Int32]
    private var best: [Int32]

    package init(_ program: RegexProgram) {
        self.program = program
        slotCount = program.slotCount
        let count = program.operations.count
        places = [Int32](repeating: 0, count: 2 * count)
        threadSlots = [Int32](repeating: -1, count: 2 * count * slotCount)
        marks = [UInt32](repeating: 0, count: count)
        slots = [Int32](repeating: -1, count: slotCount)
        best = slots
        pending.reserveCapacity(4 * count)
    }

    /// Where group `number` stood in the last match, 0 the whole; nil when it took no part.
    package func range(ofGroup number: Int) -> Range<Int>? {
        guard 2 * number + 1 < best.count, best[2 * number] >= 0, best[2 * number + 1] >= 0 else {
            return nil
        }
        return Int(best[2 * number])..<Int(best[2 * number + 1])
    }

    /// Finds the first match that begins at `start` or later.
    package mutating func find(in text: Span<UInt8>, from start: Int = 0) -> Bool {
        guard text.count <= RegexLimits.textByteCount, start <= text.count else { return false }
        if generation > UInt32.max - UInt32(text.count) - 16 { resetMarks() }
        let listSize = program.operations.count
        var isFound = false
        var position = start
        var base = 0
        var count = 0
        generation &+= 1
        while true {
            if count == 0 {
                if isFound || program.isAnchored && position > 0 { break }
                guard let candidate = nextCandidate(text, from: position) else { break }
                if candidate != position { generation &+= 1 }
                position = candidate
            }
            if !isFound, !program.isAnchored || position == 0 {
                for slot in 0..<slotCount { slots[slot] = -1 }
                count = follow(0, at: position, of: text, base: base, count: count)
            }
            let isEnd = position >= text.count
            let (scalar, byteCount) = isEnd ? (0, 0) : Scalars.decode(text, at: position)
            generation &+= 1
            let nextBase = base == 0 ? listSize : 0
            var nextCount = 0
            var index = 0
            while index < count {
                let place = Int(places[base &+ index])
                let isTaken: Bool
                switch program.operations[place] {
                case .match:
                    keep(base &+ index)
                    isFound = true
                    // What follows in the list is less preferred.
                    count = index
                    isTaken = false
                case .scalar: isTaken = !isEnd && UInt32(program.first[place]) == scalar
                case .members:
                    isTaken = !isEnd && program.sets.contains(scalar, in: Int(program.first[place]))
                default: isTaken = !isEnd
                }
                if isTaken {
                    let from = (base &+ index) &* slotCount
                    for slot in 0..<slotCount { slots[slot] = threadSlots[from &+ slot] }
                    nextCount = follow(
                        place &+ 1,
                        at: position &+ byteCount,
                        of: text,
                        base: nextBase,
                        count: nextCount
                    )
                }
                index &+= 1
            }
            if isEnd { break }
            position &+= byteCount
            base = nextBase
            count = nextCount
        }
        return isFound
    }

    private mutating func resetMarks() {
        generation = 0
        for place in marks.indices { marks[place] = 0 }
    }

    private mutating func keep(_ thread: Int) {
        for slot in 0..<slotCount { best[slot] = threadSlots[thread &* slotCount &+ slot] }
    }

    /// The next offset at which a match may begin; nil when there is none.
    private func nextCandidate(_ text: Span<UInt8>, from start: Int) -> Int? {
        if program.isAnchored || program.firstBytes.isEmpty { return start }
        if program.prefix.count > 1 {
            return text.range(of: program.prefix.span, from: start)?.lowerBound
        }
        var offset = start
        while offset < text.count {
            if program.firstBytes[Int(text[offset])] { return offset }
            offset &+= 1
        }
        return nil
    }

    /// Adds the threads that are reached from a place without taking a scalar.
    private mutating func follow(
        _ start: Int,
        at position: Int,
        of text: Span<UInt8>,
        base: Int,
        count: Int
    ) -> Int {
        var count = count
        pending.append(Int32(truncatingIfNeeded: start))
        while let next = pending.popLast() {
            if next < 0 {
                slots[Int(~next)] = pending.removeLast()
                continue
            }
            var place = Int(next)
            while marks[place] != generation {
                marks[place] = generation
                switch program.operations[place] {
                case .jump:
                    place = Int(program.first[place])
                    continue
                case .split:
                    pending.append(program.second[place])
                    place = Int(program.first[place])
                    continue
                case .save:
                    let slot = program.first[place]
                    pending.append(slots[Int(slot)])
                    pending.append(~slot)
                    slots[Int(slot)] = Int32(truncatingIfNeeded: position)
                    place &+= 1
                    continue
                case .assertion:
                    guard holds(program.first[place], at: position, of: text) else { break }
                    place &+= 1
                    continue
                default:
                    places[base &+ count] = Int32(truncatingIfNeeded: place)
                    let to = (base &+ count) &* slotCount
                    for slot in 0..<slotCount { threadSlots[to &+ slot] = slots[slot] }
                    count &+= 1
                }
                break
            }
        }
        return count
    }

    private func holds(_ assertion: Int32, at position: Int, of text: Span<UInt8>) -> Bool {
        switch RegexAssertion(rawValue: assertion) {
        case .textStart: position == 0
        case .textEnd: position == text.count
        case .lineStart: position == 0 || text[position &- 1] == 0x0A
        case .lineEnd: position == text.count || text[position] == 0x0A
        case .wordBoundary: RegexWords.isEdge(position, of: text)
        case .noWordBoundary: !RegexWords.isEdge(position, of: text)
        case nil: false
        }
    }
}

/// Edges of words, for `\b`.
enum RegexWords {
    /// Whether just one of the scalars before and behind an offset is of a word.
    static func isEdge(_ position: Int, of text: Span<UInt8>) -> Bool {
        let isBehind = position < text.count && isWord(Scalars.decode(text, at: position).scalar)
        guard position > 0 else { return isBehind }
        var head = position - 1
        while head > 0, text[head] & 0xC0 == 0x80, position - head < 4 { head -= 1 }
        let (scalar, byteCount) = Scalars.decode(text, at: head)
        return isBehind != (head + byteCount == position && isWord(scalar))
    }

    /// A letter, digit or underscore.
    static func isASCIIWord(_ scalar: UInt32) -> Bool {
        scalar &- 0x30 < 10 || (scalar | 0x20) &- 0x61 < 26 || scalar == 0x5F
    }

    static func isWord(_ scalar: UInt32) -> Bool {
        scalar < 0x80 ? isASCIIWord(scalar) : Scalars.isHan(scalar)
    }
}
