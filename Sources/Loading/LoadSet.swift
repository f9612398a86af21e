import CRM
import Records

/// A cell's text with what must not be stored masked; nil keeps the cell.
package typealias CellMask = @Sendable (_ cell: Span<UInt8>) -> [UInt8]?

/// Everything that a run hands to Loading: golden records with their fate, and what is to be kept
/// about how they came about.
///
/// In: records that passed the rules. Out: a crm.db and its staging file, or an explained refusal
/// that leaves the target as it was. An example: two rows `华星科技` and `華星科技` are two mentions
/// in one cluster; `records` has one golden record, which becomes account `A-000001` with two
/// rows of `mig_external_ref`, buckets *created* and *merged*.
package struct LoadSet: Sendable {
    package var run: RunFacts
    package var model: CRMModel
    package var targetPath: String
    /// `NAME.staging.db` beside the target unless the pipeline moves it.
    package var stagingPath: String
    package var write: WriteMode = .createOrUpdate
    /// Whether a blank golden field empties the stored one.
    package var clearsBlanks = false
    package var files: [SourceFile] = []
    /// All source tables in source order; `Lineage.table` counts them.
    package var tables: [StagedTable] = []
    /// In order of load: parents before children.
    package var entities: [LoadEntity] = []
    package var regions: [Region] = []
    package var findings: [Finding] = []
    /// The kinds of `findings`: their severities.
    package var kinds: [FindingKind] = []
    package var metrics: [QualityMetric] = []
    /// What the target held when the run read it; nil for a new target.
    package var existing: ExistingState?
    /// The name of the source that is the target itself (a clean-up run); nil otherwise.
    package var selfSource: String?
    /// How a column is masked before it is staged (identity and bank card numbers).
    ///
    /// By table and column; without a column it is asked for the texts of rows that hold no data.
    package var cellMask: (@Sendable (_ table: Int, _ column: Int?) -> CellMask?)?
    /// Headers whose columns are never staged.
    package var droppedHeaders: @Sendable (String) -> Bool = { HeaderSynonyms.isDropped($0) }
    /// ISO 8601 date after which staged raw rows are purged.
    package var purgeAfter: String?
    /// Whether the old database is kept as `NAME.before-RUN`.
    package var keepsBackup = false
    /// Text of the ledger for `mig_run.counts`, from the buckets; nil writes Loading's own counts.
    package var counts: JSON?

    package init(run: RunFacts, model: CRMModel = .standard, targetPath: String) {
        self.run = run
        self.model = model
        self.targetPath = targetPath
        stagingPath = LoadSet.stagingPath(for: targetPath)
    }

    /// `out/crm.db` has its rows in `out/crm.staging.db`.
    package static func stagingPath(for target: String) -> String {
        target.hasSuffix(".db") ? "\(target.dropLast(3)).staging.db" : "\(target).staging.db"
    }
}

package enum WriteMode: String, Sendable { case create, createOrUpdate, updateOnly }

/// What the runner knows about the run; Loading has no clock.
package struct RunFacts: Sendable {
    package enum Mode: String, Sendable { case rehearsal, load, cleanup }

    package var pipeline: String
    package var pipelineHash: String
    package var toolVersion: String
    package var mode: Mode = .load
    /// ISO 8601 date.
    package var asOf: String
    package var operatorName: String
    /// ISO 8601 date and time.
    package var startedAt: String
    package var finishedAt: String?

    package init(
        pipeline: String,
        pipelineHash: String,
        toolVersion: String,
        asOf: String,
        operatorName: String,
        startedAt: String
    ) {
        self.pipeline = pipeline
        self.pipelineHash = pipelineHash
        self.toolVersion = toolVersion
        self.asOf = asOf
        self.operatorName = operatorName
        self.startedAt = startedAt
    }
}

package struct SourceFile: Sendable {
    package var path: String
    package var source: String
    /// The path inside a zip or gzip; empty otherwise.
    package var member = ""
    /// As `mig_source_file.format` lists them.
    package var format: String
    package var encoding: String?
    /// 0…100.
    package var encodingConfidence: Int?
    package var dialect: String?
    /// 32 bytes.
    package var sha256: [UInt8]
    package var byteSize: Int

    package init(path: String, source: String, format: String, sha256: [UInt8], byteSize: Int) {
        self.path = path
        self.source = source
        self.format = format
        self.sha256 = sha256
        self.byteSize = byteSize
    }
}

package struct StagedTable: Sendable {
    package var table: SourceTable
    /// Index into `LoadSet.files`.
    package var file: Int

    package init(_ table: SourceTable, file: Int) {
        self.table = table
        self.file = file
    }
}

/// One row of `region` (GB/T 2260); level 1 province, 2 city, 3 district.
package struct Region: Sendable {
    package var adcode: String
    package var name: String
    package var level: Int
    package var parent: String?

    package init(adcode: String, name: String, level: Int, parent: String?) {
        self.adcode = adcode
        self.name = name
        self.level = level
        self.parent = parent
    }
}

package struct QualityMetric: Sendable {
    package var scopeKind: String
    package var scopeKey: String
    package var metric: String
    package var profile: String
    package var period = ""
    package var numerator: Double
    package var denominator: Double
    package var threshold: Double?
    /// `pass`, `warn`, `fail` or `info`.
    package var status: String

    package init(
        scopeKind: String,
        scopeKey: String,
        metric: String,
        profile: String = "core",
        numerator: Double,
        denominator: Double,
        status: String = "info"
    ) {
        self.scopeKind = scopeKind
        self.scopeKey = scopeKey
        self.metric = metric
        self.profile = profile
        self.numerator = numerator
        self.denominator = denominator
        self.status = status
    }
}
