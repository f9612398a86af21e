/// Something wrong with a pipeline file, the command line or a file as a whole.
///
/// Diagnostics are collected and shown together; findings on data are `Finding`s.
package struct Diagnostic: Sendable, Error {
    /// A stretch of one line of a text file; lines and columns are 1-based, columns count scalars.
    package struct Location: Sendable, Hashable {
        package var file: String
        package var line: Int
        package var column: Int
        /// In scalars; at least 1.
        package var length: Int

        package init(file: String, line: Int, column: Int, length: Int = 1) {
            self.file = file
            self.line = line
            self.column = column
            self.length = length
        }
    }

    package var code: FindingCode
    /// `UNKNOWN_OPTION`.
    package var name: String
    package var severity: Severity
    package var message: String
    package var location: Location?
    /// The text of the location's line, for the caret; empty when unknown.
    package var sourceLine: String = ""
    /// What stands beside the caret.
    package var label: String = ""
    package var notes: [String] = []
    package var hint: String = ""

    package init(_ kind: FindingKind, _ message: String, at location: Location? = nil) {
        code = kind.code
        name = kind.name
        severity = kind.severity
        self.message = message
        self.location = location
        hint = kind.hint
    }
}
