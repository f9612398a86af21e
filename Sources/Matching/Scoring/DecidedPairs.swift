import Records

/// Pairs that people answered, as evidence for training.
///
/// People are asked about doubtful pairs, so their answers say nothing of how often records match.
/// But which pairs are asked follows from the agreements: given the pattern, being asked says
/// nothing more, and the likelihood stays right when each answered pair keeps its place among the
/// compared pairs and only its posterior is replaced by the answer (Little and Rubin 1987, missing
/// at random). An answer counts as far as the pair is doubtful by itself, 4·P·(1 − P): one about a
/// pair that is sure by its weight was asked because of others of its cluster, or as a spot check.
///
/// Answers that the model expects, as a whole, teach it nothing: they change no weight. Only when
/// they depart from it by more than chance does training go on with them.
struct DecidedPairs: Sendable {
    /// Pattern and answer of each answered pair that a model learns from.
    let answers: [(pattern: UInt64, isMatch: Bool)]

    /// Standard deviations within which answers are as expected.
    private static let chance = 2.0

    /// Answers about pairs that no block proposed are left out, for they were not chosen by pattern,
    /// and so are those whose pattern is none of `common`: training counts no pair of it.
    init(_ decisions: [Decision], in pairs: ScoredPairs, common: ScoredPairs) {
        let known = Set(common.patterns)
        var found: [(pattern: UInt64, isMatch: Bool)] = []
        for decision in decisions where decision.a != decision.b {
            let a = min(decision.a, decision.b)
            guard let index = pairs.pattern(a, max(decision.a, decision.b)),
                known.contains(pairs.patterns[index])
            else { continue }
            found.append((pairs.patterns[index], decision.isMatch))
        }
        // Sums of floating-point numbers must not depend on the order of the file.
        answers = found.sorted {
            $0.pattern != $1.pattern ? $0.pattern < $1.pattern : !$0.isMatch && $1.isMatch
        }
    }

    /// Whether more or fewer of the answers are yes than the model makes credible.
    func contradict(_ table: WeightTable) -> Bool {
        var surprise = 0.0
        var variance = 0.0
        for answer in answers {
            let expected = Logarithm.probability(table.total(answer.pattern))
            let doubt = 4 * expected * (1 - expected)
            surprise += doubt * ((answer.isMatch ? 1 : 0) - expected)
            variance += doubt * doubt * expected * (1 - expected)
        }
        return surprise * surprise > Self.chance * Self.chance * max(variance, 1e-9)
    }

    /// Replaces what is expected of each answered pair by its answer.
    func correct(_ sums: inout Training.Sums, _ table: WeightTable) {
        let layout = table.layout
        for answer in answers {
            let sum = table.sum(answer.pattern)
            let expected = Logarithm.probability(table.total(sum))
            let doubt = 4 * expected * (1 - expected)
            let matched = doubt * ((answer.isMatch ? 1 : 0) - expected)
            let related = -matched * sum.relatedProbability
            sums.matches += matched
            sums.related += related
            for field in 0..<layout.fieldCount {
                let place = field << 4 + layout.level(field, in: answer.pattern) + 1
                sums.matched[place] += matched
                sums.relatedLevels[place] += related
            }
        }
    }
}

extension ScoredPairs {
    /// The pattern index of a pair, a < b; nil when it was not compared.
    func pattern(_ a: Int, _ b: Int) -> Int? {
        guard a >= 0, a + 1 < starts.count else { return nil }
        let range = Int(starts[a])..<Int(starts[a + 1])
        return range.first { others[$0] == UInt32(b) }.map { Int(patternOf[$0]) }
    }
}
