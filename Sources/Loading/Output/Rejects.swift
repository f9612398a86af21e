import Glibc
import Records

/// A row of a source that was kept out, with the reason.
package struct RejectedRow: Sendable {
    /// Index into the run's tables, and into the table's data rows.
    package var table: Int
    package var row: Int
    /// The user's rule id; empty for a finding of our own.
    package var rule: String
    package var code: String
    package var reason: String

    package init(table: Int, row: Int, rule: String = "", code: String, reason: String) {
        self.table = table
        self.row = row
        self.rule = rule
        self.code = code
        self.reason = reason
    }
}

/// Writes `SOURCE.TABLE.rejects.csv`: the source's own columns and why each row was kept out.
///
/// UTF-8 with a byte order mark, so that Excel reads it; 0600, because it is raw data; no cell can
/// be read as a formula (OWASP ASVS 1.2.10); what may not be staged isn't kept here either.
package enum Rejects {
    /// One file for each table with rejected rows, and none for the others; returns the paths.
    package static func write(
        _ rows: [RejectedRow],
        of tables: [SourceTable],
        folder: String,
        mask: ((_ table: Int, _ column: Int?) -> CellMask?)? = nil
    ) throws(LoadFailure) -> [String] {
        if !rows.isEmpty, unsafe access(folder, F_OK) != 0, unsafe mkdir(folder, 0o700) != 0 {
            throw LoadFailure(LoadFindings.cannotWrite, "can't make the folder of rejects")
        }
        var paths: [String] = []
        for (index, table) in tables.enumerated() {
            let own = rows.filter { $0.table == index }.sorted { $0.row < $1.row }
            let path = "\(folder.hasSuffix("/") ? folder : folder + "/")\(fileName(table))"
            if own.isEmpty {
                // An earlier run's file would speak of rows that are in order now.
                _ = unsafe unlink(path)
                continue
            }
            let masks = table.columns.indices.map { mask?(index, $0) }
            try write(csv(own, table, masks), to: path)
            paths.append(path)
        }
        return paths
    }

    static func fileName(_ table: SourceTable) -> String {
        let name = table.name.isEmpty ? table.source : "\(table.source).\(table.name)"
        let safe = String(name.map { "/\\:*?\"<>|\0".contains($0) ? "_" : $0 })
        return "\(safe).rejects.csv"
    }

    static func csv(
        _ rows: [RejectedRow],
        _ table: SourceTable,
        _ masks: [CellMask?] = []
    ) -> [UInt8] {
        var out: [UInt8] = [0xEF, 0xBB, 0xBF]
        for column in table.columns { cell(Array(column.name.utf8).span, to: &out) }
        for name in ["row", "rule", "code"] { cell(Array(name.utf8).span, to: &out) }
        cell(Array("reason".utf8).span, to: &out, isLast: true)
        var starts: [Int] = []
        var count = 0
        for batch in table.batches {
            starts.append(count)
            count += batch.rowCount
        }
        for row in rows {
            guard let batch = starts.lastIndex(where: { $0 <= row.row }) else { continue }
            let index = row.row - starts[batch]
            for (place, column) in table.batches[batch].columns.enumerated() {
                if place < masks.count, let shown = masks[place]?(column[index]) {
                    cell(shown.span, to: &out)
                } else {
                    cell(column[index], to: &out)
                }
            }
            let number = String(table.batches[batch].rowNumbers[index])
            for text in [number, row.rule, row.code] { cell(Array(text.utf8).span, to: &out) }
            cell(Array(row.reason.utf8).span, to: &out, isLast: true)
        }
        return out
    }

    /// A quoted cell; what a spreadsheet would read as a formula gets a leading `'`.
    static func cell(_ text: Span<UInt8>, to out: inout [UInt8], isLast: Bool = false) {
        out.append(0x22)
        if isFormula(text) { out.append(0x27) }
        for index in text.indices {
            if text[index] == 0x22 { out.append(0x22) }
            out.append(text[index])
        }
        out.append(0x22)
        if isLast { out.append("\r\n") } else { out.append(0x2C) }
    }

    /// Whether a cell begins with `= + - @`, TAB, CR, LF, NUL or their full-width forms.
    package static func isFormula(_ text: Span<UInt8>) -> Bool {
        guard !text.isEmpty else { return false }
        switch Scalars.decode(text, at: 0).scalar {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D, 0x0A, 0x00, 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20:
            return true
        default: return false
        }
    }

    /// Writes a file of mode 0600 beside its name and renames it.
    private static func write(_ bytes: [UInt8], to path: String) throws(LoadFailure) {
        let temporary = "\(path).tmp-\(getpid())"
        _ = unsafe unlink(temporary)
        let descriptor = unsafe open(temporary, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard descriptor >= 0 else {
            throw LoadFailure(LoadFindings.cannotWrite, "can't create the file of rejects")
        }
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor,
                    buffer.baseAddress.map { unsafe $0 + offset },
                    bytes.count - offset
                )
            }
            if count <= 0 { break }
            offset += count
        }
        close(descriptor)
        guard offset == bytes.count, unsafe rename(temporary, path) == 0 else {
            _ = unsafe unlink(temporary)
            throw LoadFailure(LoadFindings.cannotWrite, "can't write the file of rejects")
        }
    }
}
