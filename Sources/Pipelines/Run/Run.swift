import CRM
import Foundation
import Importing
import Loading
import Matching
import Normalizing
import Records
import Validating

/// One execution of a pipeline, step by step.
struct Run {
    let runner: Runner
    let mode: RunReport.Mode
    var pipeline: Pipeline
    var outcome: RunOutcome
    private var report = RunReport()
    private var findings = Findings()
    private var watch = Stopwatch()
    /// People's answers, waiting pairs and what is trained anew.
    var facts = Incremental.Facts()
    /// What Matching found; of a run that stops after it.
    private(set) var matches: MatchesOfRun?

    init(runner: Runner, mode: RunReport.Mode, pipeline: Pipeline, outcome: RunOutcome) {
        self.runner = runner
        self.mode = mode
        self.pipeline = pipeline
        self.outcome = outcome
        report.mode = mode
        report.toolVersion = ToolVersion.text
        report.pipeline = pipeline.name
        report.pipelinePath = runner.options.pipelinePath
        report.pipelineHash = RunIdentity.hash(pipeline)
        report.asOf = runner.options.asOf
    }

    /// Why a run ends before its end.
    struct Stop: Error {
        var exitCode: Int
        var diagnostics: [Diagnostic] = []
    }

    mutating func execute() {
        do throws(Stop) {
            try steps()
        } catch {
            outcome.diagnostics += error.diagnostics
            outcome.exitCode = error.exitCode
        }
        report.exitCode = outcome.exitCode
        report.findings = FindingCatalog.summaries(findings.all)
        report.droppedFindingCount = findings.droppedCount
        report.timings = watch.timings
        report.peakMemoryBytes = Stopwatch.peakMemoryBytes
        let hasFindings = !report.findings.isEmpty && outcome.exitCode == 0
        if !report.tables.isEmpty || hasFindings || outcome.exitCode == 1 {
            outcome.report = report
        }
    }

    private mutating func step<Result>(
        _ name: String,
        _ body: (inout Run) throws(Stop) -> Result
    ) throws(Stop) -> Result {
        if name != "matching" { runner.options.progress?(name) }
        watch.start(name)
        defer { watch.stop() }
        return try body(&self)
    }

    private mutating func steps() throws(Stop) {
        var sources = try step("reading") { run throws(Stop) in try run.read() }
        let existing = try step("reading the target") { run throws(Stop) in try run.existing() }
        try readAnswers(existing)
        let context = try context()
        var preparing = Preparing(pipeline: pipeline, context: context, workers: runner.workers)
        var mapped = try step("cleaning") { run throws(Stop) in
            try run.prepare(&preparing, &sources)
        }
        var incremental = incremental(existing, &mapped, sources)
        let own = sources
        if StoredRecords.areNeeded(incremental, preparing.order, mapped) {
            mapped = try step("reading stored records") { run throws(Stop) in
                try run.addStored(&preparing, &sources)
            }
            incremental = self.incremental(existing, &mapped, sources)
            for (name, redundant) in incremental.redundant {
                mapped[name].map { entity in
                    var entity = entity
                    StoredRecords.blank(redundant, in: &entity)
                    mapped[name] = entity
                }
            }
        }
        let mentionCount = mapped.values.reduce(0) { $0 + $1.count }
        runner.options.progress?("matching \(mentionCount) mentions")
        let matched = try step("matching") { run throws(Stop) in
            try run.match(preparing, mapped, sources, incremental)
        }
        mapped = mapped.mapValues { $0.prefix(StoredRecords.ownCount($0, sources)) }
        sources = own
        if mode == .match {
            try writeMatches(preparing, mapped, matched, sources)
            matches = MatchesOfRun(
                sources: sources,
                mapped: mapped,
                matched: matched,
                order: preparing.order
            )
            return
        }
        let audit = Audit(
            pipeline: pipeline,
            mapped: mapped,
            matched: matched,
            sources: sources,
            asOf: runner.options.asOf,
            isCheck: mode == .check
        )
        let rules = try step("checking") { run throws(Stop) in run.check(audit) }
        let assembly = LoadAssembly(
            pipeline: pipeline,
            sources: sources,
            mapped: mapped,
            matched: matched,
            order: preparing.order,
            audit: audit,
            outcome: rules,
            incremental: incremental
        )
        try finish(assembly)
    }

