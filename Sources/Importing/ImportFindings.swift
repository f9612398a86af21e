import Records

/// What Importing may report, in the order of codes.
package enum ImportFindings {
    package static let fileMissing = FindingKind(
        "I001",
        "FILE_MISSING",
        .fatal,
        "the file doesn't exist; an existing file was expected",
        hint: "check the path of the source; it is relative to the pipeline file",
        action: "nothing was read",
        explanation: """
            A path is taken relative to the folder of the pipeline file. A file that was moved or \
            renamed since the pipeline was written ends the run before anything is read.
            """
    )
    package static let fileUnreadable = FindingKind(
        "I002",
        "SOURCE_UNREADABLE",
        .fatal,
        "the file can't be opened for reading",
        hint: "give yourself the right to read it: `chmod u+r FILE`",
        action: "nothing was read",
        explanation: """
            The file exists, but the system refuses to open it. Nothing is guessed about its \
            content, and no other source is read.
            """
    )
    package static let isFolder = FindingKind(
        "I003",
        "IS_FOLDER",
        .fatal,
        "the path is a folder; a file was expected",
        hint: "name a file in the folder",
        action: "nothing was read",
        explanation: """
            What is asked for here is one file. A source of a pipeline may be a folder or a pattern.
            """
    )
    package static let unknownFormat = FindingKind(
        "I004",
        "UNREADABLE_FORMAT",
        .fatal,
        "the format is none that can be read",
        hint:
            "save it as a workbook or as text, or unpack it; `docs/importers.md` lists what can be read",
        action: "nothing was read",
        explanation: """
            The format is told by the content of the file, not by its name: workbooks, databases, \
            dumps, cards, JSON, tables in HTML, text with delimiters or fixed places, and archives \
            of these. A PDF, a picture or a document has to be made one of them first.
            """
    )
    package static let wrongFormat = FindingKind(
        "I005",
        "WRONG_FORMAT",
        .fatal,
        "the content contradicts the declared format",
        hint: "name the format that the content has; `sluice tables FILE` tells it",
        action: "nothing was read",
        explanation: """
            A source's key (`csv:`, `xlsx:`) pins the reader, and the file's first bytes say something else. A workbook \
            renamed to .csv is the usual reason.
            """
    )
    package static let unknownEncoding = FindingKind(
        "I006",
        "UNKNOWN_ENCODING",
        .fatal,
        "the encoding is none that can be read",
        hint:
            "set `encoding:` to utf-8, gb18030, big5, shift_jis, utf-16le or utf-16be, or leave it out",
        action: "nothing was read",
        explanation: """
            The name is compared without case and hyphens. Without `encoding:` the encoding is \
            found from the bytes themselves, which is right for nearly all files.
            """
    )
    package static let noSuchTable = FindingKind(
        "I007",
        "NO_SUCH_TABLE",
        .fatal,
        "the source has no sheet or table of that name",
        hint: "`sluice tables FILE` lists what it has",
        action: "nothing was read",
        explanation: """
            Names of sheets and tables are compared exactly as the file shows them. The nearest \
            name is proposed; nothing else is taken in its place, because a wrong sheet would \
            load wrong customers.
            """
    )
    package static let emptySource = FindingKind(
        "I008",
        "EMPTY_SOURCE",
        .error,
        "the source is empty; at least a header row was expected",
        hint: "export it again, or set `on_broken: keep` to go on without it",
        action: "the source counts as broken; nothing is published",
        explanation: """
            A file of no bytes, or of blank lines only, is nearly always a failed export. It \
            counts as broken, so that an empty file can't be mistaken for `all customers are \
            gone`.
            """
    )
    package static let truncatedSource = FindingKind(
        "I009",
        "TRUNCATED_SOURCE",
        .error,
        "the source ends in the middle of a record",
        hint: "export or copy it again, or set `on_broken: keep` to load what was read",
        action: "all complete rows were read; the source counts as broken",
        explanation: """
            The last record lacks its end: a quote that doesn't close, a statement without `;`, a \
            missing end of a ZIP archive. Such a file was cut off while it was copied or \
            exported, and its last rows are missing.
            """
    )
    package static let notData = FindingKind(
        "I010",
        "NOT_DATA",
        .note,
        "the row is no data",
        hint: "set `header:` to the number of the header row when it was mistaken",
        action: "row skipped and listed with its reason",
        explanation: """
            Titles above the header, the header itself, notes, blank rows, totals and footers are \
            told from data by their words, their shape and their place. They are listed with \
            their reason, so that every row of the file is accounted for.
            """
    )
    package static let tooFewCells = FindingKind(
        "I011",
        "TOO_FEW_CELLS",
        .warning,
        "the row has fewer cells than the header",
        hint: "mend the row in the source when values stand under wrong headers",
        action: "row kept; the missing cells are blank",
        explanation: """
            A short row may end early because its last cells are blank, or because a cell is \
            missing in the middle. The two can't be told apart, so the missing cells are taken as \
            the last ones.
            """
    )
    package static let tooManyCells = FindingKind(
        "I012",
        "TOO_MANY_CELLS",
        .error,
        "the row has more cells than the header",
        hint: "quote the cell that holds the delimiter, or set `quote: none` if quotes are data",
        action: "row rejected whole",
        explanation: """
            A cell that holds the delimiter without quotes makes the row longer. When no single \
            choice of cells to join, or more than one, makes all columns fit, the row isn't \
            loaded rather than loaded with values under wrong headers.
            """
    )
    package static let shiftedRow = FindingKind(
        "I013",
        "SHIFTED_ROW",
        .warning,
        "unquoted delimiters in one cell had shifted the row",
        hint: "quote the cell in the source",
        action: "the only cells whose joining makes every column fit were joined",
        explanation: """
            The row had more cells than the header. Joining the cells of exactly one column made \
            every cell look like the other cells of its column, so that the row could be put \
            together again without a guess.
            """
    )
    package static let duplicateHeader = FindingKind(
        "I014",
        "DUPLICATE_HEADER",
        .warning,
        "two columns have the same header",
        hint: "name the column in `from:` as it is shown here",
        action: "the later column got a number",
        explanation: """
            Pipelines name columns by their headers, so headers must differ. The second `电话` is \
            called `电话 (2)`, the third `电话 (3)`, from left to right.
            """
    )
    package static let blankHeader = FindingKind(
        "I015",
        "BLANK_HEADER",
        .note,
        "the column has no header",
        hint: "name the column in `from:` as it is shown here",
        action: "the column is named by its number",
        explanation: """
            A column without a header may still hold data. It is named by its place, such as \
            `column 12`, so that it can be mapped or ignored on purpose.
            """
    )
    package static let hidden = FindingKind(
        "I016",
        "HIDDEN",
        .note,
        "hidden in the source",
        hint: "leave it out of `from:` when it shall not be loaded",
        action: "read like any other and marked",
        explanation: """
            Hidden columns, rows and sheets often hold old numbers or internal notes that nobody \
            meant to hand over, and sometimes the very key that matching needs. They are read \
            like all others and marked, so that the choice is yours.
            """
    )
    package static let mergedFilled = FindingKind(
        "I017",
        "MERGED_FILLED",
        .note,
        "the cell belongs to a merged range",
        hint: "",
        action: "cell filled with the range's value",
        explanation: """
            In a merged range a sheet keeps only the first cell's value. Every row of the range \
            gets it, because that is what a reader of the sheet sees.
            """
    )
    package static let unterminatedQuotes = FindingKind(
        "I018",
        "UNTERMINATED_QUOTES",
        .warning,
        "a quote opens and doesn't close",
        hint: "set `quote: none` if quotes are data",
        action: "the quote was taken as text; reading resumed on the next line",
        explanation: """
            A quote at the beginning of a cell opens it, and the file has no quote that closes it \
            within reach. Taking it as text keeps one bad cell from swallowing all rows that \
            follow.
            """
    )
    package static let quoteInCell = FindingKind(
        "I019",
        "QUOTE_IN_CELL",
        .note,
        "a quote stands inside a cell without being doubled",
        hint: "",
        action: "the quote was taken as text",
        explanation: """
            RFC 4180 asks for doubled quotes inside a quoted cell. Many exports don't double \
            them; the cell ends at the quote that a delimiter or the end of the line follows.
            """
    )
    package static let maximumLineSize = FindingKind(
        "I020",
        "MAXIMUM_LINE_SIZE",
        .error,
        "the row is longer than 16 MiB",
        hint: "look at the line: a row of customer data is shorter than 16 MiB",
        action: "the row was read whole",
        explanation: """
            A line this long is a quote that never closes or no customer data at all. It is read \
            so that nothing is lost, and should be looked at.
            """
    )
    package static let invalidEncoding = FindingKind(
        "I021",
        "INVALID_ENCODING",
        .warning,
        "the bytes are no character of the encoding",
        hint: "set `encoding:` when another one was used",
        action: "replaced by U+FFFD; the rest of the row was read",
        explanation: """
            A byte sequence that its encoding doesn't know is damage done while the file was \
            exported or edited with another encoding. The original character can't be known \
            again; U+FFFD shows where it stood.
            """
    )
    package static let doubtfulEncoding = FindingKind(
        "I022",
        "DOUBTFUL_ENCODING",
        .warning,
        "the encoding isn't certain",
        hint: "look at some rows with `sluice cat`, and pin it with `encoding:`",
        action: "the likeliest encoding was used",
        explanation: """
            Short files and files with few Chinese characters may be read by several encodings \
            without an error. The likeliest one was chosen by the frequency of characters; \
            garbled names in the first rows show when it was the wrong one.
            """
    )
    package static let euroByte = FindingKind(
        "I023",
        "CP936_EURO",
        .note,
        "byte 0x80 is the euro sign of code page 936",
        hint: "",
        action: "decoded as €",
        explanation: """
            Windows writes the euro sign as the single byte 0x80 in code page 936, which GB 18030 \
            doesn't have. Read as € it is what the writer saw.
            """
    )
    package static let nulBytes = FindingKind(
        "I024",
        "NUL_BYTES",
        .warning,
        "the text holds NUL bytes",
        hint: "",
        action: "the bytes were left out of their cells",
        explanation: """
            NUL bytes come from fixed-width fields of old programs, or from a file of UTF-16 \
            taken for another encoding. They stand for no character and would break most other \
            programs.
            """
    )
    package static let noHeader = FindingKind(
        "I025",
        "NO_HEADER",
        .warning,
        "no row looks like a header",
        hint: "set `header:` to the number of the header row, or to none",
        action: "columns are named by their numbers; all rows are data",
        explanation: """
            A header has short distinct texts that look different from the cells below. When no \
            row does, columns are named by their numbers, and the first row counts as data.
            """
    )
    package static let limit = FindingKind(
        "I028",
        "LIMIT",
        .error,
        "the source is beyond a limit",
        hint: "split the source",
        action: "what lies beyond the limit was not read",
        explanation: """
            The limits (columns of a row, sizes of parts, depths) are far beyond customer data, \
            and keep a damaged or hostile file from filling the memory. The detail says which one \
            was reached.
            """
    )
    package static let unknownStatement = FindingKind(
        "I031",
        "UNKNOWN_STATEMENT",
        .warning,
        "the statement of the dump isn't understood",
        hint: "look at the place in the dump",
        action: "skipped up to its end",
        explanation: """
            A dump is read for its table definitions, its `INSERT` and `COPY` rows; settings, locks and \
            other statements without rows are passed over silently.
            """
    )
    package static let noTableDefinition = FindingKind(
        "I032",
        "NO_TABLE_DEFINITION",
        .warning,
        "the dump fills a table that it doesn't define",
        hint: "dump the structure too, or name columns by number in `from:`",
        action: "columns without names are named by their numbers",
        explanation: """
            Without `CREATE TABLE` a dump says values but not what they are called. An `INSERT` \
            that lists its columns is enough; otherwise columns get numbers.
            """
    )
    package static let binaryValue = FindingKind(
        "I033",
        "BINARY_VALUE",
        .note,
        "the column holds binary values",
        hint: "leave it out of `from:`",
        action: "values kept as hexadecimal text",
        explanation: """
            Photographs and other binary columns have no meaning as text. They are kept as \
            hexadecimal digits so that nothing is lost, and are best left out of the mapping.
            """
    )
    package static let notCRMDatabase = FindingKind(
        "I034",
        "NOT_A_CRM_DATABASE",
        .fatal,
        "the SQLite file is no CRM database",
        hint: "name a crm.db that `sluice run` made, or set `format: sqlite`",
        action: "nothing was read",
        explanation: """
            Every database made by this program carries its application id. Other SQLite files \
            are read table by table with `format: sqlite`.
            """
    )
    package static let brokenDatabase = FindingKind(
        "I035",
        "BROKEN_DATABASE",
        .fatal,
        "the SQLite file is damaged, locked or beyond a limit",
        hint: "check it with `PRAGMA integrity_check`, or restore it from a backup",
        action: "nothing was read",
        explanation: """
            SQLite refused to read the file. A database in use elsewhere may be locked for a \
            moment; a damaged one has to come from a backup.
            """
    )
    package static let badOption = FindingKind(
        "I036",
        "BAD_OPTION",
        .fatal,
        "the option's value is none that the importer knows",
        hint: "",
        action: "nothing was read",
        explanation: """
            Options of a source are checked before its file is opened. The detail names the \
            option and the values that it knows.
            """
    )
    package static let wrongHeaderRow = FindingKind(
        "I037",
        "NO_SUCH_HEADER_ROW",
        .error,
        "the pinned header row doesn't exist",
        hint: "set `header:` to a row number of the file, or leave it out",
        action: "the header row was searched for",
        explanation: """
            `header:` names rows by the number that the user's program shows, counted from 1. A \
            number beyond the file's end is a slip, so the header is searched for as if nothing \
            was pinned.
            """
    )

    /// What every importer may report, then the lists of the families of formats.
    package static let all: [FindingKind] =
        general
        + XLSXFindings.all
        + JSONFindings.all
        + ContainerFindings.all
        + DBFFindings.all
        + VCardFindings.all
        + AccessFindings.all
        + XLSFindings.all
        + TableFindings.all
        + TextFindings.all
        + FixedWidthFindings.all
        + MarkupFindings.all
        + SQLFindings.all

    private static let general: [FindingKind] = [
        fileMissing, fileUnreadable, isFolder, unknownFormat, wrongFormat, unknownEncoding,
        noSuchTable, emptySource, truncatedSource, notData, tooFewCells, tooManyCells, shiftedRow,
        duplicateHeader, blankHeader, hidden, mergedFilled, unterminatedQuotes, quoteInCell,
        maximumLineSize, invalidEncoding, doubtfulEncoding, euroByte, nulBytes, noHeader, limit,
        unknownStatement, noTableDefinition, binaryValue, notCRMDatabase, brokenDatabase, badOption,
        wrongHeaderRow,
    ]
}
