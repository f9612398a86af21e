import Records

/// What is to be told in full of a match: one pair, or how the cluster of a mention came together.
package enum TraceRequest: Sendable, Equatable {
    case pair(Int, Int)
    case cluster(Int)
}

package enum MatchTrace: Sendable {
    case pair(PairTrace)
    case cluster(ClusterTrace)
}

/// All that a pair's weight is made of, and what became of the pair.
///
///     start + Σ lines.weight + sharedCauses + relation = weight
package struct PairTrace: Sendable {
    /// One compared field.
    package struct Line: Sendable {
        package var field: String
        /// −1: one side has nothing to compare.
        package var level: Int
        package var levelName: String
        /// P(level | same record), P(level | strangers), P(level | relatives); nil without a level.
        package var match: Double?
        package var other: Double?
        package var related: Double?
        /// In bits, frequency included.
        package var weight: Double
        /// The part of the weight that the value's own frequency brings.
        package var frequency: Double
        package var a: Side
        package var b: Side
    }

    /// What one mention has for a field.
    package struct Side: Sendable, Equatable {
        package var values: [TracedValue] = []
        /// False when it has no value, or none that may be compared (placeholders, masked numbers).
        package var isCompared = false
    }

    package struct TracedValue: Sendable, Equatable {
        /// The field's name, whose type says how the value is masked.
        package var field: String
        package var text: String

        package init(field: String, text: String) {
            self.field = field
            self.text = text
        }
    }

    /// What became of the pair.
    package enum Ending: Sendable, Equatable {
        /// This very link made two groups one.
        case linked(String)
        /// One record through other mentions: the links from a to b.
        case joined([MatchEdge])
        case refused(String)
        case apart
    }

    package enum Band: String, Sendable { case merge, review, below }

    package var a: Int
    package var b: Int
    package var prior: Double
    package var start: Double
    package var lines: [Line]
    package var sharedCauses: Double
    package var relation: Double
    /// P(related | different records).
    package var relatedProbability: Double
    package var weight: Double
    package var probability: Double
    package var mergeThreshold: Double
    package var reviewThreshold: Double
    /// Whether some rule proposed the pair; only then is it scored.
    package var isProposed: Bool
    package var rules: [RuleTrace]
    /// Something identifying agrees, or two things of different causes and nothing conflicts.
    package var isSufficient: Bool
    /// The field whose level forbids the pair.
    package var veto: String?
    /// What would stand against joining the two records now.
    package var obstacle: String?
    /// Reasons outside the values that make the pair certain.
    package var certain: [String]
    /// What people said of the pair itself.
    package var decision: Bool?
    package var ending: Ending
    package var isQueued: Bool
    /// Another pair of the same two records that waits for people.
    package var queuedInstead: MatchEdge?

    package var band: Band {
        probability >= mergeThreshold ? .merge : probability >= reviewThreshold ? .review : .below
    }
}

/// How a blocking rule saw a pair.
package struct RuleTrace: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        /// The smallest common block, which is compared whole.
        case proposed(blockSize: Int)
        /// The smallest common block is larger than what is compared whole.
        case tooLarge(blockSize: Int)
        /// Mentions without a key under the rule.
        case noKey(a: Bool, b: Bool)
        /// Both have keys, but no common one.
        case differs
    }

    package var name: String
    package var state: State

    package var isProposed: Bool { if case .proposed = state { true } else { false } }
}

/// How a record came together: links in the order in which they were made, and those refused.
package struct ClusterTrace: Sendable {
    package struct Step: Sendable {
        package var edge: MatchEdge
        /// The two groups that the link joined, that of `edge.a` first.
        package var left: [Int]
        package var right: [Int]
    }

    package var mention: Int
    package var members: [Int]
    package var steps: [Step]
    /// Links from a member to another record, or between members, that were refused.
    package var refused: [MatchEdge]
    /// Pairs of a member that wait for people for want of weight.
    package var queued: [MatchEdge]
}
