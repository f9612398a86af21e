import CRM
import Dispatch
import Foundation
import Importing
import Loading
import Matching
import Normalizing
import Records
import Validating

/// A pipeline's way from files to a published database; the only place with concurrency.
///
///     load ▸ read ▸ lint ▸ map and clean ▸ match ▸ audit ▸ plan the load ▸ gates ▸ publish ▸ report
///
/// Until the last step but one nothing outside the process has changed.
package struct Runner: Sendable {
    package let options: RunOptions

    package init(_ options: RunOptions) { self.options = options }

    var workers: Workers { .cores(options.threadCount) }

    /// The pipeline file alone, without its sources.
    package func load() -> (Pipeline?, [Diagnostic]) {
        PipelineFile.load(
            path: options.pipelinePath,
            overrides: options.overrides,
            catalog: .standard(reporters: options.reporters),
            environment: options.environment,
            root: options.root,
            allowOutside: options.allowsOutside,
            asOf: options.asOf
        )
    }

    /// The pipeline against the headers of its sources.
    package func lint() -> [Diagnostic] {
        let (pipeline, diagnostics) = load()
        guard let pipeline else { return diagnostics }
        var findings = Findings()
        let (sources, failures) = reading(pipeline).read(findings: &findings)
        if !failures.isEmpty { return diagnostics + failures }
        let headers = headers(sources)
        return diagnostics + Lint.check(pipeline.withoutMissing(headers), headers: headers)
    }

    package func execute(_ mode: RunReport.Mode) -> RunOutcome {
        let (pipeline, diagnostics) = load()
        var outcome = RunOutcome()
        outcome.diagnostics = diagnostics
        guard let pipeline else {
            outcome.exitCode = 2
            return outcome
        }
        var run = Run(runner: self, mode: mode, pipeline: pipeline, outcome: outcome)
        run.execute()
        return run.outcome
    }

    func reading(_ pipeline: Pipeline) -> Reading {
        Reading(pipeline: pipeline, workers: workers, rowLimit: options.rowLimit)
    }

    func headers(_ sources: SourceSet) -> [SourceHeaders] {
        // Most files of a source have the same columns; once is enough.
        var seen: Set<String> = []
        return sources.tables.compactMap { table in
            let names = table.columns.map(\.name).joined(separator: "\u{1E}")
            guard seen.insert("\(table.source)\u{1F}\(table.name)\u{1F}\(names)").inserted else {
                return nil
            }
            return SourceHeaders(
                source: table.source,
                table: table.name,
                columns: table.columns.map { SourceHeaders.Column($0.name, isHidden: $0.isHidden) }
            )
        }
    }
}

extension Workers {
    /// Up to that many cores of the machine.
    package static func cores(_ count: Int) -> Workers {
        if count < 2 { return .single }
        return Workers(count: count) { total, body in
            DispatchQueue.concurrentPerform(iterations: total, execute: body)
        }
    }
}
