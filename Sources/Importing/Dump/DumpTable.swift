import Records

/// One table of a dump: its definition and the rows read so far.
struct DumpTable {
    var name: SQLName
    var label = ""
    var columns: [ColumnHeader] = []
    var kinds: [ColumnKind] = []
    /// Columns that the server fills when an INSERT names no columns (T-SQL's IDENTITY, computed).
    var omitted: Set<Int> = []
    var batches: [RecordBatch] = []
    var rejectedRows: [UInt32: FindingCode] = [:]
    /// A view's stand-in; no table when it has no rows.
    var isView = false
    private(set) var store = RowStore()
    private var batchedRowCount: UInt32 = 0

    /// What a column's declared type says about its values.
    enum ColumnKind: Sendable { case text, binary, bit, boolean, date, other }

    init(name: SQLName) { self.name = name }

    var rowCount: UInt32 { batchedRowCount + UInt32(store.rowCount) }

    mutating func addColumn(_ name: String, label: String = "", kind: ColumnKind = .other) {
        var unique = name
        var number = 2
        while columns.contains(where: { $0.name == unique }) {
            unique = "\(name) (\(number))"
            number += 1
        }
        columns.append(ColumnHeader(name: unique, label: label))
        kinds.append(kind)
        for batch in batches.indices {
            let count = batches[batch].rowCount
            batches[batch].columns.append(
                Column(
                    bytes: [],
                    ends: [UInt32](repeating: 0, count: count),
                    nulls: [Bool](repeating: true, count: count)
                )
            )
        }
    }

    /// The column of that name, exactly or else in any case.
    func columnIndex(_ name: String) -> Int? {
        if let index = columns.firstIndex(where: { $0.name == name }) { return index }
        let lower = name.lowercased()
        return columns.firstIndex { $0.name.lowercased() == lower }
    }

    mutating func withStore<Result>(_ body: (inout RowStore) -> Result) -> Result { body(&store) }

    mutating func endRow(order: Int, byteOffset: Int) {
        store.endRow(order: order, byteOffset: byteOffset)
        if store.isFull { finishBatch() }
    }

    mutating func finishBatch() {
        guard store.rowCount > 0 else { return }
        let batch = store.takeBatch(columnCount: columns.count, firstNumber: batchedRowCount + 1)
        batchedRowCount += UInt32(batch.rowCount)
        batches.append(batch)
    }
}
