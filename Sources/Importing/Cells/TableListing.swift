import Records

/// What `sluice tables` shows of a file: its sheets or tables, read as a run would read them.
package struct TableListing: Sendable {
    package struct Entry: Sendable, Equatable {
        /// Empty when the file is one table without a name.
        package var name: String
        package var columns: [String]
        package var rowCount: Int
        package var skippedRowCount: Int
        package var isHidden: Bool
    }

    package var format: String
    package var encoding: String
    package var dialect: String
    package var entries: [Entry]

    /// Reads a file and lists its tables; fails as `Importers.read` does.
    package static func list(
        _ path: String,
        format: String = "auto",
        options: OptionValue = .map([])
    ) throws(ImportFailure) -> TableListing {
        let result = try Importers.read(
            source: "",
            path: path,
            format: format,
            options: options
        )
        let entries = result.tables.map { table in
            Entry(
                name: table.name,
                columns: table.columns.map(\.name),
                rowCount: table.rowCount,
                skippedRowCount: table.skipped.count,
                isHidden: table.isHidden
            )
        }
        return TableListing(
            format: result.format,
            encoding: result.encoding,
            dialect: result.dialect,
            entries: entries
        )
    }
}
