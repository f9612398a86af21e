import CRM
import Normalizing
import Records

/// Sampled rows of a pipeline before and after mapping and cleaning; nothing is written.
package struct Preview: Sendable {
    /// One field of one mention.
    package struct Value: Sendable {
        package var field: String
        package var type: FieldType
        /// Whether its cells are numbers of identity or payment cards.
        package var isSensitive: Bool
        /// Whether values may tell of one person though their type doesn't.
        package var isPersonal: Bool
        package var columns: [String]
        /// The source's cells, blank ones left out.
        package var before: [String]
        /// What each declared step made of it, in order; the field's own cleaning comes after.
        package var steps: [(name: String, texts: [String])]
        package var after: [Outcome]
    }

    /// What cleaning made of a cell.
    package struct Outcome: Sendable {
        /// The clean value; the piece as it was written when there is none.
        package var text: String
        /// `mobile`, `organization`; empty for plain values.
        package var kind: String
        package var validity: Validity
        package var code: FindingCode
    }

    package struct Mention: Sendable {
        package var place: Place
        package var part: Int
        package var values: [Value]
        /// Links with whether their parent was found.
        package var links: [(name: String, isFound: Bool)]
    }

    /// The sample of one table for one entity.
    package struct Sample: Sendable {
        package var entity: String
        package var table: String
        package var mentionCount: Int
        /// How many of its mentions have a finding.
        package var flaggedCount: Int
        package var mentions: [Mention]
    }

    package var samples: [Sample] = []
    package var diagnostics: [Diagnostic] = []
    package var exitCode = 0
}

/// What `preview` was asked for.
package struct PreviewOptions: Sendable {
    /// Mentions of each table and entity.
    package var rowCount = 5
    package var entity: String?
    /// `source.table`, `source`, or a table's name.
    package var table: String?

    package init() {}
}

extension Runner {
    /// Maps and cleans as a run would, and shows samples of it.
    package func preview(_ asked: PreviewOptions) -> Preview {
        var preview = Preview()
        let (loaded, diagnostics) = load()
        preview.diagnostics = diagnostics
        guard var pipeline = loaded else {
            preview.exitCode = 2
            return preview
        }
        var findings = Findings()
        let (sources, failures) = reading(pipeline).read(findings: &findings)
        let headers = headers(sources)
        pipeline = pipeline.withoutMissing(headers)
        preview.diagnostics += failures + (failures.isEmpty ? broken(sources) : [])
        if failures.isEmpty, preview.diagnostics.isEmpty {
            preview.diagnostics += Lint.check(pipeline, headers: headers)
        }
        if preview.diagnostics.contains(where: { $0.severity >= .error }) {
            let isBroken = preview.diagnostics.contains { $0.code == RunFindings.brokenSource.code }
            preview.exitCode = isBroken ? 1 : 2
            return preview
        }
        MappingResolution(sources: sources).resolve(&pipeline, headers: headers)
        do throws(OptionError) {
            let context = try StepContext.make(pipeline, options: options)
            let preparing = Preparing(pipeline: pipeline, context: context, workers: workers)
            let mapped = try preparing.prepare(sources, findings: &findings)
            let sampling = PreviewSampling(preparing: preparing, sources: sources, mapped: mapped)
            preview.samples = sampling.samples(asked)
        } catch {
            let message = "option `\(error.option)`: \(error.message)"
            preview.diagnostics.append(Diagnostic(PipelineFindings.badValue, message))
            preview.exitCode = 2
            return preview
        }
        if preview.samples.isEmpty { refuse(asked, pipeline, &preview) }
        return preview
    }

    private func broken(_ sources: SourceSet) -> [Diagnostic] {
        sources.files.filter { $0.result.isBroken && $0.spec.onBroken == .reject }.map { file in
            Diagnostic(
                RunFindings.brokenSource,
                "source `\(file.spec.name)` is broken or empty: \(file.spec.path)",
                at: file.spec.location
            )
        }
    }

    private func refuse(_ asked: PreviewOptions, _ pipeline: Pipeline, _ preview: inout Preview) {
        let known = pipeline.entities.flatMap { entity in
            entity.from.map { "\(entity.name) from `\($0.key)`" }
        }.unique()
        let wanted = [asked.entity.map { "the entity `\($0)`" }, asked.table.map { "`\($0)`" }]
            .compactMap { $0 }.joined(separator: " from ")
        var diagnostic = Diagnostic(
            PipelineFindings.notMapped,
            "the pipeline doesn't map \(wanted.isEmpty ? "any row" : wanted)"
        )
        diagnostic.notes = known.isEmpty ? [] : ["it maps: \(known.joined(separator: ", "))"]
        preview.diagnostics.append(diagnostic)
        preview.exitCode = 2
    }
}
