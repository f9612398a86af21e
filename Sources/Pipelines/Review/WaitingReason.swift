import Matching

/// Why a pair waits for people, where its probability alone doesn't say it.
enum WaitingReason {
    /// Above `merge`, but on evidence that many different records share.
    static let insufficient =
        "nothing identifying agrees, and too little else does or something conflicts"

    /// As `sluice match --explain` says it; empty for a pair below `merge`.
    static func text(_ edge: MatchEdge, mergeThreshold: Double) -> String {
        if edge.reason != .score { return edge.reason.text }
        return edge.probability >= mergeThreshold ? insufficient : ""
    }
}
