import Loading
import Matching
import Records

/// What people said and what earlier runs left to be asked.
extension Run {
    /// People's answers are not to be passed over: a file that can't be read ends the run.
    mutating func readAnswers(_ existing: ExistingState?) throws(Stop) {
        facts.selfSource = selfSource
        var diagnostics: [Diagnostic] = []
        for spec in pipeline.entities {
            let path = spec.match?.decisions
            facts.decisions[spec.name] = Decisions(path, entity: spec.name, &diagnostics)
            facts.judgements[spec.name] = StoredModel.judgement(of: spec)
            let model = existing?.models[spec.name]
            let isOutdated = model.map { StoredModel.isOutdated($0, spec.match) } ?? false
            if runner.options.refits || isOutdated { facts.refits.insert(spec.name) }
        }
        outcome.diagnostics += diagnostics
        if diagnostics.contains(where: { $0.severity >= .error }) { throw Stop(exitCode: 2) }
        guard let existing, let target = pipeline.target else { return }
        do throws(LoadFailure) {
            let path = target.staging ?? LoadSet.stagingPath(for: target.database)
            facts.openPairs = try OpenPairs.read(path, lastRun: existing.lastRunNumber)
            facts.keptOut = try KeptOut.read(path, lastRun: existing.lastRunNumber)
        } catch {
            throw stop(error, target)
        }
    }

    /// Records that nobody compared are not to be taken for different ones.
    func refuseUncompared(_ matched: [String: MatchedEntity]) throws(Stop) {
        let refusals = pipeline.entities.flatMap { spec -> [Diagnostic] in
            let found = matched[spec.name]?.result?.findings ?? []
            return found.filter { $0.code == MatchFindings.blockTooLarge }.compactMap { finding in
                FindingCatalog.kind(finding.code).map { kind in
                    Diagnostic(
                        kind,
                        "`block:` of `\(spec.name)` makes too many pairs: \(finding.detail)",
                        at: spec.location
                    )
                }
            }
        }
        if !refusals.isEmpty { throw Stop(exitCode: 1, diagnostics: refusals) }
    }
}
