import CRM
import Records
import Storage

/// Writes raw rows: every row that a source shows, once, with its kind.
struct StagingRows {
    let set: LoadSet
    let numbers: StagingNumbers
    let connection: Connection

    func write() throws(StorageFailure) {
        let statement = try connection.prepare(
            """
            INSERT INTO mig_source_row (row_id, file_id, sheet, row_no, kind, raw, content_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        for (index, staged) in set.tables.enumerated() {
            var id = numbers.firstRowIDs[index]
            let names = keptColumns(staged.table, index)
            var firstRow = 0
            for batch in staged.table.batches {
                try write(batch, from: firstRow, staged, names, &id, statement)
                firstRow += batch.rowCount
            }
            try writeSkipped(staged, set.cellMask?(index, nil), &id, statement)
        }
    }

    private struct KeptColumn {
        let index: Int
        let mask: CellMask?
        /// The name as a JSON key: `"客户名称":`.
        let key: [UInt8]
    }

    /// Columns that may be staged.
    private func keptColumns(_ table: SourceTable, _ tableIndex: Int) -> [KeptColumn] {
        table.columns.enumerated().compactMap { index, column in
            if set.droppedHeaders(column.name) { return nil }
            return KeptColumn(
                index: index,
                mask: set.cellMask?(tableIndex, index),
                key: CustomCells.key(column.name)
            )
        }
    }

    /// Rows to a block: their cells are escaped column by column, then put together row by row.
    private static let blockSize = 512

    private func write(
        _ batch: RecordBatch,
        from firstRow: Int,
        _ staged: StagedTable,
        _ names: [KeptColumn],
        _ id: inout Int64,
        _ statement: borrowing Statement
    ) throws(StorageFailure) {
        let kept = names.filter { $0.index < batch.columns.count }
        var pairs = CellPairs(columnCount: kept.count)
        var row: [UInt8] = []
        var cells = InlineArray<7, StoredCell>(repeating: .null)
        var first = 0
        while first < batch.rowCount {
            let end = min(first + StagingRows.blockSize, batch.rowCount)
            pairs.clear(rowCount: end - first)
            for (position, column) in kept.enumerated() {
                escape(batch.columns[column.index], first..<end, column, position, &pairs)
            }
            for index in first..<end {
                row.removeAll(keepingCapacity: true)
                pairs.appendObject(index - first, to: &row)
                let hash = Hash64.of(row.span)
                cells[5] = .text(start: 0, end: row.count)
                cells[0] = .integer(id)
                cells[1] = .integer(numbers.firstFileID + Int64(staged.file))
                cells[2] = row.cell(staged.table.name)
                cells[3] = .integer(Int64(batch.rowNumbers[index]))
                let isFiltered = staged.table.filteredRows[UInt32(firstRow + index)] != nil
                cells[4] = row.cell((isFiltered ? RowKind.filtered : .data).rawValue)
                cells[6] = row.cell(hash: hash)
                try statement.run(cells.span, over: row.span)
                id += 1
            }
            first = end
        }
    }

    private func escape(
        _ column: Column,
        _ rows: Range<Int>,
        _ kept: KeptColumn,
        _ position: Int,
        _ pairs: inout CellPairs
    ) {
        for row in rows {
            let cell = column[row]
            if cell.isEmpty { continue }
            if let shown = kept.mask?(cell) {
                pairs.add(row - rows.lowerBound, position, key: kept.key, shown.span)
            } else {
                pairs.add(row - rows.lowerBound, position, key: kept.key, cell)
            }
        }
    }

    private func writeSkipped(
        _ staged: StagedTable,
        _ mask: CellMask?,
        _ id: inout Int64,
        _ statement: borrowing Statement
    ) throws(StorageFailure) {
        for row in staged.table.skipped {
            var json: [UInt8] = []
            if row.kind != .suppressed {
                let bytes = Array(row.text.utf8)
                let shown = mask?(bytes.span) ?? bytes
                json.append("{\"text\":")
                JSON.write(shown.span, to: &json)
                json.append(0x7D)
            }
            statement.bind(id, at: 1)
            statement.bind(numbers.firstFileID + Int64(staged.file), at: 2)
            statement.bind(staged.table.name, at: 3)
            statement.bind(Int64(row.rowNumber), at: 4)
            statement.bind(row.kind.rawValue, at: 5)
            statement.bind(json.span, at: 6)
            let hash = Hash64.of(json.span)
            statement.bind(blob: ProvenanceWriter.blob(hash), at: 7)
            try statement.run()
            id += 1
        }
    }
}

/// The `"name":"value"` pairs of a block of rows.
private struct CellPairs {
    private let columnCount: Int
    private var bytes: [UInt8] = []
    /// By row and column; empty where there is no pair.
    private var ranges: [Range<Int>] = []

    init(columnCount: Int) { self.columnCount = columnCount }

    mutating func clear(rowCount: Int) {
        bytes.removeAll(keepingCapacity: true)
        ranges.removeAll(keepingCapacity: true)
        ranges.append(contentsOf: repeatElement(0..<0, count: rowCount * columnCount))
    }

    mutating func add(_ row: Int, _ column: Int, key: [UInt8], _ text: Span<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: key)
        CellPairs.write(text, to: &bytes)
        ranges[row * columnCount + column] = start..<bytes.count
    }

    /// A JSON string; most cells need no escape, and are copied whole.
    private static func write(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
        var needsEscape = false
        for index in text.indices {
            let byte = text[index]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { needsEscape = true }
        }
        if needsEscape { return JSON.write(text, to: &bytes) }
        bytes.append(0x22)
        bytes.append(text)
        bytes.append(0x22)
    }

    func appendObject(_ row: Int, to out: inout [UInt8]) {
        out.append(0x7B)
        for column in 0..<columnCount {
            let range = ranges[row * columnCount + column]
            if range.isEmpty { continue }
            if out.count > 1 { out.append(0x2C) }
            out.append(bytes.span.extracting(range))
        }
        out.append(0x7D)
    }
}
