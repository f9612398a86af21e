import Records

/// What a command says about a run beside its pipeline.
package struct RunOptions: Sendable {
    package var pipelinePath: String
    package var overrides: [String: String] = [:]
    /// ISO 8601 date.
    package var asOf = "1970-01-01"
    package var root: String?
    package var allowsOutside = false
    package var threadCount = 1
    package var refits = false
    package var rowLimit: Int?
    package var environment: [String: String] = [:]
    package var operatorName = ""
    /// The forms of reports that the program can write, for lint and the JSON Schema.
    package var reporters: [ComponentSpec] = []
    package var keepsBackup = false
    /// Nothing is published while a pair waits for people.
    package var requiresReviewed = false
    package var clustersPath: String?
    package var pairsPath: String?
    /// Where `match` writes the models of its entities.
    package var modelPath: String?
    /// Models to score with, instead of stored or trained ones.
    package var givenModelPath: String?
    /// What `match` is to explain.
    package var explained: ExplainedKeys?
    /// Called with a line for the terminal when a step begins.
    package var progress: (@Sendable (String) -> Void)?

    package init(pipelinePath: String) { self.pipelinePath = pipelinePath }
}

/// What a run ended with.
package struct RunOutcome: Sendable {
    package var report: RunReport?
    package var diagnostics: [Diagnostic] = []
    /// Report files that the pipeline asks for, with resolved paths.
    package var reports: [ReportSpec] = []
    package var exitCode = 0
    /// What `match` was asked to explain, by entity.
    package var explanations: [MatchExplanation] = []

    package init() {}

    package var hasWarnings: Bool {
        diagnostics.contains { $0.severity == .warning }
            || report?.rules.contains { $0.verdict == .warn } ?? false
            || report?.gates.contains { $0.verdict == .warn } ?? false
    }
}

/// The program's version, as `--version` and `mig_run` show it.
package enum ToolVersion {
    package static let text = "0.1.0"
}
