import Records

/// What rules may know of the run beside the records themselves.
package struct ValidatingContext: Sendable {
    /// ISO 8601 date: the only clock.
    package var asOf = "1970-01-01"
    /// Whether nothing will be written: then `reject`, `review` and `clear` tolerate no offender
    /// unless the rule says a limit.
    package var isCheck = false
    /// By child entity: the account's record per record of the child, -1 for none.
    ///
    /// A child entity that isn't listed is linked by its table's own links.
    package var parents: [String: [Int32]] = [:]
    /// By entity and field: a text per record that the sources don't have (`lifecycle`,
    /// `last_activity_at`); an empty text leaves the record's own value.
    package var derived: [String: [String: [String]]] = [:]
    /// By `Lineage.table`: the source's name, for `by: source`.
    package var sourceNames: [String] = []
    /// How reports name a record, from entity and record index; by default the key of its base
    /// mention in its source.
    package var recordKey: (@Sendable (_ entity: String, _ record: Int) -> String)?
    /// Beyond it findings of one rule are counted, not kept.
    package var maxFindingsPerRule = 10_000

    package init() {}
}
