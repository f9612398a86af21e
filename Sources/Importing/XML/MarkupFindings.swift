import Records

/// What reading documents in XML and HTML may find beside `ImportFindings`; codes I120–I139.
package enum MarkupFindings {
    package static let all: [FindingKind] = [
        sloppyMarkup, misdeclaredEncoding, brokenMarkup, noTable, layoutTable, notASpreadsheet,
        textOutsideCells, multipart,
    ]

    /// What documents in XML may say.
    static let ofXML: [FindingKind] = [
        sloppyMarkup, misdeclaredEncoding, brokenMarkup, ImportFindings.truncatedSource,
        ImportFindings.invalidEncoding, XLSXFindings.refusedXML,
    ]

    static let sloppyMarkup = FindingKind(
        "I120",
        "SLOPPY_MARKUP",
        .warning,
        "the document is no well-formed XML",
        hint: "compare the number of rows with the system that exported it",
        action: "mended and read as a whole",
        explanation: """
            Programs that write XML by joining texts forget to escape `&` and `<`, or let control \
            characters through that XML forbids. Such signs were taken as the text that they were \
            meant to be, control characters left out, and elements that end in the wrong order \
            ended in the right one.
            """
    )

    static let misdeclaredEncoding = FindingKind(
        "I121",
        "MISDECLARED_ENCODING",
        .note,
        "the document declares another encoding than its bytes have",
        hint: "set `encoding:` if names look garbled",
        action: "read by its bytes",
        explanation: """
            A web system often copies the declaration from a template and writes other bytes. \
            UTF-8 and UTF-16 can be told from their bytes without doubt, so these decide.
            """
    )

    static let brokenMarkup = FindingKind(
        "I122",
        "BROKEN_MARKUP",
        .error,
        "the document can't be understood from some place on",
        hint: "open and save it in Excel, or set `on_broken: keep` to load what was read",
        action: "what stands before that place was read; the source counts as broken",
        explanation: """
            A tag is damaged, such as an attribute without quotes in XML, so that what follows \
            can't be told from text. Rows before it are right, those behind it are missing.
            """
    )

    static let noTable = FindingKind(
        "I123",
        "NO_TABLE",
        .fatal,
        "the page holds no table; at least one with a cell was expected",
        hint: "open it in a browser: it may be a login page or an error message, so export again",
        action: "nothing was read",
        explanation: """
            Web systems save tables under the name of .xls. When the session had ended, what was \
            saved is a login page or a message instead, and a page of frames only names the files \
            that hold its sheets.
            """
    )

    static let layoutTable = FindingKind(
        "I124",
        "LAYOUT_TABLE",
        .note,
        "the table only arranges other tables on the page",
        action: "the tables inside were read; its own text was not",
        explanation: """
            Old pages are laid out by a table whose cells hold menus, titles and other tables. \
            Every table inside is read. A table that holds others is read itself only when it \
            has two rows of two filled cells at least.
            """
    )

    static let notASpreadsheet = FindingKind(
        "I125",
        "NOT_A_SPREADSHEET",
        .fatal,
        "the document holds no spreadsheet",
        hint: "open it in its program and save it as .xlsx or .ods",
        action: "nothing was read",
        explanation: """
            Text documents, drawings and presentations have the same form as spreadsheets, an \
            archive of XML parts, but hold no sheets.
            """
    )

    static let textOutsideCells = FindingKind(
        "I126",
        "TEXT_OUTSIDE_CELLS",
        .warning,
        "text stands within a table but outside of its cells",
        hint: "look at the page in a browser",
        action: "the text was not read",
        explanation: """
            Between the rows of a table only cells may hold text. Browsers show such text above \
            the table; it is mostly a message of the program that made the page.
            """
    )

    static let multipart = FindingKind(
        "I127",
        "UNREADABLE_PART",
        .error,
        "a part of the single-file web page can't be decoded",
        hint: "open it in Excel and save it as .xlsx",
        action: "the part was not read; the source counts as broken",
        explanation: """
            A single-file web page holds its sheets as parts of a mail message, each with its own \
            encoding for transport. A part whose boundary or transport encoding is damaged can't \
            be read.
            """
    )
}
