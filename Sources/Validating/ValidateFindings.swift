import Records

/// What Validating says about records, by codes from V001 on.
package enum ValidateFindings {
    package static let all: [FindingKind] = [
        FindingKind(
            "V001",
            "REQUIRED_BLANK",
            .warning,
            "a required field is blank or has no valid value",
            hint: "fill the cell in the source, or map another column with `[first, second]`",
            explanation: """
                The rule `required` asks for a value that is filled and not invalid. A null word \
                such as 无 or N/A counts as blank. What happens to the record is the rule's \
                `else:`.
                """
        ),
        FindingKind(
            "V002",
            "NONE_FILLED",
            .warning,
            "none of the fields of which one is required is filled with a valid value",
            hint: "map further columns to one of the fields",
            explanation: """
                The rule `any_of` asks that at least one of its fields has a value that is filled \
                and not invalid. It suits ways to reach somebody, of which any one will do.
                """
        ),
        FindingKind(
            "V003",
            "NOT_VALID",
            .warning,
            "the value is not valid for its field's type",
            hint: "correct the cell in the source, or add a step under `clean:`",
            explanation: """
                The rule `valid` looks at records that have a value. What the normalizer of the \
                field's type found invalid offends; blanks and suspect values do not.
                """
        ),
        FindingKind(
            "V004",
            "INCOMPLETE",
            .warning,
            "fewer of the record's fields are filled than the rule asks for",
            explanation: """
                The rule `complete` counts fields that are filled and not invalid; a person's name \
                of which only the family name is known counts half.
                """
        ),
        FindingKind(
            "V005",
            "NOT_UNIQUE",
            .warning,
            "another record has the same value in a field that must be unique",
            hint: "answer the pair in the file of `decisions:`, or correct one of the values",
            explanation: """
                All records that share the value offend, not only the second one, since it can't \
                be known which of them is right. Placeholders, masked and invalid values equal \
                nothing.
                """
        ),
        FindingKind(
            "V006",
            "PARENT_MISSING",
            .warning,
            "the record has no parent that is loaded",
            hint: "add the link under `link:`, or the parent's row to the sources",
            explanation: """
                The rule `exists` asks for a linked parent that its own rules neither rejected nor \
                hold back for review.
                """
        ),
        FindingKind(
            "V007",
            "TOO_OLD",
            .warning,
            "the date is older at `as_of` than the rule allows",
            explanation: """
                The rule `newer_than` counts months and days back from `as_of`, the only clock of \
                a run. The same data judged with the same `as_of` gives the same verdict on any \
                day.
                """
        ),
        FindingKind(
            "V008",
            "NOT_ALLOWED",
            .warning,
            "the value is none of the listed ones",
            hint: "map it with `{map: {…}}`, or add it to the rule's list",
            explanation: """
                The rule `in` compares normal forms, so that a synonym that cleaning understands \
                passes. A blank is not evaluated; use `required` to ask for a value.
                """
        ),
        FindingKind(
            "V009",
            "PATTERN_MISMATCH",
            .warning,
            "the value does not have the rule's pattern",
            explanation: """
                The rule `matches` finds its pattern anywhere in the normal form unless `^` and \
                `$` pin it. It is tried once for each distinct value, in time linear in its \
                length.
                """
        ),
        FindingKind(
            "V010",
            "OUTSIDE_BOUNDS",
            .warning,
            "the value lies outside the rule's bounds",
            explanation: """
                The rule `range` includes its bounds and compares numbers exactly, without \
                rounding, and dates by day. A value that is no number or date of its field's type \
                is left to `valid`.
                """
        ),
        FindingKind(
            "V011",
            "PARENT_HELD_BACK",
            .warning,
            "the required parent was rejected or waits for review, and the record with it",
            hint: "correct the parent's row; the record follows",
            action: "record goes where its parent went",
            explanation: """
                A child whose link is required can't be loaded without its parent. It goes where \
                the parent went, and comes back with it when the parent's row is corrected.
                """
        ),
    ]

    static let requiredBlank = all[0].code
    static let noneFilled = all[1].code
    static let notValid = all[2].code
    static let incomplete = all[3].code
    static let notUnique = all[4].code
    static let parentMissing = all[5].code
    static let tooOld = all[6].code
    static let notInList = all[7].code
    static let patternMismatch = all[8].code
    static let outOfRange = all[9].code
    static let parentHeldBack = all[10].code
}
