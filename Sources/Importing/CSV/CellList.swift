import Records

/// Where the cells of a batch lie, row by row, until they are sorted by column.
///
/// A batch copies its part of the text once; its columns share that copy. Cells whose content
/// differs from the text (doubled quotes) lie in `side`, which is put behind the copy.
struct CellList {
    /// Marks a place that counts from the beginning of `side`.
    private static let sideMark: UInt32 = 1 << 31
    /// Places are 31 bits wide; a batch of long rows ends long before.
    private static let maxTextByteCount = 1 << 28

    /// Offsets from `base`; as long as `cellCount` or longer.
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    var cellCount = 0
    /// The number of cells up to the end of each row.
    private(set) var rowEnds: [Int] = []
    private(set) var rowNumbers: [UInt32] = []
    private(set) var rowOffsets: [UInt64] = []
    /// Where the batch begins in the text.
    private(set) var base = 0
    private var widest = 0
    private var narrowest = Int.max
    private var sideStart = 0
    /// Contents that differ from the text.
    var side: [UInt8] = []
    var isRowOverfull = false

    var rowCount: Int { rowEnds.count }

    var rowLine: UInt32 { rowNumbers.last ?? 1 }

    /// Cells of the row in progress.
    var rowCellCount: Int { cellCount - (rowEnds.last ?? 0) }

    /// 4,096 rows, or as many as keep a batch at about a million cells and 256 MiB.
    var isFull: Bool {
        rowCount == RecordBatch.maxRowCount || rowCount * widest > 1 << 20
            || Int(rowOffsets.last ?? 0) - base > Self.maxTextByteCount
            || side.count > Self.maxTextByteCount
    }

    mutating func beginRow(line: UInt32, offset: Int) {
        if rowNumbers.isEmpty { base = offset }
        rowNumbers.append(line)
        rowOffsets.append(UInt64(offset))
        isRowOverfull = false
    }

    mutating func endRow() {
        widest = max(widest, rowCellCount)
        narrowest = min(narrowest, rowCellCount)
        rowEnds.append(cellCount)
    }

    mutating func add(offset: Int, count: Int) {
        let start = UInt32(truncatingIfNeeded: offset &- base)
        add(start, start &+ UInt32(truncatingIfNeeded: count))
    }

    private mutating func add(_ start: UInt32, _ end: UInt32) {
        if cellCount == starts.count { grow() }
        starts[cellCount] = start
        ends[cellCount] = end
        cellCount += 1
    }

    /// Makes room for as many cells again.
    mutating func grow() {
        let count = max(256, starts.count)
        starts.append(contentsOf: repeatElement(0, count: count))
        ends.append(contentsOf: repeatElement(0, count: count))
    }

