import Records

/// The report as Markdown tables, for a merge request or a CI job's summary page.
///
/// Lists are cut, and say by how much, to stay far below the 1 MiB that GitHub shows of a summary.
package enum MarkdownReport {
    static let spec = ComponentSpec.reporter(
        "markdown",
        "tables for a merge request or a CI summary page",
        example: "markdown: out/summary.md"
    )

    private static let maxRowCount = 200

    @Sendable
    package static func render(_ report: RunReport, options: RenderOptions) -> String {
        let name = report.pipeline.isEmpty ? "" : " of \(escaped(report.pipeline))"
        var blocks = ["# sluice \(report.mode.rawValue)\(name)", head(report)]
        blocks += section("Rules", rules(report)) + section("Gates", gates(report))
        blocks += section("Rows read", rows(report)) + section("Mentions", mentions(report))
        blocks += section("Records", records(report)) + section("Matching", matching(report))
        blocks += section("Blocking rules", rulesOfBlocking(report))
        blocks += section("Findings", findings(report, options))
        blocks += section("Changes", changes(report, options))
        blocks.append("**\(escaped(report.nextStep))**")
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private static func head(_ report: RunReport) -> String {
        let published =
            report.runNumber > 0 ? "published as run \(report.runNumber)" : "nothing had changed"
        let state = report.isPublished ? published : "nothing written"
        let balance = report.isBalanced ? "✓ rows and mentions add up" : "✗ unaccounted rows"
        return "As of \(escaped(report.asOf)) · \(state) · \(balance)"
    }

    private static func section(_ title: String, _ table: [String]?) -> [String] {
        guard let table else { return [] }
        return ["## \(title)", table.joined(separator: "\n")]
    }

    /// Header names ending in `:` are right-aligned.
    private static func table(_ header: [String], _ rows: [[String]], total: Int? = nil)
        -> [String]?
    {
        if rows.isEmpty { return nil }
        func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
        var lines = [line(header.map { $0.hasSuffix(":") ? String($0.dropLast()) : $0 })]
        lines.append(line(header.map { $0.hasSuffix(":") ? "--:" : "---" }))
        lines += rows.prefix(maxRowCount).map { line($0.map(escaped)) }
        let missing = (total ?? rows.count) - min(rows.count, maxRowCount)
        if missing > 0 { lines += ["", "… \(grouped(missing)) more"] }
        return lines
    }

    private static func rules(_ report: RunReport) -> [String]? {
        table(
            ["", "rule", "condition", "offenders:", "limits", "why"],
            report.rules.map {
                [
                    "\($0.verdict.sign) \($0.verdict.rawValue)", "\($0.entity) \($0.title)",
                    $0.text, $0.measured, $0.limits, $0.why,
                ]
            }
        )
    }

    private static func gates(_ report: RunReport) -> [String]? {
        table(
            ["", "gate", "measured", "limits"],
            report.gates.map {
                ["\($0.verdict.sign) \($0.verdict.rawValue)", $0.title, $0.measured, $0.limits]
            }
        )
    }

    private static func rows(_ report: RunReport) -> [String]? {
        table(
            ["source", "rows:", "with mentions:", "skipped:", "rejected whole:", "why skipped"],
            report.tables.map {
                [
                    $0.key, grouped($0.rowCount), grouped($0.mentionedRowCount),
                    grouped($0.skippedCount), grouped($0.rejectedWholeCount), $0.skippedText,
                ]
            }
        )
    }

    private static func mentions(_ report: RunReport) -> [String]? {
        guard report.tellsBuckets else { return nil }
        return table(
            ["source", "entity", "mentions:"] + Bucket.allCases.map { "\($0.name):" },
            report.tables.flatMap { table in
                table.mentions.map { ledger in
                    [table.key, ledger.entity, grouped(ledger.mentionCount)]
                        + Bucket.allCases.map { grouped(ledger[$0]) }
                }
            }
        )
    }

    private static func records(_ report: RunReport) -> [String]? {
        table(
            ["entity", "before:", "after:", "completeness before:", "after:"],
            report.entities.map {
                [
                    $0.entity, grouped($0.recordCountBefore), grouped($0.recordCountAfter),
                    $0.completenessBefore.percent, $0.completenessAfter.percent,
                ]
            }
        )
    }

    private static func matching(_ report: RunReport) -> [String]? {
        table(
            [
                "entity", "mentions:", "records:", "compared:", "merged:", "for review:",
                "merge from:", "review from:", "est. precision:", "est. recall:", "model",
            ],
            report.matching.map {
                [
                    $0.entity, grouped($0.mentionCount), grouped($0.recordCount),
                    grouped($0.candidatePairCount), grouped($0.mergedPairCount),
                    grouped($0.reviewPairCount), thousandths($0.mergeThreshold),
                    thousandths($0.reviewThreshold), $0.estimatedPrecision.map(thousandths) ?? "–",
                    $0.estimatedRecall.map(thousandths) ?? "–", $0.modelVerdict,
                ]
            }
        )
    }

    /// The rules that brought the most new matches first.
    private static func rulesOfBlocking(_ report: RunReport) -> [String]? {
        table(
            ["entity", "rule", "pairs:", "matches:", "new:", "by it alone:"],
            report.matching.flatMap { summary in
                summary.blocksByYield.map { block in
                    [
                        summary.entity, block.name, grouped(block.pairCount),
                        grouped(Int(block.matchCount.rounded())),
                        grouped(Int(block.newMatchCount.rounded())),
                        grouped(Int(block.aloneMatchCount.rounded())),
                    ]
                }
            }
        )
    }

    private static func findings(_ report: RunReport, _ options: RenderOptions) -> [String]? {
        table(
            ["count:", "code", "what", "first example", "hint"],
            report.findings.byWeight.map { summary in
                let example = summary.examples.first
                let value = example.map { options.shown($0.value, field: $0.field) } ?? ""
                let place = example?.place.text ?? ""
                return [
                    grouped(summary.count), summary.tag, summary.kind.summary,
                    value.isEmpty ? place : "\(place): \(value)", summary.kind.hint,
                ]
            }
        )
    }

    private static func changes(_ report: RunReport, _ options: RenderOptions) -> [String]? {
        table(
            ["record", "field", "before", "after"],
            report.changes.map {
                [
                    "\($0.entity) \($0.record)", $0.field,
                    options.shown($0.before, field: $0.field),
                    options.shown($0.after, field: $0.field),
                ]
            },
            total: max(report.changeCount, report.changes.count)
        )
    }

    /// Text that stays text in a table cell.
    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text.escapedControls {
            switch character {
            case "|", "\\", "*", "_", "[", "]", "`", "#": out += "\\\(character)"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "&": out += "&amp;"
            default: out.append(character)
            }
        }
        return out
    }
}
