import Records

/// What each pattern means for clustering, and where the automatic thresholds lie.
struct PatternVerdicts: Sendable {
    /// By pattern index.
    private(set) var weights: [Double] = []
    private(set) var probabilities: [Double] = []
    /// Whether the agreements suffice for an automatic merge, whatever the probability.
    private(set) var isSufficient: [Bool] = []
    private(set) var isVetoed: [Bool] = []

    /// Estimated share of right merges that the automatic threshold keeps.
    private static let precision = 0.997
    private static let leastMerge = 0.9
    private static let leastReview = 0.2

    init(_ pairs: ScoredPairs, _ weights: WeightTable, _ roles: RoleTable) {
        for pattern in pairs.patterns {
            let weight = weights.total(pattern)
            self.weights.append(weight)
            probabilities.append(Logarithm.probability(weight))
            isSufficient.append(roles.isSufficient(pattern))
            isVetoed.append(roles.isVetoed(pattern))
        }
    }

    /// Sets the automatic thresholds and the estimates that follow from the posterior sums.
    func settle(_ model: inout MatchModel, spec: MatchSpec, pairs: ScoredPairs, keep: Bool) {
        if !keep {
            model.mergeThreshold = automatic(pairs)
            model.reviewThreshold = min(model.mergeThreshold, Self.leastReview)
        }
        if case .probability(let merge) = spec.merge { model.mergeThreshold = merge }
        if case .probability(let review) = spec.review { model.reviewThreshold = review }
        model.reviewThreshold = min(model.reviewThreshold, model.mergeThreshold)
        var merged = 0.0
        var right = 0.0
        var all = 0.0
        for index in probabilities.indices where !isVetoed[index] {
            let count = Double(pairs.counts[index])
            all += count * probabilities[index]
            if probabilities[index] >= model.mergeThreshold, isSufficient[index] {
                merged += count
                right += count * probabilities[index]
            }
        }
        let isConfident = !model.verdict.hasPrefix("not confident") && merged > 0
        model.estimatedPrecision = isConfident ? right / merged : nil
        model.estimatedRecall = isConfident && all > 0 ? right / all : nil
    }

    /// The lowest probability, at least 0.9, down to which the merges are right on average.
    private func automatic(_ pairs: ScoredPairs) -> Double {
        let order = probabilities.indices.filter { isSufficient[$0] && !isVetoed[$0] }
            .sorted {
                (probabilities[$0], pairs.patterns[$0]) > (probabilities[$1], pairs.patterns[$1])
            }
        var sum = 0.0
        var count = 0.0
        var threshold = 0.99
        for index in order {
            let probability = probabilities[index]
            if probability < Self.leastMerge { break }
            sum += probability * Double(pairs.counts[index])
            count += Double(pairs.counts[index])
            if sum / count < Self.precision { break }
            threshold = min(threshold, probability)
        }
        return threshold
    }
}

/// Roles of levels, read from patterns.
struct RoleTable: Sendable {
    let roles: [[LevelRole]]
    let groups: [[EvidenceGroup]]
    let layout: PatternLayout

    init(fields: [MatchField], layout: PatternLayout) {
        roles = fields.map { $0.comparator.levels.map(\.role) }
        groups = fields.map { $0.comparator.levels.map(\.group) }
        self.layout = layout
    }

    func isVetoed(_ pattern: UInt64) -> Bool { veto(pattern) != nil }

    func isIdentified(_ pattern: UInt64) -> Bool {
        (0..<layout.fieldCount).contains { role($0, pattern) == .identifying }
    }

    /// The field that forbids the pair.
    func veto(_ pattern: UInt64) -> Int? {
        (0..<layout.fieldCount).first { role($0, pattern) == .veto }
    }

    /// Something identifying, or two agreements of different causes and no conflict.
    func isSufficient(_ pattern: UInt64) -> Bool {
        var support = 0
        var seen: Set<EvidenceGroup> = []
        var isOpposed = false
        for field in 0..<layout.fieldCount {
            switch role(field, pattern) {
            case .identifying: return true
            case .supporting:
                let group = groups[field][layout.level(field, in: pattern)]
                if group == .own || seen.insert(group).inserted { support += 1 }
            case .against: isOpposed = true
            default: break
            }
        }
        return support >= 2 && !isOpposed
    }

    private func role(_ field: Int, _ pattern: UInt64) -> LevelRole {
        let level = layout.level(field, in: pattern)
        return level < 0 ? .neutral : roles[field][level]
    }
}
