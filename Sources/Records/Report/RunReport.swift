/// Everything that a renderer needs to know of a run; it holds no personal data but the values of
/// finding examples, which renderers mask unless asked.
package struct RunReport: Sendable {
    package enum Mode: String, Sendable { case run, plan, check, match }

    package var toolVersion = ""
    package var pipeline = ""
    /// The pipeline file as the user named it; empty when there is none.
    package var pipelinePath = ""
    package var pipelineHash = ""
    package var mode: Mode = .run
    /// ISO 8601 date: the only clock that rules read.
    package var asOf = ""
    /// The run's number in the target; 0 when nothing was published.
    package var runNumber = 0
    package var target = ""
    package var isPublished = false
    package var exitCode = 0
    package var tables: [TableLedger] = []
    package var entities: [EntitySummary] = []
    package var findings: [FindingSummary] = []
    package var droppedFindingCount = 0
    package var rules: [RuleResult] = []
    package var gates: [GateResult] = []
    package var matching: [MatchSummary] = []
    package var changes: [FieldChange] = []
    /// How many changes there were in all; `changes` is a sample.
    package var changeCount = 0
    package var timings: [StageTiming] = []
    package var peakMemoryBytes = 0
    /// Files written, with what they are: path and purpose.
    package var outputs: [(path: String, purpose: String)] = []

    package init() {}

    /// Both identities of the ledger; false is a bug in the program, never in the data.
    package var isBalanced: Bool { tables.allSatisfy(\.isBalanced) }
}

/// Where each mention ended.
package enum Bucket: UInt8, Sendable, CaseIterable {
    case created, updated, unchanged, merged, review, rejected

    package var name: String { "\(self)" }
}

/// The counts of one source table: rows by kind, mentions by entity and bucket.
package struct TableLedger: Sendable {
    package var source: String
    package var file: String
    package var table: String
    /// All rows that the file shows in this table, header and blank ones included.
    package var rowCount = 0
    /// Data rows from which at least one mention was made.
    package var mentionedRowCount = 0
    package var rejectedWholeCount = 0
    /// By `RowKind` other than data.
    package var skipped: [RowKind: Int] = [:]
    package var mentions: [EntityLedger] = []

    package init(source: String, file: String, table: String) {
        self.source = source
        self.file = file
        self.table = table
    }

    package var skippedCount: Int { skipped.values.reduce(0, +) }

    package var isBalanced: Bool {
        rowCount == mentionedRowCount + skippedCount + rejectedWholeCount
            && mentions.allSatisfy(\.isBalanced)
    }
}

package struct EntityLedger: Sendable {
    package var entity: String
    package var mentionCount = 0
    /// By `Bucket.rawValue`.
    package var buckets = [Int](repeating: 0, count: Bucket.allCases.count)

    package init(entity: String) { self.entity = entity }

    package var isBalanced: Bool { mentionCount == buckets.reduce(0, +) }

    package subscript(bucket: Bucket) -> Int {
        get { buckets[Int(bucket.rawValue)] }
        set { buckets[Int(bucket.rawValue)] = newValue }
    }
}

