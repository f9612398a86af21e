import Records

/// What the telephone normalizer reports beside N030–N043 (N105–N119).
package enum PhoneFindings {
    package static let all: [FindingKind] = [
        FindingKind(
            "N105",
            "AREA_CODE_OF_NEIGHBOUR",
            .warning,
            "landline number has no area code, the number before it in the cell has one",
            hint: "confirm it by adding the area code at the source",
            action: "number with its neighbour's area code proposed, marked suspect",
            explanation: """
                0755-26770000/26770001 usually means two numbers of one office. The second one is \
                probably right with the area code of the first, so that is offered; it isn't \
                stored, because the writer may have meant another city.
                """
        ),
        FindingKind(
            "N106",
            "UNMARKED_EXTENSION",
            .note,
            "digits follow a whole number without 转 or ext, expected a mark",
            action: "digits kept as the extension",
            explanation: """
                010-82345678 801 and 010-82345678(801) are read as extension 801 of a number that \
                is whole without it. The number is right in any case; that the digits after it \
                are an extension is an assumption.
                """
        ),
        FindingKind(
            "N107",
            "STRAY_DIGITS",
            .warning,
            "digits stand beside a whole number and belong to none",
            action: "number kept and marked suspect, the digits stand in its raw text",
            explanation: """
                A few digits beside a number that is whole without them are a slip, a room number \
                or a part of a number that was cut. They change nothing in the number, but it \
                should be looked at.
                """
        ),
        FindingKind(
            "N108",
            "COUNTRY_CODE_PROPOSED",
            .warning,
            "number has the form of another country's with its country code, but no `+`",
            hint: "write the number with `+` at the source",
            action: "cell kept as it was, the number with `+` offered",
            explanation: """
                44 20 7946 0958 is no number of the column's region, and the digits fit the \
                numbering plan of another country when they are read with a `+`. Without one that \
                is only a guess, so it is offered and never stored.
                """
        ),
        FindingKind(
            "N109",
            "NOT_IN_PLAN",
            .warning,
            "number does not have a length that its country's numbering plan knows",
            action: "cell kept as it was and marked invalid",
            explanation: """
                Each country's numbers have certain lengths. A number with digits too few or too \
                many for its country can't be dialled, nor can one whose country code nobody has.
                """
        ),
        FindingKind(
            "N110",
            "UNLISTED_RANGE",
            .note,
            "mobile number is in a range that the numbering plan doesn't list yet",
            action: "number kept as valid",
            explanation: """
                Mobile numbers of mainland China have 11 digits and begin with 13 to 19. Not all \
                ranges among them have been given out; since new ones are, a number in another \
                range is only noted.
                """
        ),
        FindingKind(
            "N111",
            "MACHINE_NUMBER",
            .note,
            "number is of a range for devices, expected a person's or an office's",
            action: "number kept, one that is no mobile number as suspect",
            explanation: """
                Numbers of 13 digits that begin with 1064 or 144, and of 11 digits that begin with \
                140, 141, 144, 146, 148 or 149, belong to SIM cards in meters, cars and payment \
                terminals. Nobody answers there.
                """
        ),
    ]
}

extension FindingCode {
    static let areaCodeOfNeighbour = of("N105")
    static let unmarkedExtension = of("N106")
    static let strayDigits = of("N107")
    static let countryCodeProposed = of("N108")
    static let notInPlan = of("N109")
    static let unlistedRange = of("N110")
    static let machineNumber = of("N111")
}
