import Records

/// A typed normalizer: one distinct raw cell → its values with kind, key, validity and parts.
///
/// Total (never traps), idempotent on its own output, never invents. It runs once per distinct cell.
/// One file, one line in `Normalizers.all`, one fixture `Fixtures/normalizers/<name>.tsv`.
package protocol ValueNormalizer: Sendable {
    static var spec: ComponentSpec { get }

    init(_ options: OptionValue?, context: NormalizingContext) throws(OptionError)

    /// Sees all distinct cells of the column before the first `normalize` (day/month order, units).
    mutating func prepare(_ cells: borrowing ValueTable)

    /// Emits the outcomes of one cell: `column.emit(…)`, then `column.setPart(…)` for its parts.
    /// `cell` is trimmed and never empty. Emitting nothing means a null word (无, N/A): no value.
    mutating func normalize(_ cell: Span<UInt8>, into column: inout CleanColumn)
}

extension ValueNormalizer {
    package mutating func prepare(_ cells: borrowing ValueTable) {}
}

/// What normalizers may know of the run.
package struct NormalizingContext: Sendable {
    /// ISO 3166; the region of numbers without a country code.
    package var region = "CN"
    /// ISO 8601 date: the only clock.
    package var asOf = "1970-01-01"
    /// `lookup` and picklist tables by name: source text → code.
    package var lookups: [String: [String: String]] = [:]
    /// Files of the project that `lookup` reads, by the path that the pipeline gives.
    package var lookupFiles: [String: LookupFile] = [:]
    /// The project's secret key for `hash`; empty when none was given.
    package var hashKey: [UInt8] = []

    package init() {}
}

/// An option that a step doesn't have or can't take; lint shows it at its place.
package struct OptionError: Error, Sendable {
    package var option: String
    package var message: String

    package init(_ option: String, _ message: String) {
        self.option = option
        self.message = message
    }
}