    mutating func dropLastCell() { cellCount -= 1 }

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
        let mark = CellList.sideMark
        add(
            UInt32(truncatingIfNeeded: start) | mark,
            UInt32(truncatingIfNeeded: end) | mark
        )
    }

    /// Adds plain rows until one is unusual, the batch or the lists are full, or `end` is reached.
    mutating func addPlain(
        _ text: Span<UInt8>,
        _ plain: PlainRows,
        _ offset: inout Int,
        _ end: Int,
        _ lineNumber: inout UInt32
    ) -> PlainRows.Stop {
        if rowNumbers.isEmpty { base = offset }
        var output = PlainRows.Output(cellCount: cellCount)
        // Moved out while they are written, so that rows can be noted meanwhile.
        var startList: [UInt32] = []
        var endList: [UInt32] = []
        swap(&startList, &starts)
        swap(&endList, &ends)
        var startSpan = startList.mutableSpan
        var endSpan = endList.mutableSpan
        let firstLine = lineNumber
        var rowCellStart = cellCount
        let room = max(1, min(RecordBatch.maxRowCount - rowCount, (1 << 20) / max(widest, 1)))
        let stop = plain.read(
            text,
            &offset,
            end: min(end, base + Self.maxTextByteCount),
            base: base,
            maxRowCount: room,
            starts: &startSpan,
            ends: &endSpan,
            output: &output
        ) { rowStart, lineBreakCount, cellEnd in
            rowNumbers.append(firstLine &+ lineBreakCount)
            rowOffsets.append(UInt64(rowStart))
            rowEnds.append(cellEnd)
            widest = max(widest, cellEnd &- rowCellStart)
            narrowest = min(narrowest, cellEnd &- rowCellStart)
            rowCellStart = cellEnd
        }
        swap(&startList, &starts)
        swap(&endList, &ends)
        cellCount = output.cellCount
        lineNumber = firstLine &+ output.lineBreakCount
        return stop
    }

    mutating func removeAll() {
        cellCount = 0
        rowEnds.removeAll(keepingCapacity: true)
        rowNumbers.removeAll(keepingCapacity: true)
        rowOffsets.removeAll(keepingCapacity: true)
        side.removeAll(keepingCapacity: true)
        widest = 0
        narrowest = Int.max
    }

    // MARK: Reading a row again

    /// The cells of the row in progress.
    struct OpenRow {
        fileprivate var starts: [UInt32]
        fileprivate var ends: [UInt32]
        fileprivate var isOverfull: Bool
    }

    var openRow: OpenRow {
        OpenRow(
            starts: Array(starts[rowStart..<cellCount]),
            ends: Array(ends[rowStart..<cellCount]),
            isOverfull: isRowOverfull
        )
    }

    private var rowStart: Int { rowEnds.last ?? 0 }

    var rowOffset: Int { Int(rowOffsets.last ?? 0) }

    /// Takes back the cells of the row in progress; their contents in `side` stay.
    mutating func reopenRow() {
        cellCount = rowStart
        isRowOverfull = false
    }

    mutating func restore(_ row: OpenRow) {
        reopenRow()
        for (start, end) in zip(row.starts, row.ends) { add(start, end) }
        isRowOverfull = row.isOverfull
    }

    /// The offset and end in the text, or in `side` when that is true, of a cell of the row.
    private func range(_ index: Int) -> (isSide: Bool, start: Int, end: Int) {
        let isSide = starts[index] & CellList.sideMark != 0
        if !isSide { return (false, base + Int(starts[index]), base + Int(ends[index])) }
        let mark = CellList.sideMark
        return (true, Int(starts[index] ^ mark), Int(ends[index] ^ mark))
    }

    /// How much cells of the row in progress look cut at the wrong quotes: one for a quote at an
    /// end, two for a quote beside a delimiter.
    func quoteDamage(_ text: Span<UInt8>, _ dialect: CSVDialect) -> Int {
        guard let quote = dialect.quote else { return 0 }
        func damage(_ cell: Span<UInt8>) -> Int {
            guard cell.count > 0 else { return 0 }
            var sum = cell[0] == quote || cell[cell.count - 1] == quote ? 1 : 0
            for index in 1..<max(1, cell.count) {
                let pair = (cell[index - 1], cell[index])
                let isBeside =
                    pair == (quote, dialect.delimiter) || pair == (dialect.delimiter, quote)
                if isBeside { sum += 2 }
            }
            return sum
        }
        return (rowStart..<cellCount).reduce(0) { sum, index in
            let (isSide, start, end) = range(index)
            let cell = isSide ? side.span.extracting(start..<end) : text.extracting(start..<end)
            return sum + damage(cell)
        }
    }

    /// Whether the cells of the row in progress look like those of one of the last rows of that
    /// length, or, below a header alone, half of them like values.
    func resemblesEarlierRow(_ text: Span<UInt8>) -> Bool {
        let own = (rowStart..<cellCount).map { shape($0, text) }
        var seenCount = 0
        for row in rowEnds.indices.suffix(8).reversed() {
            let start = row == 0 ? 0 : rowEnds[row - 1]
            guard rowEnds[row] - start == own.count else { continue }
            seenCount += 1
            let equal = own.indices.filter { own[$0] == shape(start + $0, text) }
            let hasValue = equal.contains { own[$0] != .text && own[$0] != .blank }
            if hasValue && equal.count * 5 >= own.count * 3 { return true }
        }
        let values = own.filter { $0 != .text && $0 != .blank }.count
        return seenCount == 1 && values * 2 >= own.count
    }

    private func shape(_ index: Int, _ text: Span<UInt8>) -> CellShape {
        let (isSide, start, end) = range(index)
        return CellShape.of(
            isSide ? side.span.extracting(start..<end) : text.extracting(start..<end)
        )
    }

    /// Whether cells of the row in progress begin with `'` and with `"`.
    func quotesThatOpen(_ text: Span<UInt8>) -> (single: Bool, double: Bool) {
        var found = (single: false, double: false)
        for index in rowStart..<cellCount where starts[index] != ends[index] {
            let (isSide, start, _) = range(index)
            let first = isSide ? side[start] : text[start]
            if first == 0x27 { found.single = true }
            if first == 0x22 { found.double = true }
        }
        return found
    }

    /// Whether `\"` stands in a cell of the row in progress.
    func hasEscapedQuote(_ text: Span<UInt8>) -> Bool {
        (rowStart..<cellCount).contains { index in
            let (isSide, start, end) = range(index)
            if isSide || end - start < 1 { return isSide }
            return (start..<end).contains {
                text[$0] == 0x5C && $0 + 1 < text.count && text[$0 + 1] == 0x22
            }
        }
    }

    // MARK: Columns

    /// The batch; the rows end at `end` of the text.
    func batch(_ text: Span<UInt8>, end: Int) -> RawBatch {
        var batch = RawBatch()
        batch.rowNumbers = rowNumbers
        batch.byteOffsets = rowOffsets
        batch.cellCounts.reserveCapacity(rowCount)
        var start = 0
        for end in rowEnds {
            batch.cellCounts.append(UInt32(end - start))
            start = end
        }
        let own = text.extracting(base..<end)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(own.count + side.count)
        bytes.append(own)
        bytes.append(contentsOf: side)
        batch.columns = (0..<widest).map { column($0, bytes, side: UInt32(own.count)) }
        return batch
    }

    private func column(_ index: Int, _ bytes: [UInt8], side: UInt32) -> Column {
        let isRagged = index >= narrowest
        var nulls = [Bool](repeating: false, count: isRagged ? rowCount : 0)
        if isRagged {
            var rowStart = 0
            for row in 0..<rowCount {
                nulls[row] = rowStart + index >= rowEnds[row]
                rowStart = rowEnds[row]
            }
        }
        return Column(
            sharing: bytes,
            starts: places(starts, index, isRagged, side),
            ends: places(ends, index, isRagged, side),
            nulls: nulls
        )
    }

    private func places(
        _ all: [UInt32],
        _ index: Int,
        _ isRagged: Bool,
        _ side: UInt32
    ) -> [UInt32] {
        [UInt32](capacity: rowCount) { output in
            var rowStart = 0
            for row in 0..<rowCount {
                let cell = rowStart &+ index
                rowStart = rowEnds[row]
                guard !isRagged || cell < rowStart else {
                    output.append(0)
                    continue
                }
                let place = all[cell]
                let isAside = place & CellList.sideMark != 0
                output.append(isAside ? (place ^ CellList.sideMark) &+ side : place)
            }
        }
    }
}