    // MARK: Reading

    private mutating func read() throws(Stop) -> SourceSet {
        if selfSource != nil, let target = pipeline.target {
            // The importer reads only, so it could not take back what a killed run left.
            do throws(LoadFailure) {
                try ExistingTarget.settle(target.database)
            } catch {
                throw stop(error, target)
            }
        }
        let (sources, failures) = runner.reading(pipeline).read(findings: &findings)
        if !failures.isEmpty { throw Stop(exitCode: 2, diagnostics: failures) }
        if sources.tables.count > Int(UInt16.max) {
            let message = "\(sources.tables.count) tables, at most \(UInt16.max) can be read"
            throw Stop(exitCode: 2, diagnostics: [Diagnostic(RunFindings.tooManyTables, message)])
        }
        outcome.reports = pipeline.reports.filter { $0.format != "rejects" }
        try refuseBroken(sources)
        let headers = runner.headers(sources)
        pipeline = pipeline.withoutMissing(headers)
        let problems = Lint.check(pipeline, headers: headers)
        outcome.diagnostics += problems
        if problems.contains(where: { $0.severity >= .error }) { throw Stop(exitCode: 2) }
        MappingResolution(sources: sources).resolve(&pipeline, headers: headers)
        return sources
    }

    /// Before the headers are looked at: a cut file lacks tables that the pipeline rightly names.
    private func refuseBroken(_ sources: SourceSet) throws(Stop) {
        let broken = sources.files.filter { $0.result.isBroken && $0.spec.onBroken == .reject }
        if !broken.isEmpty {
            throw Stop(
                exitCode: 1,
                diagnostics: broken.map { file in
                    Diagnostic(
                        RunFindings.brokenSource,
                        "source `\(file.spec.name)` is broken or empty: \(file.spec.path)",
                        at: file.spec.location
                    )
                }
            )
        }
    }

    private func existing() throws(Stop) -> ExistingState? {
        guard let target = pipeline.target, mode != .check, mode != .match else { return nil }
        do throws(LoadFailure) {
            return try ExistingTarget.read(target.database, model: pipeline.model)
        } catch {
            throw stop(error, target)
        }
    }

    /// A failed load, with the target's name and its place in the pipeline.
    func stop(_ failure: LoadFailure, _ target: TargetSpec?) -> Stop {
        var diagnostic = failure.diagnostic
        if let target {
            diagnostic.message = "`\(target.database)`: \(failure.message)"
            diagnostic.location = target.location
        }
        return Stop(exitCode: failure.exitCode, diagnostics: [diagnostic])
    }

    /// The source that is the target itself: a clean-up.
    var selfSource: String? {
        guard let target = pipeline.target else { return nil }
        let path = RunIdentity.canonical(target.database)
        return pipeline.sources.first {
            $0.format == "crm" && RunIdentity.canonical($0.path) == path
        }?.name
    }

    private func context() throws(Stop) -> NormalizingContext {
        do throws(OptionError) {
            return try StepContext.make(pipeline, options: runner.options)
        } catch {
            throw stop(error)
        }
    }

    private func stop(_ error: OptionError) -> Stop {
        let message = "option `\(error.option)`: \(error.message)"
        return Stop(exitCode: 2, diagnostics: [Diagnostic(PipelineFindings.badValue, message)])
    }

    // MARK: Cleaning and matching

