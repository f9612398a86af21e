import Records

/// What the importer of fixed-width text reports beyond the general findings.
package enum FixedWidthFindings {
    package static let noColumns = FindingKind(
        "I220",
        "NO_FIXED_COLUMNS",
        .error,
        "no columns are declared, and no columns of blanks part the lines",
        hint: "set `widths:` or `columns:`",
        action: "each line was read as one cell",
        explanation: """
            Where columns begin can be seen only when blanks stand between them on all lines. \
            Columns that touch have to be declared; the description of the old system's record \
            has their widths.
            """
    )
    package static let cutCharacter = FindingKind(
        "I221",
        "CUT_CHARACTER",
        .warning,
        "the column's border cuts a character in two",
        hint: "check `widths:` and `encoding:`; many such rows mean that one of them is wrong",
        action: "the half character became U+FFFD",
        explanation: """
            Old systems cut texts at so many bytes, in the middle of a two-byte character too. \
            The next column still begins at its place, so only this one character is lost.
            """
    )
    package static let guessedColumns = FindingKind(
        "I222",
        "GUESSED_COLUMNS",
        .note,
        "the columns were found by the blanks between them",
        hint: "pin them with `positions:`",
        action: "lines were cut where all of them have blanks",
        explanation: """
            A text without delimiters whose lines all have blanks at the same places is taken for \
            columns of fixed width. A column that is blank or full on every line can't be seen, \
            so look at the result once and pin the places.
            """
    )

    package static let crossedBorder = FindingKind(
        "I223",
        "CROSSED_BORDER",
        .warning,
        "a word stands across a border between guessed columns",
        hint: "pin the columns with `positions:` or `widths:`",
        action: "the word was kept whole in the left column",
        explanation: """
            The columns were found by the blanks of the first lines. A later line has text where \
            those have blanks: a longer value, or a line that is no row of the table.
            """
    )

    package static let all: [FindingKind] = [
        noColumns, cutCharacter, guessedColumns, crossedBorder,
    ]
}
