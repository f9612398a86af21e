import Records

/// Learns m, u, r, λ and ρ from the pairs themselves (EM after Fellegi and Sunter 1969, Winkler
/// 1988; the class of related records after Winkler 1993).
///
/// One joint run over the distinct patterns of all proposed pairs. Blocking is a function of the
/// agreements, so that a posterior with the unconditional λ and u is right for proposed pairs too;
/// pairs that weren't proposed are taken as strangers, their levels as among random pairs.
///
/// What related pairs share they have from one place (a household's address, a house's switchboard), so
/// that it varies as the values of one record do; in all else they are strangers: r = s·m + (1 − s)·u
/// with one s per field. A free r would take the slips of true matches for relatives.
///
///     E: P(pattern) = 1 ÷ (1 + 2^−weight), R(pattern) = (1 − P) · P(related | different)
///     M: m_g = (Σ P over level g + k·m⁰_g) ÷ (Σ P + k), s = Σ R · P(shared | level) ÷ Σ R
///        u_g = (pairs of level g − Σ (P + R) over g + a_g) ÷ (pairs − Σ (P + R) + Σ a)
///        λ = Σ P ÷ all pairs, ρ = Σ R ÷ all pairs
///
/// m⁰ and a come from the comparators' tables; weights stay in the order of the levels.
struct Training {
    let fields: [MatchField]
    let layout: PatternLayout
    let pairs: ScoredPairs
    let random: RandomLevels
    let mentionCount: Int
    let workers: Workers
    let decided: DecidedPairs

    /// Mentions below which nothing is learned.
    static let leastMentionCount = 200
    private static let maxIterationCount = 150
    /// Iterations after which only the likeliest start goes on.
    private static let trialCount = 8
    private static let tolerance = 2e-4
    /// How many matches the prior knowledge of m is worth.
    private static let matchPrior = 40.0
    /// Pairs that the prior knowledge of u is worth, and at most for one level.
    private static let otherPrior = 1e6
    private static let otherPriorOfLevel = 4.0
    private static let greatestRelatedShare = 0.1
    /// Mentions of one record beyond which the model has found something else, such as towns; as
    /// many as a cluster may have.
    private static let mostCopies = 200.0
    /// How often the values of one record may differ, as a mean of the fields.
    private static let greatestDifference = 0.5
    /// How far relatives are from strangers, as a part of how far matches are.
    private static let greatestKinship = 0.5
    private static let startFactors = [0.2, 1.0, 4.0]

    private var allPairs: Double { Double(mentionCount) * Double(mentionCount - 1) / 2 }

    private var greatestPrior: Double { min(0.3, Self.mostCopies / Double(mentionCount - 1)) }

    func run() -> MatchModel {
        let base = MatchModel(fields: fields, mentionCount: mentionCount)
        var best: Climb?
        for factor in Self.startFactors {
            var climb = Climb(
                model: base,
                sharing: [Double](repeating: MatchModel.kinship, count: fields.count)
            )
            climb.model.prior = min(greatestPrior, base.prior * factor)
            climb.model.relatedShare = min(
                Self.greatestRelatedShare,
                Double(pairs.count) / allPairs * 0.2
            )
            while climb.count < Self.trialCount, !climb.isSettled { step(&climb, base) }
            if best.map({ isBetter(climb, $0) }) ?? true { best = climb }
        }
        guard var climb = best else { return base }
        while climb.count < Self.maxIterationCount, !climb.isSettled { step(&climb, base) }
        if climb.isSettled, contradicts(climb.model) {
            climb.heedsAnswers = true
            repeat {
                step(&climb, base)
            } while climb.count < Self.maxIterationCount
                && !climb.isSettled
        }
        climb.model.verdict = verdict(climb)
        return climb.model
    }

    private func contradicts(_ model: MatchModel) -> Bool {
        decided.contradict(WeightTable(model, fields: fields, layout: layout))
    }

    /// A start that has found records beats one that has found towns; then the likelier one.
    private func isBetter(_ climb: Climb, _ other: Climb) -> Bool {
        let isPlausible = isPlausible(climb.model)
        if isPlausible != self.isPlausible(other.model) { return isPlausible }
        return climb.likelihood > other.likelihood + 1e-6
    }

    /// Whether mentions of one record agree more often than not.
    private func isPlausible(_ model: MatchModel) -> Bool {
        let differences = model.fields.map { $0.match[0] }.reduce(0, +)
        return differences <= Self.greatestDifference * Double(model.fields.count)
    }

    private func verdict(_ climb: Climb) -> String {
        guard climb.isSettled else {
            return "\(MatchModel.notConfident): no convergence in \(climb.count) iterations"
        }
        guard isPlausible(climb.model) else {
            return "\(MatchModel.notConfident): what agrees most is no record"
        }
        let unlearned = fields.indices.filter { climb.evidence[$0] < Self.matchPrior }
        if unlearned.count >= layout.fieldCount, !fields.contains(where: Self.isTelling) {
            return "\(MatchModel.notConfident): too few matches to learn from"
        }
        let names = unlearned.prefix(layout.fieldCount).map { fields[$0].name }
        let prior = names.isEmpty ? "" : "; from priors: \(names.joined(separator: ", "))"
        return "converged after \(climb.count) iterations" + prior
    }

    /// Whether a field of the type has an agreement that needs no learning.
    private static func isTelling(_ field: MatchField) -> Bool {
        field.comparator.levels.contains { $0.role == .identifying }
    }