    private mutating func prepare(
        _ preparing: inout Preparing,
        _ sources: inout SourceSet
    ) throws(Stop) -> [String: MappedEntity] {
        let mapped = try mapAndClean(preparing, sources, &findings)
        let tables = pipeline.entities.flatMap { entity in
            entity.from.flatMap { sources.indices(source: $0.source, table: $0.table) }
        }
        RowAccounting.close(&sources, mapped, mappedTables: Set(tables), findings: &findings)
        for (entity, _) in preparing.order {
            guard let entity = mapped[entity.name] else { continue }
            CleanFindings.collect(entity, sources, into: &findings)
            entity.reportOpenReferences(sources, &findings)
        }
        return mapped
    }

    private func mapAndClean(
        _ preparing: Preparing,
        _ sources: SourceSet,
        _ findings: inout Findings
    ) throws(Stop) -> [String: MappedEntity] {
        do throws(OptionError) {
            return try preparing.prepare(sources, findings: &findings)
        } catch {
            throw stop(error)
        }
    }

    /// Maps and cleans once more, with the records of the target behind the run's own mentions.
    private func addStored(
        _ preparing: inout Preparing,
        _ sources: inout SourceSet
    ) throws(Stop) -> [String: MappedEntity] {
        guard let target = pipeline.target else { return [:] }
        var widened = StoredRecords.pipeline(pipeline, target: target)
        var alone = widened
        alone.sources = Array(widened.sources.suffix(1))
        let reading = Reading(pipeline: alone, workers: runner.workers, rowLimit: nil)
        var unused = Findings()
        let (records, failures) = reading.read(findings: &unused)
        if !failures.isEmpty { throw Stop(exitCode: 3, diagnostics: failures) }
        sources.append(records)
        MappingResolution(sources: sources).resolve(&widened, headers: runner.headers(sources))
        preparing.pipeline = widened
        return try mapAndClean(preparing, sources, &unused)
    }

    private func incremental(
        _ existing: ExistingState?,
        _ mapped: inout [String: MappedEntity],
        _ sources: SourceSet
    ) -> Incremental {
        let incremental = Incremental(
            existing: existing,
            facts: facts,
            mapped: mapped,
            sources: sources
        )
        for spec in pipeline.entities {
            guard var entity = mapped[spec.name] else { continue }
            mapped[spec.name] = nil
            incremental.adoptParents(&entity, spec, sources)
            mapped[spec.name] = entity
        }
        return incremental
    }

    private mutating func match(
        _ preparing: Preparing,
        _ mapped: [String: MappedEntity],
        _ sources: SourceSet,
        _ incremental: Incremental
    ) throws(Stop) -> [String: MatchedEntity] {
        let names = preparing.order.filter { $0.entity.isMatched || $0.spec.match != nil }
            .filter { $0.spec.match?.isOff != true }.map(\.entity.name)
        var step = MatchStep(
            pipeline: pipeline,
            inputs: MatchInputs(
                mapped: mapped,
                sources: sources,
                pipeline: pipeline,
                context: preparing.context,
                workers: runner.workers
            ),
            incremental: incremental,
            workers: runner.workers
        )
        do throws(Diagnostic) {
            if let path = runner.options.givenModelPath { step.given = try GivenModels(path: path) }
            if let keys = runner.options.explained {
                step.traces = try keys.requests(mapped, order: names, sources: sources)
            }
        } catch {
            throw Stop(exitCode: 2, diagnostics: [error])
        }
        var matched = step.match(
            preparing.order,
            sources: sources,
            diagnostics: &outcome.diagnostics
        )
        let refused = outcome.diagnostics.filter { $0.severity >= .error }
        // Given models are not to be passed over.
        if !refused.isEmpty { throw Stop(exitCode: 2) }
        let counts = MatchCounts(
            matches: MatchesOfRun(
                sources: sources,
                mapped: mapped,
                matched: matched,
                order: preparing.order
            ),
            incremental: incremental
        )
        for name in matched.keys { matched[name]?.waitingCount = counts.waiting(name) }
        for (entity, _) in preparing.order {
            if let all = mapped[entity.name] {
                let own = all.prefix(StoredRecords.ownCount(all, sources))
                Orphans.report(own, parents: mapped, sources: sources, findings: &findings)
            }
            if let records = matched[entity.name]?.records, let all = mapped[entity.name] {
                ValueConflicts.report(records, all, sources, &findings)
            }
            for found in matched[entity.name]?.findings ?? [] { findings.add(found) }
            matched[entity.name].flatMap { counts.summary(entity.name, $0) }.map {
                report.matching.append($0)
            }
            guard let result = matched[entity.name]?.result else { continue }
            for found in result.findings {
                findings.add(RunIdentity.finding(found, mapped[entity.name], sources))
            }
        }
        try refuseUncompared(matched)
        return matched
    }

