import Records

/// What reading a workbook may find beside `ImportFindings`; codes I060–I099.
package enum XLSXFindings {
    package static let all: [FindingKind] = [
        notAWorkbook, brokenPart, missingPart, doubleEntry, refusedXML, notAWorksheet, rowGap,
        badReference, badStringIndex, badDate,
    ]

    static let notAWorkbook = FindingKind(
        "I060",
        "NOT_A_WORKBOOK",
        .fatal,
        "the archive holds no workbook; a part xl/workbook.xml was expected",
        hint: "open the file in Excel and save it as .xlsx",
        action: "nothing was read"
    )

    static let brokenPart = FindingKind(
        "I061",
        "BROKEN_PART",
        .error,
        "a part of the workbook is cut off or damaged",
        hint: "open and save it in Excel, or set `on_broken: keep` to load what was read",
        action: "what stands before the damage was read; the source counts as broken"
    )

    static let missingPart = FindingKind(
        "I062",
        "MISSING_PART",
        .error,
        "the workbook names a part that the archive doesn't hold",
        hint: "open and save it in Excel, or set `on_broken: keep` to load the rest",
        action: "read without it; the source counts as broken"
    )

    static let doubleEntry = FindingKind(
        "I063",
        "DOUBLE_ENTRY",
        .warning,
        "the archive holds two entries of one name",
        hint: "open and save the workbook in Excel",
        action: "the later one in the archive's directory was read"
    )

    static let refusedXML = FindingKind(
        "I064",
        "REFUSED_XML",
        .error,
        "a part has a document type declaration or is nested too deep, as no workbook is",
        hint: "open and save the workbook in Excel",
        action: "the part was not read; the source counts as broken",
        explanation: "Document types serve attacks by entities. No spreadsheet program writes them."
    )

    static let notAWorksheet = FindingKind(
        "I065",
        "NOT_A_WORKSHEET",
        .note,
        "chart, dialog and macro sheets hold no table",
        action: "sheet skipped"
    )

    static let rowGap = FindingKind(
        "I066",
        "ROW_GAP",
        .note,
        "more than 10,000 empty rows follow each other",
        action: "the empty rows are not listed one by one"
    )

    static let badReference = FindingKind(
        "I067",
        "BAD_REFERENCE",
        .warning,
        "a cell or row stands at an impossible or taken place; A1 to XFD1048576 was expected",
        hint: "open and save the workbook in Excel",
        action: "an impossible place was read as the next one; of two cells the later was read"
    )

    static let badStringIndex = FindingKind(
        "I068",
        "BAD_STRING_INDEX",
        .error,
        "the cell points outside the workbook's table of texts",
        hint: "open and save the workbook in Excel",
        action: "cell read as blank"
    )

    static let badDate = FindingKind(
        "I069",
        "BAD_DATE",
        .warning,
        "a number with a date format is outside 1900-01-01 to 9999-12-31",
        action: "cell read as the number"
    )
}
