import CRM
import Foundation
import Importing
import Loading
import Matching
import Records

/// What `sluice review` was asked for.
package struct ReviewOptions: Sendable {
    /// nil: all that are matched.
    package var entity: String?
    /// In place of the pipeline's `decisions:`.
    package var decisionsPath: String?
    /// Whether there must be a file to keep answers in.
    package var keepsAnswers = true
    /// Merges to be checked instead of the queue.
    package var sampleCount: Int?
    package var seed: UInt64 = 1
    /// Asks again what was answered `unsure`.
    package var includesUnsure = false
    package var decidedBy = ""
    /// ISO 8601 date.
    package var decidedAt = ""

    package init() {}
}

/// The entities to be asked about, in the order of the run.
package struct ReviewPreparation: Sendable {
    package var desks: [ReviewDesk] = []
    package var diagnostics: [Diagnostic] = []
    package var exitCode = 0
}

extension Runner {
    /// Reads, cleans and matches as `sluice match` does, so that the questions fit the files as they
    /// are now.
    package func review(_ asked: ReviewOptions) -> ReviewPreparation {
        var made = ReviewPreparation()
        let (loaded, diagnostics) = load()
        made.diagnostics = diagnostics
        guard var pipeline = loaded else { return made.failed(2) }
        let names = reviewed(pipeline)
        if let refusal = refusal(asked, pipeline, names) {
            made.diagnostics.append(refusal)
            return made.failed(2)
        }
        let paths = settlePaths(asked, &pipeline)
        var outcome = RunOutcome()
        outcome.diagnostics = diagnostics
        var run = Run(runner: self, mode: .match, pipeline: pipeline, outcome: outcome)
        run.execute()
        made.diagnostics = run.outcome.diagnostics
        guard let matches = run.matches else { return made.failed(run.outcome.exitCode) }
        for name in names where asked.entity == nil || asked.entity == name {
            guard let questions = ReviewQuestions(name, matches) else { continue }
            let store = DecisionStore(path: paths[name] ?? "")
            let desk = desk(questions, asked, store)
            if asked.keepsAnswers, paths[name] == nil, desk.session.current != nil {
                made.diagnostics.append(noDecisions(name, pipeline, desk.session.open.count))
                continue
            }
            made.desks.append(desk)
        }
        let isRefused = made.diagnostics.contains { $0.code == ReviewFindings.noDecisions.code }
        return isRefused ? made.failed(2) : made
    }

    private func desk(
        _ questions: ReviewQuestions,
        _ asked: ReviewOptions,
        _ store: DecisionStore
    ) -> ReviewDesk {
        guard let count = asked.sampleCount else {
            let session = ReviewSession(
                pairs: questions.queue(includesUnsure: asked.includesUnsure),
                sizes: questions.clusterSizes
            )
            return ReviewDesk(
                questions,
                session: session,
                store: store,
                by: asked.decidedBy,
                at: asked.decidedAt
            )
        }
        let sample = MergeSample(questions.merges, count: count, seed: asked.seed)
        let sizes = [Int](repeating: 1, count: questions.mapped.count)
        return ReviewDesk(
            questions,
            session: ReviewSession(pairs: sample.pairs, sizes: sizes, order: .asGiven),
            sample: sample,
            store: store,
            by: asked.decidedBy,
            at: asked.decidedAt
        )
    }

    // MARK: Entities and files

    private func reviewed(_ pipeline: Pipeline) -> [String] {
        pipeline.model.entities.compactMap { entity in
            let spec = pipeline.entities.first { $0.name == entity.name && !$0.from.isEmpty }
            guard let spec, entity.isMatched || spec.match != nil, spec.match?.isOff != true else {
                return nil
            }
            return entity.name
        }
    }

    private func refusal(
        _ asked: ReviewOptions,
        _ pipeline: Pipeline,
        _ names: [String]
    ) -> Diagnostic? {
        if let entity = asked.entity, !names.contains(entity) {
            let message = "the pipeline doesn't match `\(entity)`"
            var diagnostic = Diagnostic(PipelineFindings.notMapped, message)
            let near = DidYouMean.suggest(entity, among: names)
            diagnostic.hint = near.map { "did you mean `\($0)`?" } ?? ""
            diagnostic.notes = names.isEmpty ? [] : ["it matches: \(names.joined(separator: ", "))"]
            return diagnostic
        }
        if asked.decisionsPath != nil, asked.entity == nil, names.count > 1 {
            let list = names.joined(separator: ", ")
            var diagnostic = Diagnostic(
                PipelineFindings.badValue,
                "`--decisions` is the file of one entity, and the pipeline matches \(list)"
            )
            diagnostic.hint = "name the entity: `sluice review PIPELINE \(names[0])`"
            return diagnostic
        }
        return nil
    }

    /// By entity: where its answers are kept.
    ///
    /// Files that nobody has begun are not read.
    private func settlePaths(
        _ asked: ReviewOptions,
        _ pipeline: inout Pipeline
    ) -> [String: String] {
        let only = asked.entity ?? reviewed(pipeline).first
        var paths: [String: String] = [:]
        for index in pipeline.entities.indices {
            let name = pipeline.entities[index].name
            if let path = asked.decisionsPath, name == only {
                var match = pipeline.entities[index].match ?? MatchSpec()
                match.decisions = path
                pipeline.entities[index].match = match
            }
            guard let path = pipeline.entities[index].match?.decisions else { continue }
            paths[name] = path
            if !FileManager.default.fileExists(atPath: path) {
                pipeline.entities[index].match?.decisions = nil
            }
        }
        return paths
    }

    private func noDecisions(_ entity: String, _ pipeline: Pipeline, _ count: Int) -> Diagnostic {
        let spec = pipeline.entities.first { $0.name == entity }
        var diagnostic = Diagnostic(
            ReviewFindings.noDecisions,
            "`\(entity)` has pairs to review (\(count)), and no file for the answers",
            at: spec?.location
        )
        diagnostic.hint =
            "add `match: {decisions: decisions/\(entity).csv}` to `\(entity)` in the pipeline, or "
            + "give `--decisions FILE`"
        return diagnostic
    }
}

extension ReviewPreparation {
    fileprivate func failed(_ code: Int) -> ReviewPreparation {
        var failed = self
        failed.exitCode = code
        return failed
    }
}
