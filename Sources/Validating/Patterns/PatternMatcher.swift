import Records

/// Runs a pattern over texts: all states at once, one step per scalar.
///
/// A text of n scalars and a program of m instructions take at most n · m steps.
struct PatternMatcher {
    private let program: [PatternProgram.Instruction]
    private var current: [Int] = []
    private var upcoming: [Int] = []
    /// By instruction: the step at which it was last added, so that none is twice in a list.
    private var addedAt: [Int]
    private var pending: [Int] = []
    private var step = 0

    init(_ program: PatternProgram) {
        self.program = program.instructions
        addedAt = [Int](repeating: 0, count: program.instructions.count)
    }

    /// Whether the pattern is found somewhere in the text.
    mutating func finds(in text: Span<UInt8>) -> Bool {
        current.removeAll(keepingCapacity: true)
        step += 1
        var offset = 0
        var isFound = add(0, isStart: true, isEnd: text.isEmpty, toUpcoming: false)
        while !isFound, offset < text.count {
            let (scalar, byteCount) = Scalars.decode(text, at: offset)
            offset += byteCount
            isFound = advance(over: scalar, isEnd: offset == text.count)
        }
        return isFound
    }

    /// Steps over one scalar; a match may also begin behind it.
    private mutating func advance(over scalar: UInt32, isEnd: Bool) -> Bool {
        step += 1
        upcoming.removeAll(keepingCapacity: true)
        var isFound = false
        for state in current {
            if case .take(let set) = program[state], set.contains(scalar) {
                if add(state + 1, isStart: false, isEnd: isEnd, toUpcoming: true) { isFound = true }
            }
        }
        if add(0, isStart: false, isEnd: isEnd, toUpcoming: true) { isFound = true }
        swap(&current, &upcoming)
        return isFound
    }

    /// Adds the states that are reached without a scalar; true when the end is among them.
    private mutating func add(
        _ state: Int,
        isStart: Bool,
        isEnd: Bool,
        toUpcoming: Bool
    ) -> Bool {
        var isFound = false
        pending.append(state)
        while let state = pending.popLast() {
            if addedAt[state] == step { continue }
            addedAt[state] = step
            switch program[state] {
            case .take:
                if toUpcoming { upcoming.append(state) } else { current.append(state) }
            case .start: if isStart { pending.append(state + 1) }
            case .end: if isEnd { pending.append(state + 1) }
            case .jump(let target): pending.append(target)
            case .fork(let a, let b):
                pending.append(b)
                pending.append(a)
            case .found: isFound = true
            }
        }
        return isFound
    }
}
