import CRM
import Records

/// What a person sees of a pair.
package struct ReviewFacts: Sendable {
    /// A field of both sides; several values of a field stand in order.
    package struct Field: Sendable, Equatable {
        package var name: String
        package var type: FieldType
        /// Whether its cells are numbers of identity or payment cards, which are always masked.
        package var isSensitive: Bool
        /// Whether values may tell of one person though their type doesn't.
        package var isPersonal = false
        package var left: [String]
        package var right: [String]

        func masked(_ value: String) -> String {
            ShownValue.mask(value, type: type, isPersonal: isPersonal)
        }
    }

    /// A line of the weights.
    package struct Evidence: Sendable, Equatable {
        package var field: String
        package var level: String
        package var weight: Double
    }

    package struct Side: Sendable {
        package var key: String
        /// `客户资料.xlsx, 客户档案, row 84`: the mention that is shown, then those that count as one.
        package var places: [String]
    }

    package var left: Side
    package var right: Side
    package var fields: [Field]
    package var evidence: [Evidence]
    /// The weight before any field was compared.
    package var start: Double
    package var weight: Double
    package var probability: Double
    /// Why it waits; empty where the probability says it.
    package var reason: String
}
