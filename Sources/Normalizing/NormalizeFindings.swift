import Records

/// What Normalizing may say about a value; codes N001–N059 (names and addresses have N060–N099).
package enum NormalizeFindings {
    package static let all: [FindingKind] = general + phones + dates + amounts + codes

    static let general = [
        FindingKind(
            "N001",
            "INVISIBLE_CHARACTERS",
            .note,
            "cell holds invisible or direction-changing characters, expected plain text",
            action: "characters dropped",
            explanation:
                "Zero-width blanks, byte order marks, soft hyphens, control characters and "
                + "bidi marks come from web pages and exports. They make equal texts unequal."
        ),
        FindingKind(
            "N002",
            "NOT_IN_LIST",
            .warning,
            "value is not in the list, expected one of its labels or codes",
            hint: "add it to the list, or map it with `{map: {\"seen\": \"wanted\"}}`",
            action: "value kept as its own label"
        ),
        FindingKind(
            "N003",
            "SENSITIVE",
            .warning,
            "text looks like an ID card or bank card number, which a CRM should not hold",
            hint: "put the column on `ignore:`, or clear the number at its source",
            action: "value kept and marked suspect"
        ),
        FindingKind(
            "N004",
            "WRONG_COLUMN",
            .warning,
            "value belongs in another field, such as an e-mail address in a phone column",
            action: "value kept with the kind that it has"
        ),
        FindingKind(
            "N005",
            "NO_BOOLEAN",
            .warning,
            "text is no truth value, expected 是 or 否, 1 or 0",
            hint: "add a step `{map: {\"seen\": \"1\"}}`",
            action: "cell kept as it was, no value"
        ),
        FindingKind(
            "N006",
            "NO_GENDER",
            .warning,
            "text is no gender, expected 男 or 女",
            hint: "add a step `{map: {\"seen\": \"男\"}}`",
            action: "cell kept as it was, no value"
        ),
    ]

    static let phones = [
        FindingKind(
            "N030",
            "NOT_A_PHONE",
            .warning,
            "text is no telephone number, expected 11 digits, or an area code and 7 or 8 digits",
            action: "cell kept as it was and marked invalid"
        ),
        FindingKind(
            "N031",
            "NO_AREA_CODE",
            .warning,
            "landline number has no area code, and the mention has no city",
            hint: "add `area_code: \"021\"` to `phone`",
            action: "cell kept as it was and marked suspect"
        ),
        FindingKind(
            "N032",
            "TOO_FEW_DIGITS",
            .warning,
            "number lacks digits, a mobile number has 11",
            action: "cell kept as it was and marked invalid"
        ),
        FindingKind(
            "N033",
            "TOO_MANY_DIGITS",
            .warning,
            "number has more digits than any telephone number",
            action: "cell kept as it was and marked invalid"
        ),
        FindingKind(
            "N034",
            "UNRECOVERABLE",
            .warning,
            "number was saved in scientific notation, its last digits are lost",
            hint: "export the column as text from the old system",
            action: "cell kept as it was and marked invalid",
            explanation: "A spreadsheet showed the number as 1.38E+10 and the export kept what it "
                + "showed. The digits can't be known again, so none are invented."
        ),
        FindingKind(
            "N035",
            "MASKED",
            .warning,
            "number is masked with asterisks, expected all digits",
            action: "cell kept as it was, never matched on"
        ),
        FindingKind(
            "N036",
            "PLACEHOLDER",
            .warning,
            "number is a placeholder that many records share, expected somebody's own number",
            action: "cell kept as it was, never matched on"
        ),
        FindingKind(
            "N037",
            "DECIMAL_TAIL",
            .note,
            "number ended in `.0`, as a spreadsheet writes numbers",
            action: "tail removed"
        ),
        FindingKind(
            "N038",
            "LETTER_IN_DIGITS",
            .note,
            "number held a letter O, l or I among its digits",
            action: "letter replaced by the digit that it resembles"
        ),
        FindingKind(
            "N039",
            "LOST_ZERO",
            .warning,
            "landline number seems to have lost its leading 0",
            hint: "export the column as text from the old system",
            action: "number with the 0 proposed and marked suspect"
        ),
        FindingKind(
            "N040",
            "SHORT_TAIL",
            .warning,
            "a second number is shortened to its last digits, as in 82345678/79",
            action: "first number kept and marked suspect, no second number made"
        ),
        FindingKind(
            "N041",
            "FOREIGN_NUMBER",
            .note,
            "number of another country, only its length was checked",
            action: "number kept and marked suspect"
        ),
        FindingKind(
            "N042",
            "AREA_CODE_PROPOSED",
            .warning,
            "landline number has no area code, the mention's city has one",
            hint: "confirm it by adding the area code at the source",
            action: "number with the city's area code proposed, marked suspect"
        ),
        FindingKind(
            "N043",
            "UNKNOWN_AREA_CODE",
            .warning,
            "number begins with an area code that is not in use",
            action: "number kept and marked suspect"
        ),
        FindingKind(
            "N044",
            "NO_EMAIL",
            .warning,
            "text is no e-mail address, expected name@domain",
            action: "cell kept as it was and marked invalid"
        ),
        FindingKind(
            "N045",
            "EMAIL_TYPO",
            .note,
            "domain looks like a misspelt mail provider",
            hint: "correct it at the source",
            action: "address kept and marked suspect"
        ),
    ]

    static let dates = [
        FindingKind(
            "N010",
            "NO_DATE",
            .warning,
            "text is no date, expected a form such as 2023-01-05",
            action: "cell kept as it was, no value"
        ),
        FindingKind(
            "N011",
            "ZERO_DATE",
            .note,
            "date is a filler such as 0000-00-00, expected a real day",
            action: "cell kept as it was, no value"
        ),
        FindingKind(
            "N012",
            "SERIAL_DATE",
            .note,
            "date stood as a spreadsheet's day number",
            action: "day number turned into its date"
        ),
        FindingKind(
            "N013",
            "PARTIAL_DATE",
            .warning,
            "date lacks its day or month, expected all three",
            action: "cell kept as it was, no value"
        ),
        FindingKind(
            "N014",
            "AMBIGUOUS_DATE",
            .warning,
            "day and month can't be told apart, and the column has no date that decides it",
            hint: "add `{date: {order: mdy}}` or `{date: {order: dmy}}`",
            action: "cell kept as it was, no value"
        ),
        FindingKind(
            "N015",
            "LUNAR_DATE",
            .warning,
            "date is of the lunar calendar, expected the solar one",
            action: "cell kept as it was, no value"
        ),
        FindingKind(
            "N016",
            "OPEN_END",
            .note,
            "date means no end, such as 长期",
            action: "stored as 9999-12-31"
        ),
        FindingKind(
            "N017",
            "DATE_RANGE",
            .warning,
            "cell holds two dates, expected one",
            action: "cell kept as it was, no value"
        ),
    ]

    static let amounts = [
        FindingKind(
            "N020",
            "NO_NUMBER",
            .warning,
            "text is no number, expected digits and a unit at most",
            action: "cell kept as it was, no value"
        ),
        FindingKind(
            "N021",
            "RANGE",
            .warning,
            "cell holds a range, expected one amount",
            action: "cell kept as it was, no value"
        ),
        FindingKind(
            "N022",
            "APPROXIMATE",
            .note,
            "amount is approximate (约, 左右, 以上)",
            action: "amount kept and marked suspect"
        ),
        FindingKind(
            "N023",
            "ROUNDED",
            .note,
            "amount has more than two decimals",
            action: "amount rounded to fen, half away from zero"
        ),
        FindingKind(
            "N024",
            "OUT_OF_RANGE",
            .warning,
            "number is larger than can be stored",
            action: "cell kept as it was, no value"
        ),
    ]

    static let codes = [
        FindingKind(
            "N050",
            "CHECK_DIGIT",
            .warning,
            "check character does not fit the other characters",
            action: "cell kept as it was and marked invalid"
        ),
        FindingKind(
            "N051",
            "NO_CODE",
            .warning,
            "text does not have the form that this code has",
            action: "cell kept as it was and marked invalid"
        ),
        FindingKind(
            "N052",
            "LETTER_FOR_DIGIT",
            .warning,
            "code would be right with 0 for O or 1 for I",
            hint: "correct it at the source",
            action: "cell kept as it was and marked invalid"
        ),
        FindingKind(
            "N053",
            "LOST_DIGITS",
            .warning,
            "code was saved in scientific notation, its last digits are lost",
            hint: "export the column as text from the old system",
            action: "cell kept as it was and marked invalid"
        ),
        FindingKind(
            "N054",
            "OLD_TAX_NUMBER",
            .note,
            "number is an old registration or tax number, expected a credit code of 18 characters",
            action: "cell kept as it was and marked suspect"
        ),
        FindingKind(
            "N055",
            "NO_HANDLE",
            .warning,
            "text has not the form of such an account name, expected letters and digits",
            action: "cell kept as it was and marked suspect"
        ),
        FindingKind(
            "N056",
            "NO_POSTAL_CODE",
            .warning,
            "text is no postal code, expected six digits",
            action: "cell kept as it was and marked suspect"
        ),
    ]
}
