import Records

extension FindingCode {
    static let idNumber = of("N160")
    static let bankCard = of("N161")
    static let noIDNumber = of("N162")
    static let noBankCard = of("N163")
    static let unknownOfficeRegion = of("N164")
    static let unknownRegistry = of("N165")
    static let wrongLength = of("N166")
    static let starred = of("N167")
    static let alsoNumber = of("N168")
    static let emailMended = of("N169")
    static let sharedPlaceholder = of("N170")
    static let unusualEmail = of("N171")
    static let sharedHost = of("N172")
    static let lostLines = of("N173")
}

/// What the normalizers of codes, account names and addresses of the net report (N160–N179).
package enum CodeFindings {
    package static let all = sensitive + codes + addresses

    private static let sensitive = [
        FindingKind(
            "N160",
            "ID_NUMBER",
            .warning,
            "cell holds an ID card number, which a CRM should not hold",
            hint: "put the column on `ignore:`, or set `keep: masked` to tell such rows apart",
            action: "number masked in all that is stored and reported, dropped as a value",
            explanation: """
                The number has the region, date of birth and check character of GB 11643. Such \
                numbers are sensitive personal data: whoever moves customer data has no ground \
                to keep them. Its masked form keeps the first six and the last four characters \
                and is never matched on.
                """
        ),
        FindingKind(
            "N161",
            "BANK_CARD",
            .warning,
            "cell holds a payment card number, which a CRM should not hold",
            hint: "put the column on `ignore:`, or set `keep: masked` to tell such rows apart",
            action: "number masked in all that is stored and reported, dropped as a value",
            explanation: """
                The number has an issuer's first digits (ISO/IEC 7812) and the check digit of \
                Luhn's formula. Financial accounts are sensitive personal data. Its masked form \
                keeps the last four digits and is never matched on.
                """
        ),
        FindingKind(
            "N162",
            "NO_ID_NUMBER",
            .warning,
            "text is no ID card number, expected 18 characters whose last one fits the others",
            action: "text masked, no value",
            explanation: """
                An ID card number has a region, a date of birth that exists and isn't in the \
                future, and a check character (GB 11643); the older form has 15 digits. A text \
                that fails may still be somebody's number with a slip, so it is masked all the \
                same.
                """
        ),
        FindingKind(
            "N163",
            "NO_BANK_CARD",
            .warning,
            "text is no payment card number, expected 12 to 19 digits whose last one fits the others",
            action: "text masked, no value",
            explanation: """
                Payment cards have 12 to 19 digits, begin with an issuer's number and end in a \
                check digit. A company's bank account has no such digit; it is masked all the \
                same.
                """
        ),
    ]

    private static let codes = [
        FindingKind(
            "N164",
            "UNKNOWN_OFFICE_REGION",
            .warning,
            "code fits its check characters, but its region is in no province",
            hint: "look the code up in the public register of companies",
            action: "code kept and marked suspect",
            explanation: """
                Characters 3 to 8 name the region of the office that registered the company (GB/T \
                2260). Districts come and go, so only the province is asked for. A code that fits \
                both check characters and has no province was made up or misread twice.
                """
        ),
        FindingKind(
            "N165",
            "UNKNOWN_REGISTRY",
            .warning,
            "code fits its check characters, but its first two characters name no registry",
            hint: "look the code up in the public register of companies",
            action: "code kept and marked suspect",
            explanation: """
                The first character of a credit code names the authority that registers, the \
                second the kind of organization (GB 32100-2015, table 1): 91 a company, 92 a \
                self-employed person, 52 a private non-profit body.
                """
        ),
        FindingKind(
            "N166",
            "WRONG_LENGTH",
            .warning,
            "code has one character too few or too many, expected 18",
            hint: "correct it at the source",
            action: "cell kept as it was and marked invalid",
            explanation: """
                A character was lost or doubled on the way. Several codes would fit when one is \
                put in or taken out, so none is offered.
                """
        ),
        FindingKind(
            "N167",
            "STARRED",
            .warning,
            "text is masked with asterisks, expected all of its characters",
            hint: "export the column without masking from the old system",
            action: "cell kept as it was, never matched on",
            explanation: """
                Exports that protect personal data replace characters by asterisks. What is left \
                equals many others, so it never takes part in matching.
                """
        ),
        FindingKind(
            "N168",
            "ALSO_NUMBER",
            .note,
            "WeChat name is a mobile or QQ number, expected a name that begins with a letter",
            action: "kept as the WeChat name that it is, and as the number too",
            explanation: """
                Members of WeChat can be found by their mobile or QQ number, so people give those \
                as their WeChat name. The number is worth as much as one from a column of its own.
                """
        ),
    ]

    private static let addresses = [
        FindingKind(
            "N169",
            "EMAIL_MENDED",
            .note,
            "e-mail address held a comma where a dot belongs",
            action: "address mended",
            explanation: """
                `zs@acme,com` can be meant in one way only. Anything less certain, `zs @acme.com` \
                too, is offered as a suggestion and not applied.
                """
        ),
        FindingKind(
            "N170",
            "SHARED_PLACEHOLDER",
            .warning,
            "value is a filler such as a@a.com, expected somebody's own",
            action: "kept as it was, marked suspect and never matched on",
            explanation: """
                Forms that ask for an address or a code get test@test.com, noreply@… or eighteen \
                equal digits. Matching on them would make one customer of all who typed them.
                """
        ),
        FindingKind(
            "N171",
            "UNUSUAL_EMAIL",
            .warning,
            "e-mail address is legal but of a form that few servers take",
            hint: "ask for the address again",
            action: "address kept and marked suspect",
            explanation: """
                RFC 6531 allows local parts in any script, and RFC 5321 top-level domains of one \
                letter, of which there are none. A blank before the address may have cut its \
                first half off, which is then offered as a suggestion.
                """
        ),
        FindingKind(
            "N172",
            "SHARED_HOST",
            .note,
            "web address is a page of a platform that many share, expected a site of its own",
            action: "address kept, never matched on",
            explanation: """
                A page on a market place or a social network says little by its host: all shops \
                of the platform have the same. It is kept for people to open.
                """
        ),
        FindingKind(
            "N173",
            "LOST_LINES",
            .note,
            "line breaks stand before an e-mail address or in a row behind it",
            hint: "look at the source: a cell of several lines may have lost some",
            action: "address kept and marked suspect",
            explanation: """
                Blanks around an address mean nothing, and one line end behind it is the export's. \
                Other line breaks have parted it from something that isn't there any more.
                """
        ),
    ]
}
