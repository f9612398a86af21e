import Records

/// Why a pair has its weight: field by field, as data.
///
/// `start` and the lines add up to the total. Behind the fields stand a line for agreements of one
/// cause, which count less than their sum, and one for what relatives (family, colleagues,
/// branches) would explain as well.
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
        let sum = table.sum(pattern)
        let own = (0..<table.layout.fieldCount).map { field in
            let level = table.layout.level(field, in: pattern)
            return FieldWeight(
                field: names[field],
                level: level,
                levelName: level < 0 ? "no value" : levelNames[field][level],
                weight: table.weight(field, in: pattern)
            )
        }
        return own + [
            Self.line("shared cause", sum.sharedCauses, "counted once"),
            Self.line("relation", sum.relation, "as among relatives"),
        ]
    }

    /// A line that most pairs have no use for.
    private static func line(_ name: String, _ weight: Double, _ level: String) -> FieldWeight {
        let isUsed = abs(weight) >= 0.05
        return FieldWeight(
            field: name,
            level: isUsed ? 0 : -1,
            levelName: isUsed ? level : "none",
            weight: weight
        )
    }

    /// The pair's weight: `start` and all lines together.
    package func total(_ pattern: UInt64) -> Double { table.total(pattern) }

    package func probability(_ pattern: UInt64) -> Double {
        Logarithm.probability(table.total(pattern))
    }
}
