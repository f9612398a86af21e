/// The headers of one table, as the importer read them.
package struct SourceHeaders: Sendable {
    package struct Column: Sendable, Equatable {
        package var name: String
        /// Hidden columns are read, but said to be hidden.
        package var isHidden: Bool

        package init(_ name: String, isHidden: Bool = false) {
            self.name = name
            self.isHidden = isHidden
        }
    }

    package var source: String
    /// The sheet or table; may be empty when the file has only one.
    package var table: String
    package var columns: [Column]

    package init(source: String, table: String, columns: [Column]) {
        self.source = source
        self.table = table
        self.columns = columns
    }

    var columnNames: [String] { columns.map(\.name) }
}

extension [SourceHeaders] {
    /// The table that a mapping means: without a name the source's only one; nil when unknown.
    ///
    /// Of a table that stands in several files with other columns, the first.
    func table(_ source: String, _ table: String?) -> SourceHeaders? {
        tables(source, table).first
    }

    /// The table that a mapping means, once for each set of columns that it has in files.
    func tables(_ source: String, _ table: String?) -> [SourceHeaders] {
        let known = filter { $0.source == source }
        guard let first = known.first else { return [] }
        if table == nil, known.contains(where: { $0.table != first.table }) { return [] }
        return known.filter { $0.table == table ?? first.table }
    }
}
