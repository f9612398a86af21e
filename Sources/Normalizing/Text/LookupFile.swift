/// A file of the project as `lookup` reads it: texts in named columns.
package struct LookupFile: Sendable {
    package var columns: [String]
    package var rows: [[String]]

    package init(columns: [String], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The place of a column by name; `standard` when no name is given.
    func index(
        _ name: String?,
        standard: Int,
        option: String,
        file: String
    ) throws(OptionError) -> Int {
        let known = columns.map { "`\($0)`" }.joined(separator: ", ")
        guard let name else {
            guard standard < columns.count else {
                throw OptionError("file", "`\(file)` has \(columns.count) columns, expected two")
            }
            return standard
        }
        guard let index = columns.firstIndex(of: name) else {
            throw OptionError(option, "`\(file)` has no column `\(name)`; it has \(known)")
        }
        return index
    }
}
