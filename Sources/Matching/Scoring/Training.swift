import Records

/// Learns m, u and λ from the pairs themselves (EM after Fellegi and Sunter 1969, Winkler 1988).
///
/// One joint run over the distinct patterns of all proposed pairs. Blocking is a function of the
/// agreements, so that a posterior with the unconditional λ and u is right for proposed pairs too;
/// pairs that weren't proposed are taken as different records, their levels as among random pairs.
///
///     E: P(pattern) = 1 ÷ (1 + 2^−weight)
///     M: m_g = (Σ P over level g + k·m⁰_g) ÷ (Σ P + k)
///        u_g = (pairs of level g − Σ P over g + s·u⁰_g) ÷ (pairs − Σ P + s)
///        λ = Σ P ÷ all pairs
///
/// m⁰, u⁰ come from the comparators' tables; weights stay in the order of the levels.
struct Training {
    let fields: [MatchField]
    let layout: PatternLayout
    let pairs: ScoredPairs
    let random: RandomLevels
    let mentionCount: Int

    /// Mentions below which nothing is learned.
    static let leastMentionCount = 200
    private static let maxIterationCount = 60
    private static let tolerance = 1e-4
    /// How many matches the prior knowledge of m is worth.
    private static let matchPrior = 40.0

    private var allPairs: Double { Double(mentionCount) * Double(mentionCount - 1) / 2 }

    func run() -> MatchModel {
        let base = MatchModel(fields: fields, mentionCount: mentionCount)
        var best: (model: MatchModel, likelihood: Double)?
        for factor in [0.2, 1.0, 4.0] {
            var start = base
            start.prior = min(0.2, base.prior * factor)
            let found = climb(start, prior: base)
            if best.map({ found.likelihood > $0.likelihood + 1e-6 }) ?? true { best = found }
        }
        return best?.model ?? base
    }

    private func climb(_ start: MatchModel, prior: MatchModel) -> (
        model: MatchModel, likelihood: Double
    ) {
        var model = start
        var likelihood = 0.0
        for iteration in 1...Self.maxIterationCount {
            let weights = WeightTable(model, fields: fields, layout: layout)
            let next = step(model, weights, prior: prior, &likelihood)
            let change = Self.change(model, next)
            model = next
            if change < Self.tolerance {
                model.verdict = "converged after \(iteration) iterations"
                return (model, likelihood)
            }
        }
        model.verdict = "not confident: no convergence in \(Self.maxIterationCount) iterations"
        return (model, likelihood)
    }

    private func step(
        _ model: MatchModel,
        _ weights: WeightTable,
        prior: MatchModel,
        _ likelihood: inout Double
    ) -> MatchModel {
        let fieldCount = layout.fieldCount
        var matched = [[Double]](repeating: [Double](repeating: 0, count: 16), count: fieldCount)
        var proposed = matched
        var matches = 0.0
        likelihood = 0
        for (index, pattern) in pairs.patterns.enumerated() {
            let count = Double(pairs.counts[index])
            let weight = weights.total(pattern)
            let probability = Logarithm.probability(weight)
            matches += count * probability
            // log2(λm + (1 − λ)u) up to a part that is common to all starts' u.
            likelihood += count * max(0, weight) + count * Logarithm.base2(1 + exactSmall(weight))
            for field in 0..<fieldCount {
                let level = layout.level(field, in: pattern)
                guard level >= 0 else { continue }
                matched[field][level] += count * probability
                proposed[field][level] += count
            }
        }
        var next = model
        next.prior = min(0.3, max(matches, 1) / allPairs)
        for field in 0..<fieldCount {
            update(&next.fields[field], field, matched[field], proposed[field], prior.fields[field])
        }
        return next
    }

    private func exactSmall(_ weight: Double) -> Double {
        let probability = Logarithm.probability(-abs(weight))
        return probability / (1 - probability)
    }

    private func update(
        _ field: inout MatchModel.FieldModel,
        _ index: Int,
        _ matched: [Double],
        _ proposed: [Double],
        _ prior: MatchModel.FieldModel
    ) {
        let levels = field.match.indices
        let roles = fields[index].comparator.levels.map(\.role)
        let matchSum = levels.reduce(0) { $0 + matched[$1] }
        let filled = random.filled[index] * allPairs
        let otherCounts = levels.map { level in
            max(0, max(proposed[level], random.shares[index][level] * filled) - matched[level])
        }
        let otherSum = otherCounts.reduce(0, +)
        let otherPrior = min(1e6, allPairs)
        for level in levels {
            field.match[level] =
                (matched[level] + Self.matchPrior * prior.match[level])
                / (matchSum + Self.matchPrior)
            field.other[level] =
                (otherCounts[level] + otherPrior * prior.other[level]) / (otherSum + otherPrior)
        }
        Self.order(&field, roles)
    }

    /// Pools neighbours whose weights are in the wrong order; a veto stands outside the order.
    static func order(_ field: inout MatchModel.FieldModel, _ roles: [LevelRole]) {
        var pools: [(levels: [Int], match: Double, other: Double)] = []
        for level in field.match.indices where roles[level] != .veto {
            pools.append(([level], field.match[level], field.other[level]))
            while pools.count > 1 {
                let last = pools[pools.count - 1]
                let before = pools[pools.count - 2]
                if before.match * last.other <= last.match * before.other { break }
                pools.removeLast()
                pools[pools.count - 1] = (
                    before.levels + last.levels, before.match + last.match,
                    before.other + last.other
                )
            }
        }
        for pool in pools where pool.levels.count > 1 {
            for level in pool.levels {
                // One weight for all of the pool; the shares of u stay as they were.
                field.match[level] = field.other[level] * pool.match / pool.other
            }
        }
    }

    private static func change(_ a: MatchModel, _ b: MatchModel) -> Double {
        var change = abs(a.prior - b.prior) / max(a.prior, b.prior) * 0.01
        for (x, y) in zip(a.fields, b.fields) {
            for level in x.match.indices {
                change = max(change, abs(x.match[level] - y.match[level]))
            }
        }
        return change
    }
}
