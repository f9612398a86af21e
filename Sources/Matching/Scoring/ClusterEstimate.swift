import Records

/// Right and missed pairs of finished clusters, as the model sees them (after fastLink).
///
/// Counted over the compared pairs after closure: two mentions that only a third one joined count
/// with their own probability. Clusters with a link that isn't the model's are left out.
struct ClusterEstimate {
    let precision: Double?
    let recall: Double?

    /// Below these a model has merged what it doesn't believe in, or can't tell most of it apart.
    private static let leastPrecision = 0.85
    private static let leastRecall = 0.3
    /// Expected matches from which a model that joins none has failed.
    private static let fewest = 20.0

    init(
        _ pairs: ScoredPairs,
        _ verdicts: PatternVerdicts,
        _ clusters: Clusters,
        _ edges: [MatchEdge]
    ) {
        var isGiven = [Bool](repeating: false, count: clusters.count)
        for edge in edges where edge.reason != .score {
            isGiven[Int(clusters.clusterOf[edge.a])] = true
        }
        // Counted by pattern: sums over pairs would depend on their order in the last digits.
        var joinedCounts = [Int](repeating: 0, count: pairs.patterns.count)
        var counts = joinedCounts
        pairs.forEach { a, b, index in
            let cluster = clusters.clusterOf[a]
            let isJoined = cluster == clusters.clusterOf[b]
            if isJoined, isGiven[Int(cluster)] { return }
            counts[index] += 1
            if isJoined { joinedCounts[index] += 1 }
        }
        var joined = 0.0
        var right = 0.0
        var all = 0.0
        for index in counts.indices {
            let probability = verdicts.isVetoed[index] ? 0 : verdicts.probabilities[index]
            joined += Double(joinedCounts[index])
            right += Double(joinedCounts[index]) * probability
            all += Double(counts[index]) * probability
        }
        precision = joined > 0 ? right / joined : nil
        recall = joined > 0 && all > 0 ? right / all : all >= Self.fewest ? 0 : nil
    }

    /// True where nothing was joined by the model and nothing was to join: there is nothing to doubt.
    var isConfident: Bool {
        (precision ?? 1) >= Self.leastPrecision && (recall ?? 1) >= Self.leastRecall
    }

    var doubt: String {
        (precision ?? 1) < Self.leastPrecision
            ? "of what it merged, too much is uncertain"
            : "most of what may be one record is uncertain"
    }
}
