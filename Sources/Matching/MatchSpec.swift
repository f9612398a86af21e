import Records

/// The `match:` block of an entity.
package struct MatchSpec: Sendable, Equatable {
    /// `auto`, or a probability.
    package enum Threshold: Sendable, Equatable {
        case auto
        case probability(Double)
    }

    /// How one field's value is chosen among the mentions of a record.
    package enum Survivorship: Sendable, Equatable {
        case latest, mostComplete, longest, majority, validated, all
        /// The first of these sources that has a value; then `latest`.
        case prefer([String])

        package var name: String {
            switch self {
            case .latest: "latest"
            case .mostComplete: "most_complete"
            case .longest: "longest"
            case .majority: "majority"
            case .validated: "validated"
            case .all: "all"
            case .prefer(let sources): "prefer \(sources.joined(separator: ", "))"
            }
        }
    }

    /// Certain matches: each item is a list of fields that must all be equal and not blank.
    package var sameIf: [[String]] = []
    /// Certain non-matches: fields that, when both are filled and differ, forbid the pair.
    package var neverIf: [[String]] = []
    package var merge: Threshold = .auto
    package var review: Threshold = .auto
    /// Declared blocking keys (each a list of fields); empty: automatic.
    package var block: [[String]] = []
    /// Rules of blocking that a plan can number.
    package static let mostBlocks = 63
    package var maxPairCount = 20_000_000
    package var maxPerSource: Int?
    package var survive: [String: Survivorship] = [:]
    package var surviveDefault: Survivorship = .latest
    /// Path of the decisions CSV, resolved; nil when none is declared.
    package var decisions: String?
    /// `match: none` loads every key as a record of its own.
    package var isOff = false

    package init() {}
}
