import Records

/// What the readers of SQL dumps and SQLite databases may report beside the general findings.
package enum SQLFindings {
    package static let mojibake = FindingKind(
        "I140",
        "MOJIBAKE",
        .warning,
        "text of the column is UTF-8 that was read as windows-1252 and written as UTF-8 again",
        hint: "look at some rows with `sluice cat`, then set `repair_mojibake: true`",
        action: "kept as it stands, unless `repair_mojibake` is set",
        explanation: """
            `å®¢æˆ·` stands where `客户` was meant: a program stored UTF-8 through a connection \
            declared as latin1, and the dump encoded it a second time. The damage can be undone \
            exactly, but only you can say that the text was not meant so; the confidence is the \
            share of the column's values beyond ASCII that become Chinese text.
            """
    )
    package static let expressionKept = FindingKind(
        "I141",
        "EXPRESSION_KEPT",
        .warning,
        "the value is an expression that can't be evaluated without the server",
        hint: "look at the column, and map its text with a step or leave it out of `from:`",
        action: "the expression's source text was kept as the value",
        explanation: """
            Casts, dates, `chr()` and joined texts are evaluated. Queries, sequences, the clock of \
            the server and other functions are not: their source text stands in the cell, so that \
            nothing is made up and nothing is lost.
            """
    )
    package static let notExecuted = FindingKind(
        "I142",
        "STATEMENT_NOT_EXECUTED",
        .warning,
        "a statement that changes rows was not executed",
        hint: "load the dump into a server and dump the result when the statement matters",
        action: "rows are as the INSERT and COPY statements wrote them",
        explanation: """
            A dump is read, never executed. `UPDATE`, `DELETE`, `INSERT … SELECT`, `LOAD DATA` and \
            their like change rows by rules that need a server; the rows on which they would work \
            are shown as they were before.
            """
    )
    package static let damagedStatement = FindingKind(
        "I143",
        "DAMAGED_STATEMENT",
        .error,
        "the statement doesn't end where its table's next statement begins",
        hint: "export the table again, or set `on_broken: keep` to load what was read",
        action: "reading resumed with the next statement; the source counts as broken",
        explanation: """
            A quote or bracket opens in the statement and doesn't close, as when a part of the \
            file is missing or was edited. The rows before the damage and the statements behind \
            it are read; what lies between is not.
            """
    )
    package static let zeroDate = FindingKind(
        "I144",
        "ZERO_DATE_KEPT",
        .note,
        "the column holds dates of zeros",
        hint: "",
        action: "kept as `0000-00-00`; the date normalizer takes them as no date",
        explanation: """
            MySQL writes `0000-00-00` where no date was given and the column forbids null. It is \
            kept in the cell so that the row shows what the source had.
            """
    )
    package static let sameName = FindingKind(
        "I145",
        "SAME_TABLE_NAME",
        .note,
        "two schemas have a table of that name",
        hint: "name the table with its schema in `from:`, as it is shown here",
        action: "the tables are named `schema.table`",
        explanation: """
            A dump may hold several databases or schemas. Tables that share a name get their \
            schema in front of it; all others go by their bare names.
            """
    )
    package static let numberedIdentity = FindingKind(
        "I146",
        "NUMBERS_BY_SERVER",
        .note,
        "the column is filled by the server and the dump doesn't give its values",
        hint: "",
        action: "left null",
        explanation: """
            A T-SQL `INSERT` without a list of columns leaves out IDENTITY and computed columns. \
            The server would number the rows; here their cells are null, and the values stand \
            under the columns they belong to.
            """
    )
    package static let declaredCharset = FindingKind(
        "I147",
        "OTHER_CHARSET",
        .note,
        "the dump declares another character set than its text has",
        hint: "pin it with `encoding:` when names look garbled",
        action: "values were decoded one by one in the encoding of their bytes",
        explanation: """
            A dump that declares `latin1` and holds GBK comes from a program that stored Chinese \
            text in latin1 columns. Its quotes and backslashes are read first, as the server wrote \
            them byte by byte, and each value is decoded afterwards.
            """
    )
    package static let damagedPages = FindingKind(
        "I148",
        "DAMAGED_PAGES",
        .error,
        "the SQLite database has damaged pages",
        hint: "try `.recover` of the sqlite3 program, or set `on_broken: keep`",
        action: "all rows that can be reached were read; the source counts as broken",
        explanation: """
            SQLite's own check found the file damaged. Tables are read from their beginning up to \
            the damage and from their end back to it; rows on the damaged pages are missing.
            """
    )
    package static let objectsNotRead = FindingKind(
        "I149",
        "OBJECTS_NOT_READ",
        .note,
        "views and virtual tables aren't read",
        hint: "",
        action: "left out; the tables hold the rows",
        explanation: """
            Views and virtual tables run code from inside the file, which may come from anybody. \
            Views only show rows that tables hold; full-text and other virtual tables keep \
            theirs in shadow tables of their own form.
            """
    )
    package static let sideFile = FindingKind(
        "I150",
        "JOURNAL_FILE",
        .note,
        "changes of the database wait in a file beside it",
        hint: "copy the database together with its `-wal` or `-journal` file, or close its program",
        action: "a private copy of both was read, as the database's program would",
        explanation: """
            A database in use, or one whose program ended abruptly, keeps its last changes in a \
            `-wal` file, or what must be undone in a `-journal` file. Both are applied in a \
            private copy; the files themselves aren't touched.
            """
    )

    package static let all: [FindingKind] = [
        mojibake, expressionKept, notExecuted, damagedStatement, zeroDate, sameName,
        numberedIdentity, declaredCharset, damagedPages, objectsNotRead, sideFile,
    ]
}