    private mutating func writeMatches(
        _ preparing: Preparing,
        _ mapped: [String: MappedEntity],
        _ matched: [String: MatchedEntity],
        _ sources: SourceSet
    ) throws(Stop) {
        let output = MatchOutput(
            sources: sources,
            mapped: mapped,
            matched: matched,
            names: preparing.order.map(\.entity.name)
        )
        do {
            if let path = runner.options.clustersPath {
                try output.writeClusters(to: path)
                report.outputs.append((path, "clusters by mention"))
            }
            if let path = runner.options.pairsPath {
                try output.writePairs(to: path) { entity in
                    (
                        entity.result?.model.mergeThreshold ?? 1,
                        entity.result?.model.reviewThreshold ?? 1
                    )
                }
                report.outputs.append((path, "scored pairs"))
            }
            if let path = runner.options.modelPath {
                try output.writeModels(to: path)
                report.outputs.append((path, "match models"))
            }
        } catch {
            let message = "can't write: \(error.localizedDescription)"
            throw Stop(exitCode: 3, diagnostics: [Diagnostic(RunFindings.cannotWrite, message)])
        }
        let explaining = MatchExplaining(
            sources: sources,
            mapped: mapped,
            matched: matched,
            pipeline: pipeline
        )
        outcome.explanations = preparing.order.compactMap { explaining.explanation($0.entity.name) }
        let unchanged = preparing.order.compactMap { entity, _ -> (MappedEntity, [Bucket])? in
            mapped[entity.name].map { ($0, [Bucket](repeating: .unchanged, count: $0.count)) }
        }
        report.tables = Ledger(sources: sources, mapped: unchanged).tables()
        outcome.report = report
        outcome.reports = []
    }

    // MARK: Rules

    private mutating func check(_ audit: Audit) -> RuleOutcome {
        let rules = audit.check()
        for finding in audit.findings(rules) { findings.add(finding) }
        report.rules = rules.results
        report.entities = EntitySummaries(
            audit: audit,
            outcome: rules,
            workers: runner.workers
        ).all()
        return rules
    }

    // MARK: Publishing

    /// A first run may name folders that aren't there yet; one that can't be made ends the run before
    /// anything is published.
    private func makeFolders(of target: TargetSpec) throws(Stop) {
        let reports = pipeline.reports.map { ProjectRoot.folder(of: $0.path) }
        for folder in [ProjectRoot.folder(of: target.database)] + reports {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder,
                    withIntermediateDirectories: true
                )
            } catch {
                let message = "can't make the folder `\(folder)`"
                throw stop(LoadFailure(LoadFindings.cannotWrite, message), target)
            }
        }
    }

    private mutating func finish(_ assembly: LoadAssembly) throws(Stop) {
        let publishing = Publishing(
            assembly: assembly,
            options: runner.options,
            mode: mode,
            selfSource: selfSource,
            workers: runner.workers
        )
        if mode == .run, let target = pipeline.target { try makeFolders(of: target) }
        do throws(LoadFailure) {
            try publishing.run(&report, &findings, &watch)
        } catch {
            throw stop(error, pipeline.target)
        }
        outcome.exitCode = report.exitCode
        if report.exitCode == 4 {
            let waiting = ReviewFindings.notReviewed
            outcome.diagnostics.append(Diagnostic(waiting, waiting.summary))
        }
        if !report.isBalanced {
            outcome.diagnostics.append(
                Diagnostic(RunFindings.unbalanced, RunFindings.unbalanced.summary)
            )
        }
    }
}
