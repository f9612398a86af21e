import Importing
import Normalizing
import Records

/// A small CSV file as rows by header, read by the importer itself.
package enum DelimitedFile {
    package static func rows(_ path: String) throws(ImportFailure) -> [[String: String]] {
        try numberedRows(path).map(\.cells)
    }

    /// With the line on which each row begins.
    package static func numberedRows(
        _ path: String
    ) throws(ImportFailure) -> [(line: Int, cells: [String: String])] {
        guard let table = try read(path) else { return [] }
        return table.batches.flatMap { batch in
            (0..<batch.rowCount).map { row in
                var cells: [String: String] = [:]
                for (column, header) in table.columns.enumerated() {
                    cells[header.name] = batch.columns[column].string(row)
                }
                return (Int(batch.rowNumbers[row]), cells)
            }
        }
    }

    /// The columns in their order, for `lookup`.
    static func table(_ path: String) throws(ImportFailure) -> LookupFile {
        guard let table = try read(path) else { return LookupFile(columns: [], rows: []) }
        let rows = table.batches.flatMap { batch in
            (0..<batch.rowCount).map { row in
                table.columns.indices.map { batch.columns[$0].string(row) }
            }
        }
        return LookupFile(columns: table.columns.map(\.name), rows: rows)
    }

    static func read(_ path: String) throws(ImportFailure) -> SourceTable? {
        try Importers.read(
            source: "file",
            path: path,
            format: "csv",
            options: .map([(key: "header", value: .text("1"))]),
            table: nil
        ).tables.first
    }
}
