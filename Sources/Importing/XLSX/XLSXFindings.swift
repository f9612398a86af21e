import Records

/// What reading a workbook may find beside `ImportFindings`; codes I060–I099.
package enum XLSXFindings {
    package static let all: [FindingKind] = [
        notAWorkbook, brokenPart, missingPart, doubleEntry, refusedXML, notAWorksheet, rowGap,
        badReference, badStringIndex, badDate, noCachedValue, errorCell, protected, brokenArchive,
        externalLink, highRatio, activeFilter,
    ]

    static let notAWorkbook = FindingKind(
        "I060",
        "NOT_A_WORKBOOK",
        .fatal,
        "the archive holds no workbook; a part xl/workbook.xml was expected",
        hint: "open the file in Excel and save it as .xlsx",
        action: "nothing was read",
        explanation: """
            A workbook is a ZIP archive with a part that lists its sheets. Other archives, and \
            other Office files, have none.
            """
    )

    static let brokenPart = FindingKind(
        "I061",
        "BROKEN_PART",
        .error,
        "a part of the workbook is cut off or damaged",
        hint: "open and save it in Excel, or set `on_broken: keep` to load what was read",
        action: "what stands before the damage was read; the source counts as broken",
        explanation: """
            Every part of an archive has a checksum. When it fails, rows up to the damage are \
            right and those behind it are missing, so the source counts as broken.
            """
    )

    static let missingPart = FindingKind(
        "I062",
        "MISSING_WORKBOOK_PART",
        .error,
        "the workbook names a part that the archive doesn't hold",
        hint: "open and save it in Excel, or set `on_broken: keep` to load the rest",
        action: "read without it; the source counts as broken when cells are lost",
        explanation: """
            The workbook's relations name a part that isn't in the archive, as after a failed \
            repair. Without the table of texts most cells are lost; without styles dates stay \
            numbers.
            """
    )

    static let doubleEntry = FindingKind(
        "I063",
        "DOUBLE_ENTRY",
        .warning,
        "the archive holds two entries of one name",
        hint: "open and save the workbook in Excel",
        action: "the later one in the archive's directory was read",
        explanation: """
            Programs that append to an archive may leave the old part inside. The directory's \
            last entry is the one that Excel shows.
            """
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
        action: "sheet skipped",
        explanation: """
            Chart, dialog and macro sheets stand in the list of sheets like others, but have no \
            cells. Their data, if any, stands on a worksheet.
            """
    )

    static let rowGap = FindingKind(
        "I066",
        "ROW_GAP",
        .note,
        "more than 10,000 empty rows follow each other",
        action: "the empty rows are not listed one by one",
        explanation: """
            A format copied down a whole column makes the sheet seem a million rows long. Rows \
            without any content are not data, and listing each would bury everything else.
            """
    )

    static let badReference = FindingKind(
        "I067",
        "BAD_REFERENCE",
        .warning,
        "a cell or row stands at an impossible or taken place; A1 to XFD1048576 was expected",
        hint: "open and save the workbook in Excel",
        action: "an impossible place was read as the next one; of two cells the later was read",
        explanation: """
            Places run from A1 to XFD1048576 and each is used once. Programs that write workbooks \
            by hand sometimes repeat or skip them.
            """
    )

    static let badStringIndex = FindingKind(
        "I068",
        "BAD_STRING_INDEX",
        .error,
        "the cell points outside the workbook's table of texts",
        hint: "open and save the workbook in Excel",
        action: "cell read as blank",
        explanation: """
            Texts are kept once in a table, and cells refer to them by number. A number outside \
            the table has no text, so the cell's content is lost in the file itself.
            """
    )

    static let badDate = FindingKind(
        "I069",
        "BAD_DATE",
        .warning,
        "a number with a date format is outside 1900-01-01 to 9999-12-31",
        action: "cell read as the number",
        explanation: """
            A date is stored as a number of days with a date format. A number that is no possible \
            day is usually an amount or a telephone number in a cell with the wrong format.
            """
    )

    static let noCachedValue = FindingKind(
        "I070",
        "NO_CACHED_VALUE",
        .warning,
        "the formula has no stored result, and formulas are not computed",
        hint: "open the workbook in Excel and save it: that stores the results",
        action: "cell read as blank",
        explanation: """
            Formulas are not computed: the result that Excel stored with them is read. Programs \
            that write workbooks often store none.
            """
    )

    static let errorCell = FindingKind(
        "I071",
        "ERROR_CELL",
        .warning,
        "the cell holds an error such as #N/A",
        hint: "mend the formula, or name the error's text as a null word",
        action: "cell read as the error's text",
        explanation: """
            #N/A, #REF!, #VALUE! and the like are results of formulas that failed. The text is \
            kept, so that the cell can be found.
            """
    )

    static let protected = FindingKind(
        "I072",
        "PROTECTED",
        .fatal,
        "the workbook is encrypted with a password",
        hint: "open it in Excel, remove the password under File > Info, save it and run again",
        action: "nothing was read",
        explanation: "A workbook with an opening password is an OLE file around an encrypted "
            + "package. The protection of single sheets is no encryption: such sheets are read."
    )

    static let brokenArchive = FindingKind(
        "I073",
        "BROKEN_ARCHIVE",
        .error,
        "the archive is cut off or damaged",
        hint: "get the file again, or set `on_broken: keep` to load what was read",
        action: "what could be read was read; the source counts as broken",
        explanation: "The directory of a ZIP archive stands at its end. When it is missing, the "
            + "entries are looked for one after the other from the beginning."
    )

    static let externalLink = FindingKind(
        "I074",
        "EXTERNAL_LINK",
        .warning,
        "the workbook refers to other files or programs",
        hint: "paste such cells as values before you hand the workbook on",
        action: "stored results were read; nothing outside of the file was opened",
        explanation: """
            Formulas may take values from other workbooks, and DDE and OLE links from other \
            programs. What the file stored when it was last saved is read. The link itself is \
            never followed, so the values may be out of date.
            """
    )

    static let highRatio = FindingKind(
        "I075",
        "HIGH_PART_RATIO",
        .warning,
        "a part inflates to more than 100 times its size",
        action: "read, within the limits of size and cells",
        explanation: """
            A small archive that inflates to an enormous size is a way to fill the memory of a \
            reader. Honest sheets of repeated values compress as well, so this only warns; \
            limits of absolute size protect the reader.
            """
    )

    static let activeFilter = FindingKind(
        "I076",
        "ACTIVE_FILTER",
        .note,
        "a filter is active on the sheet",
        hint: "clear the filter in Excel if the hidden rows surprise you",
        action: "rows that the filter hides were read like all others",
        explanation: """
            A filter hides rows without deleting them. Who sent the file may have seen fewer rows \
            than it holds, so a count made by eye can differ from the number of rows read.
            """
    )
}
