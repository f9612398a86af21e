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

    /// The outcomes of all rows in one column, row after row.
    func runs(_ column: Int) -> OutcomeRuns {
        guard let golden else { return OutcomeRuns(mentionsOf: table.columns[column], count) }
        return OutcomeRuns(golden: golden[column], count)
    }
}

/// The outcomes of each row in one column, flat: row after row.
struct OutcomeRuns: Sendable {
    private var starts: [UInt32] = [0]
    private var outcomes: [UInt32] = []

    init(mentionsOf column: CleanColumn, _ count: Int) {
        starts.reserveCapacity(count + 1)
        outcomes.reserveCapacity(count)
        for row in 0..<count {
            for raw in column.cells[row] {
                for outcome in column.outcomeIndices(ofRaw: raw) {
                    outcomes.append(UInt32(outcome))
                }
            }
            starts.append(UInt32(outcomes.count))
        }
    }

    init(golden field: GoldenField?, _ count: Int) {
        guard let field else {
            starts = [UInt32](repeating: 0, count: count + 1)
            return
        }
        starts = field.starts
        outcomes = field.picks.map(\.outcome)
    }

    /// Where the outcomes of a row stand.
    func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row &+ 1]) }

    subscript(index: Int) -> Int { Int(outcomes[index]) }
}

/// Makes entries of one column's outcomes; a text that occurs again is not looked up again.
struct EntryMaker: Sendable {
    let column: CleanColumn
    private let isPersonName: Bool
    /// By text of the column: its id among the field's texts, 0 when it has none yet.
    private var ids: [ValueID]

    init(_ column: CleanColumn, isPersonName: Bool = false) {
        self.column = column
        self.isPersonName = isPersonName
        ids = [ValueID](repeating: 0, count: column.values.count)
    }

    /// Adds an outcome: its normal form, or its raw text when it has none.
    mutating func add(_ outcome: Int, to values: inout FieldValues) {
        let value = column.outcomes[outcome]
        let id = textID(value.value != 0 ? value.value : value.raw, &values)
        let isHalf =
            isPersonName && column.part(.familyName, of: outcome) != 0
            && column.part(.givenName, of: outcome) == 0
        values.append(
            FieldEntry(
                id: id,
                validity: value.validity,
                isComparable: value.validity != .invalid
                    && (value.key != 0 || value.validity == .valid),
                isHalf: isHalf
            )
        )
    }

    /// Adds a part of an outcome, as a valid text of its own.
    mutating func add(_ part: Part, of outcome: Int, to values: inout FieldValues) {
        values.append(FieldEntry(id: textID(column.part(part, of: outcome), &values)))
    }

    private mutating func textID(_ id: ValueID, _ values: inout FieldValues) -> ValueID {
        if ids[Int(id)] == 0 { ids[Int(id)] = values.intern(column.values[id]) }
        return ids[Int(id)]
    }
}
