/// A person's way through the pairs: which is asked next, what answers settle, undo and back.
///
/// Pure: it knows no terminal, file or clock. Pairs that follow from earlier answers are never
/// asked.
package struct ReviewSession: Sendable {
    package enum Order: Sendable {
        /// What changes most comes first; asked anew after each answer.
        case byEffect
        /// As they stand.
        case asGiven
    }

    package struct Step: Sendable, Equatable {
        package var pair: Int
        /// nil: skipped, to be asked another day.
        package var answer: ReviewAnswer?
    }

    package let pairs: [ReviewPair]
    package private(set) var steps: [Step] = []
    /// Pairs to be asked, in order.
    package private(set) var open: [Int] = []
    /// Pairs that follow from the answers.
    package private(set) var settledCount = 0
    private let order: Order
    private let start: ReviewGroups
    /// The step that is looked at again.
    private var revisited: Int?

    /// `sizes`: the number of mentions of each group that the pairs name.
    package init(pairs: [ReviewPair], sizes: [Int], order: Order = .byEffect) {
        self.pairs = pairs
        self.order = order
        start = ReviewGroups(sizes: sizes)
        renew(start)
    }

    /// The pair that is asked now; nil when nothing is left.
    package var current: Int? { revisited.map { steps[$0].pair } ?? open.first }

    /// What was said of the current pair before, when it is looked at again.
    package var earlierAnswer: ReviewAnswer? { revisited.flatMap { steps[$0].answer } }

    /// 1-based, of those that were asked.
    package var position: Int { (revisited ?? steps.count) + 1 }

    package var answeredCount: Int { steps.count { $0.answer != nil } }

    package var skippedCount: Int { steps.count - answeredCount }

    /// Answers the current pair, or skips it with nil.
    ///
    /// False, and nothing changes, when the answer contradicts later ones.
    package mutating func answer(_ answer: ReviewAnswer?) -> Bool {
        guard let pair = current else { return false }
        var steps = steps
        if let revisited { steps.remove(at: revisited) }
        steps.insert(Step(pair: pair, answer: answer), at: revisited ?? steps.count)
        guard let groups = groups(after: steps) else { return false }
        self.steps = steps
        revisited = nil
        renew(groups)
        return true
    }

    /// Takes the last answer back and asks again; nil when there is none.
    package mutating func undo() -> Step? {
        revisited = nil
        guard let last = steps.popLast() else { return nil }
        renew(groups(after: steps) ?? start)
        // The very pair comes again, whatever else is open.
        open.removeAll { $0 == last.pair }
        open.insert(last.pair, at: 0)
        return last
    }

    /// Looks at the pair before the current one again; false at the beginning.
    package mutating func back() -> Bool {
        let position = revisited ?? steps.count
        if position == 0 { return false }
        revisited = position - 1
        return true
    }

    /// What is known after some steps; nil when they contradict each other.
    private func groups(after steps: [Step]) -> ReviewGroups? {
        var groups = start
        for step in steps {
            guard let answer = step.answer else { continue }
            let pair = pairs[step.pair]
            if !groups.take(answer, pair.aGroup, pair.bGroup) { return nil }
        }
        return groups
    }

    private mutating func renew(_ groups: ReviewGroups) {
        let seen = Set(steps.map(\.pair))
        let unseen = pairs.indices.filter { !seen.contains($0) }
        let left = unseen.filter {
            groups.standing(pairs[$0].aGroup, pairs[$0].bGroup) == .open
        }
        settledCount = unseen.count - left.count
        open =
            order == .asGiven
            ? left : ReviewEffect(pairs, open: left, groups: groups).order(left)
    }
}
