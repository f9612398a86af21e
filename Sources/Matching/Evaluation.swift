/// How good clusters are against the truth, by pairs, by mentions and by whole clusters.
package struct Evaluation: Sendable, Equatable {
    package struct Score: Sendable, Equatable {
        package var precision: Double
        package var recall: Double

        package var f1: Double {
            precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
        }
    }

    package var mentionCount: Int
    package var truePairCount: Int
    package var foundPairCount: Int
    package var rightPairCount: Int
    /// B-cubed (Bagga and Baldwin 1998): the mean over mentions.
    package var bCubed: Score
    /// Clusters that equal a true one.
    package var exactClusterCount: Int
    package var foundClusterCount: Int
    package var trueClusterCount: Int

    package var pairwise: Score {
        Score(
            precision: foundPairCount > 0 ? Double(rightPairCount) / Double(foundPairCount) : 1,
            recall: truePairCount > 0 ? Double(rightPairCount) / Double(truePairCount) : 1
        )
    }

    package var exact: Score {
        Score(
            precision: foundClusterCount > 0
                ? Double(exactClusterCount) / Double(foundClusterCount) : 1,
            recall: trueClusterCount > 0 ? Double(exactClusterCount) / Double(trueClusterCount) : 1
        )
    }

    /// Compares two labellings of the same mentions; a mention found in only one of them is left
    /// out.
    package static func evaluate(
        _ clusters: [(id: String, cluster: String)],
        truth: [(id: String, cluster: String)]
    ) -> Evaluation {
        var expected: [String: String] = [:]
        for (id, cluster) in truth { expected[id] = cluster }
        var found: [String] = []
        var right: [String] = []
        for (id, cluster) in clusters {
            guard let other = expected[id] else { continue }
            found.append(cluster)
            right.append(other)
        }
        return evaluate(found, truth: right)
    }

    /// The same over aligned labels.
    package static func evaluate<Label: Hashable>(_ found: [Label], truth: [Label]) -> Evaluation {
        var foundSizes: [Label: Int] = [:]
        var trueSizes: [Label: Int] = [:]
        var cells: [LabelPair<Label>: Int] = [:]
        for (a, b) in zip(found, truth) {
            foundSizes[a, default: 0] += 1
            trueSizes[b, default: 0] += 1
            cells[LabelPair(found: a, truth: b), default: 0] += 1
        }
        var precision: [Double] = []
        var recall: [Double] = []
        var exact = 0
        var rightPairs = 0
        for (cell, count) in cells {
            let foundSize = foundSizes[cell.found, default: 0]
            let trueSize = trueSizes[cell.truth, default: 0]
            precision.append(Double(count * count) / Double(foundSize))
            recall.append(Double(count * count) / Double(trueSize))
            rightPairs += count * (count - 1) / 2
            if count == foundSize, count == trueSize { exact += 1 }
        }
        let mentions = Double(max(1, found.count))
        // Summed in ascending order: the result doesn't depend on the order of a dictionary.
        let bCubed = Score(
            precision: precision.sorted().reduce(0, +) / mentions,
            recall: recall.sorted().reduce(0, +) / mentions
        )
        return Evaluation(
            mentionCount: found.count,
            truePairCount: trueSizes.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 },
            foundPairCount: foundSizes.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 },
            rightPairCount: rightPairs,
            bCubed: bCubed,
            exactClusterCount: exact,
            foundClusterCount: foundSizes.count,
            trueClusterCount: trueSizes.count
        )
    }
}

private struct LabelPair<Label: Hashable>: Hashable {
    let found: Label
    let truth: Label
}
