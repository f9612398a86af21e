import CRM
import Records

/// Holds a pipeline against the headers of its sources, and against itself.
package enum Lint {
    /// What is wrong, in the order of the file; without headers only what the pipeline alone shows.
    ///
    /// Tables of sources that `headers` says nothing about are not checked.
    package static func check(
        _ pipeline: Pipeline,
        headers: [SourceHeaders]
    ) -> [Diagnostic] {
        let problems = Problems()
        problems.register(pipeline)
        let tables = TableLint(problems: problems, pipeline: pipeline, headers: headers)
        tables.check()
        if !headers.isEmpty, !pipeline.entities.isEmpty || !pipeline.sources.isEmpty,
            pipeline.entities.allSatisfy(\.from.isEmpty), let source = pipeline.sources.first
        {
            let names = headers.map { $0.table.isEmpty ? $0.source : "\($0.source).\($0.table)" }
            problems.report(
                PipelineFindings.nothingLoaded,
                "no table of the sources is mapped",
                at: source.location,
                hint: "the sources have: \(names.unique().prefix(20).joined(separator: ", "))"
            )
        }
        let entities = EntityLint(problems: problems, pipeline: pipeline, headers: headers)
        entities.check()
        return problems.sorted(files: [pipeline.path])
    }
}

extension Problems {
    /// Reads the pipeline's text again, for the lines beside the carets.
    fileprivate func register(_ pipeline: Pipeline) {
        for (file, text) in pipeline.texts { register(file: file, text: text) }
    }
}
