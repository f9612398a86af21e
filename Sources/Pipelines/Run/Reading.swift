import Importing
import Records

/// Reads the sources of a pipeline, at once where there are cores.
struct Reading {
    let pipeline: Pipeline
    let workers: Workers
    let rowLimit: Int?

    enum Outcome: Sendable {
        case read([Importers.FileResult], Findings)
        case failed(ImportFailure)
    }

    /// The tables in source order; what can't be read at all comes back as diagnostics.
    func read(findings: inout Findings) -> (SourceSet, [Diagnostic]) {
        let outcomes = workers.map(pipeline.sources.count) { index in
            read(pipeline.sources[index])
        }
        var sources = SourceSet()
        var diagnostics: [Diagnostic] = []
        for (spec, outcome) in zip(pipeline.sources, outcomes) {
            switch outcome {
            case .read(let files, let more):
                findings.add(contentsOf: more)
                for file in files {
                    findings.add(contentsOf: file.result.findings)
                    var spec = spec
                    spec.path = file.path
                    sources.add(file.result, of: spec)
                }
            case .failed(let failure):
                var diagnostic = Diagnostic(failure.kind, failure.message, at: spec.location)
                diagnostic.hint = failure.hint
                diagnostics.append(diagnostic)
            }
        }
        return (sources, diagnostics)
    }

    private func read(_ spec: SourceSpec) -> Outcome {
        do throws(ImportFailure) {
            var (files, findings) = try Importers.readFiles(
                source: spec.name,
                path: spec.path,
                format: spec.format,
                options: spec.options,
                workers: workers
            )
            if let rowLimit {
                for index in files.indices {
                    files[index].result.tables = files[index].result.tables.map {
                        cut($0, rowLimit)
                    }
                }
            }
            return .read(files, findings)
        } catch {
            return .failed(error)
        }
    }

    /// The first rows of a table, for a pilot.
    private func cut(_ table: SourceTable, _ limit: Int) -> SourceTable {
        var table = table
        var batches: [RecordBatch] = []
        var count = 0
        for batch in table.batches where count < limit {
            var kept = RecordBatch(columnCount: batch.columns.count)
            for row in 0..<min(batch.rowCount, limit - count) {
                for column in batch.columns.indices {
                    let cells = batch.columns[column]
                    if cells.isNull(row) {
                        kept.columns[column].appendNull()
                    } else {
                        kept.columns[column].append(cells[row])
                    }
                }
                kept.rowNumbers.append(batch.rowNumbers[row])
                kept.byteOffsets.append(batch.byteOffsets[row])
            }
            count += kept.rowCount
            batches.append(kept)
        }
        table.batches = batches
        let last = batches.last?.rowNumbers.last ?? 0
        table.skipped = table.skipped.filter { $0.rowNumber <= last }
        table.rejectedRows = table.rejectedRows.filter { Int($0.key) < count }
        return table
    }
}
