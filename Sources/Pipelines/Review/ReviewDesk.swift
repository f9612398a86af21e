import Loading
import Records

/// A session whose answers are kept in the decisions file as they are given.
package struct ReviewDesk: Sendable {
    package private(set) var session: ReviewSession
    package let questions: ReviewQuestions
    package let store: DecisionStore
    /// Drawn merges, when those are checked instead of the queue.
    package let sample: MergeSample?
    private let decidedBy: String
    private let decidedAt: String
    /// By pair: its row before this session.
    private var earlier: [Int: DecisionFile.Earlier] = [:]

    package init(
        _ questions: ReviewQuestions,
        session: ReviewSession,
        sample: MergeSample? = nil,
        store: DecisionStore,
        by: String,
        at: String
    ) {
        self.questions = questions
        self.session = session
        self.sample = sample
        self.store = store
        decidedBy = by
        decidedAt = at
    }

    /// Answers the current pair (nil skips it); false when the answer contradicts later ones.
    package mutating func answer(_ answer: ReviewAnswer?) throws(LoadFailure) -> Bool {
        guard let pair = session.current else { return false }
        let before = session
        guard session.answer(answer) else { return false }
        do throws(LoadFailure) {
            try keep(answer, pair)
        } catch {
            session = before
            throw error
        }
        return true
    }

    private mutating func keep(_ answer: ReviewAnswer?, _ pair: Int) throws(LoadFailure) {
        guard let answer else { return try restore(pair) }
        let asked = session.pairs[pair]
        let row = DecisionRow(
            asked.aKey,
            asked.bKey,
            answer,
            by: decidedBy,
            at: decidedAt,
            note: questions.note(asked)
        )
        // A second thought replaces the first one without a trace of it.
        try restore(pair)
        earlier[pair] = try store.take([row]).first?.earlier
    }

    private mutating func restore(_ pair: Int) throws(LoadFailure) {
        guard let row = earlier[pair] else { return }
        let asked = session.pairs[pair]
        try store.restore(row, DecisionKeys(asked.aKey, asked.bKey))
        earlier[pair] = nil
    }

    /// Takes the last answer back, in the file too; false when there is none.
    package mutating func undo() throws(LoadFailure) -> Bool {
        guard let step = session.undo() else { return false }
        try restore(step.pair)
        return true
    }

    package mutating func back() -> Bool { session.back() }

    /// What the session did, in a line or two.
    package var summary: [String] {
        let counts = ReviewAnswer.allCases.map { answer in
            "\(session.steps.count { $0.answer == answer }) \(answer.rawValue)"
        }
        var line = "\(questions.entity): \(session.answeredCount) answered"
        if session.answeredCount > 0 { line += " (\(counts.joined(separator: ", ")))" }
        if session.settledCount > 0 { line += ", \(session.settledCount) settled by them" }
        if session.skippedCount > 0 { line += ", \(session.skippedCount) skipped" }
        line += ", \(session.open.count) left"
        return [line] + [estimate].compactMap { $0 }
    }

    private var estimate: String? {
        guard let sample, let found = sample.estimate(session.steps) else { return nil }
        let covered =
            found.coveredCount == sample.mergeCount
            ? "" : " (of the \(found.coveredCount) weakest merges only; the rest wasn't looked at)"
        let shares = [found.precision, found.low, found.high].map { Self.share($0) }
        return "\(questions.entity): \(found.checkedCount) of \(sample.mergeCount) merges checked, "
            + "\(found.wrongCount) wrong; estimated precision \(shares[0]), "
            + "95 % interval \(shares[1]) to \(shares[2])\(covered)"
    }

    private static func share(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let digits = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
