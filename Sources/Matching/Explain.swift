import Records

/// Why a pair has its weight: field by field, as data.
package struct Explanation: Sendable {
    package struct FieldWeight: Sendable, Equatable {
        package var field: String
        /// −1: one side has no value.
        package var level: Int
        package var levelName: String
        /// In bits, frequency included.
        package var weight: Double
    }

    let names: [String]
    let levelNames: [[String]]
    let table: WeightTable

    init(fields: [MatchField], table: WeightTable) {
        names = fields.map(\.name)
        levelNames = fields.map { $0.comparator.levels.map(\.name) }
        self.table = table
    }

    /// The weight before any field was compared: log2 of the prior odds.
    package var start: Double { table.start }

    package func fields(_ pattern: UInt64) -> [FieldWeight] {
        (0..<table.layout.fieldCount).map { field in
            let level = table.layout.level(field, in: pattern)
            return FieldWeight(
                field: names[field],
                level: level,
                levelName: level < 0 ? "no value" : levelNames[field][level],
                weight: table.weight(field, in: pattern)
            )
        }
    }

    /// The pair's weight; less than the sum of the fields where several have one cause.
    package func total(_ pattern: UInt64) -> Double { table.total(pattern) }

    package func probability(_ pattern: UInt64) -> Double {
        Logarithm.probability(table.total(pattern))
    }
}
