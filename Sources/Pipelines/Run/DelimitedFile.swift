import Importing
import Records

/// A small CSV file as rows by header, read by the importer itself.
package enum DelimitedFile {
    package static func rows(_ path: String) throws(ImportFailure) -> [[String: String]] {
        let result = try Importers.read(
            source: "file",
            path: path,
            format: "csv",
            options: .map([(key: "header", value: .text("1"))]),
            table: nil
        )
        guard let table = result.tables.first else { return [] }
        return table.batches.flatMap { batch in
            (0..<batch.rowCount).map { row in
                var cells: [String: String] = [:]
                for (column, header) in table.columns.enumerated() {
                    cells[header.name] = batch.columns[column].string(row)
                }
                return cells
            }
        }
    }
}
