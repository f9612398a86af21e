import Records

/// What `sluice tables` shows of a file: its sheets or tables, read as a run would read them.
package struct TableListing: Sendable {
    package struct Entry: Sendable, Equatable {
        /// Empty when the file is one table without a name.
        package var name: String
        package var file: String
        package var columns: [String]
        package var rowCount: Int
        package var skippedRowCount: Int
        package var isHidden: Bool
    }

    package var format: String
    package var encoding: String
    package var dialect: String
    package var entries: [Entry]

    /// Whether the file was no more than recognised: nothing of it could be read.
    package var isUnread: Bool

    package init(_ result: ImportResult) {
        format = result.format
        encoding = result.encoding
        dialect = result.dialect
        isUnread = result.isUnread
        entries = result.tables.map { table in
            Entry(
                name: table.name,
                file: table.file,
                columns: table.columns.map(\.name),
                rowCount: table.rowCount,
                skippedRowCount: table.skipped.count,
                isHidden: table.isHidden
            )
        }
    }
}
