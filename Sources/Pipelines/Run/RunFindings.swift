import Records

/// Findings of the run itself, letter `R`: mapping, links, ledger.
package enum RunFindings {
    package static let filledDown = FindingKind(
        "R001",
        "FILLED_DOWN",
        .note,
        "blank cells of the customer were filled from the row above",
        hint: "set `fill_down: none` if blank cells mean a new customer",
        action: "cell filled",
        explanation: """
            In hand-kept sheets a customer with several contacts is often written once, and the \
            rows below stay blank. Only columns mapped to the account are filled, only when its \
            name and number are blank and a contact field is filled, never across a blank or \
            subtotal row.
            """
    )
    package static let ditto = FindingKind(
        "R002",
        "DITTO",
        .note,
        "同上 or 〃 stands for the value above",
        action: "cell filled",
        explanation: "The mark is replaced by the value of the same column in the row above."
    )
    package static let filtered = FindingKind(
        "R003",
        "FILTERED",
        .note,
        "row left out by `skip:`",
        action: "row skipped, listed in the ledger",
        explanation: "The reason given as `why:` in the pipeline stands beside each row."
    )
    package static let rejectedWhole = FindingKind(
        "R004",
        "ROW_REJECTED",
        .error,
        "row can't be read into its columns",
        hint: "correct the row in the file, or in the rejects file",
        action: "row rejected whole",
        explanation: "A row whose cells don't fit the header is kept out, with its raw text."
    )
    package static let noMention = FindingKind(
        "R005",
        "NO_MENTION",
        .warning,
        "no mapped column of the row has a value",
        hint: "map the filled columns, or list them in `ignore:`",
        action: "row rejected whole",
        explanation: "Every row ends somewhere: a data row that yields no record is rejected."
    )
    package static let missingParent = FindingKind(
        "R006",
        "MISSING_PARENT",
        .error,
        "the record that this one belongs to does not exist in the source",
        hint: "add the parent to the source, or correct its number",
        action: "mention rejected",
        explanation: "An orphan (a follow-up of customer 99990 who doesn't exist) isn't loaded."
    )
    package static let skippedParent = FindingKind(
        "R007",
        "SKIPPED_PARENT",
        .warning,
        "the record that this one belongs to was left out or rejected",
        hint: "see the parent's own finding",
        action: "mention rejected",
        explanation: "Children of a skipped, rejected or held-back parent can't stand alone."
    )
    package static let partsUnequal = FindingKind(
        "R008",
        "PARTS_UNEQUAL",
        .warning,
        "cells that hold several contacts have unequal numbers of values",
        hint: "write the values in the same order and number, or in columns of their own",
        action: "the rest stays with the first contact",
        explanation: "`parts: {split: …}` pairs names and phones by position only if both agree."
    )
    package static let splitParts = FindingKind(
        "R009",
        "SEVERAL_CONTACTS",
        .note,
        "one cell names several contacts",
        action: "split into one mention each, phones in the same order",
        explanation: "`parts: {split: [full_name, mobile], by: [\"/\"]}` declares it."
    )
    package static let tooManyTables = FindingKind(
        "R010",
        "TOO_MANY_TABLES",
        .fatal,
        "the sources hold more tables than a run can count",
        hint: "split the dump or workbook",
        action: "nothing was read",
        explanation: """
            No customer has tens of thousands of tables: the file is damaged or made to do harm.
            """
    )
    package static let unmappedTable = FindingKind(
        "R011",
        "TABLE_NOT_MAPPED",
        .note,
        "table has no mapping in `from:`",
        hint: "map it, or leave it: its rows are counted as filtered",
        action: "rows skipped",
        explanation: "A source is read whole, so that a forgotten sheet shows in the ledger."
    )
    package static let personAccount = FindingKind(
        "R012",
        "PERSON_ACCOUNT",
        .note,
        "the customer is a person: the contact of the row takes the customer's name",
        action: "contact named after the customer",
        explanation: "A person account always has a contact of that name."
    )
    package static let unresolvedRef = FindingKind(
        "R013",
        "UNKNOWN_OLD_ID",
        .warning,
        "old id does not occur in the table that `refs:` names",
        hint: "check the column, or leave the cell blank",
        action: "link left out",
        explanation: "An old id found in another file is a must-link, if its record exists."
    )
    package static let missingLink = FindingKind(
        "R014",
        "MISSING_LINK",
        .warning,
        "a linked record that isn't required was not found",
        hint: "add the record to the source, or correct its number",
        action: "loaded without the link",
        explanation: "The record is kept, because the link may be blank in the CRM."
    )

    package static let brokenSource = FindingKind(
        "R015",
        "BROKEN_SOURCE",
        .error,
        "a source is truncated or empty",
        hint: "get a whole copy, or set `on_broken: keep` on the source to publish what was read",
        action: "nothing published",
        explanation: "Half a customer list looks like a whole one: it is published only on demand."
    )
    package static let cannotWrite = FindingKind(
        "R016",
        "CANNOT_WRITE",
        .fatal,
        "a file can't be written",
        hint: "check the path, the permissions and the free space",
        action: "nothing published",
        explanation: """
            A report, a file of rejects or one of the files of `sluice match` has a path that \
            can't be written.
            """
    )
    package static let unbalanced = FindingKind(
        "R017",
        "LEDGER_UNBALANCED",
        .fatal,
        "the ledger doesn't balance: a row or mention is not in exactly one bucket",
        hint: "this is a fault of the program; please report it with the numbers above",
        action: "nothing published",
        explanation: """
            Every row and every mention must end in exactly one bucket. The sums are checked \
            before publishing, and these don't come out.
            """
    )

    package static let all: [FindingKind] =
        [
            filledDown, ditto, filtered, rejectedWhole, noMention, missingParent, skippedParent,
            partsUnequal, splitParts, tooManyTables, unmappedTable, personAccount, unresolvedRef,
            missingLink, brokenSource, cannotWrite, unbalanced,
        ] + answerKinds + matchKinds
}
