import Records

/// A link between two mentions, made or proposed.
package struct MatchEdge: Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        case score
        case certain(CertainLink.Reason)
        case decision
        /// In review: what stood against a merge.
        case opposed(String)

        package var text: String {
            switch self {
            case .score: "score"
            case .certain(let reason): reason.rawValue
            case .decision: "decision"
            case .opposed(let cause): cause
            }
        }
    }

    package var a: Int
    package var b: Int
    package var reason: Reason
    /// In bits; nil for a link that was not scored.
    package var weight: Double?
    package var probability: Double
    /// The outcomes of all comparisons, packed.
    package var pattern: UInt64

    /// The smaller mention first.
    init(
        _ a: Int,
        _ b: Int,
        _ reason: Reason,
        weight: Double?,
        probability: Double,
        pattern: UInt64
    ) {
        self.a = min(a, b)
        self.b = max(a, b)
        self.reason = reason
        self.weight = weight
        self.probability = probability
        self.pattern = pattern
    }
}

/// What Matching found.
package struct MatchResult: Sendable {
    package var clusters: Clusters
    /// The links that made the clusters: one fewer than members in each, in order of mention.
    package var edges: [MatchEdge]
    /// Pairs for people, the most telling first.
    package var review: [MatchEdge]
    package var scored: ScoredPairs
    package var model: MatchModel
    package var summary: MatchSummary
    package var findings: [MatchFinding]
    /// What people said of any two mentions, directly or through others.
    package var answers: DecisionBook
    /// Turns patterns and edges into weights by field.
    package var explain: Explanation
    /// What the task asked to be told in full.
    package var trace: MatchTrace?
}

/// A scored pair on its way to a cluster: pattern is an index into the patterns of all pairs.
struct ScoredLink: Sendable {
    let a: UInt32
    let b: UInt32
    let pattern: UInt32
}

extension MatchEdge {
    init(_ link: ScoredLink, _ verdicts: PatternVerdicts, _ pairs: ScoredPairs) {
        let index = Int(link.pattern)
        self.init(
            Int(link.a),
            Int(link.b),
            .score,
            weight: verdicts.weights[index],
            probability: verdicts.probabilities[index],
            pattern: pairs.patterns[index]
        )
    }
}
