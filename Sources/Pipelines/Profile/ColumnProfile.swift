import Records

/// What a column holds, measured over all its cells; no cell's own text but in `examples`.
package struct ColumnProfile: Sendable {
    package struct Count: Sendable, Equatable {
        package var text: String
        package var count: Int
    }

    package var name: String
    /// What a dump says about the column.
    package var label = ""
    package var isHidden = false
    package var rowCount = 0
    package var filledCount = 0
    package var distinctCount = 0
    /// Cells with a word for nothing: 无, 暂无, -.
    package var placeholderCount = 0
    /// The most frequent shapes (`999-99999999`), most frequent first.
    package var patterns: [Count] = []
    package var patternCount = 0
    /// In characters (Unicode scalars) of the filled cells.
    package var lengths: (least: Int, median: Int, most: Int) = (0, 0, 0)
    /// `mobile`, `company`, `date`; empty for free text.
    package var type = ""
    /// 0…1: the share of the sampled values of that type.
    package var typeShare = 0.0
    /// What a column of dates says about day and month.
    package var dateOrder = ""
    /// `account.name`; empty when no field fits.
    package var target = ""
    /// 0…1.
    package var targetConfidence = 0.0
    /// Cells that cleaning finds fault with, by code.
    package var findings: [(code: FindingCode, count: Int)] = []
    /// The most frequent values; filled only when values are asked for.
    package var examples: [Count] = []

    package init(name: String) { self.name = name }

    package var findingCount: Int { findings.reduce(0) { $0 + $1.count } }
}

/// The profile of a table.
package struct TableProfile: Sendable {
    package var name: String
    package var rowCount: Int
    package var skippedCount: Int
    package var isHidden: Bool
    /// The entities that its rows seem to hold.
    package var entities: [String]
    package var columns: [ColumnProfile]
}

/// The profile of a file.
package struct FileProfile: Sendable {
    package var format: String
    package var encoding: String
    package var dialect: String
    package var tables: [TableProfile]
}
