import Records

/// What `sluice review` finds fault with.
package enum ReviewFindings {
    package static let noDecisions = FindingKind(
        "R040",
        "NO_DECISIONS_FILE",
        .error,
        "answers need a file to be kept in, and the pipeline names none",
        hint: "add `decisions: decisions/ENTITY.csv` to `match:` of the entity, or give "
            + "`--decisions FILE`",
        action: "nothing asked, nothing written",
        explanation: """
            People's answers stand in a CSV file beside the pipeline, are kept with it, and are \
            replayed on every run. `match: {decisions: decisions/account.csv}` names it; the file \
            is made by the first answer.
            """
    )
    package static let notDecisions = FindingKind(
        "R041",
        "NOT_A_DECISIONS_FILE",
        .error,
        "a file of answers is CSV in UTF-8 with the columns a_key, b_key and decision",
        hint: "save it as `CSV UTF-8`, with the header "
            + "`a_key,b_key,decision,decided_by,decided_at,note`",
        action: "nothing written",
        explanation: """
            `sluice review` adds to the file in place and keeps its comments, further columns and \
            order, so it must be able to read all of it.
            """
    )
    package static let badAnswer = FindingKind(
        "R042",
        "BAD_ANSWER",
        .error,
        "an answer is match, no_match or unsure",
        hint: "\(ReviewAnswer.hint)",
        action: "nothing written",
        explanation: """
            A returned file of answers is taken in whole or not at all. Each line that can't be \
            is named: a word that is no answer, a missing key, a pair that was answered twice \
            in two ways.
            """
    )
    package static let unknownKeys = FindingKind(
        "R043",
        "UNKNOWN_KEYS",
        .warning,
        "answers name mentions that the present files don't hold",
        hint: "look whether the keys were changed in the spreadsheet, or the source was left out",
        action: "answers kept; they count as soon as both mentions are there",
        explanation: """
            An answer names its mentions by `source:table:key#part`. One whose mention isn't \
            there does no harm and is kept for a later run.
            """
    )
    package static let notReviewed = FindingKind(
        "R044",
        "WAITING_FOR_REVIEW",
        .error,
        "pairs wait for people, and the run was told to wait for them",
        hint: "answer them with `sluice review PIPELINE`, or run without `--require-reviewed`",
        action: "nothing published",
        explanation: """
            Queued pairs hold nothing back by themselves: both records load. With \
            `--require-reviewed` nothing is published while a pair waits, and the exit code is 4.
            """
    )

    package static let all: [FindingKind] = [
        noDecisions, notDecisions, badAnswer, unknownKeys, notReviewed,
    ]
}
