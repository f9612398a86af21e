import Records

/// Findings about people's answers and about records that came apart or together, letter `R`.
extension RunFindings {
    static let answerIncomplete = FindingKind(
        "R021",
        "ANSWER_INCOMPLETE",
        .warning,
        "an answer that doesn't name two mentions",
        hint: "fill `a_key` and `b_key` with two different keys",
        action: "row left out",
        explanation: """
            A row of the file of `decisions:` says of two mentions whether they are one record; \
            its keys read source:table:key#part.
            """
    )
    static let answerRepeated = FindingKind(
        "R022",
        "ANSWER_REPEATED",
        .note,
        "the same pair is answered in several rows, with the same answer",
        hint: "remove all but one",
        action: "followed once",
        explanation: "A pair needs one row; a later row about the same two keys adds nothing."
    )
    static let answersDiffer = FindingKind(
        "R023",
        "ANSWERS_DIFFER",
        .warning,
        "the same pair is answered differently in several rows",
        hint: "remove the rows that hold no more",
        action: "the latest answer holds: by decided_at, then by line",
        explanation: """
            People change their minds, and files are put together. The answer with the later \
            decided_at is followed, of two equal or blank dates that of the later line.
            """
    )
    static let answerUnknown = FindingKind(
        "R024",
        "ANSWER_UNKNOWN_KEY",
        .warning,
        "answers name mentions that occur neither in the sources nor in the target",
        hint:
            "write keys as `sluice match --clusters` does, with the names of source and table and `#1`",
        action: "not followed; kept for a run that has the mentions",
        explanation: """
            Keys read source:table:key#part. They don't fit any more when a source or a table was \
            renamed, when a row was deleted, or when a table without an id changed so that the \
            key made of its content is another.
            """
    )
    static let recordSplit = FindingKind(
        "R025",
        "RECORD_SPLIT",
        .warning,
        "mentions left the record that they were part of",
        hint: "see the decision or the values named; a decision `match` brings them together again",
        action: "a record of their own, or another's; the old one keeps its id and the rest",
        explanation: """
            A record of an earlier run comes apart when a person says no_match, when a match is \
            withdrawn, or when changed values contradict each other for certain (credit codes, \
            never_if). The record keeps its code with the mention that it is based on; what only \
            the leaving mentions said goes with them. mig_audit_log has a row (unmerge) with both \
            records and the cause.
            """
    )
    static let splitNeedsRows = FindingKind(
        "R026",
        "SPLIT_NEEDS_ROWS",
        .warning,
        "an answer parts two mentions of one record, but this run's files hold neither",
        hint: "run once with the files that hold them",
        action: "the record stays as it is until then",
        explanation: """
            A record is taken apart by the values of its mentions, and those are in the sources; \
            the target only keeps the values that survived.
            """
    )
    static let answersMissing = FindingKind(
        "R027",
        "DECISIONS_MISSING",
        .error,
        "the file of `decisions:` isn't there",
        hint: "create it with the header line `\(DecisionFile.columns.joined(separator: ","))`, "
            + "or let `sluice review` create it",
        action: "nothing was matched",
        explanation: """
            People's answers are not to be passed over, so a file that was moved or renamed ends \
            the run. A path in a pipeline is relative to the pipeline file. A file with its header \
            alone says that nothing is decided yet.
            """
    )

    static let answerKinds = [
        answerIncomplete, answerRepeated, answersDiffer, answerUnknown, recordSplit,
        splitNeedsRows, answersMissing,
    ]
}
