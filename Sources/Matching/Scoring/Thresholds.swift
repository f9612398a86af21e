import Records

/// What each pattern means for clustering, and where the automatic thresholds lie.
struct PatternVerdicts: Sendable {
    /// By pattern index.
    private(set) var weights: [Double] = []
    private(set) var probabilities: [Double] = []
    /// Whether the agreements suffice for an automatic merge, whatever the probability.
    private(set) var isSufficient: [Bool] = []
    private(set) var isVetoed: [Bool] = []

    /// Estimated share of right pairs that the automatic threshold keeps.
    private static let precision = 0.995
    /// A wrong merge costs as much as nine missed ones.
    private static let leastMerge = 0.9
    /// What an unsure model may merge.
    private static let unsureMerge = 0.99
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

    /// Sets the automatic thresholds.
    func settle(_ model: inout MatchModel, spec: MatchSpec, pairs: ScoredPairs, keep: Bool) {
        if !keep {
            model.mergeThreshold = model.isConfident ? automatic(pairs) : Self.unsureMerge
            model.reviewThreshold = min(model.mergeThreshold, Self.leastReview)
        }
        if case .probability(let merge) = spec.merge { model.mergeThreshold = merge }
        if case .probability(let review) = spec.review { model.reviewThreshold = review }
        model.reviewThreshold = min(model.reviewThreshold, model.mergeThreshold)
    }

    /// The lowest probability, at least 0.9, down to which the merges are right on average.
    private func automatic(_ pairs: ScoredPairs) -> Double {
        let order = probabilities.indices.filter { isSufficient[$0] && !isVetoed[$0] }
            .sorted {
                (probabilities[$0], pairs.patterns[$0]) > (probabilities[$1], pairs.patterns[$1])
            }
        var sum = 0.0
        var count = 0.0
        var threshold = Self.unsureMerge
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
        if isIdentified(pattern) { return true }
        var support = 0
        var isUnlike = false
        var seen: Set<EvidenceGroup> = []
        var isOpposed = false
        for field in 0..<layout.fieldCount {
            switch role(field, pattern) {
            case .supporting:
                let group = groups[field][layout.level(field, in: pattern)]
                if group == .own { support += 1 } else { seen.insert(group) }
            case .unlike: isUnlike = true
            case .against: isOpposed = true
            default: break
            }
        }
        if isUnlike { seen.remove(.workplace) }
        return support + seen.count >= 2 && !isOpposed
    }

    /// A conflict without anything identifying beside it.
    func isOpposed(_ pattern: UInt64) -> Bool {
        !isIdentified(pattern)
            && (0..<layout.fieldCount).contains { role($0, pattern) == .against }
    }

    private func role(_ field: Int, _ pattern: UInt64) -> LevelRole {
        let level = layout.level(field, in: pattern)
        return level < 0 ? .neutral : roles[field][level]
    }
}
