import Records

/// Where the cells of a batch lie, row by row, until they are copied column by column.
struct CellList {
    /// Offset in the text, or `-1 - offset` in `side`.
    private var offsets: [Int] = []
    private var counts: [UInt32] = []
    /// The number of cells up to the end of each row.
    private var rowEnds: [Int] = []
    private var rowNumbers: [UInt32] = []
    private var rowOffsets: [UInt64] = []
    private var widest = 0
    private var sideStart = 0
    /// Contents that differ from the text.
    var side: [UInt8] = []
    var isRowOverfull = false

    var rowCount: Int { rowEnds.count }

    var rowLine: UInt32 { rowNumbers.last ?? 1 }

    /// Cells of the row in progress.
    var rowCellCount: Int { offsets.count - (rowEnds.last ?? 0) }

    /// 4,096 rows, or as many as keep a batch at about a million cells.
    var isFull: Bool {
        rowCount == RecordBatch.maxRowCount || rowCount * widest > 1 << 20
    }

    mutating func beginRow(line: UInt32, offset: Int) {
        rowNumbers.append(line)
        rowOffsets.append(UInt64(offset))
        isRowOverfull = false
    }

    mutating func endRow() {
        widest = max(widest, rowCellCount)
        rowEnds.append(offsets.count)
    }

    mutating func add(offset: Int, count: Int) {
        offsets.append(offset)
        counts.append(UInt32(truncatingIfNeeded: count))
    }

    mutating func dropLastCell() {
        offsets.removeLast()
        counts.removeLast()
    }

    mutating func beginSide() { sideStart = side.count }

    /// Ends a cell in `side`; `="0123"` becomes its content.
    mutating func endSide(unwrap: Bool = false) {
        var start = sideStart
        var end = side.count
        if unwrap, end - start >= 3, side[start] == 0x3D, side[start + 1] == 0x22,
            side[end - 1] == 0x22, !side[(start + 2)..<(end - 1)].contains(0x22)
        {
            start += 2
            end -= 1
        }
        add(offset: -1 - start, count: end - start)
    }

    mutating func removeAll() {
        offsets.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        rowEnds.removeAll(keepingCapacity: true)
        rowNumbers.removeAll(keepingCapacity: true)
        rowOffsets.removeAll(keepingCapacity: true)
        side.removeAll(keepingCapacity: true)
        widest = 0
    }

    // MARK: Columns

    func batch(_ text: Span<UInt8>) -> RawBatch {
        var batch = RawBatch()
        batch.rowNumbers = rowNumbers
        batch.byteOffsets = rowOffsets
        var start = 0
        for end in rowEnds {
            batch.cellCounts.append(UInt32(end - start))
            start = end
        }
        batch.columns = (0..<widest).map { column($0, text) }
        return batch
    }

    private func column(_ index: Int, _ text: Span<UInt8>) -> Column {
        var ends = [UInt32](repeating: 0, count: rowCount)
        var nulls = [Bool](repeating: false, count: rowCount)
        var total = 0
        var rowStart = 0
        for row in 0..<rowCount {
            let cell = rowStart &+ index
            rowStart = rowEnds[row]
            if cell < rowStart { total &+= Int(counts[cell]) } else { nulls[row] = true }
            ends[row] = UInt32(truncatingIfNeeded: total)
        }
        return Column(bytes: bytes(index, text, total), ends: ends, nulls: nulls)
    }

    /// The column's cells one behind the other: one copy a cell.
    private func bytes(_ index: Int, _ text: Span<UInt8>, _ total: Int) -> [UInt8] {
        unsafe text.withUnsafeBufferPointer { text in
            unsafe side.withUnsafeBufferPointer { side in
                unsafe [UInt8](unsafeUninitializedCapacity: total) { buffer, used in
                    var rowStart = 0
                    for row in 0..<rowCount {
                        let cell = rowStart &+ index
                        rowStart = rowEnds[row]
                        guard cell < rowStart else { continue }
                        let count = Int(counts[cell])
                        guard count > 0, let target = buffer.baseAddress else { continue }
                        let offset = offsets[cell]
                        let source =
                            unsafe offset >= 0
                            ? text.baseAddress?.advanced(by: offset)
                            : side.baseAddress?.advanced(by: -1 - offset)
                        guard let source = unsafe source else { continue }
                        unsafe (target + used).update(from: source, count: count)
                        used &+= count
                    }
                }
            }
        }
    }
}
