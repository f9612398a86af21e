import CRM
import Records

/// What the stages offer, handed in: lint, completion and the JSON Schema know no more than this.
package struct PipelineCatalog: Sendable {
    package var importers: [ComponentSpec]
    /// Options that sources of all formats have.
    package var sourceOptions: [OptionSpec]
    /// Normalizers and text steps.
    package var steps: [ComponentSpec]
    package var rules: [ComponentSpec]
    package var reporters: [ComponentSpec]
    /// `rejected`, `review.pairs`, …; a name that starts with `<entity>.` stands for one an entity.
    package var gates: [String]
    package var model: CRMModel

    package init(
        importers: [ComponentSpec],
        sourceOptions: [OptionSpec] = [],
        steps: [ComponentSpec],
        rules: [ComponentSpec],
        reporters: [ComponentSpec],
        gates: [String] = PipelineCatalog.standardGates,
        model: CRMModel
    ) {
        self.importers = importers
        self.sourceOptions = sourceOptions
        self.steps = steps
        self.rules = rules
        self.reporters = reporters
        self.gates = gates
        self.model = model
    }

    package static let standardGates = [
        "rejected", "review.pairs", "review.records", "completeness", "score", "<entity>.rows",
        "<entity>.changed", "<entity>.merged", "<entity>.duplicates", "<entity>.completeness",
    ]

    /// Reads a database that this program wrote; not one of the stage's importers, so it is listed here.
    static let crmSource = ComponentSpec(
        name: "crm",
        stage: .importing,
        summary: "a clean CRM database, read as it was loaded",
        example: "{crm: out/crm.db}"
    )

    /// Reject files are written by the run itself, not by a reporter.
    static let rejects = ComponentSpec(
        name: "rejects",
        stage: .loading,
        summary: "a folder for the rows that were kept out, one file a table",
        example: "rejects: out/rejects/"
    )

    var sourceFormats: [ComponentSpec] {
        importers.contains { $0.name == "crm" } ? importers : importers + [Self.crmSource]
    }

    var reportFormats: [ComponentSpec] {
        reporters.contains { $0.name == "rejects" } ? reporters : reporters + [Self.rejects]
    }

    /// All gates' names with the entities of the model filled in.
    func gateNames(_ model: CRMModel) -> [String] {
        gates.flatMap { gate in
            guard gate.hasPrefix("<entity>") else { return [gate] }
            return model.entities.map { $0.name + gate.dropFirst("<entity>".count) }
        }
    }

    func step(_ name: String) -> ComponentSpec? { steps.first { $0.name == name } }
}
