import Records

/// What people's answers say of two mentions, directly or through other answers.
///
/// A = B and B ≠ C say A ≠ C. Answers that contradict others are left out beforehand.
package struct DecisionBook: Sendable {
    /// The mentions that answers name; one of each class stands for it.
    private var classes = DisjointSets()
    /// By class: the classes that are other records.
    private var others: [Int: Set<Int>] = [:]

    init() {}

    init(_ decisions: [Decision]) {
        for decision in decisions where decision.isMatch { classes.join(decision.a, decision.b) }
        for decision in decisions where !decision.isMatch {
            let a = classes.insert(decision.a)
            let b = classes.insert(decision.b)
            others[a, default: []].insert(b)
            others[b, default: []].insert(a)
        }
        classes.settle()
    }

    /// Whether the two are one record; nil when nobody has said so.
    package func answer(_ a: Int, _ b: Int) -> Bool? {
        let x = classes.head(a)
        let y = classes.head(b)
        if x == y { return a == b ? nil : true }
        return others[x]?.contains(y) == true ? false : nil
    }
}
