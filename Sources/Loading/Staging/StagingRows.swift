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
            let names = keptColumns(staged.table)
            for batch in staged.table.batches {
                try write(batch, staged, names, &id, statement)
            }
            try writeSkipped(staged, &id, statement)
        }
    }

    /// Columns that may be staged, each with its name as a JSON key.
    private func keptColumns(
        _ table: SourceTable
    ) -> [(index: Int, header: String, key: [UInt8])] {
        var result: [(index: Int, header: String, key: [UInt8])] = []
        for (index, column) in table.columns.enumerated() where !set.droppedHeaders(column.name) {
            var key: [UInt8] = []
            JSON.write(Array(column.name.utf8).span, to: &key)
            key.append(0x3A)
            result.append((index, column.name, key))
        }
        return result
    }

    private func write(
        _ batch: RecordBatch,
        _ staged: StagedTable,
        _ names: [(index: Int, header: String, key: [UInt8])],
        _ id: inout Int64,
        _ statement: borrowing Statement
    ) throws(StorageFailure) {
        var json: [UInt8] = []
        for row in 0..<batch.rowCount {
            json.removeAll(keepingCapacity: true)
            json.append(0x7B)
            for (index, header, key) in names where index < batch.columns.count {
                StagingRows.append(batch.columns[index], row, header, key, set.masksCell, &json)
            }
            json.append(0x7D)
            statement.bind(id, at: 1)
            statement.bind(numbers.firstFileID + Int64(staged.file), at: 2)
            statement.bind(staged.table.name.isEmpty ? "" : staged.table.name, at: 3)
            statement.bind(Int64(batch.rowNumbers[row]), at: 4)
            statement.bind("data", at: 5)
            statement.bind(json.span, at: 6)
            statement.bind(blob: ProvenanceWriter.blob(Hash64.of(json.span)), at: 7)
            try statement.run()
            id += 1
        }
    }

    private static func append(
        _ column: Column,
        _ row: Int,
        _ header: String,
        _ key: [UInt8],
        _ masks: (@Sendable (String, [UInt8]) -> [UInt8]?)?,
        _ json: inout [UInt8]
    ) {
        let cell = column[row]
        if cell.isEmpty { return }
        if json.count > 1 { json.append(0x2C) }
        json += key
        if let masks, hasLongNumber(cell) {
            let bytes = cell.copy()
            let shown = masks(header, bytes) ?? bytes
            JSON.write(shown.span, to: &json)
        } else {
            JSON.write(cell, to: &json)
        }
    }

    /// Identity numbers have 15 or 18 digits, bank cards 16 to 19.
    private static func hasLongNumber(_ cell: Span<UInt8>) -> Bool {
        if cell.count < 12 { return false }
        var count = 0
        for index in cell.indices where cell[index] >= 0x30 && cell[index] <= 0x39 { count += 1 }
        return count >= 12
    }

    private func writeSkipped(
        _ staged: StagedTable,
        _ id: inout Int64,
        _ statement: borrowing Statement
    ) throws(StorageFailure) {
        for row in staged.table.skipped {
            var json: [UInt8] = []
            if row.kind != .suppressed {
                let bytes = Array(row.text.utf8)
                let shown = set.masksCell?("", bytes) ?? bytes
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
            statement.bind(blob: ProvenanceWriter.blob(Hash64.of(json.span)), at: 7)
            try statement.run()
            id += 1
        }
    }
}
