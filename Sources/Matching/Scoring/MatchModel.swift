import Records

/// What was learned, or is known beforehand, of how fields agree in one record and in different
/// ones.
package struct MatchModel: Sendable, Equatable {
    package struct FieldModel: Sendable, Equatable {
        package var name: String
        package var comparator: String
        /// By level: P(level | same record) and P(level | other record), given that both have a
        /// value.
        package var match: [Double]
        package var other: [Double]
    }

    package var fields: [FieldModel]
    /// P(a random pair is one record).
    package var prior: Double
    package var mergeThreshold = 0.95
    package var reviewThreshold = 0.5
    package var verdict = ""
    package var estimatedPrecision: Double?
    package var estimatedRecall: Double?

    /// The prior knowledge of the field types.
    init(fields: [MatchField], mentionCount: Int) {
        self.fields = fields.map { field in
            FieldModel(
                name: field.name,
                comparator: type(of: field.comparator).spec.name,
                match: Self.shares(field.comparator.levels.map(\.match)),
                other: Self.shares(field.comparator.levels.map(\.other))
            )
        }
        let pairs = Double(max(1, mentionCount * (mentionCount - 1) / 2))
        prior = min(0.1, 0.4 * Double(max(1, mentionCount)) / pairs)
    }

    init(fields: [FieldModel], prior: Double) {
        self.fields = fields
        self.prior = prior
    }

    static func shares(_ values: [Double]) -> [Double] {
        let sum = values.reduce(0, +)
        return values.map { $0 / sum }
    }

    /// Whether it was made for these comparisons.
    func fits(_ fields: [MatchField]) -> Bool {
        self.fields.count == fields.count
            && zip(self.fields, fields).allSatisfy { model, field in
                model.name == field.name
                    && model.comparator == type(of: field.comparator).spec.name
                    && model.match.count == field.comparator.levels.count
            }
    }
}

/// Weights by level in bits, and how those of one cause add up.
struct WeightTable: Sendable {
    /// By field and level: log2(m ÷ u).
    let levels: [[Double]]
    let groups: [[EvidenceGroup]]
    let usesFrequency: [[Bool]]
    /// log2(λ ÷ (1 − λ)).
    let start: Double
    let layout: PatternLayout

    /// The part of a further agreement of the same cause that still counts.
    private static let sharedCause = 0.3

    init(_ model: MatchModel, fields: [MatchField], layout: PatternLayout) {
        levels = model.fields.map { field in
            zip(field.match, field.other).map {
                Logarithm.base2(max($0, 1e-300) / max($1, 1e-300))
            }
        }
        groups = fields.map { $0.comparator.levels.map(\.group) }
        usesFrequency = fields.map { $0.comparator.levels.map(\.usesFrequency) }
        start = Logarithm.base2(model.prior / (1 - model.prior))
        self.layout = layout
    }

    /// The weight of a field in a pattern, frequency included; 0 without a value.
    func weight(_ field: Int, in pattern: UInt64) -> Double {
        let level = layout.level(field, in: pattern)
        guard level >= 0 else { return 0 }
        let base = levels[field][level]
        guard usesFrequency[field][level] else { return base }
        // Rarity may raise or lower an agreement, never turn it into a conflict.
        let adjusted = base + Double(layout.rarity(field, in: pattern))
        return base > 0 ? max(adjusted, min(base, 0.5)) : base
    }

    /// The pair's weight: the start, plus the fields, plus the damped rest of each shared cause.
    func total(_ pattern: UInt64) -> Double {
        var total = start
        var strongest = [0.0, 0.0, 0.0]
        var sums = [0.0, 0.0, 0.0]
        for field in 0..<layout.fieldCount {
            let level = layout.level(field, in: pattern)
            guard level >= 0 else { continue }
            let weight = weight(field, in: pattern)
            let group = groups[field][level]
            if weight <= 0 || group == .own {
                total += weight
            } else {
                let index = Int(group.rawValue)
                sums[index] += weight
                strongest[index] = max(strongest[index], weight)
            }
        }
        for index in sums.indices {
            total += strongest[index] + Self.sharedCause * (sums[index] - strongest[index])
        }
        return total
    }
}
