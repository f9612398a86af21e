import Glibc
import Records

/// The rows of a batch in the making, one cell behind the other as the dump holds them; at the end
/// they are dealt out to columns of exactly the size they need.
///
///     bytes │1│李三│2│王五│   ends [1, 7, 8, 14]   rows of 2 cells   →   column 0: 1, 2 │ column 1: …
struct RowStore {
    var bytes: [UInt8] = []
    /// Of each cell: its end in `bytes` × 2, plus 1 when it is null.
    private var ends: [Int] = []
    /// Of each row: the number of cells up to and with it.
    private var rowEnds: [Int] = []
    private var rowOrders: [Int] = []
    private var byteOffsets: [UInt64] = []
    /// Which column each value of a row is for; rows name theirs by its index.
    private var orders: [[Int]] = []
    private var orderIndices: [[Int]: Int] = [:]
    /// The orders that rows of this batch use.
    private var usedOrders: Set<Int> = []

    /// A batch ends early when it holds that much, so that no column comes near 4 GiB.
    static let maxByteCount = 32 << 20

    var rowCount: Int { rowEnds.count }

    var isFull: Bool {
        rowEnds.count >= RecordBatch.maxRowCount || bytes.count >= RowStore.maxByteCount
            || usedOrders.count > 256
    }

    // MARK: The row in progress

    /// The number of values of the row in progress.
    var cellCount: Int { ends.count &- (rowEnds.last ?? 0) }

    private var openStart: Int { (ends.last ?? 0) >> 1 }

    /// The value in progress.
    var open: Span<UInt8> {
        @_lifetime(borrow self) borrowing get {
            bytes.span.extracting(openStart..<bytes.count)
        }
    }

    /// Whether the value in progress is text as it stands: longer than a bit, and without NUL.
    var isOpenPlain: Bool {
        let open = open
        return open.count > 1 && open.firstIndex(of: 0) == nil
    }

    mutating func append(_ part: Span<UInt8>) { bytes.append(part) }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(_ part: [UInt8]) { bytes.append(contentsOf: part) }

    /// Ends the value that was appended in parts.
    mutating func endCell() { ends.append(bytes.count << 1) }

    mutating func endNull() { ends.append(bytes.count << 1 | 1) }

    mutating func clearOpen() { bytes.removeSubrange(openStart...) }

    mutating func replaceOpen(_ value: [UInt8]) {
        clearOpen()
        bytes.append(contentsOf: value)
    }

    /// Forgets the row in progress.
    mutating func dropOpenRow() {
        ends.removeSubrange((rowEnds.last ?? 0)...)
        clearOpen()
    }

    mutating func endRow(order: Int, byteOffset: Int) {
        rowEnds.append(ends.count)
        if rowOrders.last != order { usedOrders.insert(order) }
        rowOrders.append(order)
        byteOffsets.append(UInt64(byteOffset))
    }

    /// The index of an order of columns, to be given with each row.
    mutating func order(_ columns: [Int]) -> Int {
        if let index = orderIndices[columns] { return index }
        orders.append(columns)
        orderIndices[columns] = orders.count - 1
        return orders.count - 1
    }

    // MARK: Batches

    /// Deals the rows out to `columnCount` columns and begins anew; rows are numbered on from
    /// `firstNumber`.
    mutating func takeBatch(columnCount: Int, firstNumber: UInt32) -> RecordBatch {
        var batch = RecordBatch(columnCount: 0)
        let used = usedOrders.sorted()
        let inverses = used.map { index in
            var inverse = [Int](repeating: -1, count: columnCount)
            for (value, column) in orders[index].enumerated() where column < columnCount {
                inverse[column] = value
            }
            return inverse
        }
        for row in 0..<rowCount where used.count > 1 || used.first != 0 {
            rowOrders[row] = used.firstIndex(of: rowOrders[row]) ?? 0
        }
        batch.columns.reserveCapacity(columnCount)
        for column in 0..<columnCount {
            batch.columns.append(self.column(inverses.map { $0[column] }))
        }
        batch.rowNumbers = (0..<UInt32(rowCount)).map { firstNumber + $0 }
        batch.byteOffsets = byteOffsets
        removeAll()
        return batch
    }

    private mutating func removeAll() {
        bytes.removeAll(keepingCapacity: bytes.capacity <= RowStore.maxByteCount * 2)
        ends.removeAll(keepingCapacity: true)
        rowEnds.removeAll(keepingCapacity: true)
        rowOrders.removeAll(keepingCapacity: true)
        byteOffsets.removeAll(keepingCapacity: true)
        usedOrders.removeAll(keepingCapacity: true)
    }

    /// One column; `places` says by order which value of a row is its cell, -1 for none.
    private func column(_ places: [Int]) -> Column {
        var cells: [Int] = []
        cells.reserveCapacity(rowCount)
        var total = 0
        var first = 0
        for row in 0..<rowCount {
            let end = rowEnds[row]
            let place = places[rowOrders[row]]
            let cell = place >= 0 && first &+ place < end ? first &+ place : -1
            cells.append(cell)
            if cell >= 0 { total &+= (ends[cell] >> 1) &- start(cell) }
            first = end
        }
        return filled(cells, total)
    }

    private func start(_ cell: Int) -> Int { cell == 0 ? 0 : ends[cell &- 1] >> 1 }

    private func filled(_ cells: [Int], _ byteCount: Int) -> Column {
        var columnEnds: [UInt32] = []
        columnEnds.reserveCapacity(cells.count)
        var nulls: [Bool] = []
        let copied = unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            unsafe bytes.withUnsafeBufferPointer { source in
                for cell in cells {
                    if cell >= 0 {
                        let from = start(cell)
                        let length = (ends[cell] >> 1) &- from
                        if length > 0, let target = buffer.baseAddress,
                            let origin = source.baseAddress
                        {
                            unsafe memcpy(target + count, origin + from, length)
                        }
                        count += length
                    }
                    if cell < 0 || ends[cell] & 1 == 1 {
                        if nulls.isEmpty {
                            nulls = [Bool](repeating: false, count: cells.count)
                        }
                        nulls[columnEnds.count] = true
                    }
                    columnEnds.append(UInt32(count))
                }
            }
        }
        return Column(bytes: copied, ends: columnEnds, nulls: nulls)
    }
}
