import Records

/// What reading JSON may find beside `ImportFindings`; codes I190–I204.
package enum JSONFindings {
    package static let all: [FindingKind] = [
        brokenText, badLine, notUTF8, duplicateKey, envelope, noRecords, mixedValues, halfPair,
        lineComma, outsidePath, arrayText,
    ]

    static let brokenText = FindingKind(
        "I190",
        "BROKEN_JSON",
        .error,
        "from here on the text is no JSON",
        hint: "mend the place, or set `on_broken: keep` to load the records before it",
        action: "the records before it were read, the one around it rejected; the source is broken",
        explanation: """
            JSON has brackets, commas and quotes in exact places (RFC 8259). Behind a slip nobody \
            can say which bracket closes what, so that reading ends there. The detail says line, \
            column and what was expected.
            """
    )

    static let badLine = FindingKind(
        "I191",
        "BAD_JSON_LINE",
        .error,
        "the line is no whole JSON value",
        hint: "mend the line in the source",
        action: "row rejected with the cells before the slip; the other lines were read",
        explanation: """
            With one record on each line (NDJSON, JSON Lines, mongoexport) a slip costs its own \
            line only. The detail says the column and what was expected there.
            """
    )

    static let notUTF8 = FindingKind(
        "I192",
        "JSON_NOT_UTF8",
        .warning,
        "the JSON text isn't UTF-8, as JSON has to be",
        hint:
            "look at some rows with `sluice cat`, and pin it with `encoding:` when it was mistaken",
        action: "decoded from the encoding that was found",
        explanation: """
            JSON is exchanged in UTF-8 alone (RFC 8259, 8.1). Programs that write it with the \
            system's own encoding give GBK on a Chinese Windows. It is decoded as text files are.
            """
    )

    static let duplicateKey = FindingKind(
        "I193",
        "DUPLICATE_MEMBER",
        .warning,
        "an object has the same key twice",
        hint: "name both columns in `from:` as they are shown",
        action: "the later value got a column with a number",
        explanation: """
            Most programs keep the last of two equal keys and lose the other. Both are kept here: \
            the second `phone` of an object is the column `phone (2)`.
            """
    )

    static let envelope = FindingKind(
        "I194",
        "JSON_ENVELOPE",
        .note,
        "values stand beside the array of records",
        hint: "set `path: .` to read the whole as one record",
        action: "listed as a skipped row; the arrays are the tables",
        explanation: """
            Answers of programs wrap their records: a code, a message, the number of pages, and an \
            array somewhere inside. The arrays of objects are the tables. What stands beside them \
            is kept as a skipped row with its text.
            """
    )

    static let noRecords = FindingKind(
        "I195",
        "NO_RECORDS",
        .warning,
        "the document holds no record",
        hint: "export it again when customers were expected",
        action: "no table was read",
        explanation: """
            An empty array is valid JSON and may be meant. More often a query had the wrong \
            filter, or the export the wrong rights.
            """
    )

    static let mixedValues = FindingKind(
        "I196",
        "MIXED_VALUES",
        .note,
        "under one key stand plain values here and objects there",
        hint: "map the column and those below it",
        action: "plain values are in the column of the key, members of objects in columns below it",
        explanation: """
            Some programs write a text where others write an object, or one object in place of \
            an array of one. Each form has columns or a table of its own, so that nothing is lost.
            """
    )

    static let halfPair = FindingKind(
        "I197",
        "HALF_SURROGATE_PAIR",
        .warning,
        "an escape is half of a character",
        hint: "export the record again from its program",
        action: "read as U+FFFD",
        explanation: """
            Characters beyond U+FFFF are written as two \\u escapes. One without the other comes \
            from a program that cut a text in the middle of a character, which can't be known again.
            """
    )

    static let lineComma = FindingKind(
        "I198",
        "COMMA_BEHIND_LINE",
        .note,
        "lines end with commas",
        action: "the commas were stepped over",
        explanation: """
            One object on each line needs no commas between them; an array needs brackets around \
            it as well. What was meant is plain, so that the lines are read.
            """
    )

    static let outsidePath = FindingKind(
        "I199",
        "OUTSIDE_PATH",
        .note,
        "the document holds more than `path:` names",
        hint: "leave `path:` out to read all of its tables",
        action: "not read",
        explanation: """
            `path: data.list` names the array whose objects are the records. The detail says what \
            stands outside of it.
            """
    )

    static let arrayText = FindingKind(
        "I200",
        "ARRAY_AS_TEXT",
        .note,
        "items of the array hold separators, are blank or are arrays themselves",
        hint: "leave the column out of `from:` or split it by a step of your own",
        action: "the cell holds the array as JSON text",
        explanation: """
            Plain items are joined by a semicolon and a blank in one cell. Where that would hide \
            the end of an item, the array stays as it is written.
            """
    )
}
