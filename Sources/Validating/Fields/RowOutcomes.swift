import Records

/// The outcomes of each row in each column of an entity: of golden records, or of raw mentions.
struct RowOutcomes: Sendable {
    let table: EntityTable
    let count: Int
    /// By column of the table; nil for raw mentions.
    private let golden: [GoldenField?]?

    /// Rows are golden records; only what survived into them counts.
    init(records: EntityRecords) {
        table = records.table
        count = records.golden.count
        golden = records.table.columns.map { records.golden.field($0.field) }
    }

    /// Rows are mentions; all their cells count.
    init(mentions table: EntityTable) {
        self.table = table
        count = table.count
        golden = nil
    }

    func forEachOutcome(column: Int, row: Int, _ body: (Int) -> Void) {
        if let golden {
            guard let field = golden[column] else { return }
            for pick in field[row] { body(Int(pick.outcome)) }
        } else {
            for raw in table.columns[column].cells[row] {
                for outcome in table.columns[column].outcomeIndices(ofRaw: raw) { body(outcome) }
            }
        }
    }
}

extension FieldValues {
    /// Adds an outcome of a column: its normal form, or its raw text when it has none.
    mutating func add(outcome: Int, of column: CleanColumn, isPersonName: Bool = false) {
        let value = column.outcomes[outcome]
        let isHalf =
            isPersonName && column.part(.familyName, of: outcome) != 0
            && column.part(.givenName, of: outcome) == 0
        let entry = FieldEntry(
            id: 0,
            validity: value.validity,
            isComparable: value.validity != .invalid
                && (value.key != 0 || value.validity == .valid),
            isHalf: isHalf
        )
        let id = value.value != 0 ? value.value : value.raw
        add(column.values[id], like: entry)
    }
}
