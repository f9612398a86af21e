import Records

/// What the normalizer of person names reports beyond `ChineseFindings` (N120–N129).
package enum PersonFindings {
    package static let givenNameOnly = FindingKind(
        "N120",
        "GIVEN_NAME_ONLY",
        .note,
        "the cell holds one word, a family name and a given name were expected",
        hint: "ask for the full name",
        action: "value kept and marked suspect",
        explanation: """
            `Jack`, `丽丽` and `小明` are what people call one another. Which family such a name \
            belongs to can't be known from the cell, so the family name is left open. A word such \
            as `zhangwei` may hold both; it is compared by its sound.
            """
    )
    package static let relative = FindingKind(
        "N121",
        "RELATIVE_NAMED",
        .warning,
        "the cell names somebody by another person, the person's own name was expected",
        hint: "ask for the person's own name",
        action: "value kept, marked suspect and never matched on",
        explanation: """
            `王明妈妈` is the mother of 王明, not 王明. Under the child's name she would be merged \
            with the child. `李伟太太` and `陈总的助理` are others than 李伟 and 陈总 too.
            """
    )
    package static let noPerson = FindingKind(
        "N122",
        "NO_PERSON",
        .warning,
        "the text is an address, number or company, a person's name was expected",
        hint: "check the column's mapping",
        action: "value kept, marked suspect and never matched on",
        explanation: """
            An e-mail address, a web address, a telephone number or a company with Ltd or 有限公司 \
            among names usually means that a column was mapped to the wrong field or that rows \
            have slipped.
            """
    )

    package static let numberBeside = FindingKind(
        "N123",
        "NUMBER_BESIDE_NAME",
        .note,
        "a number stands beside the name",
        hint: "look whether it tells two persons of one name apart",
        action: "number kept as a remark beside the name",
        explanation: """
            `张伟1` and `张伟2` are two people of one name, or one who was entered twice. The number \
            is no part of the name, so both are compared as 张伟.
            """
    )
    package static let phoneBeside = FindingKind(
        "N124",
        "PHONE_BESIDE_NAME",
        .warning,
        "a telephone number stands beside the name, a name alone was expected",
        hint: "map the cell to `phone` as well when the number stands nowhere else",
        action: "number kept as a remark beside the name",
        explanation: """
            `张伟13812345678` holds two things. As a remark the number isn't lost, but nobody can \
            be found by it.
            """
    )
    package static let standIn = FindingKind(
        "N125",
        "NAME_STAND_IN",
        .warning,
        "the cell holds a stand-in for a name, a person's name was expected",
        hint: "take the name from another source; 同上 refers to the row above",
        action: "value kept, marked suspect and never matched on",
        explanation: """
            Platforms write 微信用户 or 未实名 where nobody gave a name, and people write 同上 or 佚名. \
            As a name it would make one person of all of them.
            """
    )
    package static let otherWords = FindingKind(
        "N126",
        "OTHER_WORDS_IN_NAME",
        .warning,
        "words that are no name stand in one with it, a name alone was expected",
        hint: "leave the name alone in the cell",
        action: "value kept whole, marked suspect and never matched on",
        explanation: """
            `云帆-张伟`, `A0张伟建材` and `李建国收` hold a company, a sign for sorting or a note of the \
            post. Which characters are the name can't be told for sure, so none are cut off.
            """
    )

    package static let all: [FindingKind] = [
        givenNameOnly, relative, noPerson, numberBeside, phoneBeside, standIn, otherWords,
    ]
}
