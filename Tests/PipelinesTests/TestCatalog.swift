import CRM
import Pipelines
import Records

/// A small catalog: enough of each stage for the fixtures.
enum TestCatalog {
    static let catalog = PipelineCatalog(
        importers: importers,
        steps: steps,
        rules: [],
        reporters: [
            reporter("json", "the run's report as JSON"),
            reporter("junit", "rules as test cases"),
            reporter("markdown", "a summary for people"),
        ],
        model: .standard
    )

    private static let importers = [
        ComponentSpec(
            name: "csv",
            stage: .importing,
            summary: "comma-separated text",
            options: [
                OptionSpec("encoding", .text, standard: "auto", "the text's encoding"),
                OptionSpec("delimiter", .text, standard: "auto", "what separates cells"),
                OptionSpec("header", .boolean, standard: "true", "whether a header row stands"),
                OptionSpec("quote", .choice(["double", "single", "none"]), "the quote"),
            ],
            example: "{csv: customers.csv, delimiter: \";\"}"
        ),
        ComponentSpec(
            name: "xlsx",
            stage: .importing,
            summary: "a workbook",
            options: [OptionSpec("sheet", .text, "read only this sheet")],
            example: "{xlsx: customers.xlsx}"
        ),
        ComponentSpec(
            name: "dump",
            stage: .importing,
            summary: "an SQL dump",
            example: "{dump: crm.sql}"
        ),
    ]

    private static let steps = [
        step("trim", []),
        step("opt_out", []),
        step("phone", [OptionSpec("region", .text, standard: "CN", isPrimary: true, "ISO 3166")]),
        step("split", [OptionSpec("by", .list, isPrimary: true, "separators")]),
        step("unit", [OptionSpec("unit", .text, isPrimary: true, "the unit of amounts")]),
        step("map", [OptionSpec("values", .map, isPrimary: true, "text by text")]),
    ]

    private static func step(_ name: String, _ options: [OptionSpec]) -> ComponentSpec {
        ComponentSpec(
            name: name,
            stage: .normalizing,
            summary: "a step",
            options: options,
            example: name
        )
    }

    private static func reporter(_ name: String, _ summary: String) -> ComponentSpec {
        ComponentSpec(
            name: name,
            stage: .loading,
            summary: summary,
            example: "\(name): out/report"
        )
    }
}
