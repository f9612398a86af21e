import Loading
import Records
import Validating

/// The last steps: plan the load, judge the gates, publish, write rejects, close the ledger.
struct Publishing {
    let assembly: LoadAssembly
    let options: RunOptions
    let mode: RunReport.Mode
    let selfSource: String?
    let workers: Workers

    func run(
        _ report: inout RunReport,
        _ findings: inout Findings,
        _ watch: inout Stopwatch
    ) throws(LoadFailure) {
        guard mode != .check, let target = assembly.pipeline.target else {
            judge(nil, &report)
            report.tables = ledger(nil)
            close(&report)
            return
        }
        watch.start("loading")
        var set = assembly.set(
            target: target,
            run: facts(),
            selfSource: selfSource,
            findings: findings.all,
            workers: workers
        )
        set.keepsBackup = options.keepsBackup && mode == .run
        report.target = target.database
        let result = try mode == .run ? load(set, &report) : rehearse(set, &report)
        watch.stop()
        findings.add(contentsOf: result.findings)
        report.changes = result.changes
        report.changeCount = result.changeCount
        for outcome in result.entities { update(&report, outcome) }
        if mode == .run { try writeRejects(findings, result, &report) }
    }

    private func rehearse(
        _ set: LoadSet,
        _ report: inout RunReport
    ) throws(LoadFailure) -> LoadResult {
        let result = try Loader.plan(set)
        settle(result, &report)
        return result
    }

    private func load(
        _ set: LoadSet,
        _ report: inout RunReport
    ) throws(LoadFailure) -> LoadResult {
        var settled = report
        let result = try Loader.load(set, workers: workers) { result in
            settle(result, &settled)
            return settled.exitCode == 0
        }
        report = settled
        report.isPublished = report.exitCode == 0
        report.runNumber = result.didWrite ? result.runNumber : 0
        report.outputs += result.outputs
        return result
    }

    /// Judges the gates and closes the ledger on what the load would do.
    private func settle(_ result: LoadResult, _ report: inout RunReport) {
        judge(result, &report)
        report.tables = ledger(result)
        close(&report)
    }

    private func facts() -> Loading.RunFacts {
        let pipeline = assembly.pipeline
        var facts = Loading.RunFacts(
            pipeline: pipeline.name,
            pipelineHash: RunIdentity.hash(pipeline),
            toolVersion: ToolVersion.text,
            asOf: options.asOf,
            operatorName: options.operatorName,
            startedAt: RunIdentity.timestamp()
        )
        facts.mode = selfSource == nil ? .load : .cleanup
        return facts
    }

    // MARK: Gates

    private func judge(_ result: LoadResult?, _ report: inout RunReport) {
        let facts = GateFacts(assembly: assembly, result: result).all()
        report.gates = GateChecker.check(assembly.pipeline.gates, facts: facts)
        let isBroken =
            report.rules.contains { $0.verdict == .fail }
            || report.gates.contains { $0.verdict == .fail }
        if isBroken {
            report.exitCode = 1
        } else if options.requiresReviewed, waitingCount > 0 {
            report.exitCode = 4
        }
    }

    /// Pairs that nobody has answered.
    private var waitingCount: Int {
        assembly.matched.values.reduce(0) { $0 + $1.waitingCount }
    }

    // MARK: Ledger

    private func ledger(_ result: LoadResult?) -> [TableLedger] {
        let mapped = assembly.order.compactMap { entity, _ -> (MappedEntity, [Bucket])? in
            guard let mapped = assembly.mapped[entity.name] else { return nil }
            let outcome = result?.entities.first { $0.entity == entity.name }
            let unchanged = [Bucket](repeating: .unchanged, count: mapped.count)
            return (mapped, outcome?.buckets ?? checked(entity.name) ?? unchanged)
        }
        return Ledger(sources: assembly.sources, mapped: mapped).tables()
    }

    /// Without a target: what the rules would keep out.
    private func checked(_ entity: String) -> [Bucket]? {
        guard let matched = assembly.matched[entity],
            let dispositions = assembly.outcome.dispositions[entity]
        else { return nil }
        return matched.clusters.clusterOf.map { cluster in
            switch dispositions[Int(cluster)] {
            case .keep: .unchanged
            case .reject: .rejected
            case .review: .review
            }
        }
    }

    /// A ledger that doesn't balance is a fault of the program: nothing is published.
    private func close(_ report: inout RunReport) {
        if !report.isBalanced { report.exitCode = 3 }
    }

    private func update(_ report: inout RunReport, _ outcome: EntityOutcome) {
        guard let index = report.entities.firstIndex(where: { $0.entity == outcome.entity }) else {
            return
        }
        report.entities[index].recordCountBefore = outcome.recordCountBefore
        let loaded = outcome.codes.reduce(0) { $0 + ($1.isEmpty ? 0 : 1) }
        report.entities[index].recordCountAfter = max(outcome.recordCountAfter, loaded)
    }

    // MARK: Rejects

    private func writeRejects(
        _ findings: Findings,
        _ result: LoadResult,
        _ report: inout RunReport
    ) throws(LoadFailure) {
        guard let spec = assembly.pipeline.reports.first(where: { $0.format == "rejects" }) else {
            return
        }
        let rows = RejectList(assembly: assembly, result: result).rows(findings)
        let masks = SourceMasks(assembly.pipeline, assembly.sources)
        let paths = try Rejects.write(
            rows,
            of: assembly.sources.tables,
            folder: spec.path,
            mask: masks.mask
        )
        report.outputs += paths.map { ($0, "rejected rows") }
        let questions = ReviewList(assembly: assembly)
        for (entity, _) in assembly.order {
            guard let path = try questions.write(entity.name, folder: spec.path) else { continue }
            report.outputs.append((path, "pairs for people; answers go to decisions/"))
        }
    }
}
