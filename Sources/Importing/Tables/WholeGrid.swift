import Records

extension TableShaper {
    /// Blank cells added for rows that a sheet doesn't hold, at most.
    private static let maxAddedCellCount = 64_000_000

    /// The grid as it is: every row from 1 is data, columns are A, B, C, nothing is skipped, filled or
    /// named.
    ///
    /// Rows that a sheet doesn't hold come as blank rows, so that the Nth row is row N.
    package static func whole(
        _ grid: RawGrid,
        source: String,
        file: String
    ) -> (table: SourceTable, findings: Findings) {
        var table = SourceTable(
            source: source,
            file: file,
            name: grid.name,
            columns: [],
            locatorKind: grid.locatorKind
        )
        table.isHidden = grid.isHidden
        let width = grid.batches.map(\.columns.count).max() ?? 0
        table.columns = (0..<width).map { column in
            ColumnHeader(
                name: letters(column),
                isHidden: grid.hiddenColumns.contains(column),
                position: column
            )
        }
        var filler = GapFiller(width: width, maxCellCount: maxAddedCellCount)
        var findings = Findings()
        for batch in grid.batches {
            if grid.locatorKind == .row {
                filler.add(batch)
            } else {
                filler.addWhole(batch)
            }
        }
        table.batches = filler.finish()
        if filler.isOverLimit {
            var place = Place(source: source, file: file, table: grid.name)
            place.locatorKind = grid.locatorKind
            var finding = Finding(ImportFindings.limit.code, at: place)
            finding.detail = "blank rows beyond \(maxAddedCellCount) cells are left out"
            findings.add(finding)
        }
        return (table, findings)
    }

    /// The letters of a column: A, B, … Z, AA.
    private static func letters(_ column: Int) -> String {
        var rest = column + 1
        var letters: [UInt8] = []
        while rest > 0 {
            letters.append(0x41 + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}

/// Copies rows and puts a blank row wherever a number is missing.
private struct GapFiller {
    let width: Int
    let maxCellCount: Int
    private(set) var isOverLimit = false
    private var batches: [RecordBatch] = []
    private var batch: RecordBatch
    private var nextNumber: UInt32 = 1
    private var addedCount = 0

    init(width: Int, maxCellCount: Int) {
        self.width = width
        self.maxCellCount = maxCellCount
        batch = RecordBatch(columnCount: width)
    }

    mutating func add(_ raw: RawBatch) {
        if batch.rowCount == 0, isGapless(raw) { return addWhole(raw) }
        for row in raw.rowNumbers.indices {
            fillGap(before: raw.rowNumbers[row])
            append(raw, row)
        }
    }

    /// Takes the batch as it stands; columns that it doesn't have are absent.
    mutating func addWhole(_ raw: RawBatch) {
        var whole = RecordBatch(columnCount: 0)
        whole.columns = raw.columns
        while whole.columns.count < width {
            var column = Column(minimumCapacity: raw.rowNumbers.count)
            for _ in raw.rowNumbers { column.appendNull() }
            whole.columns.append(column)
        }
        whole.rowNumbers = raw.rowNumbers
        whole.byteOffsets = raw.byteOffsets
        if !raw.rowNumbers.isEmpty { batches.append(whole) }
        nextNumber = (raw.rowNumbers.last ?? nextNumber &- 1) &+ 1
    }

    mutating func finish() -> [RecordBatch] {
        flush()
        return batches
    }

    private func isGapless(_ raw: RawBatch) -> Bool {
        guard let first = raw.rowNumbers.first, let last = raw.rowNumbers.last else { return true }
        return first == nextNumber && Int(last - first) + 1 == raw.rowNumbers.count
    }

    private mutating func fillGap(before number: UInt32) {
        guard number > nextNumber else { return }
        let count = Int(number - nextNumber)
        if addedCount + count * width > maxCellCount {
            isOverLimit = true
            return
        }
        addedCount += count * width
        for missing in nextNumber..<number {
            for column in batch.columns.indices { batch.columns[column].appendNull() }
            end(row: missing, byteOffset: 0)
        }
    }

    private mutating func append(_ raw: RawBatch, _ row: Int) {
        for column in batch.columns.indices {
            let cells = column < raw.columns.count ? raw.columns[column] : nil
            if let cells, !cells.isNull(row) {
                batch.columns[column].append(cells[row])
            } else {
                batch.columns[column].appendNull()
            }
        }
        end(row: raw.rowNumbers[row], byteOffset: raw.byteOffsets[row])
    }

    private mutating func end(row number: UInt32, byteOffset: UInt64) {
        batch.rowNumbers.append(number)
        batch.byteOffsets.append(byteOffset)
        nextNumber = number &+ 1
        if batch.rowCount == RecordBatch.maxRowCount { flush() }
    }

    private mutating func flush() {
        if batch.rowCount > 0 { batches.append(batch) }
        batch = RecordBatch(columnCount: width)
    }
}
