import Records

/// A threshold on the run as a whole.
package struct GateSpec: Sendable {
    /// `rejected`, `review.pairs`, `review.records`, `completeness`, `<entity>.rows`, `<entity>.changed`,
    /// `<entity>.merged`, `<entity>.duplicates`.
    package var name: String
    package var min: Limit?
    package var max: Limit?
    /// Largest change of the number of records against the last published run.
    package var change: Limit?
    package var warn: Limit?
    package var fail: Limit?
    package var by: String?
    package var origin: String = ""

    package init(name: String) { self.name = name }
}
