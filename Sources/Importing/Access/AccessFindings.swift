import Records

/// What reading Access databases may find beside `ImportFindings`; codes I170–I179.
package enum AccessFindings {
    package static let all: [FindingKind] = [
        programsMissing, needsFile, protected, brokenDatabase, exportFailed, linkedTable,
        assumedEncoding, rowCount,
    ]

    static let programsMissing = FindingKind(
        "I170",
        "MDBTOOLS_MISSING",
        .fatal,
        "the programs that read Access databases are not installed",
        hint: "install the package `mdbtools`: `apt-get install mdbtools`",
        action: "nothing was read",
        explanation: """
            Access databases are read by the programs of mdbtools (`mdb-tables`, `mdb-schema`, \
            `mdb-export`), which run as programs of their own. Debian and Ubuntu have them as the \
            package `mdbtools`. Or save the tables from Access as CSV or .xlsx.
            """
    )
    static let needsFile = FindingKind(
        "I171",
        "NEEDS_FILE",
        .fatal,
        "an Access database is read only from a file of its own",
        hint: "unpack the archive, and name the .mdb or .accdb file as the source",
        action: "nothing was read",
        explanation: """
            The programs that read Access databases open the file themselves. A database inside \
            an archive or from standard input isn't written to disk for them, because it holds \
            personal data.
            """
    )
    static let protected = FindingKind(
        "I172",
        "DATABASE_PROTECTED",
        .fatal,
        "the database is encrypted with a password",
        hint: "open it in Access and remove the password (File, Info, Decrypt Database)",
        action: "nothing was read",
        explanation: """
            Access 2007 and later encrypt the whole file with the password, so that nothing can \
            be read without it.
            """
    )
    static let brokenDatabase = FindingKind(
        "I173",
        "BROKEN_ACCESS_DATABASE",
        .fatal,
        "the database can't be opened",
        hint: "open it in Access and choose Compact and Repair Database, or copy it again",
        action: "nothing was read",
        explanation: """
            The list of tables can't be read: the file was cut off while it was copied, or its \
            first pages are damaged.
            """
    )
    static let exportFailed = FindingKind(
        "I174",
        "EXPORT_FAILED",
        .error,
        "reading the table ended with an error",
        hint:
            "open the database in Access and choose Compact and Repair Database, or raise `timeout_seconds`",
        action: "the rows before it were read; the source counts as broken",
        explanation: """
            The program that reads the table failed, was killed or took longer than \
            `timeout_seconds`. Rows may be missing.
            """
    )
    static let linkedTable = FindingKind(
        "I175",
        "LINKED_TABLE",
        .warning,
        "the table is only linked; its rows are in another database",
        hint: "ask for the database that holds the table",
        action: "not read",
        explanation: """
            Many Access programs are two files: one with forms, and one with data (`…_be.mdb`), \
            whose tables the first one links. Only the second one has rows.
            """
    )
    static let assumedEncoding = FindingKind(
        "I176",
        "ASSUMED_ENCODING",
        .note,
        "texts of Access 97 have no encoding of their own",
        hint: "set `encoding:` when the texts look garbled",
        action: "read in the code page named here",
        explanation: """
            Access 97 stores texts in the code page of the computer. The database names it, \
            often wrongly: a Chinese text in a database made by an English Access is stored in \
            code page 936 all the same.
            """
    )
    static let rowCount = FindingKind(
        "I177",
        "ROW_COUNT_DIFFERS",
        .warning,
        "the table's own counter says another number of rows than were read",
        hint: "compare with the number that Access shows; compact and repair the database",
        action: "all rows that were found were read",
        explanation: """
            Each table counts its rows. When fewer were read, pages of the table are damaged or \
            not linked any more; when more were read, the counter is old.
            """
    )
}
