import Records

/// What Matching may say of the data.
package enum MatchFindings {
    package static let all: [FindingKind] = [
        FindingKind(
            "M001",
            "BRANCH_LIKE_PARENT",
            .warning,
            "a branch and its parent agree so far that they look like one record",
            hint: "check the credit code of the branch; branches of one organization share none",
            action: "kept apart; the pair is queued for review",
            explanation: "A branch (分公司, 办事处) is a record of its own with a link to its parent. "
                + "A parent's code or key typed on a branch doesn't merge them."
        ),
        FindingKind(
            "M002",
            "CERTAIN_LINK_REFUSED",
            .warning,
            "two mentions that should be one record contradict each other",
            hint: "answer the queued pair in the file of `decisions:`",
            action: "kept apart; the pair is queued for review",
            explanation: "Equal keys, old ids and `same_if` yield to different credit codes, to "
                + "`never_if`, to branches and to decisions; an old id also yields to a very "
                + "different name."
        ),
        FindingKind(
            "M003",
            "DECISIONS_CONTRADICT",
            .error,
            "decisions say of the same mentions that they are one record and that they are not",
            hint: "remove the match or the no_match from the file of `decisions:`",
            action: "the no_match holds; of the matches the weakest was not followed",
            explanation: "A match and a no_match may contradict each other over others: A = B, B "
                + "= C, A ≠ C. The rows are "
                + "a_key,b_key,decision,decided_by,decided_at,note; keys are those that "
                + "`sluice match --pairs` writes. A wrong merge costs more than a missed one, so "
                + "the no_match holds, and of the chain of matches the one with the least weight "
                + "gives way."
        ),
        FindingKind(
            "M004",
            "BLOCK_SPLIT",
            .note,
            "blocks too large to compare whole were split by a second key",
            hint: "raise `max_pairs` to compare more",
            action: "mentions without a common second key were not compared by this rule",
            explanation: "Blocks are mentions that share a value (a brand, a name). A block of n "
                + "makes n² ÷ 2 pairs, so one beyond the budget is only compared where "
                + "its mentions also share another value. A true pair whose other values "
                + "all differ can be missed."
        ),
        FindingKind(
            "M005",
            "CLUSTER_TOO_LARGE",
            .warning,
            "more mentions look like one record than a record may have",
            hint: "check the shared value, often a placeholder or a switchboard",
            action: "further mentions were kept apart",
            explanation: "A record of hundreds of mentions is nearly always a value that many "
                + "share: a switchboard, a mailbox of a department, a dummy code. Blank it "
                + "or correct it at its source."
        ),
        FindingKind(
            "M006",
            "WEAK_BRIDGE",
            .note,
            "two groups of mentions are joined by a link that their other members contradict",
            hint: "answer the queued pair in the file of `decisions:`",
            action: "the groups were kept apart; the pair is queued for review",
            explanation: "One strong link between two groups would make them one record although "
                + "their other members disagree on average. That is how father and son, "
                + "or two tenants of one address, become one. Each cluster is reported "
                + "once, by its heaviest refused link; all refused pairs wait for people. "
                + "A decision (a_key,b_key,decision,…; match or no_match) settles the "
                + "pair for good."
        ),
        FindingKind(
            "M007",
            "BLOCK_TOO_LARGE",
            .error,
            "the declared blocking keys make more pairs than `max_pairs` allows",
            hint: "raise `max_pairs`, or add a field to the rule: `block: [[name, city]]`",
            action: "nothing was compared, nothing published; exit code 1",
            explanation: "With `block:` declared, every pair that shares the listed values is "
                + "compared, and none is left out silently. Beyond `max_pairs` the entity is not "
                + "compared at all, and records that nobody compared are not published."
        ),
        FindingKind(
            "M008",
            "MODEL_REFUSED",
            .warning,
            "the stored model is not for the fields that are compared now",
            hint: "run with `--refit` once",
            action: "a new model was trained",
            explanation: "A model is stored with the database, so that a second run decides as "
                + "the first did. It holds weights for each compared field; when fields "
                + "are mapped or dropped, the old weights say nothing of the new."
        ),
        FindingKind(
            "M009",
            "FIELDS_LEFT_OUT",
            .warning,
            "more fields are mapped than one comparison can hold",
            hint: "map fewer fields of identifying types",
            action: "the last fields were not compared",
            explanation: "The outcomes of all comparisons of a pair are packed in 64 bits, 8 for "
                + "a field. Fields are kept in the order: name, official numbers, phone, "
                + "e-mail, messengers, address, birth date, relations; of declared entities "
                + "dates, texts, codes and numbers follow."
        ),
        FindingKind(
            "M010",
            "NOT_CONFIDENT",
            .warning,
            "the model could not tell same from different records reliably",
            hint: "set `merge:` and `review:` yourself, or map more identifying fields",
            action:
                "only pairs from a high probability on were merged: 0.99, or what `merge:` says",
            explanation: "The weights are learned from the data without labels. When few pairs "
                + "agree on anything, when the learning does not settle or finds something else "
                + "than records, or when the finished clusters hold pairs that the model does "
                + "not believe in, its estimates mean nothing."
        ),
        FindingKind(
            "M020",
            "CONFLICTING_VALUES",
            .note,
            "mentions of one record give different values for a field that holds one",
            hint: "say under `survive:` which one wins, or correct the source",
            action: "the value that `survive:` prefers was kept",
            explanation: "Each record and field is reported once, by the best value that lost; "
                + "spellings of one value (traditional characters, another form of a name) are no "
                + "conflict, nor are blanks and invalid values. `mig_field_lineage` says from which "
                + "row a kept value came, and the lost one stays in the staged row."
        ),
        FindingKind(
            "M021",
            "RECORDS_BRIDGED",
            .note,
            "a new or changed mention fits two records that the target already has",
            hint: "answer the queued pair: a match in the file of `decisions:` merges the two",
            action: "it joined the record that it fits better; the pair is queued for review",
            explanation:
                "Records of an earlier run may be in use, so they are not merged because of "
                + "a further row. A decision `match` merges them (the loser stays with its "
                + "history, `mig_merge_event` says by what), and so does a clean-up of the "
                + "database."
        ),
    ]

    package static let branchMerge = code("M001")
    package static let conflictingValues = code("M020")
    static let certainRefused = code("M002")
    package static let decisionsContradict = code("M003")
    static let blockSplit = code("M004")
    static let clusterTooLarge = code("M005")
    static let weakBridge = code("M006")
    package static let blockTooLarge = code("M007")
    static let modelRefused = code("M008")
    static let fieldsLeftOut = code("M009")
    static let notConfident = code("M010")
    static let recordBridge = code("M021")

    private static func code(_ text: String) -> FindingCode { FindingCode(text) ?? .none }
}

/// A finding of Matching: its place is that of its mentions, which only the run knows.
package struct MatchFinding: Sendable, Equatable {
    package var code: FindingCode
    /// At most two; empty when it is about the entity as a whole.
    package var mentions: [Int]
    package var detail: String

    package init(_ code: FindingCode, mentions: [Int] = [], detail: String = "") {
        self.code = code
        self.mentions = mentions
        self.detail = detail
    }
}
