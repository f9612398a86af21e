import Records

/// Writes the cells of a table as CSV (RFC 4180, LF, UTF-8) or NDJSON.
package struct CellWriter: Sendable {
    package enum Form: String, Sendable, CaseIterable { case csv, ndjson }

    package var form: Form
    /// Whether the first line of CSV names the columns, and rows of NDJSON are objects, not arrays.
    package var hasHeader: Bool
    /// Whether cells that a spreadsheet would compute get a leading `'` (CSV; CWE-1236).
    package var isFormulaSafe: Bool

    package init(_ form: Form, hasHeader: Bool = true, isFormulaSafe: Bool = false) {
        self.form = form
        self.hasHeader = hasHeader
        self.isFormulaSafe = isFormulaSafe
    }

    /// Appends header and data rows.
    package func write(_ table: SourceTable, to out: inout [UInt8]) {
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
        }
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
        let isFormula = isFormulaSafe && CellWriter.startsFormula(cell)
        guard isFormula || CellWriter.needsQuotes(cell) else {
            out.append(cell)
            return
        }
        out.append(0x22)
        if isFormula { out.append(0x27) }
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

    /// `= + - @` TAB CR LF NUL and full-width ＝＋－＠, but no plain `+86…` or `-12` number.
    private static func startsFormula(_ cell: Span<UInt8>) -> Bool {
        guard cell.count > 0 else { return false }
        switch cell[0] {
        case 0x3D, 0x40, 0x09, 0x0D, 0x0A, 0x00: return true
        case 0x2B, 0x2D:
            for index in 1..<max(1, cell.count) {
                let byte = cell[index]
                if !(byte >= 0x30 && byte <= 0x39) && byte != 0x2E { return true }
            }
            return cell.count == 1
        case 0xEF:
            return cell.hasPrefix("＝") || cell.hasPrefix("＋") || cell.hasPrefix("－")
                || cell.hasPrefix("＠")
        default: return false
        }
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
