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
        action: "nothing was written"
    )
    package static let uniqueTaken = FindingKind(
        "L003",
        "UNIQUE_TAKEN",
        .warning,
        "two records to be written have the same value of a field that is unique among live records",
        hint: "answer the queued pair with `sluice review` and run again, or hold such records "
            + "back with `{unique: uscc, else: review}`",
        action: "kept on the first record, cleared on the later one; its text is in "
            + "`custom.rejected_values`"
    )
    package static let locked = FindingKind(
        "L004",
        "TARGET_LOCKED",
        .error,
        "another program holds the target",
        hint: "close it there and run again",
        action: "nothing was written"
    )
    package static let cannotWrite = FindingKind(
        "L005",
        "TARGET_NOT_WRITABLE",
        .error,
        "the target or its folder can't be written",
        hint: "check permissions and free space",
        action: "the target is as before the run"
    )
    package static let changedMeanwhile = FindingKind(
        "L006",
        "CHANGED_MEANWHILE",
        .error,
        "the target changed after this run had read it",
        hint: "run again",
        action: "nothing was written"
    )
    package static let inconsistent = FindingKind(
        "L007",
        "AUDIT_FAILED",
        .fatal,
        "the finished database failed its own audit",
        action: "the target is as before the run"
    )
    package static let requiredMissing = FindingKind(
        "L008",
        "REQUIRED_MISSING",
        .error,
        "record lacks a value without which it can't be stored",
        hint: "map the field, or reject such records with `{required: …, else: reject}`",
        action: "mentions of the record rejected"
    )
    package static let parentNotLoaded = FindingKind(
        "L009",
        "PARENT_NOT_LOADED",
        .error,
        "the record's parent was not loaded",
        action: "mentions of the record share the parent's fate"
    )
    package static let unknownUser = FindingKind(
        "L010",
        "UNKNOWN_USER",
        .note,
        "salesperson is not among the users",
        hint: "map a table of users, or add the name as an alias",
        action: "user created, marked inactive"
    )
    package static let unknownTerm = FindingKind(
        "L011",
        "UNKNOWN_TERM",
        .note,
        "word is none of the states that the field can have",
        hint: "translate it with a `map` step",
        action: "the standard state was stored, the text is in `custom.rejected_values` where "
            + "the table has that column"
    )
    package static let partialDate = FindingKind(
        "L012",
        "PARTIAL_DATE",
        .note,
        "date lacks its day or month",
        action: "kept as text in `custom.partial_dates`"
    )
    package static let badStored = FindingKind(
        "L013",
        "UNSTORABLE",
        .warning,
        "value can't be stored in its column",
        action: "field left empty, the text is in `custom.rejected_values` where the table has "
            + "that column"
    )
    package static let noParent = FindingKind(
        "L014",
        "NO_PARENT",
        .error,
        "record belongs to nobody, expected at least one link",
        hint: "add a `link:`",
        action: "mentions of the record rejected"
    )
    package static let onlyUpdates = FindingKind(
        "L015",
        "NOT_IN_TARGET",
        .note,
        "record is not in the target, and `write` is update_only",
        hint: "set `write: create_or_update`",
        action: "mentions of the record rejected"
    )
    package static let missing = FindingKind(
        "L016",
        "NO_TARGET",
        .error,
        "the target does not exist, and its folder can't be used",
        hint: "make the folder, or name another under `target: {database: …}`",
        action: "nothing was written"
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
