import Records
import Storage

/// The findings of Loading.
package enum LoadFindings {
    package static let all: [FindingKind] = [
        notCRM, newerVersion, uniqueTaken, locked, cannotWrite, changedMeanwhile, inconsistent,
        requiredMissing, parentNotLoaded, unknownUser, unknownTerm, partialDate, badStored,
        noParent, onlyUpdates, missing,
    ]

    package static let notCRM = FindingKind(
        "L001",
        "NOT_A_CRM",
        .error,
        "the target is no crm.db of this program",
        hint: "name another file under `target: {database: …}`, or move this one away",
        action: "nothing was written",
        explanation: """
            A target must be a database that this program made: its application id says so. Any \
            other file is left alone, whatever its name.
            """
    )
    package static let newerVersion = FindingKind(
        "L002",
        "NEWER_SCHEMA",
        .error,
        "the target was written by a newer version",
        hint: "use that version or a later one",
        action: "nothing was written",
        explanation: """
            The file carries the number of its schema. A version of this program that doesn't \
            know that schema could damage it, so it doesn't try.
            """
    )
    package static let uniqueTaken = FindingKind(
        "L003",
        "UNIQUE_TAKEN",
        .warning,
        "two records to be written have the same value of a field that is unique among live records",
        hint: "answer the queued pair in the file of `decisions:` and run again, or hold such "
            + "records back with `{unique: uscc, else: review}`",
        action: "kept on the first record, cleared on the later one; its text is in "
            + "`custom.rejected_values`",
        explanation: """
            A credit code belongs to one living record. Two records with the same one are most \
            likely one customer whose mentions did not look alike enough to be merged.
            """
    )
    package static let locked = FindingKind(
        "L004",
        "TARGET_LOCKED",
        .error,
        "another program holds the target",
        hint: "close it there and run again",
        action: "nothing was written",
        explanation: """
            A program that reads or changes the database keeps it locked. The run waited for a \
            while and gave up, with the target as it was.
            """
    )
    package static let cannotWrite = FindingKind(
        "L005",
        "TARGET_NOT_WRITABLE",
        .error,
        "the target or its folder can't be written",
        hint: "check permissions and free space",
        action: "the target is as before the run",
        explanation: """
            The folder may be read-only, the disk full, or the file owned by somebody else. A \
            new database needs its own size twice for a moment, because it is built beside the \
            old name.
            """
    )
    package static let changedMeanwhile = FindingKind(
        "L006",
        "CHANGED_MEANWHILE",
        .error,
        "the target changed after this run had read it",
        hint: "run again",
        action: "nothing was written",
        explanation: """
            Everything had been computed from what the target held when it was read. Since then \
            another program wrote to it; writing now could overrule that change unseen.
            """
    )
    package static let inconsistent = FindingKind(
        "L007",
        "AUDIT_FAILED",
        .fatal,
        "the finished database failed its own audit",
        action: "the target is as before the run",
        explanation: """
            Before a database is published its structure, its constraints and its foreign keys \
            are checked. This one broke one of them, which is a fault of the program and not of \
            your data; please report it.
            """
    )
    package static let requiredMissing = FindingKind(
        "L008",
        "REQUIRED_MISSING",
        .error,
        "record lacks a value without which it can't be stored",
        hint: "map the field, or reject such records with `{required: …, else: reject}`",
        action: "mentions of the record rejected",
        explanation: """
            Some columns can't be empty, such as the name of an account. The record is kept out \
            with its rows, which stand in the rejects file.
            """
    )
    package static let parentNotLoaded = FindingKind(
        "L009",
        "PARENT_NOT_LOADED",
        .error,
        "the record's parent was not loaded",
        action: "mentions of the record share the parent's fate",
        explanation: """
            The parent was rejected or waits for review. A child can't point to a record that \
            doesn't exist, so it is treated as its parent is.
            """
    )
    package static let unknownUser = FindingKind(
        "L010",
        "UNKNOWN_USER",
        .note,
        "salesperson is not among the users",
        hint: "map a table of users, or add the name as an alias",
        action: "user created, marked inactive",
        explanation: """
            The owner of a record must be a user. Somebody who left the company is often missing \
            from the list of users, and the records shouldn't lose who looked after them.
            """
    )
    package static let unknownTerm = FindingKind(
        "L011",
        "UNKNOWN_TERM",
        .note,
        "word is none of the states that the field can have",
        hint: "translate it with a `map` step",
        action: "the standard state was stored, the text is in `custom.rejected_values` where "
            + "the table has that column",
        explanation: """
            States such as a lifecycle or a consent have few values, and the database refuses \
            others. Nothing is guessed from a word that is none of them.
            """
    )
    package static let partialDate = FindingKind(
        "L012",
        "PARTIAL_DATE_KEPT",
        .note,
        "date lacks its day or month",
        action: "kept as text in `custom.partial_dates`",
        explanation: """
            A date such as 2022-05 or 2022 can't stand in a column of dates without inventing a \
            day.
            """
    )
    package static let badStored = FindingKind(
        "L013",
        "UNSTORABLE",
        .warning,
        "value can't be stored in its column",
        action: "field left empty, the text is in `custom.rejected_values` where the table has "
            + "that column",
        explanation: """
            The column has a type or a check that the value breaks, such as a negative amount of \
            an opportunity.
            """
    )
    package static let noParent = FindingKind(
        "L014",
        "NO_PARENT",
        .error,
        "record belongs to nobody, expected at least one link",
        hint: "add a `link:`",
        action: "mentions of the record rejected",
        explanation: """
            An address, a follow-up or an opportunity without any customer can't be found again \
            by anybody.
            """
    )
    package static let onlyUpdates = FindingKind(
        "L015",
        "NOT_IN_TARGET",
        .note,
        "record is not in the target, and `write` is update_only",
        hint: "set `write: create_or_update`",
        action: "mentions of the record rejected",
        explanation: """
            A clean-up may only change what is there. A record that isn't there would be a new \
            one.
            """
    )
    package static let missing = FindingKind(
        "L016",
        "NO_TARGET",
        .error,
        "the target does not exist, and its folder can't be used",
        hint: "make the folder, or name another under `target: {database: …}`",
        action: "nothing was written",
        explanation: """
            A database is made when it is missing, but not where its folder is missing or no \
            folder.
            """
    )
}

extension LoadFailure {
    init(_ failure: StorageFailure) {
        switch failure.kind {
        case .locked: self.init(LoadFindings.locked, failure.message)
        case .foreign: self.init(LoadFindings.notCRM, failure.message, exitCode: 2)
        case .newerVersion: self.init(LoadFindings.newerVersion, failure.message, exitCode: 2)
        case .readOnly, .diskFull, .other: self.init(LoadFindings.cannotWrite, failure.message)
        case .changed: self.init(LoadFindings.changedMeanwhile, failure.message)
        case .missing: self.init(LoadFindings.missing, failure.message)
        case .constraint, .corrupt: self.init(LoadFindings.inconsistent, failure.message)
        }
    }
}
