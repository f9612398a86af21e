import Records

/// Pairs for people.
enum Review {
    /// One pair per two clusters, the best, with the most probable first.
    ///
    /// Decided pairs don't come back.
    static func queue(
        _ candidates: [MatchEdge],
        clusters: Clusters,
        task: MatchTask,
        ranks: [UInt32]
    ) -> [MatchEdge] {
        let decided = Set(task.decisions.map { Pair(clusters, $0.a, $0.b) })
        let order = candidates.sorted { sortKey($0, ranks) < sortKey($1, ranks) }
        var seen: Set<Pair> = []
        return order.filter { edge in
            let pair = Pair(clusters, edge.a, edge.b)
            if pair.first == pair.second || decided.contains(pair) { return false }
            return seen.insert(pair).inserted
        }
    }

    private static func sortKey(_ edge: MatchEdge, _ ranks: [UInt32]) -> (Double, UInt32, UInt32) {
        let x = ranks[edge.a]
        let y = ranks[edge.b]
        return (-(edge.weight ?? 0), min(x, y), max(x, y))
    }

    private struct Pair: Hashable {
        let first: UInt32
        let second: UInt32

        init(_ clusters: Clusters, _ a: Int, _ b: Int) {
            let x = clusters.clusterOf[a]
            let y = clusters.clusterOf[b]
            first = min(x, y)
            second = max(x, y)
        }
    }
}
