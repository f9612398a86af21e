import Records

/// The rows of a grid by one running index, with what headers and footers are told by.
struct GridRows {
    let grid: RawGrid
    /// One per row: where it stands, and its filled cells.
    private(set) var batchIndices: [Int32] = []
    private(set) var rowIndices: [Int32] = []
    private(set) var filledCounts: [Int32] = []
    private(set) var firstFilled: [Int32] = []
    private(set) var lastFilled: [Int32] = []

    init(_ grid: RawGrid) {
        self.grid = grid
        for (index, batch) in grid.batches.enumerated() { add(batch, index) }
    }

    var count: Int { batchIndices.count }

    func rowNumber(_ row: Int) -> UInt32 {
        grid.batches[Int(batchIndices[row])].rowNumbers[Int(rowIndices[row])]
    }

    func byteOffset(_ row: Int) -> UInt64 {
        grid.batches[Int(batchIndices[row])].byteOffsets[Int(rowIndices[row])]
    }

    func cellCount(_ row: Int) -> Int {
        Int(grid.batches[Int(batchIndices[row])].cellCounts[Int(rowIndices[row])])
    }

    /// The cell's bytes in an array of their own; empty where the row has no such cell.
    func cell(_ row: Int, _ column: Int) -> [UInt8] {
        let batch = grid.batches[Int(batchIndices[row])]
        guard column >= 0, column < batch.columns.count else { return [] }
        let cells = batch.columns[column]
        return cells[Int(rowIndices[row])].copy()
    }

    /// The cell's text without outer blanks.
    func text(_ row: Int, _ column: Int) -> String {
        let bytes = cell(row, column)
        return String(decoding: bytes[CellText.trimmed(bytes.span)], as: UTF8.self)
    }

    func shape(_ row: Int, _ column: Int) -> CellShape { CellShape.of(cell(row, column).span) }

    /// The columns that hold something, in order.
    func filledColumns(_ row: Int) -> [Int] {
        guard filledCounts[row] > 0 else { return [] }
        return (Int(firstFilled[row])...Int(lastFilled[row])).filter {
            !CellText.isBlank(cell(row, $0).span)
        }
    }

    /// The row as one line of at most 1,024 bytes.
    func line(_ row: Int) -> String {
        var bytes: [UInt8] = []
        for column in 0...max(0, Int(lastFilled[row])) {
            if column > 0 { bytes.append(0x2C) }
            bytes.append(contentsOf: cell(row, column).prefix(1024))
            if bytes.count > 1024 { break }
        }
        var end = min(bytes.count, 1024)
        while end > 0 && end < bytes.count && bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[0..<end], as: UTF8.self)
    }

    /// The index of the row with that number; row numbers ascend.
    func index(ofRowNumber number: UInt32) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if rowNumber(middle) < number { low = middle + 1 } else { high = middle }
        }
        return low < count && rowNumber(low) == number ? low : nil
    }

    private mutating func add(_ batch: RawBatch, _ index: Int) {
        let count = batch.rowNumbers.count
        let base = batchIndices.count
        batchIndices.append(contentsOf: repeatElement(Int32(index), count: count))
        rowIndices.append(contentsOf: (0..<count).map { Int32($0) })
        filledCounts.append(contentsOf: repeatElement(0, count: count))
        firstFilled.append(contentsOf: repeatElement(-1, count: count))
        lastFilled.append(contentsOf: repeatElement(-1, count: count))
        for (position, column) in batch.columns.enumerated() {
            for row in 0..<count where !CellText.isBlank(column[row]) {
                filledCounts[base &+ row] &+= 1
                if firstFilled[base &+ row] < 0 { firstFilled[base &+ row] = Int32(position) }
                lastFilled[base &+ row] = Int32(position)
            }
        }
    }
}
