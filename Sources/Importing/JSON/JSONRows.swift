import Records

/// The rows of one table while the document is read; cells that a row lacks are null.
struct JSONRows {
    /// What closes a batch before it has 4,096 rows.
    private static let maxBatchByteCount = 64 << 20
    private static let maxBatchCellCount = 2 << 20

    /// Of the objects that are its rows.
    let node: Int
    /// The table in whose rows the arrays are; -1 for the document's own.
    let parent: Int
    /// By column.
    private(set) var columnNodes: [Int32] = []
    private(set) var batches: [RecordBatch] = []
    private(set) var rowCount = 0
    /// By row: the row of the parent's table.
    private(set) var parentRows: [UInt32] = []
    var rejected: [UInt32: FindingCode] = [:]
    private(set) var isRowOpen = false
    private var batch = RecordBatch(columnCount: 0)
    private var batchByteCount = 0

    init(node: Int, parent: Int) {
        self.node = node
        self.parent = parent
    }

    var lastRowNumber: UInt32 { batch.rowNumbers.last ?? batches.last?.rowNumbers.last ?? 0 }

    mutating func addColumn(_ node: Int) -> Int {
        columnNodes.append(Int32(node))
        batch.columns.append(Column())
        return columnNodes.count - 1
    }

    mutating func begin(number: UInt32, byteOffset: Int, parentRow: UInt32) {
        batch.rowNumbers.append(number)
        batch.byteOffsets.append(UInt64(byteOffset))
        if parent >= 0 { parentRows.append(parentRow) }
        rowCount += 1
        isRowOpen = true
    }

    @inline(__always)
    mutating func append(_ column: Int, _ cell: Span<UInt8>) {
        pad(column)
        batch.columns[column].append(cell)
        batchByteCount &+= cell.count
    }

    mutating func appendNull(_ column: Int) {
        pad(column)
        batch.columns[column].appendNull()
    }

    @inline(__always)
    private mutating func pad(_ column: Int) {
        let row = batch.rowNumbers.count &- 1
        while batch.columns[column].count < row { batch.columns[column].appendNull() }
    }

    mutating func end() {
        isRowOpen = false
        let count = batch.rowNumbers.count
        if count >= RecordBatch.maxRowCount || batchByteCount > Self.maxBatchByteCount
            || count * columnNodes.count > Self.maxBatchCellCount
        {
            closeBatch()
        }
    }

    private mutating func closeBatch() {
        let count = batch.rowNumbers.count
        if count == 0 { return }
        for column in batch.columns.indices {
            while batch.columns[column].count < count { batch.columns[column].appendNull() }
        }
        batches.append(batch)
        batch = RecordBatch(columnCount: columnNodes.count)
        batchByteCount = 0
    }

    /// Closes the last batch, and gives earlier ones the columns that came later.
    mutating func finish() {
        closeBatch()
        for index in batches.indices {
            while batches[index].columns.count < columnNodes.count {
                var column = Column(minimumCapacity: batches[index].rowCount)
                for _ in 0..<batches[index].rowCount { column.appendNull() }
                batches[index].columns.append(column)
            }
        }
    }
}
