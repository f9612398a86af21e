import Records

/// One of the `tests:`: rows of tables, and the records that must come out of them.
package struct PipelineTest: Sendable {
    package var name: String
    package var location: Diagnostic.Location
    /// Rows by table, named as in `from:`; cells are texts.
    package var given: [(table: String, rows: [[(column: String, text: String)]])] = []
    /// Records by entity; a field may have several values.
    ///
    /// `mentions` counts what was merged.
    package var expected: [(entity: String, records: [[(field: String, values: [String])]])] = []

    package init(name: String, location: Diagnostic.Location) {
        self.name = name
        self.location = location
    }
}

/// `baseline:`: offenders that are known and accepted.
package struct BaselineSpec: Sendable, Equatable {
    /// Resolved against the pipeline's folder.
    package var path: String
    package var failsOnNewOnly = true

    package init(path: String, failsOnNewOnly: Bool = true) {
        self.path = path
        self.failsOnNewOnly = failsOnNewOnly
    }
}
