import Records

/// What `sluice match` is told and can't follow.
extension RunFindings {
    package static let modelFile = FindingKind(
        "R030",
        "MODEL_FILE",
        .error,
        "a file of match models can't be used",
        hint: "write a fresh one with `sluice match PIPELINE --model FILE` and edit that",
        action: "nothing was matched",
        explanation: """
            `--use-model` scores with the models of a file, and trains nothing. Every entity that \
            is matched needs its model there, with the fields, comparators and levels that are \
            compared now; shares lie between 0 and 1.
            """
    )
    package static let unknownMention = FindingKind(
        "R031",
        "UNKNOWN_MENTION",
        .error,
        "no mention has the key that is to be explained",
        hint: "keys are source:table:key#part, as `sluice match --pairs` writes them, or an id",
        action: "nothing was explained",
        explanation: """
            `sluice match --explain` takes one key or two. The id of `--clusters` will do where \
            one mention of the entity has it.
            """
    )

    static let matchKinds = [modelFile, unknownMention]
}
