import CRM
import Importing
import Matching
import Normalizing
import Pipelines
import Records
import Reporting
import TestSupport
import Validating

/// The pages of `docs/` that are made of the registries: a component's row is never written by hand.
enum DocsPages {
    static let catalog = PipelineCatalog.standard(reporters: Reporters.all)

    static let all: [(file: String, make: @Sendable () throws -> String)] = [
        ("docs/findings.md", { findings }),
        ("docs/importers.md", importers),
        ("docs/normalizers.md", { try normalizers() }),
        ("docs/comparators.md", { try comparators() }),
        ("docs/rules.md", { try rules() }),
        ("docs/entities.md", { entities }),
        ("schema/pipeline.schema.json", { PipelineSchema.json(catalog) }),
    ]

    // MARK: - Pages

    private static var findings: String {
        var text = head(
            "Findings",
            """
            Everything that sluice says about data or pipeline files, by code. `sluice explain N034` \
            prints one of them with its explanation; names work too (`sluice explain UNRECOVERABLE`).
            A `note` says what was done, a `warning` what to look at, an `error` what was kept out or \
            stops the run; after a `fatal` one the source can't be used.
            """
        )
        let letters = [
            ("I", "Importing"), ("L", "Loading"), ("M", "Matching"), ("N", "Normalizing"),
            ("P", "The pipeline file"), ("R", "The run"), ("V", "Rules and gates"),
        ]
        for (letter, title) in letters {
            text += "\n## \(title)\n\n"
            text += row(["code", "name", "severity", "what is wrong", "what to do", "what happens"])
            text += "|---|---|---|---|---|---|\n"
            for kind in FindingCatalog.all where kind.code.text.hasPrefix(letter) {
                text += row([
                    kind.code.text, "`\(kind.name)`", kind.severity.rawValue, kind.summary,
                    kind.hint, kind.action,
                ])
            }
        }
        return text
    }

    private static func importers() throws -> String {
        head(
            "Importers",
            """
            What a source may be: `{xlsx: customers.xlsx}`, with the options of its format, such as \
            `{csv: leads.csv, encoding: gb18030}`. Encoding, delimiter, sheets and header rows are \
            found; options are for what is found wrongly. `on_broken: keep` on a source loads what \
            can be read of a damaged one.
            """
        )
            + sourceOptions + Importers.all.map { section($0.spec) }.joined() + (try hardCases())
    }

    /// What is done with the nasty things that real files hold, each with its fixture or test.
    private static func hardCases() throws -> String {
        var text = """

            ## What real files hold

            Each line has a fixture or a test that shows what is done.

            | | in the file | what is done | shown by |
            |---|---|---|---|

            """
        for cells in try Fixtures.rows("importers/hard-cases.tsv") where cells.count == 4 {
            let links = cells[3].split(separator: " ").map { reference -> String in
                let name = String(reference.dropFirst(2))
                let isFixture = reference.hasPrefix("f:")
                let path =
                    isFixture
                    ? "../Fixtures/importers/\(name)" : "../Tests/ImportingTests/\(name).swift"
                return "[\(name)](\(path))"
            }
            text += row([cells[0], cells[1], cells[2], links.joined(separator: ", ")])
        }
        return text
    }

    private static var sourceOptions: String {
        """

        ## Files, folders, archives, standard input

        A path may be a file, a folder, or a pattern (`exports/2023-*.csv`, `**` for all folders \
        below); each file stands in the ledger, in the order of names. Tables of one name in several \
        files are one table of the source. Files in a ZIP or gzip are read like others, one level \
        deep. `-` is standard input. The content decides what a file is, never its name: a table in \
        HTML that is called .xls is read as HTML, and a finding says so. These options are known to \
        all formats:


        """
            + options(Containers.options)
    }

    private static func normalizers() throws -> String {
        var text = head(
            "Normalizers and text steps",
            """
            What may stand in `clean:` and `steps:`. A field's type brings its normalizer by itself; \
            write one only to change its options or to put text steps before it. The option in the \
            first row of a table may be the step's value: `{phone: CN}` is `{phone: {region: CN}}`.
            """
        )
        text += "\nTyped normalizers: \(index(Normalizers.all.map { $0.spec }))\n"
        text += "\nText steps: \(index(TextSteps.all.map { $0.spec }))\n"
        for normalizer in Normalizers.all {
            text += section(normalizer.spec) + (try cases("normalizers", normalizer.spec.name))
        }
        for step in TextSteps.all {
            text += section(step.spec) + (try stepCases(step.spec.name))
        }
        return text
    }

    /// The first cases of a step.
    private static func stepCases(_ name: String) throws -> String {
        let rows = try Fixtures.rows("normalizers/steps/\(name).tsv").filter { $0.count > 2 }
        return "\n" + row(["text", "options", "becomes"]) + "|---|---|---|\n"
            + rows.prefix(4).map { row([code($0[0]), code($0[1]), code($0[2])]) }.joined()
    }

    private static func comparators() throws -> String {
        var text = head(
            "Comparators",
            """
            How Matching compares two mentions. The types of the mapped fields choose them; nothing \
            is to be set. Each says one of several levels, and each level has a weight that is \
            learnt from the data ([matching.md](matching.md)). The examples are the test cases.
            """
        )
        for comparator in Comparators.all {
            text += "\n## `\(comparator.spec.name)`\n\n\(comparator.spec.summary)\n\n"
            text += row(["one", "other", "level"]) + "|---|---|---|\n"
            for cells in try Fixtures.rows("comparators/\(comparator.spec.name).tsv") {
                text += row(
                    cells.prefix(2).map { code($0.replacing("|", with: " · ")) } + [cells[2]]
                )
            }
        }
        return text
    }

