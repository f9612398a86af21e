import Records

/// Writes the cells of a table as CSV (RFC 4180, LF, UTF-8) or NDJSON.
package struct CellWriter: Sendable {
    package enum Form: String, Sendable, CaseIterable { case csv, ndjson }

    package var form: Form
    /// Whether the first line of CSV names the columns, and rows of NDJSON are objects, not arrays.
    package var hasHeader: Bool
    package init(_ form: Form, hasHeader: Bool = true) {
        self.form = form
        self.hasHeader = hasHeader
    }

    /// Hands header and data rows to `sink`, a batch at a time.
    package func write(_ table: SourceTable, to sink: ([UInt8]) -> Void) {
        var out: [UInt8] = []
        if form == .csv && hasHeader {
            for (index, column) in table.columns.enumerated() {
                if index > 0 { out.append(0x2C) }
                writeCSV(Array(column.name.utf8).span, to: &out)
            }
            out.append(0x0A)
        }
        let names = table.columns.map { Array($0.name.utf8) }
        for batch in table.batches {
            for row in 0..<batch.rowCount {
                switch form {
                case .csv: writeCSVRow(batch, row, to: &out)
                case .ndjson: writeNDJSONRow(batch, row, names, to: &out)
                }
            }
            sink(out)
            out.removeAll(keepingCapacity: true)
        }
        if !out.isEmpty { sink(out) }
    }

    private func writeCSVRow(_ batch: RecordBatch, _ row: Int, to out: inout [UInt8]) {
        for index in batch.columns.indices {
            if index > 0 { out.append(0x2C) }
            let column = batch.columns[index]
            // A single blank cell would read as a blank line.
            if batch.columns.count == 1 && column[row].isEmpty {
                out.append("\"\"")
            } else {
                writeCSV(column[row], to: &out)
            }
        }
        out.append(0x0A)
    }

    private func writeCSV(_ cell: Span<UInt8>, to out: inout [UInt8]) {
        guard CellWriter.needsQuotes(cell) else {
            out.append(cell)
            return
        }
        out.append(0x22)
        for index in cell.indices {
            if cell[index] == 0x22 { out.append(0x22) }
            out.append(cell[index])
        }
        out.append(0x22)
    }

    /// Delimiter, quote, line breaks; outer blanks and a leading `=`, which readers may change.
    private static func needsQuotes(_ cell: Span<UInt8>) -> Bool {
        guard cell.count > 0 else { return false }
        let first = cell[0]
        let last = cell[cell.count - 1]
        if first <= 0x20 || last <= 0x20 || first == 0x3D { return true }
        for index in cell.indices {
            let byte = cell[index]
            if byte == 0x22 || byte == 0x2C || byte == 0x0A || byte == 0x0D { return true }
        }
        return false
    }

    private func writeNDJSONRow(
        _ batch: RecordBatch,
        _ row: Int,
        _ names: [[UInt8]],
        to out: inout [UInt8]
    ) {
        out.append(hasHeader ? 0x7B : 0x5B)
        for index in batch.columns.indices {
            if index > 0 { out.append(0x2C) }
            if hasHeader {
                let name = names[index]
                JSON.write(name.span, to: &out)
                out.append(0x3A)
            }
            let column = batch.columns[index]
            if column.isNull(row) {
                out.append("null")
            } else {
                JSON.write(column[row], to: &out)
            }
        }
        out.append(hasHeader ? 0x7D : 0x5D)
        out.append(0x0A)
    }
}
