import Records
import Storage

/// What a load did.
package struct LoadResult: Sendable {
    /// The run's number; 0 when nothing changed and so nothing was written.
    package var runNumber = 0
    package var isNewTarget = false
    package var didWrite = false
    package var entities: [EntityOutcome] = []
    /// The first changes of existing records, and how many there were in all.
    package var changes: [FieldChange] = []
    package var changeCount = 0
    package var findings = Findings()
    /// The head of the audit chain, 64 hexadecimal digits; empty when nothing was written.
    package var auditHead = ""
    /// Files written: path and purpose.
    package var outputs: [(path: String, purpose: String)] = []

    package init() {}

    /// How many changes are kept.
    package static let keptChangeCount = 1000
}

/// One entity's outcome.
package struct EntityOutcome: Sendable {
    package var entity: String
    /// By mention.
    package var buckets: [Bucket]
    /// By golden record: its code or, without one, its id as text; empty when not loaded.
    package var codes: [String]
    package var createdCount = 0
    package var updatedCount = 0
    package var mergedRecordCount = 0
    package var recordCountBefore = 0
    package var recordCountAfter = 0

    package init(entity: String, mentionCount: Int, recordCount: Int) {
        self.entity = entity
        buckets = [Bucket](repeating: .unchanged, count: mentionCount)
        codes = [String](repeating: "", count: recordCount)
    }
}

/// A load that can't be done; the target is as it was.
package struct LoadFailure: Error, Sendable {
    package var kind: FindingKind
    package var message: String
    /// 2 for a target that is no crm.db, 3 for one that can't be written now.
    package var exitCode: Int

    package init(_ kind: FindingKind, _ message: String, exitCode: Int = 3) {
        self.kind = kind
        self.message = message
        self.exitCode = exitCode
    }

    package var diagnostic: Diagnostic { Diagnostic(kind, message) }
}
