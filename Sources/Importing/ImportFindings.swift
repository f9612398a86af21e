import Records

/// What Importing may report, in the order of codes.
package enum ImportFindings {
    package static let fileMissing = FindingKind(
        "I001",
        "FILE_MISSING",
        .fatal,
        "the file doesn't exist; an existing file was expected",
        hint: "check the path of the source; it is relative to the pipeline file",
        action: "nothing was read"
    )
    package static let fileUnreadable = FindingKind(
        "I002",
        "FILE_UNREADABLE",
        .fatal,
        "the file can't be opened for reading",
        hint: "give yourself the right to read it: `chmod u+r FILE`",
        action: "nothing was read"
    )
    package static let isFolder = FindingKind(
        "I003",
        "IS_FOLDER",
        .fatal,
        "the path is a folder; a file was expected",
        hint: "name a file in the folder",
        action: "nothing was read"
    )
    package static let unknownFormat = FindingKind(
        "I004",
        "UNKNOWN_FORMAT",
        .fatal,
        "the format is none that can be read",
        hint: "set `format:` to csv, xlsx, dump or crm, or save the file as one of them",
        action: "nothing was read"
    )
    package static let wrongFormat = FindingKind(
        "I005",
        "WRONG_FORMAT",
        .fatal,
        "the content contradicts the declared format",
        hint: "set `format: auto`, or the format that the content has",
        action: "nothing was read"
    )
    package static let unknownEncoding = FindingKind(
        "I006",
        "UNKNOWN_ENCODING",
        .fatal,
        "the encoding is none that can be read",
        hint:
            "set `encoding:` to utf-8, gb18030, big5, shift_jis, utf-16le or utf-16be, or leave it out",
        action: "nothing was read"
    )
    package static let noSuchTable = FindingKind(
        "I007",
        "NO_SUCH_TABLE",
        .fatal,
        "the source has no sheet or table of that name",
        hint: "`sluice tables FILE` lists what it has",
        action: "nothing was read"
    )
    package static let emptySource = FindingKind(
        "I008",
        "EMPTY_SOURCE",
        .error,
        "the source is empty; at least a header row was expected",
        hint: "export it again, or set `on_broken: keep` to go on without it",
        action: "the source counts as broken; nothing is published"
    )
    package static let truncatedSource = FindingKind(
        "I009",
        "TRUNCATED_SOURCE",
        .error,
        "the source ends in the middle of a record",
        hint: "export or copy it again, or set `on_broken: keep` to load what was read",
        action: "all complete rows were read; the source counts as broken"
    )
    package static let notData = FindingKind(
        "I010",
        "NOT_DATA",
        .note,
        "the row is no data",
        hint: "set `header:` to the number of the header row when it was mistaken",
        action: "row skipped and listed with its reason"
    )
    package static let tooFewCells = FindingKind(
        "I011",
        "TOO_FEW_CELLS",
        .warning,
        "the row has fewer cells than the header",
        hint: "mend the row in the source when values stand under wrong headers",
        action: "row kept; the missing cells are blank"
    )
    package static let tooManyCells = FindingKind(
        "I012",
        "TOO_MANY_CELLS",
        .error,
        "the row has more cells than the header",
        hint: "quote the cell that holds the delimiter, or set `quote: none` if quotes are data",
        action: "row rejected whole"
    )
    package static let shiftedRow = FindingKind(
        "I013",
        "SHIFTED_ROW",
        .warning,
        "unquoted delimiters in one cell had shifted the row",
        hint: "quote the cell in the source",
        action: "the only cells whose joining makes every column fit were joined"
    )
    package static let duplicateHeader = FindingKind(
        "I014",
        "DUPLICATE_HEADER",
        .warning,
        "two columns have the same header",
        hint: "name the column in `from:` as it is shown here",
        action: "the later column got a number"
    )
    package static let blankHeader = FindingKind(
        "I015",
        "BLANK_HEADER",
        .note,
        "the column has no header",
        hint: "name the column in `from:` as it is shown here",
        action: "the column is named by its number"
    )
    package static let hidden = FindingKind(
        "I016",
        "HIDDEN",
        .note,
        "hidden in the source",
        hint: "leave it out of `from:` when it shall not be loaded",
        action: "read like any other and marked"
    )
    package static let mergedFilled = FindingKind(
        "I017",
        "MERGED_FILLED",
        .note,
        "the cell belongs to a merged range",
        hint: "",
        action: "cell filled with the range's value"
    )
    package static let unterminatedQuotes = FindingKind(
        "I018",
        "UNTERMINATED_QUOTES",
        .warning,
        "a quote opens and doesn't close",
        hint: "set `quote: none` if quotes are data",
        action: "the quote was taken as text; reading resumed on the next line"
    )
    package static let quoteInCell = FindingKind(
        "I019",
        "QUOTE_IN_CELL",
        .note,
        "a quote stands inside a cell without being doubled",
        hint: "",
        action: "the quote was taken as text"
    )
    package static let maximumLineSize = FindingKind(
        "I020",
        "MAXIMUM_LINE_SIZE",
        .error,
        "the row is longer than 16 MiB",
        hint: "look at the line: a row of customer data is shorter than 16 MiB",
        action: "the row was read whole"
    )
    package static let invalidEncoding = FindingKind(
        "I021",
        "INVALID_ENCODING",
        .warning,
        "the bytes are no character of the encoding",
        hint: "set `encoding:` when another one was used",
        action: "replaced by U+FFFD; the rest of the row was read"
    )
    package static let doubtfulEncoding = FindingKind(
        "I022",
        "DOUBTFUL_ENCODING",
        .warning,
        "the encoding isn't certain",
        hint: "look at some rows with `sluice cat`, and pin it with `encoding:`",
        action: "the likeliest encoding was used"
    )
    package static let euroByte = FindingKind(
        "I023",
        "CP936_EURO",
        .note,
        "byte 0x80 is the euro sign of code page 936",
        hint: "",
        action: "decoded as €"
    )
    package static let nulBytes = FindingKind(
        "I024",
        "NUL_BYTES",
        .warning,
        "the text holds NUL bytes",
        hint: "",
        action: "the bytes were left out of their cells"
    )
    package static let noHeader = FindingKind(
        "I025",
        "NO_HEADER",
        .warning,
        "no row looks like a header",
        hint: "set `header:` to the number of the header row, or to none",
        action: "columns are named by their numbers; all rows are data"
    )
    package static let limit = FindingKind(
        "I028",
        "LIMIT",
        .error,
        "the source is beyond a limit",
        hint: "split the source",
        action: "what lies beyond the limit was not read"
    )
    package static let unknownStatement = FindingKind(
        "I031",
        "UNKNOWN_STATEMENT",
        .warning,
        "the statement of the dump isn't understood",
        hint: "look at the place in the dump",
        action: "skipped up to its end"
    )
    package static let noTableDefinition = FindingKind(
        "I032",
        "NO_TABLE_DEFINITION",
        .warning,
        "the dump fills a table that it doesn't define",
        hint: "dump the structure too, or name columns by number in `from:`",
        action: "columns without names are named by their numbers"
    )
    package static let binaryValue = FindingKind(
        "I033",
        "BINARY_VALUE",
        .note,
        "the column holds binary values",
        hint: "leave it out of `from:`",
        action: "values kept as hexadecimal text"
    )
    package static let notCRMDatabase = FindingKind(
        "I034",
        "NOT_A_CRM_DATABASE",
        .fatal,
        "the SQLite file is no CRM database",
        hint: "name a crm.db that `sluice run` made",
        action: "nothing was read"
    )
    package static let brokenDatabase = FindingKind(
        "I035",
        "BROKEN_DATABASE",
        .fatal,
        "the SQLite file is damaged, locked or beyond a limit",
        hint: "check it with `PRAGMA integrity_check`, or restore it from a backup",
        action: "nothing was read"
    )
    package static let badOption = FindingKind(
        "I036",
        "BAD_OPTION",
        .fatal,
        "the option's value is none that the importer knows",
        hint: "",
        action: "nothing was read"
    )
    package static let wrongHeaderRow = FindingKind(
        "I037",
        "NO_SUCH_HEADER_ROW",
        .error,
        "the pinned header row doesn't exist",
        hint: "set `header:` to a row number of the file, or leave it out",
        action: "the header row was searched for"
    )

    package static let all: [FindingKind] =
        [
            fileMissing, fileUnreadable, isFolder, unknownFormat, wrongFormat, unknownEncoding,
            noSuchTable, emptySource, truncatedSource, notData, tooFewCells, tooManyCells,
            shiftedRow,
            duplicateHeader, blankHeader, hidden, mergedFilled, unterminatedQuotes, quoteInCell,
            maximumLineSize, invalidEncoding, doubtfulEncoding, euroByte, nulBytes, noHeader,
            limit, unknownStatement,
            noTableDefinition, binaryValue, notCRMDatabase, brokenDatabase, badOption,
            wrongHeaderRow,
        ] + XLSXFindings.all
}