    private static func rules() throws -> String {
        var text = head(
            "Rules and gates",
            """
            A rule judges every record of an entity; a gate judges the run. A rule says what becomes \
            of a record that breaks it (`else:`) and how many may (`warn:`, `fail:`).
            """
        )
        text += "\n## What every rule may say\n\n" + options(Rules.sharedOptions)
        let shared = Set(Rules.sharedOptions.map(\.name))
        for spec in Rules.all { text += section(spec, but: shared) }
        text += """

            ## Gates

            ```yaml
            gates:
              rejected:     {warn: 1%, fail: 3%}
              account.rows: {min: 300, change: 5%}
            ```


            """
        text += row(["gate", "measures", "options"]) + "|---|---|---|\n"
        for gate in Gates.names {
            text += row(["`\(gate.name)`", gate.summary, options(ofGate: gate.name)])
        }
        for gate in Gates.entityNames {
            let name = "account.\(gate.name)"
            text += row(["`<entity>.\(gate.name)`", gate.summary, options(ofGate: name)])
        }
        return text + """

            ## Reports

            What `reports:` may write. `rejects:` names a folder for the rows that were kept out.


            """ + row(["report", "what it is", "example"]) + "|---|---|---|\n"
            + Reporters.all.map { row(["`\($0.name)`", $0.summary, code($0.example)]) }.joined()
    }

    private static var entities: String {
        var text = head(
            "Entities and fields",
            """
            What a pipeline may map to. `auto` finds a field by its name, its label or one of the \
            headers listed here; blanks, case, width, `*`, final numbers and remarks such as （必填） \
            don't count. Fields that are missing here are declared: `fields: {member_no: code}`.
            """
        )
        text += "\nTypes that may be declared: "
        text += FieldType.declarable.map { "`\($0.rawValue)`" }.joined(separator: ", ") + ".\n"
        for entity in CRMModel.standard.entities {
            text += "\n## `\(entity.name)` \(entity.labelZh)\n\n"
            text += "Table `\(entity.table)`"
            if let column = entity.codeColumn {
                text += ", number `\(column)` (`\(entity.codePrefix)-000001`)"
            }
            text += entity.isMatched ? "; duplicates are searched.\n" : "; one record per key.\n"
            for link in entity.links {
                text +=
                    "Link `\(link.name)` to `\(link.entity)`"
                    + "\(link.isRequired ? ", required" : "").\n"
            }
            text +=
                "\n" + row(["field", "type", "label", "headers understood"]) + "|---|---|---|---|\n"
            for field in entity.fields {
                text += row([
                    "`\(field.name)`", field.type.rawValue, field.labelZh,
                    field.synonyms.joined(separator: ", "),
                ])
            }
        }
        return text
    }

    // MARK: - Pieces

    private static func head(_ title: String, _ text: String) -> String {
        "<!-- Made of the registries; `RECORD=1 swift test --filter DocsTests` writes it anew. -->\n"
            + "# \(title)\n\n\(text)\n"
    }

    private static func index(_ specs: [ComponentSpec]) -> String {
        specs.map { "[`\($0.name)`](#\($0.name))" }.joined(separator: " ")
    }

    private static func section(_ spec: ComponentSpec, but left: Set<String> = []) -> String {
        var text = "\n## `\(spec.name)`\n\n\(spec.summary)\n\n```yaml\n\(spec.example)\n```\n"
        let own = spec.options.filter { !left.contains($0.name) }
        if !own.isEmpty { text += "\n" + options(own) }
        if !spec.findings.isEmpty {
            let names = spec.findings.compactMap { FindingCatalog.kind($0) }
                .map { "\($0.code.text) `\($0.name)`" }
            text += "\nMay say: \(names.joined(separator: ", ")).\n"
        }
        return text
    }

    private static func options(_ options: [OptionSpec]) -> String {
        var text = row(["option", "value", "default", "what it does"]) + "|---|---|---|---|\n"
        for option in options.sorted(by: { $0.isPrimary && !$1.isPrimary }) {
            text += row([
                "`\(option.name)`", name(option.kind), option.standard.map { code($0) } ?? "",
                option.summary,
            ])
        }
        return text
    }

    private static func options(ofGate name: String) -> String {
        Gates.options(of: name).map { "`\($0)`" }.joined(separator: " ")
    }

    private static func name(_ kind: OptionSpec.Kind) -> String {
        switch kind {
        case .text: "text"
        case .integer: "number"
        case .boolean: "`true` or `false`"
        case .share: "`5%` or `10`"
        case .list: "list"
        case .map: "map"
        case .choice(let names): names.map { "`\($0)`" }.joined(separator: " ")
        }
    }

    /// The first cases of a fixture, each with another outcome where possible.
    private static func cases(_ folder: String, _ name: String) throws -> String {
        let rows = try Fixtures.rows("\(folder)/\(name).tsv").filter {
            $0.count > 2 && $0[1].isEmpty
        }
        let plain = rows.prefix(4)
        let odd = rows.dropFirst(4).filter { $0.count > 3 && !$0[3].isEmpty }.prefix(3)
        if plain.isEmpty { return "" }
        return "\n" + row(["cell", "value", "finding"]) + "|---|---|---|\n"
            + (plain + odd).map { cells in
                row([code(cells[0]), code(cells[2]), cells.count > 3 ? cells[3] : ""])
            }.joined()
    }

    private static func code(_ text: String) -> String {
        if text.isEmpty { return "" }
        return text.contains("`") ? "`` \(text) ``" : "`\(text)`"
    }

    private static func row(_ cells: [String]) -> String {
        let cells = cells.map { cell in
            String(cell.flatMap { $0 == "|" ? Array("\\|") : [$0.isNewline ? " " : $0] })
        }
        return "| " + cells.joined(separator: " | ") + " |\n"
    }
}
