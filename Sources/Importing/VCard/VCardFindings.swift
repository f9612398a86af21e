import Records

/// What reading address cards may find beside `ImportFindings`; codes I180–I189.
package enum VCardFindings {
    package static let all: [FindingKind] = [
        missingEnd, nestedCard, binaryLeftOut, strayLine, unknownCharset, nameFromParts,
    ]

    static let missingEnd = FindingKind(
        "I180",
        "MISSING_CARD_END",
        .warning,
        "the card has no `END:VCARD`",
        hint: "look at the card in the file",
        action: "the card ends where the next one begins",
        explanation: """
            Every card ends with `END:VCARD`. Some programs leave it out, and a file that was put \
            together from others may lack it. All lines up to the next card belong to this one.
            """
    )
    static let nestedCard = FindingKind(
        "I181",
        "NESTED_CARD",
        .note,
        "the card holds the card of another person",
        hint: "",
        action: "read as a record of its own, behind the card that holds it",
        explanation: """
            The property `AGENT` holds the whole card of an assistant or deputy. This is a person \
            too, so it becomes a record with a number of its own.
            """
    )
    static let binaryLeftOut = FindingKind(
        "I182",
        "BINARY_LEFT_OUT",
        .note,
        "a photograph, sound or another large binary value is no text",
        hint: "",
        action: "left out; a link to a photograph is kept",
        explanation: """
            Cards of phones hold photographs in base64, and databases hold pictures and documents, \
            often larger than all other data of the person. A customer database has no place for \
            them.
            """
    )
    static let strayLine = FindingKind(
        "I183",
        "STRAY_LINE",
        .warning,
        "the line is no property of a card",
        hint: "look at the line in the file",
        action: "within a card it was added to the value before it; outside it was left out",
        explanation: """
            A property is a name, a colon and a value. A line without them is nearly always the \
            rest of a text whose line break wasn't written as `\\n`, so it is added to that text.
            """
    )
    static let unknownCharset = FindingKind(
        "I184",
        "UNKNOWN_CHARSET",
        .warning,
        "the property names a charset that isn't known",
        hint: "set `encoding:` when the whole file has another encoding",
        action: "decoded in the encoding of the file",
        explanation: """
            Cards of old phones say the charset of each value. When its name is none that is \
            known, the value is decoded as the values without a charset are.
            """
    )
    static let nameFromParts = FindingKind(
        "I185",
        "NAME_FROM_PARTS",
        .note,
        "the card has no full name (`FN`)",
        hint: "",
        action: "the full name was put together from family and given name",
        explanation: """
            Version 2.1 doesn't ask for a full name. Chinese names are family name and given \
            name without a blank; others are given name, further names and family name.
            """
    )
}