    private func step(_ climb: inout Climb, _ prior: MatchModel) {
        let sums = expectation(climb.model, heedsAnswers: climb.heedsAnswers)
        var next = climb
        next.model.prior = min(greatestPrior, max(sums.matches, 1) / allPairs)
        next.model.relatedShare = min(Self.greatestRelatedShare, max(sums.related, 1) / allPairs)
        next.evidence = []
        for field in 0..<layout.fieldCount {
            next.sharing[field] = sharing(field, climb, sums)
            update(&next.model.fields[field], field, sums, prior.fields[field])
            next.evidence.append(sums.matched[field << 4 + 1..<(field + 1) << 4].reduce(0, +))
        }
        restrain(&next)
        next.isSettled = Self.change(climb.model, next.model) < Self.tolerance
        next.likelihood = sums.likelihood
        next.count += 1
        climb = next
    }

    /// How often related pairs have a field's value from one place.
    private func sharing(_ field: Int, _ climb: Climb, _ sums: Sums) -> Double {
        let known = climb.model.fields[field]
        let before = climb.sharing[field]
        var shared = MatchModel.kinship
        var all = 1.0
        for level in known.match.indices {
            let count = sums.relatedLevels[field << 4 + level + 1]
            let part = before * known.match[level]
            shared += count * part / max(part + (1 - before) * known.other[level], 1e-300)
            all += count
        }
        return min(1, shared / all)
    }

    /// Keeps relatives from taking the place of matches with many slips: what they have from one
    /// place tells at most as much as a part of what one record has.
    private func restrain(_ climb: inout Climb) {
        let told = climb.model.fields.map { MatchModel.divergence($0.match, $0.other) }
        let all = told.reduce(0, +)
        let shared = zip(climb.sharing, told).reduce(0) { $0 + $1.0 * $1.1 }
        if shared > Self.greatestKinship * all {
            climb.sharing = climb.sharing.map { $0 * Self.greatestKinship * all / shared }
        }
        climb.spread()
        // What is one record's own is shared by no relatives, or matches with slips pass for them.
        for field in climb.model.fields.indices {
            let known = climb.model.fields[field]
            for (level, kind) in fields[field].comparator.levels.enumerated() where kind.isOwn {
                climb.model.fields[field].related[level] = min(
                    known.related[level],
                    known.other[level]
                )
            }
        }
    }

    private static let chunkSize = 8192

    /// Chunks are summed in their order: any number of workers gives the same.
    private func expectation(_ model: MatchModel, heedsAnswers: Bool) -> Sums {
        let table = WeightTable(model, fields: fields, layout: layout)
        let others = otherBits(model)
        let count = pairs.patterns.count
        let parts = workers.map((count + Self.chunkSize - 1) / Self.chunkSize) { chunk in
            let start = chunk * Self.chunkSize
            return expectation(table, others, start..<min(count, start + Self.chunkSize))
        }
        var sums = Sums(fieldCount: layout.fieldCount)
        for part in parts { sums.add(part) }
        sums.likelihood += allPairs * Logarithm.base2(1 - model.prior)
        if heedsAnswers { decided.correct(&sums, table) }
        return sums
    }

    /// log2 u by field · 16 + level + 1; 0 without a value.
    private func otherBits(_ model: MatchModel) -> [Double] {
        var bits = [Double](repeating: 0, count: layout.fieldCount << 4)
        for field in 0..<layout.fieldCount {
            for (level, share) in model.fields[field].other.enumerated() {
                bits[field << 4 + level + 1] = Logarithm.base2(max(share, 1e-300))
            }
        }
        return bits
    }

    private func expectation(
        _ table: WeightTable,
        _ others: [Double],
        _ range: Range<Int>
    ) -> Sums {
        var sums = Sums(fieldCount: layout.fieldCount)
        for index in range {
            let pattern = pairs.patterns[index]
            let count = Double(pairs.counts[index])
            let sum = table.sum(pattern)
            let weight = table.total(sum)
            let matched = count * Logarithm.probability(weight)
            sums.matches += matched
            let related = (count - matched) * sum.relatedProbability
            sums.related += related
            // log2 of λΠm + (1 − λ)((1 − ρ)Πu + ρΠr), but for log2(1 − λ).
            var likelihood = Logarithm.onePlusPower(weight) - sum.relation
            for field in 0..<layout.fieldCount {
                let place = field << 4 + layout.level(field, in: pattern) + 1
                sums.matched[place] += matched
                sums.relatedLevels[place] += related
                sums.proposed[place] += count
                likelihood += others[place]
            }
            sums.likelihood += count * likelihood
        }
        return sums
    }

    private func update(
        _ field: inout MatchModel.FieldModel,
        _ index: Int,
        _ sums: Sums,
        _ prior: MatchModel.FieldModel
    ) {
        let places = field.match.indices.map { index << 4 + $0 + 1 }
        let isUnordered = fields[index].comparator.levels.map(\.isUnordered)
        let filled = random.filled[index] * allPairs
        let others = field.match.indices.map { level -> Double in
            let place = places[level]
            let all = max(sums.proposed[place], random.shares[index][level] * filled)
            return max(0, all - sums.matched[place] - sums.relatedLevels[place])
                + min(Self.otherPriorOfLevel, Self.otherPrior * prior.other[level])
        }
        field.other = MatchModel.shares(others)
        field.match = MatchModel.shares(
            places.indices.map { sums.matched[places[$0]] + Self.matchPrior * prior.match[$0] }
        )
        Self.order(&field, isUnordered)
        for (level, kind) in fields[index].comparator.levels.enumerated() {
            field.other[level] = min(field.other[level], kind.greatestOther)
            field.match[level] = min(field.match[level], kind.greatestMatch)
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
