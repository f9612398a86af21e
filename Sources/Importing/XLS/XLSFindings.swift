import Records

/// What reading an old workbook may find beside `ImportFindings` and `XLSXFindings`; I100–I119.
package enum XLSFindings {
    package static let all: [FindingKind] = [
        brokenContainer, recoveredWorkbook, badSheetOffset, missingSheetEnd, unknownCodePage,
        noCodePage, brokenRecord, otherDocument,
    ]

    static let brokenContainer = FindingKind(
        "I100",
        "BROKEN_CONTAINER",
        .warning,
        "the chains of sectors in the OLE file are damaged",
        hint: "open and save the workbook in Excel",
        action: "the workbook was read as far as its sectors could be found",
        explanation: """
            An .xls is a small file system whose table says where each piece of the workbook is. \
            When pieces are missing or the table leads back to a piece already read, what was \
            found is read; whether rows are lost is told by findings on the sheets.
            """
    )

    static let recoveredWorkbook = FindingKind(
        "I101",
        "RECOVERED_WORKBOOK",
        .error,
        "the OLE directory names no workbook, but the file holds the beginning of one",
        hint: "get the file again, or set `on_broken: keep` to load what was read",
        action: "read from its first record on; the source counts as broken",
        explanation: """
            The directory of the file is lost, as after an interrupted copy. A workbook begins \
            with a record that is easily told, and its pieces mostly follow each other.
            """
    )

    static let badSheetOffset = FindingKind(
        "I102",
        "BAD_SHEET_OFFSET",
        .warning,
        "the sheet doesn't begin where the workbook says",
        hint: "open and save the workbook in Excel",
        action: "the sheet of the same place in the order of sheets was read",
        explanation: """
            The list of sheets gives the place of each in the file. Where no sheet begins there, \
            the sheets are taken in the order in which they stand in the file.
            """
    )

    static let missingSheetEnd = FindingKind(
        "I103",
        "MISSING_SHEET_END",
        .warning,
        "the sheet has no record that ends it",
        hint: "compare its last rows with what Excel shows",
        action: "read up to the next sheet or the end of the workbook",
        explanation: """
            Each sheet ends with a record that says so. Some programs leave it out; when the file \
            itself is whole, nothing is lost.
            """
    )

    static let unknownCodePage = FindingKind(
        "I104",
        "UNKNOWN_CODE_PAGE",
        .warning,
        "the workbook's code page is none that can be read",
        hint: "set `encoding:` to the encoding of its texts, such as gbk",
        action: "texts were read by the likeliest encoding",
        explanation: """
            Workbooks before Excel 97 keep texts in the code page of the computer that wrote \
            them, and name it by a number. This number stands for none that is known here.
            """
    )

    static let noCodePage = FindingKind(
        "I105",
        "NO_CODE_PAGE",
        .note,
        "the workbook doesn't say the code page of its texts",
        hint: "set `encoding:` if the texts are garbled",
        action: "texts were read by the likeliest encoding",
        explanation: """
            Programs that write the formats of Excel 2 to 95 often leave out the code page. The \
            texts themselves show it, as for a text file.
            """
    )

    static let brokenRecord = FindingKind(
        "I106",
        "BROKEN_RECORD",
        .error,
        "a record is shorter than its content",
        hint: "open the workbook in Excel and compare the row",
        action: "what the record lacks was read as blank",
        explanation: """
            Each cell, or row of cells, is a record with a length. A record too short for its \
            kind was damaged or written by a faulty program.
            """
    )

    static let otherDocument = FindingKind(
        "I107",
        "OTHER_DOCUMENT",
        .fatal,
        "the OLE file holds no workbook; a stream Workbook or Book was expected",
        hint: "open it in the program that made it, and save the table as .xlsx",
        action: "nothing was read",
        explanation: """
            Old Word, PowerPoint and Outlook files are OLE files too. Only workbooks are tables.
            """
    )

}
