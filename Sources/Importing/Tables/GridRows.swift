import Records

/// The rows of a grid by one running index, with what headers and footers are told by.
struct GridRows {
    private static let maxTextByteCount = 4096

    let grid: RawGrid
    /// One per row: where it stands, and its filled cells.
    private(set) var batchIndices: [Int32] = []
    private(set) var rowIndices: [Int32] = []
    private(set) var filledCounts: [Int32] = []
    private(set) var firstFilled: [Int32] = []
    private(set) var lastFilled: [Int32] = []
    /// Whether a cell near the first filled one begins or ends like a total.
    private var hasTotal: [Bool] = []
    /// Cells that may be numbers changed by a spreadsheet, column by column within each batch.
    private(set) var oddNumbers: [(row: Int32, column: Int32)] = []

    init(_ grid: RawGrid, workers: Workers = .single) {
        self.grid = grid
        let facts = workers.map(grid.batches.count) { BatchFacts(grid.batches[$0]) }
        for (index, batch) in facts.enumerated() { append(batch, index) }
    }

    var count: Int { batchIndices.count }

    /// Whether row numbers may leave gaps: blank rows that the sheet doesn't hold.
    var isSheet: Bool { grid.locatorKind == .row }

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
        var bytes = cell(row, column)
        // Headers, labels and words of totals are short.
        if bytes.count > GridRows.maxTextByteCount {
            var end = GridRows.maxTextByteCount
            while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            bytes.removeSubrange(end...)
        }
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

    /// What is asked of every cell of a batch, in one pass.
    private struct BatchFacts: Sendable {
        var filledCounts: [Int32]
        var firstFilled: [Int32]
        var lastFilled: [Int32]
        var hasTotal: [Bool]
        var oddNumbers: [(row: Int32, column: Int32)] = []

        init(_ batch: RawBatch) {
            let count = batch.rowNumbers.count
            filledCounts = [Int32](repeating: 0, count: count)
            firstFilled = [Int32](repeating: -1, count: count)
            lastFilled = [Int32](repeating: -1, count: count)
            hasTotal = [Bool](repeating: false, count: count)
            for (position, column) in batch.columns.enumerated() { add(column, position, count) }
        }

        private mutating func add(_ column: Column, _ position: Int, _ count: Int) {
            let bytes = column.bytes.span
            for row in 0..<count {
                let range = column.range(row)
                guard !range.isEmpty else { continue }
                let cell = bytes.extracting(range)
                guard GridRows.isFilled(cell) else { continue }
                filledCounts[row] &+= 1
                if firstFilled[row] < 0 { firstFilled[row] = Int32(position) }
                lastFilled[row] = Int32(position)
                if position &- Int(firstFilled[row]) <= 2, SuspectRows.isTotal(cell) {
                    hasTotal[row] = true
                }
                if DamagedNumbers.isOdd(cell) { oddNumbers.append((Int32(row), Int32(position))) }
            }
        }
    }

    private mutating func append(_ facts: BatchFacts, _ index: Int) {
        let base = Int32(batchIndices.count)
        let count = facts.filledCounts.count
        batchIndices.append(contentsOf: repeatElement(Int32(index), count: count))
        rowIndices.append(contentsOf: 0..<Int32(count))
        filledCounts += facts.filledCounts
        firstFilled += facts.firstFilled
        lastFilled += facts.lastFilled
        hasTotal += facts.hasTotal
        oddNumbers += facts.oddNumbers.map { ($0.row + base, $0.column) }
    }

    /// The first byte tells of nearly all cells.
    @inline(__always)
    private static func isFilled(_ cell: Span<UInt8>) -> Bool {
        let byte = cell[0]
        if byte > 0x20 && byte != 0xC2 && byte != 0xE3 && byte != 0xEF { return true }
        return !CellText.isBlank(cell)
    }

    /// Rows that may be totals or headers printed again.
    func suspects(_ headerRows: [Int]) -> [Bool] {
        var flags = hasTotal
        SuspectRows.markTitles(self, headerRows, &flags)
        return flags
    }
}
