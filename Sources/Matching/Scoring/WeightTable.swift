import Records

/// Weights by outcome in bits, and how they add up to that of a pair.
///
///     weight = log2(λ ÷ (1 − λ)) + Σ log2(m ÷ u) − shared causes − log2((1 − ρ) + ρ · Π(r ÷ u))
///
/// r is P(level | related), ρ the share of related pairs among different records.
struct WeightTable: Sendable {
    /// By field and its 8 bits of a pattern (level + 1, frequency class): log2(m ÷ u), log2(r ÷ u).
    private let weights: [Double]
    private let relations: [Double]
    /// 0 where the weight counts on its own, else the number of the shared cause.
    private let causes: [UInt8]
    private let masks: [UInt64]
    /// log2(λ ÷ (1 − λ)).
    let start: Double
    private let relatedShare: Double
    let layout: PatternLayout

    /// The part of a further agreement of the same cause that still counts.
    private static let sharedCause = 0.3
    private static let least = 1e-300

    init(_ model: MatchModel, fields: [MatchField], layout: PatternLayout) {
        var weights = [Double](repeating: 0, count: layout.fieldCount * 256)
        var relations = weights
        var causes = [UInt8](repeating: 0, count: layout.fieldCount * 256)
        for field in 0..<layout.fieldCount {
            let known = model.fields[field]
            for (level, role) in fields[field].comparator.levels.enumerated() {
                let other = max(known.other[level], Self.least)
                let weight = Logarithm.base2(max(known.match[level], Self.least) / other)
                let relation = Logarithm.base2(max(known.related[level], Self.least) / other)
                for rarity in 0..<16 {
                    let code = field << 8 | rarity << 4 | (level + 1)
                    let bits = role.usesFrequency && rarity > 0 ? Double(rarity - 8) : 0
                    weights[code] = Self.adjusted(weight, by: bits)
                    relations[code] = Self.adjusted(relation, by: bits)
                    if weights[code] > 0, role.group != .own { causes[code] = role.group.rawValue }
                }
            }
        }
        self.weights = weights
        self.relations = relations
        self.causes = causes
        masks = layout.places.map { $0.hasClass ? 255 : 15 }
        start = Logarithm.base2(model.prior / (1 - model.prior))
        relatedShare = model.relatedShare
        self.layout = layout
    }

    /// Rarity may raise or lower an agreement, never turn it into a conflict.
    private static func adjusted(_ base: Double, by rarity: Double) -> Double {
        base > 0 && rarity != 0 ? max(base + rarity, min(base, 0.5)) : base
    }

    @inline(__always)
    private func code(_ field: Int, _ pattern: UInt64) -> Int {
        field << 8 | Int(pattern >> layout.places[field].shift & masks[field])
    }

    /// The weight of a field in a pattern, frequency included; 0 without a value.
    func weight(_ field: Int, in pattern: UInt64) -> Double { weights[code(field, pattern)] }

    /// What the fields of a pattern say: for one record, against a relative, against a stranger.
    struct Sum {
        /// Σ log2(m ÷ u), and what of it counted too often because of a shared cause (at most 0).
        var fields = 0.0
        var sharedCauses = 0.0
        /// −log2((1 − ρ) + ρ · Π(r ÷ u)): how much of it relatives would explain as well.
        var relation = 0.0
        /// P(related | different records).
        var relatedProbability = 0.0
    }

    func sum(_ pattern: UInt64) -> Sum {
        var sum = Sum()
        var relation = 0.0
        var strongest = (0.0, 0.0)
        var sums = (0.0, 0.0)
        var strongestRelation = (0.0, 0.0)
        var relationSums = (0.0, 0.0)
        for field in masks.indices {
            let code = code(field, pattern)
            let weight = weights[code]
            sum.fields += weight
            let related = relations[code]
            relation += related
            switch causes[code] {
            case 0: break
            case EvidenceGroup.workplace.rawValue:
                sums.0 += weight
                strongest.0 = max(strongest.0, weight)
                relationSums.0 += max(0, related)
                strongestRelation.0 = max(strongestRelation.0, related)
            default:
                sums.1 += weight
                strongest.1 = max(strongest.1, weight)
                relationSums.1 += max(0, related)
                strongestRelation.1 = max(strongestRelation.1, related)
            }
        }
        // Relatives have them from one cause as well.
        relation -=
            (1 - Self.sharedCause)
            * (relationSums.0 - strongestRelation.0 + relationSums.1 - strongestRelation.1)
        let repeated = sums.0 - strongest.0 + sums.1 - strongest.1
        sum.sharedCauses = -(1 - Self.sharedCause) * repeated
        if relatedShare > 0 {
            let odds = Logarithm.base2(relatedShare / (1 - relatedShare)) + relation
            sum.relatedProbability = Logarithm.probability(odds)
            // log2((1 − ρ) · (1 + 2^odds))
            sum.relation = -Logarithm.base2(1 - relatedShare) - Logarithm.onePlusPower(odds)
        }
        return sum
    }

    /// The pair's weight: log2 of the odds that it is one record.
    func total(_ pattern: UInt64) -> Double { total(sum(pattern)) }

    func total(_ sum: Sum) -> Double { start + sum.fields + sum.sharedCauses + sum.relation }
}
