/// A pattern as the states of a nondeterministic automaton (Thompson 1968; Pike's virtual machine).
struct PatternProgram: Sendable {
    enum Instruction: Sendable, Equatable {
        /// One scalar of the set, then the next instruction.
        case take(ScalarSet)
        case start, end
        case jump(Int)
        /// Both go on at once.
        case fork(Int, Int)
        case found
    }

    static let maxInstructionCount = 20_000

    private(set) var instructions: [Instruction] = []

    init(_ pattern: String) throws(PatternError) {
        try emit(try PatternParser.parse(pattern))
        instructions.append(.found)
    }

    private mutating func emit(_ node: PatternNode) throws(PatternError) {
        if instructions.count > PatternProgram.maxInstructionCount {
            throw PatternError(scalarOffset: 0, message: "expected fewer nested repetitions")
        }
        switch node {
        case .empty: break
        case .set(let set): instructions.append(.take(set))
        case .start: instructions.append(.start)
        case .end: instructions.append(.end)
        case .sequence(let items): for item in items { try emit(item) }
        case .either(let choices): try emitEither(choices)
        case .repeated(let inner, let least, let most):
            for _ in 0..<least { try emit(inner) }
            try emitOptional(inner, count: most.map { $0 - least })
        }
    }

    private mutating func emitEither(_ choices: [PatternNode]) throws(PatternError) {
        var exits: [Int] = []
        for choice in choices.dropLast() {
            let fork = instructions.count
            instructions.append(.found)
            try emit(choice)
            exits.append(instructions.count)
            instructions.append(.found)
            instructions[fork] = .fork(fork + 1, instructions.count)
        }
        if let last = choices.last { try emit(last) }
        for exit in exits { instructions[exit] = .jump(instructions.count) }
    }

    /// `count` further copies that may each be left out, or a loop when there is no count.
    private mutating func emitOptional(
        _ inner: PatternNode,
        count: Int?
    ) throws(PatternError) {
        var forks: [Int] = []
        for _ in 0..<(count ?? 1) {
            forks.append(instructions.count)
            instructions.append(.found)
            try emit(inner)
        }
        if count == nil { instructions.append(.jump(forks[0])) }
        for fork in forks { instructions[fork] = .fork(fork + 1, instructions.count) }
    }
}
