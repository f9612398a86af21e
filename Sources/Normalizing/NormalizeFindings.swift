import Records

/// What Normalizing may say about a value; codes N001–N059 (names and addresses have N060–N099).
package enum NormalizeFindings {
    package static let all: [FindingKind] = [
        general,
        phones,
        PhoneFindings.all,
        dates,
        amounts,
        codes,
        PersonFindings.all,
        CompanyFindings.all,
        AddressFindings.all,
        DateFindings.all,
        NumberFindings.all,
        CodeFindings.all,
        StepFindings.all,
    ].flatMap { $0 }

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
            action: "value kept as its own label",
            explanation: """
                The value was compared with the codes, labels and usual synonyms of the list, \
                without regard to width, case and blanks. What isn't among them is kept as its \
                own label and never forced into the nearest term.
                """
        ),
        FindingKind(
            "N007",
            "TOO_LONG",
            .warning,
            "cell holds more than 4,096 bytes, expected a value of the field's type",
            hint: "map the column to a text field",
            action: "cell kept as it was and marked invalid",
            explanation: """
                A page of text in a column of names, numbers or addresses belongs to another field, \
                or a quote was lost and several rows ran together.
                """
        ),
        FindingKind(
            "N003",
            "SENSITIVE",
            .warning,
            "text looks like an ID card or bank card number, which a CRM should not hold",
            hint:
                "put the column on `ignore:`; `text`, `code`, `keyword` and `handle` take `keep: all`",
            action: "number masked, never matched on",
            explanation: """
                The number has the length, province, date of birth and check character of an ID \
                card, or the first digits and check digit of a bank card, and nothing beside it \
                says that it is an order or a contract. Such numbers are personal data that a CRM \
                has no ground to keep; what is stored and reported is masked.
                """
        ),
        FindingKind(
            "N004",
            "WRONG_COLUMN",
            .warning,
            "value belongs in another field, such as an e-mail address in a phone column",
            action: "value kept with the kind that it has",
            explanation: """
                An e-mail address among the telephone numbers, or a telephone number among WeChat \
                names, is still worth something. It is filed under the kind that it has, and the \
                column is named so that the source can be put right.
                """
        ),
        FindingKind(
            "N005",
            "NO_BOOLEAN",
            .warning,
            "text is no truth value, expected 是 or 否, 1 or 0",
            hint: "add a step `{map: {\"seen\": \"1\"}}`",
            action: "cell kept as it was, no value",
            explanation: """
                Yes and no are understood in the forms that people use (是/否, 有/无, √/×, Y/N, \
                1/0). Any other text is left alone, because a wrong yes may mean a wrong consent.
                """
        ),
        FindingKind(
            "N006",
            "NO_GENDER",
            .warning,
            "text is no gender, expected 男 or 女",
            hint: "add a step `{map: {\"seen\": \"男\"}}`",
            action: "cell kept as it was, no value",
            explanation: """
                男, 女, 先生, 女士, M, F and the numbers of usual exports are understood. Any \
                other text gives no gender rather than a guessed one.
                """
        ),
    ]

    static let phones = [
        FindingKind(
            "N030",
            "NOT_A_PHONE",
            .warning,
            "text is no telephone number, expected 11 digits, or an area code and 7 or 8 digits",
            action: "cell kept as it was and marked invalid",
            explanation: """
                A mobile number in China has 11 digits and begins with 13 to 19; a landline has \
                an area code and 7 or 8 digits; 400 and 800 numbers have 10. Text of no such form \
                is kept and never matched on.
                """
        ),
        FindingKind(
            "N031",
            "NO_AREA_CODE",
            .warning,
            "landline number has no area code, and the mention has no city",
            hint: "add `area_code: \"021\"` to `phone`",
            action: "cell kept as it was and marked suspect",
            explanation: """
                A landline number means nothing outside its city. The same 8 digits exist in many \
                cities, so without an area code the number isn't matched on.
                """
        ),
        FindingKind(
            "N032",
            "TOO_FEW_DIGITS",
            .warning,
            "number lacks digits, expected 11 of a mobile number, or 7 or 8 behind an area code",
            action: "cell kept as it was and marked suspect or invalid",
            explanation: """
                A digit was lost on the way. Which one can't be known, so the number is kept as \
                it was written.
                """
        ),
        FindingKind(
            "N033",
            "TOO_MANY_DIGITS",
            .warning,
            "number has more digits than its kind allows",
            action: "cell kept as it was and marked invalid",
            explanation: """
                Too many digits are two numbers without a separator, or a slip of the key. The \
                cell isn't cut, because each cut would be a guess.
                """
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
            "number is masked, expected all digits",
            action: "cell kept as it was, never matched on",
            explanation: """
                Exports that protect personal data replace digits by asterisks or other signs. A masked number \
                would equal thousands of others, so it never takes part in matching.
                """
        ),
        FindingKind(
            "N036",
            "PLACEHOLDER",
            .warning,
            "number is a placeholder that many records share, expected somebody's own number",
            action: "cell kept as it was, never matched on",
            explanation: """
                Forms that ask for a number get 13800138000, 12345678 or ten equal digits. \
                Matching on them would make one customer of all who typed them.
                """
        ),
        FindingKind(
            "N037",
            "DECIMAL_TAIL",
            .note,
            "number ended in `.0`, as a spreadsheet writes numbers",
            action: "tail removed",
            explanation: """
                A column of numbers that once held a blank was turned into decimals, and every \
                number got a `.0`. Removing it gives the number back exactly.
                """
        ),
        FindingKind(
            "N038",
            "LETTER_IN_DIGITS",
            .note,
            "number held a letter O, l or I among its digits",
            action: "letter replaced by the digit that it resembles",
            explanation: """
                Text read from paper or typed in haste has O for 0 and l or I for 1. The letter \
                was replaced only because the number then has the form of a real one.
                """
        ),
        FindingKind(
            "N039",
            "LOST_ZERO",
            .warning,
            "landline number seems to have lost its leading 0",
            hint: "export the column as text from the old system",
            action: "number with the 0 proposed and marked suspect",
            explanation: """
                A spreadsheet drops the 0 with which an area code begins. The number fits an area \
                code in use when the 0 is put back; it is marked until somebody confirms it.
                """
        ),
        FindingKind(
            "N040",
            "SHORT_TAIL",
            .warning,
            "a second number is shortened to its last digits, as in 82345678/79",
            action: "first number kept and marked suspect, no second number made",
            explanation: """
                82345678/79 is a usual way to write 82345678 and 82345679. How many digits the \
                tail replaces isn't certain, so only the number that is written out is kept.
                """
        ),
        FindingKind(
            "N041",
            "FOREIGN_NUMBER",
            .note,
            "number of another country has a length in use there, but is in no range of its plan",
            action: "number kept and marked suspect",
            explanation: """
                The country's numbering plan has numbers of this length, but none that begin like \
                this one. Plans grow, so the number is kept; one that fits its plan is valid and \
                needs no remark.
                """
        ),
        FindingKind(
            "N042",
            "AREA_CODE_PROPOSED",
            .warning,
            "landline number has no area code, the mention's city has one",
            hint: "confirm it by adding the area code at the source",
            action: "number with the city's area code proposed, marked suspect",
            explanation: """
                The address or the city of the same mention lies in a region with one area code. \
                The number is probably right with it, but a company may well have its telephone \
                elsewhere.
                """
        ),
        FindingKind(
            "N043",
            "UNKNOWN_AREA_CODE",
            .warning,
            "number begins with an area code that is not in use",
            action: "number kept and marked suspect",
            explanation: """
                Area codes were merged over the years, and a few never existed. A number with an \
                unknown one can't be dialled as it stands.
                """
        ),
        FindingKind(
            "N044",
            "NO_EMAIL",
            .warning,
            "text is no e-mail address, expected name@domain",
            action: "cell kept as it was and marked invalid",
            explanation: """
                An address has one @, a local part and a domain with a dot. Full-width \
                characters, blanks around it, pairs of brackets and a `mailto:` are mended \
                silently. Brackets and quotes without their other half, control characters, \
                blanks inside and dots at the ends make it doubtful what the address is: it is \
                kept as text, and what was probably meant is offered.
                """
        ),
        FindingKind(
            "N045",
            "EMAIL_TYPO",
            .note,
            "domain looks like a misspelt mail provider",
            hint: "correct it at the source",
            action: "address kept and marked suspect",
            explanation: """
                gmial.com, 163.con and similar domains are one letter away from a large provider. \
                The address isn't changed, because a domain of that name may exist.
                """
        ),
    ]

    static let dates = [
        FindingKind(
            "N010",
            "NO_DATE",
            .warning,
            "text is no date, expected a form such as 2023-01-05",
            hint: "add `{date: {numbers: unix}}` where the numbers are seconds since 1970",
            action: "cell kept as it was, no value",
            explanation: """
                Chinese, ISO, slashed and dotted forms, eight digits and spreadsheet numbers are \
                understood. Impossible days such as 2022-2-30 are no dates and are not moved to \
                the next possible one.
                """
        ),
        FindingKind(
            "N011",
            "ZERO_DATE",
            .note,
            "date is a filler such as 0000-00-00, expected a real day",
            action: "cell kept as it was, no value",
            explanation: """
                MySQL writes 0000-00-00, and many programs 1900-01-01, where there is no date. As \
                a date it would make every customer old, so it counts as blank.
                """
        ),
        FindingKind(
            "N012",
            "SERIAL_DATE",
            .note,
            "date stood as a spreadsheet's day number",
            action: "day number turned into its date",
            explanation: """
                Spreadsheets store a date as the number of days since 1899-12-30. A column that \
                holds both dates and such numbers had lost the format of some of its cells.
                """
        ),
        FindingKind(
            "N013",
            "PARTIAL_DATE",
            .warning,
            "date lacks its year, month or day, expected all three",
            action: "cell kept as it was, no value",
            explanation: """
                A year and a month, or a birthday without its year, can't be stored as a day \
                without making a part up. What is known is suggested, 2023.1 as January and as \
                October, whose last zero a spreadsheet drops.
                """
        ),
        FindingKind(
            "N014",
            "AMBIGUOUS_DATE",
            .warning,
            "day and month can't be told apart, and the column has no date that decides it",
            hint: "add `{date: {order: mdy}}` or `{date: {order: dmy}}`",
            action: "cell kept as it was, no value",
            explanation: """
                03/04/2021 is in March or in April. A column in which another cell has a number \
                above 12 decides it for all; without such a cell the order has to be declared.
                """
        ),
        FindingKind(
            "N015",
            "LUNAR_DATE",
            .warning,
            "date is of the lunar calendar, expected the solar one",
            action: "cell kept as it was, no value",
            explanation: """
                正月初五 and the like are days of the lunar calendar, which fall on another solar \
                day every year. The text is kept; without its year no day can be known.
                """
        ),
        FindingKind(
            "N016",
            "OPEN_END",
            .note,
            "date means no end, such as 长期",
            action: "stored as 9999-12-31",
            explanation: """
                Contracts and licences without an end are written as 长期 or 无固定期限. A day \
                far in the future keeps comparisons with today right.
                """
        ),
        FindingKind(
            "N017",
            "DATE_RANGE",
            .warning,
            "cell holds two dates, expected one",
            action: "cell kept as it was, no value",
            explanation: """
                Two dates in one cell are usually a beginning and an end. Which of them was meant \
                can't be known, so map the cell twice with steps that cut it.
                """
        ),
    ]

    static let amounts = [
        FindingKind(
            "N020",
            "NO_NUMBER",
            .warning,
            "text is no number, expected digits and a unit at most",
            action: "cell kept as it was, no value",
            explanation: """
                Signs, thousands separators, currency marks, full-width digits and the units 万 \
                and 亿 are understood. Text around a number is not cut away, because it may \
                change what the number means.
                """
        ),
        FindingKind(
            "N021",
            "RANGE",
            .warning,
            "cell holds a range, expected one amount",
            action: "cell kept as it was, no value",
            explanation: """
                5-10万 or 3万~5万 names bounds, not an amount. Neither bound nor the middle is \
                taken, since each would be made up.
                """
        ),
        FindingKind(
            "N022",
            "APPROXIMATE",
            .note,
            "amount is approximate (约, 左右, 以上)",
            action: "amount kept and marked suspect",
            explanation: """
                约, 左右 and 以上 say that the writer didn't know the exact amount. The amount is \
                kept and can be left out of sums by its mark.
                """
        ),
        FindingKind(
            "N023",
            "ROUNDED",
            .note,
            "amount has more than two decimals",
            action: "amount rounded to fen, half away from zero",
            explanation: """
                Amounts are stored in fen. Further decimals come from divisions in a spreadsheet \
                and are rounded half away from zero.
                """
        ),
        FindingKind(
            "N024",
            "OUT_OF_RANGE",
            .warning,
            "number is larger than can be stored",
            action: "cell kept as it was, no value",
            explanation: """
                Numbers are stored as 64-bit integers. A number beyond that is a code or several \
                numbers without a separator.
                """
        ),
    ]

    static let codes = [
        FindingKind(
            "N050",
            "CHECK_DIGIT",
            .warning,
            "check character does not fit the other characters",
            action: "cell kept as it was and marked invalid",
            explanation: """
                The last character of a credit code is computed from the others (GB 32100-2015), \
                as are those of other codes. When it doesn't fit, at least one character is \
                wrong, and the code may be another company's.
                """
        ),
        FindingKind(
            "N051",
            "NO_CODE",
            .warning,
            "text does not have the form that this code has",
            action: "cell kept as it was and marked invalid",
            explanation: """
                Every code has a length and an alphabet; a unified social credit code has 18 \
                characters without I, O, S, V and Z. A text of another form can't be that code.
                """
        ),
        FindingKind(
            "N052",
            "LETTER_FOR_DIGIT",
            .warning,
            "code would be right with 0 for O or 1 for I",
            hint: "correct it at the source",
            action: "cell kept as it was and marked invalid",
            explanation: """
                I, O, S, V and Z are not used in credit codes, because they look like digits. \
                With the digit in its place the check character fits; the source has to confirm \
                it.
                """
        ),
        FindingKind(
            "N053",
            "LOST_DIGITS",
            .warning,
            "code was saved in scientific notation, its last digits are lost",
            hint: "export the column as text from the old system",
            action: "cell kept as it was and marked invalid",
            explanation: """
                A spreadsheet keeps 15 digits of a number. A code of digits only that it took for \
                a number has lost the rest, and they can't be computed.
                """
        ),
        FindingKind(
            "N054",
            "OLD_TAX_NUMBER",
            .note,
            "number is an old registration or tax number, expected a credit code of 18 characters",
            action: "cell kept as it was and marked suspect",
            explanation: """
                Before 2015 companies had registration numbers of 15 digits and tax numbers of \
                their own. They are kept, but only the unified credit code identifies a company \
                today.
                """
        ),
        FindingKind(
            "N055",
            "NO_HANDLE",
            .warning,
            "text has not the form of such an account name or web address",
            action: "cell kept as it was and marked suspect",
            explanation: """
                A web address has a host such as www.example.com; a bare word or a file's name is \
                none. Account names of messaging services have a fixed alphabet and length: WeChat 6 to \
                20 letters, digits, `_` and `-`, QQ 5 to 11 digits. A nickname or a remark in \
                that column identifies nobody.
                """
        ),
        FindingKind(
            "N056",
            "NO_POSTAL_CODE",
            .warning,
            "text is no postal code, expected six digits",
            action: "cell kept as it was and marked suspect",
            explanation: """
                Postal codes in China have six digits, the first two for the province. A shorter \
                number has usually lost a leading 0.
                """
        ),
    ]
}