/// An exact share; printed as a percentage only at the edge.
package struct Share: Sendable, Equatable {
    package var numerator: Int
    package var denominator: Int

    package init(_ numerator: Int, of denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// `12.3 %`, rounded to one decimal, but never to 0.0 when something failed nor to 100.0 when not all did.
    package var percent: String {
        guard denominator > 0 else { return "n/a" }
        var tenths = (numerator * 2000 + denominator) / (2 * denominator)
        if tenths == 0, numerator > 0 { return "<0.1%" }
        if tenths >= 1000, numerator < denominator { tenths = 999 }
        return "\(tenths / 10).\(tenths % 10)%"
    }
}

/// An entity before and after the run.
package struct EntitySummary: Sendable {
    package var entity: String
    package var recordCountBefore = 0
    package var recordCountAfter = 0
    /// Mean record completeness × denominator: sums of filled weights over asked weights.
    package var completenessBefore = Share(0, of: 0)
    package var completenessAfter = Share(0, of: 0)
    /// Filled and valid, by field.
    package var fields: [(field: String, filled: Share)] = []

    package init(entity: String) { self.entity = entity }
}

/// All findings of one code in one place kind, counted, with the first examples.
package struct FindingSummary: Sendable {
    package var kind: FindingKind
    package var count = 0
    package var examples: [Finding] = []
    /// About a file that people wrote for the run, such as their decisions: shown first, never cut.
    package var isOfUser = false

    package init(kind: FindingKind) { self.kind = kind }
}

package enum Verdict: String, Sendable { case pass, warn, fail, notEvaluated = "not evaluated" }

/// What a rule found over all records of its entity, or of one group of them.
package struct RuleResult: Sendable {
    package var id: String
    package var entity: String
    /// `required: name`, as the pipeline says it.
    package var text: String
    package var why = ""
    /// The group of `by:`; empty for all records.
    package var group = ""
    package var offenders = Share(0, of: 0)
    package var verdict: Verdict
    /// `warn: 10%, fail: 30%`.
    package var limits = ""
    /// Keys of the first offenders (`A-000123`, or source, table and row), never values.
    package var examples: [String] = []

    package init(id: String, entity: String, text: String, verdict: Verdict) {
        self.id = id
        self.entity = entity
        self.text = text
        self.verdict = verdict
    }
}

package struct GateResult: Sendable {
    /// The gate as the pipeline names it: `rejected`, `review.pairs`, `account.rows`.
    package var name: String
    package var group = ""
    package var measured: String
    package var limits: String
    package var verdict: Verdict

    package init(name: String, measured: String, limits: String, verdict: Verdict) {
        self.name = name
        self.measured = measured
        self.limits = limits
        self.verdict = verdict
    }
}

package struct MatchSummary: Sendable {
    package var entity: String
    /// Of the run's own files.
    package var mentionCount = 0
    /// Records of the target that the mentions were compared with.
    package var knownRecordCount = 0
    package var recordCount = 0
    package var candidatePairCount = 0
    package var mergedPairCount = 0
    /// The whole queue: pairs of this run and those of earlier runs that still wait.
    package var reviewPairCount = 0
    package var mergeThreshold = 0.0
    package var reviewThreshold = 0.0
    /// Estimated from posterior sums, without labels; nil when not confident.
    package var estimatedPrecision: Double?
    package var estimatedRecall: Double?
    /// `converged after 9 iterations`, `from priors`, `not confident: …`, `stored model of run 3`.
    package var modelVerdict = ""
    /// The rules that brought mentions together, in order.
    package var blocks: [Block] = []
    /// Estimated share of all true pairs that was compared; nil when it can't be told.
    package var blockingRecall: Double?
    /// Clusters that were split, with the reason.
    package var splits: [String] = []

    package init(entity: String) { self.entity = entity }

    /// One rule that brings mentions together: its pairs, and the matches expected among them.
    package struct Block: Sendable, Equatable {
        package var name: String
        package var pairCount: Int
        /// Pairs that no earlier rule proposed.
        package var newPairCount: Int
        package var matchCount = 0.0
        /// Matches that no earlier rule proposed, and that no other rule proposed.
        package var newMatchCount = 0.0
        package var aloneMatchCount = 0.0

        package init(name: String, pairCount: Int, newPairCount: Int) {
            self.name = name
            self.pairCount = pairCount
            self.newPairCount = newPairCount
        }
    }
}

/// One business value that the run changed or would change in an existing record.
package struct FieldChange: Sendable {
    package var entity: String
    /// `A-000123`.
    package var record: String
    package var field: String
    package var before: String
    package var after: String

    package init(entity: String, record: String, field: String, before: String, after: String) {
        self.entity = entity
        self.record = record
        self.field = field
        self.before = before
        self.after = after
    }
}

package struct StageTiming: Sendable {
    package var name: String
    package var elapsedNanoseconds: UInt64

    package init(name: String, elapsedNanoseconds: UInt64) {
        self.name = name
        self.elapsedNanoseconds = elapsedNanoseconds
    }
}
