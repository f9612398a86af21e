import Records

/// What was learned, or is known beforehand, of how fields agree in one record and in different
/// ones.
///
/// Two mentions are one record, or related (family, colleagues, branches of one house: some fields
/// agree because both got them from one place), or strangers. Without the second class every
/// household looks like one person, and probabilities are far too sure (Winkler 1993).
package struct MatchModel: Sendable, Equatable {
    /// By level: its share among pairs of a class in which both mentions have a value.
    package struct FieldModel: Sendable, Equatable {
        package var name: String
        package var comparator: String
        /// P(level | same record).
        package var match: [Double]
        /// P(level | strangers).
        package var other: [Double]
        /// P(level | different, related records).
        package var related: [Double]
    }

    package var fields: [FieldModel]
    /// P(a random pair is one record).
    package var prior: Double
    /// P(a random pair of different records is related); 0 leaves the class out.
    package var relatedShare = 0.0
    package var mergeThreshold = 0.95
    package var reviewThreshold = 0.5
    package var verdict = ""
    package var estimatedPrecision: Double?
    package var estimatedRecall: Double?

    /// The part of a relative's agreement that is like that of one record, before training.
    static let kinship = 0.3

    /// The prior knowledge of the field types.
    init(fields: [MatchField], mentionCount: Int) {
        self.fields = fields.map { field in
            let match = Self.shares(field.comparator.levels.map(\.match))
            let other = Self.shares(field.comparator.levels.map(\.other))
            return FieldModel(
                name: field.name,
                comparator: type(of: field.comparator).spec.name,
                match: match,
                other: other,
                related: zip(match, other).map { Self.kinship * $0 + (1 - Self.kinship) * $1 }
            )
        }
        let pairs = Double(max(1, mentionCount * (mentionCount - 1) / 2))
        prior = min(0.1, 0.4 * Double(max(1, mentionCount)) / pairs)
    }

    init(fields: [FieldModel], prior: Double) {
        self.fields = fields
        self.prior = prior
    }

    /// By field: its part of the information that all fields give on a match.
    var informationShares: [Double] {
        Self.shares(fields.map { max(1e-6, Self.divergence($0.match, $0.other)) })
    }

    /// Kullback and Leibler's divergence in bits.
    static func divergence(_ p: [Double], _ q: [Double]) -> Double {
        zip(p, q).reduce(0) { sum, pair in
            pair.0 > 0 ? sum + pair.0 * Logarithm.base2(pair.0 / max(pair.1, 1e-300)) : sum
        }
    }

    var isConfident: Bool { !verdict.hasPrefix(Self.notConfident) }

    static let notConfident = "not confident"

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
