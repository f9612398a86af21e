import Records

/// What may be wrong with a pipeline file; codes are stable.
package enum PipelineFindings {
    package static let unreadable = FindingKind(
        "P001",
        "FILE_UNREADABLE",
        .error,
        "the pipeline file can't be read",
        explanation: """
            The file is missing, is a folder, may not be read by this user, or is no UTF-8 text. \
            Pipelines are UTF-8 in YAML; the data that they name may have any encoding.
            """
    )
    package static let syntax = FindingKind(
        "P002",
        "YAML_SYNTAX",
        .error,
        "the text is not YAML",
        explanation: """
            The place is where reading stopped; the mistake often stands a line above: an open \
            quote or bracket, a tab used to indent, a value with `: ` in it that needs quotes.
            """
    )
    package static let duplicateKey = FindingKind(
        "P003",
        "DUPLICATE_KEY",
        .error,
        "a key stands twice in one map",
        hint: "keep one of them",
        explanation: """
            YAML gives no meaning to a doubled key, and most programs silently take the last one. \
            Here it is an error, so that no setting is lost unseen.
            """
    )
    package static let unknownOption = FindingKind(
        "P004",
        "UNKNOWN_OPTION",
        .error,
        "the component has no such option",
        explanation: """
            Importers and steps list their options in `sluice explain` and in the JSON Schema. A \
            misspelt option is an error, because a run that ignores it would look right.
            """
    )
    package static let unknownKey = FindingKind(
        "P005",
        "UNKNOWN_KEY",
        .error,
        "the key is not one of those that may stand here",
        explanation: """
            The keys of pipeline files are fixed and listed in schema/pipeline.schema.json. A key \
            that is right elsewhere may be indented too far or not far enough.
            """
    )
    package static let wrongShape = FindingKind(
        "P006",
        "WRONG_SHAPE",
        .error,
        "the value has another form than the key asks for",
        explanation: """
            A key takes a text, a list (`[a, b]` or lines with `- `) or a map (`{key: value}` or \
            indented lines `key: value`). The message says which one was expected.
            """
    )
    package static let missingKey = FindingKind(
        "P007",
        "MISSING_KEY",
        .error,
        "a required key is missing",
        explanation: "The map means nothing without this key; the message names both."
    )
    package static let unsetVariable = FindingKind(
        "P008",
        "UNSET_VARIABLE",
        .error,
        "the variable has no value",
        explanation: """
            `${name}` reads `vars:` and `--set name=value`; `${env:NAME}` reads the environment, \
            `${env:NAME:-text}` with a default; `${run.date}` is the run's date. An unset one is \
            an error, never an empty text: an empty path or threshold would run and be wrong.
            """
    )
    package static let tooLarge = FindingKind(
        "P009",
        "FILE_TOO_LARGE",
        .error,
        "the file is larger than a pipeline may be",
        explanation: """
            Size, depth and the number of nodes after aliases are replaced are bounded, so that a \
            small file can't fill the memory (aliases of aliases grow without bound).
            """
    )
    package static let outsideRoot = FindingKind(
        "P010",
        "OUTSIDE_ROOT",
        .error,
        "the path leaves the project's folder",
        hint: "move the file into the project, or allow it with `--allow-outside`",
        explanation: """
            The project's root is the nearest folder above the pipeline that holds `.git`, else \
            the working folder, or what `--root` names. Paths may not leave it, by `..`, by an \
            absolute path or through a link, so that a pipeline from elsewhere can't read or \
            overwrite other files.
            """
    )
    package static let missingPart = FindingKind(
        "P011",
        "MISSING_PART",
        .error,
        "a part named by `use:` can't be read",
        explanation: "Parts are searched relative to the file that names them."
    )
    package static let partCycle = FindingKind(
        "P012",
        "PART_CYCLE",
        .error,
        "parts use each other in a circle",
        explanation: "Take one `use:` of the circle out; the notes show it."
    )
    package static let unknownEntity = FindingKind(
        "P013",
        "UNKNOWN_ENTITY",
        .error,
        "the CRM model has no such entity",
        explanation: """
            Entities are those of the CRM model, or declared by the pipeline with `fields:` under \
            a new name.
            """
    )
    package static let unknownField = FindingKind(
        "P014",
        "UNKNOWN_FIELD",
        .error,
        "the entity has no such field",
        explanation: """
            Fields are those of the CRM model and those that the entity declares under `fields:`. \
            In a mapping the target field stands left of the colon, the source's column right.
            """
    )
    package static let unknownSource = FindingKind(
        "P015",
        "UNKNOWN_SOURCE",
        .error,
        "`sources:` has no such source",
        explanation: "Tables are named `source` or `source.table`; the source must be declared."
    )
    package static let unknownStep = FindingKind(
        "P016",
        "UNKNOWN_STEP",
        .error,
        "there is no such step",
        explanation: "Steps are normalizers and text steps; a step is a name or a map of one key."
    )
    package static let badValue = FindingKind(
        "P017",
        "BAD_VALUE",
        .error,
        "the value is not one that the key takes",
        explanation: "The message says which values are taken."
    )
    package static let badExpression = FindingKind(
        "P018",
        "BAD_EXPRESSION",
        .error,
        "the `where:` is no expression",
        hint: "for example: \"is_del = '1' and tel is not blank\"",
        explanation: """
            Comparisons are = != < <= > >=, contains, starts with, in ('a', 'b'), is blank and is \
            not blank, joined by and, or, not and parentheses. Names stand bare, or in \
            backticks or double quotes when they hold blanks; values stand in single quotes.
            """
    )
    package static let duplicateRule = FindingKind(
        "P019",
        "DUPLICATE_RULE_ID",
        .error,
        "two rules have the same id",
        explanation: """
            History, baselines, test reports and reject files are keyed by a rule's id, so it is \
            unique. A rule of the pipeline takes the place of a part's rule with the same id.
            """
    )
    package static let unknownGate = FindingKind(
        "P020",
        "UNKNOWN_GATE",
        .error,
        "there is no such gate",
        explanation: "Gates are metrics of the run, or of one entity: `account.rows`."
    )
    package static let unknownFormat = FindingKind(
        "P021",
        "UNKNOWN_FORMAT",
        .error,
        "there is no importer or report of that name",
        explanation: "One key of a source names its importer: `{csv: customers.csv}`."
    )
    package static let badLink = FindingKind(
        "P022",
        "BAD_LINK",
        .error,
        "the link can't be followed",
        explanation: """
            A link says for each table of the child how its rows name the parent: `same_row`, \
            `{table: column}` for a key of the same source, or `{name: column, min: 0.9}`.
            """
    )
    package static let reservedName = FindingKind(
        "P023",
        "RESERVED_NAME",
        .error,
        "the name can't be given to a custom entity or field",
        explanation: """
            Custom names become tables and columns: letters, digits and `_`, not starting with a \
            digit, and none that the CRM database itself uses.
            """
    )
    package static let unusedOverride = FindingKind(
        "P024",
        "UNKNOWN_VARIABLE",
        .error,
        "`--set` names a variable that the pipeline doesn't declare",
        explanation: "Only variables that stand under `vars:` can be set from outside."
    )

    package static let notMapped = FindingKind(
        "P050",
        "NOT_MAPPED",
        .error,
        "the entity or table that a command was asked for is not mapped by the pipeline",
        explanation: """
            `sluice preview` shows what `from:` maps: `--entity account`, `--table book.客户档案`, or \
            the table's name alone.
            """
    )

    package static let all: [FindingKind] =
        [
            unreadable, syntax, duplicateKey, unknownOption, unknownKey, wrongShape, missingKey,
            unsetVariable, tooLarge, outsideRoot, missingPart, partCycle, unknownEntity,
            unknownField, unknownSource, unknownStep, badValue, badExpression, duplicateRule,
            unknownGate, unknownFormat, badLink, reservedName, unusedOverride,
        ] + lint + [notMapped]
}
