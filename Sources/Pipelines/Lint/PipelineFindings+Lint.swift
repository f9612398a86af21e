import Records

/// What shows only when a pipeline is held against its sources, and against itself.
extension PipelineFindings {
    package static let unknownTable = FindingKind(
        "P030",
        "UNKNOWN_TABLE",
        .error,
        "the source has no such table",
        explanation: """
            Tables are sheets, dump tables or database tables, as `sluice tables FILE` lists them. \
            A source with one table is named without it.
            """
    )
    package static let unknownColumn = FindingKind(
        "P031",
        "UNKNOWN_COLUMN",
        .error,
        "the table has no such column",
        explanation: "Columns are named as the header shows them; the label lists those there are."
    )
    package static let unmappedColumn = FindingKind(
        "P032",
        "UNMAPPED_COLUMN",
        .warning,
        "columns are neither mapped nor left out on purpose",
        explanation: """
            Each column of a table is mapped by one of its entities, or listed under `ignore:` or \
            `custom:`, so that nothing is lost by oversight. Row numbers, passwords, ID and bank \
            card numbers and the like are dropped without a word.
            """
    )
    package static let unfilledField = FindingKind(
        "P033",
        "UNFILLED_FIELD",
        .warning,
        "a required field is filled by no column",
        explanation: """
            A rule rejects records without this field, and no column of the table fills it: all \
            of its rows would be rejected.
            """
    )
    package static let deadRule = FindingKind(
        "P034",
        "DEAD_RULE",
        .warning,
        "the rule is over an entity that isn't loaded",
        explanation: """
            A rule that sees no record is not evaluated. Rules of a shared part over entities \
            that this pipeline doesn't load are only noted.
            """
    )
    package static let unloadedLink = FindingKind(
        "P035",
        "UNLOADED_LINK",
        .warning,
        "the link is to an entity that isn't loaded",
        explanation: """
            The parents must be mapped in the same pipeline, or stand in the target already; \
            otherwise children stay without parent.
            """
    )
    package static let tableTwice = FindingKind(
        "P036",
        "TABLE_TWICE",
        .error,
        "one table stands twice in one `from:`",
        hint: "for several records a row give the table a list: `table: [{…}, {…}]`",
        explanation: """
            `source` and `source.table` may name the same table; its rows would be read twice.
            """
    )
    package static let autoMapping = FindingKind(
        "P037",
        "AUTO_MAPPED",
        .note,
        "columns were mapped by their headers",
        explanation: """
            `auto` maps the headers that the CRM model knows. Write the mapping down once it is \
            right: a header that changes then is an error, not another mapping.
            """
    )
    package static let unknownReference = FindingKind(
        "P038",
        "UNKNOWN_REFERENCE",
        .error,
        "`refs:` or `link:` names a table that the parent isn't made of",
        explanation: """
            An id points to a record only when the table that it comes from is mapped to the \
            parent entity.
            """
    )
    package static let partsUnmapped = FindingKind(
        "P039",
        "PARTS_UNMAPPED",
        .error,
        "`parts:` splits a field that isn't mapped",
        explanation: "Each field under `split:` needs a column in the same mapping."
    )
    package static let nothingLoaded = FindingKind(
        "P040",
        "NOTHING_LOADED",
        .error,
        "no entity is made of any table",
        hint: "add for example `contact: {from: {old: auto}}` under `entities:`",
        explanation: "A pipeline without `from:` reads nothing, so that no check could fail."
    )

    package static let unitInHeader = FindingKind(
        "P041",
        "UNIT_IN_HEADER",
        .note,
        "an amount's unit was taken from the header",
        explanation: """
            A header such as 营业额(万元) names the unit of its cells. To read them otherwise give the \
            field a step of its own: `{column: 营业额(万元), steps: [{unit: 元}]}`.
            """
    )

    static let lint: [FindingKind] = [
        unknownTable, unknownColumn, unmappedColumn, unfilledField, deadRule, unloadedLink,
        tableTwice, autoMapping, unknownReference, partsUnmapped, nothingLoaded,
        unitInHeader,
    ]
}
