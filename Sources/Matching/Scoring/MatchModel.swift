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

/// Weights by outcome in bits, and how those of one cause add up.
struct WeightTable: Sendable {
    /// By field and its 8 bits of a pattern (level + 1, frequency class).
    private let weights: [Double]
    /// 0 where the weight counts on its own, else the number of the shared cause.
    private let causes: [UInt8]
    private let masks: [UInt64]
    /// log2(λ ÷ (1 − λ)).
    let start: Double
    let layout: PatternLayout

    /// The part of a further agreement of the same cause that still counts.
    private static let sharedCause = 0.3

    init(_ model: MatchModel, fields: [MatchField], layout: PatternLayout) {
        var weights = [Double](repeating: 0, count: layout.fieldCount * 256)
        var causes = [UInt8](repeating: 0, count: layout.fieldCount * 256)
        for field in 0..<layout.fieldCount {
            let known = model.fields[field]
            for (level, role) in fields[field].comparator.levels.enumerated() {
                let ratio = max(known.match[level], 1e-300) / max(known.other[level], 1e-300)
                for rarity in 0..<16 {
                    let code = field << 8 | rarity << 4 | (level + 1)
                    let bits = role.usesFrequency && rarity > 0 ? Double(rarity - 8) : 0
                    weights[code] = Self.adjusted(Logarithm.base2(ratio), by: bits)
                    if weights[code] > 0, role.group != .own { causes[code] = role.group.rawValue }
                }
            }
        }
        self.weights = weights
        self.causes = causes
        masks = layout.places.map { $0.hasClass ? 255 : 15 }
        start = Logarithm.base2(model.prior / (1 - model.prior))
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

    /// The pair's weight: the start, plus the fields, plus the damped rest of each shared cause.
    func total(_ pattern: UInt64) -> Double {
        var total = start
        var strongest = (0.0, 0.0)
        var sums = (0.0, 0.0)
        for field in masks.indices {
            let code = code(field, pattern)
            let weight = weights[code]
            switch causes[code] {
            case 0: total += weight
            case EvidenceGroup.workplace.rawValue:
                sums.0 += weight
                strongest.0 = max(strongest.0, weight)
            default:
                sums.1 += weight
                strongest.1 = max(strongest.1, weight)
            }
        }
        total += strongest.0 + Self.sharedCause * (sums.0 - strongest.0)
        return total + strongest.1 + Self.sharedCause * (sums.1 - strongest.1)
    }
}
