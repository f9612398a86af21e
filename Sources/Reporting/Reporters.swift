import Records

/// All forms of a run's report; lint, `--format`, the JSON Schema and the docs read `all`.
package enum Reporters {
    package static let all: [ComponentSpec] = reporters.map(\.spec)

    /// The report in the form of that name; nil when there is no such form.
    package static func render(
        _ report: RunReport,
        as name: String,
        options: RenderOptions
    ) -> String? {
        reporters.first { $0.spec.name == name }?.render(report, options)
    }

    private static let reporters: [Reporter] = [
        Reporter(JSONReport.spec, JSONReport.render),
        Reporter(JUnitReport.spec, JUnitReport.render),
        Reporter(MarkdownReport.spec, MarkdownReport.render),
        Reporter(TextReport.spec, TextReport.render),
    ]
}

private struct Reporter: Sendable {
    let spec: ComponentSpec
    let render: @Sendable (RunReport, RenderOptions) -> String

    init(
        _ spec: ComponentSpec,
        _ render: @escaping @Sendable (RunReport, RenderOptions) -> String
    ) {
        self.spec = spec
        self.render = render
    }
}

extension ComponentSpec {
    /// Reports are written after the last stage.
    static func reporter(_ name: String, _ summary: String, example: String) -> ComponentSpec {
        ComponentSpec(name: name, stage: .loading, summary: summary, example: example)
    }
}
