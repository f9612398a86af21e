import Normalizing
import Records

/// What one plan reads in every data row of a table, before rows look at each other.
///
/// A plan interns into its own target only, so that plans are read side by side; 同上 waits for the
/// row pass, which knows the row above.
struct PlanCells: Sendable {
    /// One value of a cell, or a cell that says 同上.
    struct Piece: Sendable {
        var id: ValueID
        /// The column that repeats the row above; -1 for a value.
        var dittoColumn: Int32 = -1
    }

    /// By data row: 0 for blank, a raw id, or `runMark` and an index into `runs`.
    private(set) var cells: [UInt32]
    private(set) var runs: [[Piece]] = []
    /// Rows in which one of the columns says 同上; only kept for names.
    private(set) var dittoRows: Set<Int> = []

    static let runMark: UInt32 = 1 << 31

    private init(rowCount: Int) { cells = [UInt32](repeating: 0, count: rowCount) }

    /// Reads all rows but those that `isOut` leaves out; new texts go to `raw`.
    static func read(
        _ plan: FieldPlan,
        of source: SourceTable,
        isOut: [Bool],
        keepsDittoRows: Bool,
        raw: inout ValueTable
    ) -> PlanCells {
        var result = PlanCells(rowCount: isOut.count)
        var steps = plan.steps
        var start = 0
        for batch in source.batches {
            switch plan.source {
            case .constant(let id):
                for row in start..<(start + batch.rowCount) { result.cells[row] = id }
            case .components(let groups):
                for index in 0..<batch.rowCount where !isOut[start + index] {
                    let joined = RawCell.joined(groups, batch, index)
                    result.cells[start + index] = raw.intern(joined)
                }
            case .name(let whole, let family, let given):
                for index in 0..<batch.rowCount where !isOut[start + index] {
                    let name = RawCell.name(whole, family, given, batch, index)
                    result.cells[start + index] = raw.intern(name)
                }
            case .first(let columns) where columns.count == 1 && steps == nil:
                result.readColumn(batch.columns[columns[0]], columns[0], start, isOut, &raw)
            case .first(let columns):
                result.readColumns(columns, of: batch, start, isOut, true, &steps, &raw)
            case .all(let columns):
                result.readColumns(columns, of: batch, start, isOut, false, &steps, &raw)
            }
            if keepsDittoRows { result.noteDittos(plan.columns, batch, start, isOut) }
            start += batch.rowCount
        }
        return result
    }

    /// The usual case: one column, no steps.
    private mutating func readColumn(
        _ column: Column,
        _ number: Int,
        _ start: Int,
        _ isOut: [Bool],
        _ raw: inout ValueTable
    ) {
        for index in 0..<column.count where !isOut[start &+ index] {
            let cell = column[index]
            if RawCell.isBlank(cell) { continue }
            if RawCell.isDitto(cell) {
                set(start &+ index, [Piece(id: 0, dittoColumn: Int32(number))])
            } else {
                cells[start &+ index] = raw.intern(cell)
            }
        }
    }

    private mutating func readColumns(
        _ columns: [Int],
        of batch: RecordBatch,
        _ start: Int,
        _ isOut: [Bool],
        _ isFirstOnly: Bool,
        _ steps: inout StepMemo?,
        _ raw: inout ValueTable
    ) {
        for index in 0..<batch.rowCount where !isOut[start + index] {
            var pieces: [Piece] = []
            for number in columns {
                let column = batch.columns[number]
                let cell = column[index]
                if RawCell.isBlank(cell) { continue }
                if RawCell.isDitto(cell) {
                    pieces.append(Piece(id: 0, dittoColumn: Int32(number)))
                } else if steps != nil {
                    pieces += (steps?.apply(cell, values: &raw) ?? []).map { Piece(id: $0) }
                } else {
                    pieces.append(Piece(id: raw.intern(cell)))
                }
                if isFirstOnly { break }
            }
            set(start + index, pieces)
        }
    }

    private mutating func set(_ row: Int, _ pieces: [Piece]) {
        if pieces.isEmpty { return }
        if pieces.count == 1, pieces[0].dittoColumn < 0 {
            cells[row] = pieces[0].id
        } else {
            cells[row] = PlanCells.runMark | UInt32(runs.count)
            runs.append(pieces)
        }
    }

    private mutating func noteDittos(
        _ columns: [Int],
        _ batch: RecordBatch,
        _ start: Int,
        _ isOut: [Bool]
    ) {
        for number in columns {
            let column = batch.columns[number]
            for index in 0..<column.count where !isOut[start &+ index] {
                if RawCell.isDitto(column[index]) { dittoRows.insert(start &+ index) }
            }
        }
    }
}

/// The raw ids of a row, plan after plan, in one array.
struct RowIDs: Sendable {
    private(set) var ids: [ValueID] = []
    /// By plan: where its ids end.
    private(set) var ends: [Int] = []

    subscript(plan: Int) -> ArraySlice<ValueID> { ids[start(plan)..<ends[plan]] }

    func start(_ plan: Int) -> Int { plan == 0 ? 0 : ends[plan &- 1] }

    func isEmpty(_ plan: Int) -> Bool { plan >= ends.count || start(plan) == ends[plan] }

    mutating func removeAll() {
        ids.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    mutating func append(_ id: ValueID) { ids.append(id) }

    /// The ids that another row has for a plan; none when it has no such plan.
    mutating func append(_ plan: Int, of other: RowIDs) {
        if !other.isEmpty(plan) { ids.append(contentsOf: other[plan]) }
    }

    mutating func closePlan() { ends.append(ids.count) }

    /// Plans that are blank take the ids of the row above.
    func filled(from above: RowIDs) -> RowIDs {
        var result = RowIDs()
        for plan in ends.indices {
            result.append(plan, of: isEmpty(plan) ? above : self)
            result.closePlan()
        }
        return result
    }

    /// One array a plan.
    var byPlan: [[ValueID]] { ends.indices.map { Array(self[$0]) } }
}
