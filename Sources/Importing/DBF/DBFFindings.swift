import Records

/// What reading DBF tables may find beside `ImportFindings`; codes I160–I169.
package enum DBFFindings {
    package static let all: [FindingKind] = [
        deletedRecords, wrongRecordCount, memoMissing, numberOverflow, wrongValue, halfCharacter,
        wrongHeader, codePage, brokenMemo,
    ]

    static let deletedRecords = FindingKind(
        "I160",
        "DELETED_RECORDS",
        .note,
        "records are flagged as deleted",
        hint: "`RECALL ALL` in FoxPro brings them back before the file is handed over",
        action: "not read as data; listed as skipped rows of kind filtered",
        explanation: """
            dBase and FoxPro delete a record by putting `*` before it; it stays in the file until \
            somebody packs the table. FoxPro's users usually don't see such records, so they \
            are no data, but they are counted and keep their record numbers.
            """
    )
    static let wrongRecordCount = FindingKind(
        "I161",
        "WRONG_RECORD_COUNT",
        .warning,
        "the header counts other records than the file holds",
        hint: "compare the number of records with the program that wrote the file",
        action: "all records that exist were read",
        explanation: """
            The header's count is written when a table is closed. A program that crashed leaves an \
            old count, and records behind it that no program shows any more. They are read, \
            because leaving rows out silently would lose customers.
            """
    )
    static let memoMissing = FindingKind(
        "I162",
        "MEMO_MISSING",
        .warning,
        "the table has memos, but no memo file is beside it",
        hint: "put the .fpt or .dbt file of the same name beside the table",
        action: "memo cells are null",
        explanation: """
            Long texts of a DBF table stand in a second file of the same name with the extension \
            .fpt (FoxPro) or .dbt (dBase). The table alone holds only numbers of blocks in it.
            """
    )
    static let numberOverflow = FindingKind(
        "I163",
        "NUMBER_OVERFLOW",
        .warning,
        "the number was too long for its field and is stored as `*`",
        hint: "look the number up in the old system",
        action: "cell is null",
        explanation: """
            FoxPro fills a numeric field with asterisks when a value has more digits than the \
            field. The digits are gone from the file.
            """
    )
    static let wrongValue = FindingKind(
        "I164",
        "WRONG_FIELD_VALUE",
        .warning,
        "the value isn't what the field's type says",
        hint: "mend the value in the old system, or clean the column by a step",
        action: "cell kept as it stands in the file",
        explanation: """
            A numeric, date or logical field holds other text, or a binary field holds no moment \
            or number. Text is kept as it is, bytes as hexadecimal digits.
            """
    )
    static let halfCharacter = FindingKind(
        "I165",
        "HALF_CHARACTER",
        .note,
        "the field ends in the middle of a character",
        hint: "",
        action: "the half character was left out; the text may be cut",
        explanation: """
            Fields have a fixed number of bytes, and a Chinese character takes two or three. A \
            text that was too long is cut at the last byte, which may be half a character. \
            Whoever typed it usually meant more than the cell shows.
            """
    )
    static let wrongHeader = FindingKind(
        "I166",
        "WRONG_HEADER",
        .warning,
        "the header's lengths don't agree with its fields and records",
        hint: "look at some rows with `sluice cat`",
        action: "read with the lengths with which records begin where flags stand",
        explanation: """
            The header says how long it is and how long each record is. When these lengths don't \
            lead to records, or fields reach beyond their record, the lengths that the fields \
            and the flags of records agree on are taken.
            """
    )
    static let codePage = FindingKind(
        "I167",
        "WRONG_CODE_PAGE",
        .warning,
        "the code page isn't what the header says",
        hint: "look at some rows with `sluice cat`, and pin it with `encoding:`",
        action: "read in the encoding of the texts",
        explanation: """
            One byte of the header names the language driver. Many programs write the one of their \
            own language without asking. When all texts are clearly UTF-8 or GBK, or the byte is \
            unknown, the texts decide.
            """
    )
    static let brokenMemo = FindingKind(
        "I168",
        "BROKEN_MEMO",
        .warning,
        "the memo's block isn't in the memo file",
        hint: "copy the table and its memo file again, from one moment",
        action: "cell is null",
        explanation: """
            A memo cell names a block of the memo file. A block outside of it, or one that says a \
            length beyond the file's end, comes from a memo file that was cut off, or from one \
            that belongs to another state of the table.
            """
    )
}
