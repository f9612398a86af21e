// The summary on the terminal, for the client as well as for the consultant: where every row and
// mention went, what the records are like before and after, what was found, and what to do next.

import Records

package enum TextReport {
    static let spec = ComponentSpec.reporter(
        "text",
        "the summary as the terminal shows it",
        example: "text: out/report.txt"
    )

    /// The report's lines, the last with its line break.
    ///
    /// Values are masked unless the options show them.
    @Sendable
    package static func render(_ report: RunReport, options: RenderOptions) -> String {
        var page = TextPage(options)
        page.head(report)
        page.sources(report)
        page.mentions(report)
        page.balance(report)
        page.records(report)
        page.matching(report)
        page.findings(report)
        page.rules(report)
        page.gates(report)
        page.changes(report)
        page.timings(report)
        page.outputs(report)
        page.end(report)
        return page.lines.joined(separator: "\n") + "\n"
    }
}

/// The lines written so far.
struct TextPage {
    let options: RenderOptions
    let style: TerminalStyle
    private(set) var lines: [String] = []

    init(_ options: RenderOptions) {
        self.options = options
        style = TerminalStyle(isOn: options.isColored)
    }

    mutating func add(_ line: String) { lines.append(line) }

    mutating func add(_ table: TextTable) { lines += table.lines }

    mutating func section(_ title: String) {
        lines.append("")
        lines.append(style.bold(title))
    }

    /// Says how many of a list are missing; nothing when none is.
    mutating func addMissing(_ count: Int, _ noun: String) {
        if count > 0 { add(style.dim("  … \(counted(count, noun)) more")) }
    }

    func cut(_ text: String, indent: Int) -> String {
        DisplayWidth.cut(text.escapedControls, to: max(options.width - indent, 20))
    }

    /// A line in the colour of its verdict.
    func colored(_ line: String, _ verdict: Verdict) -> String {
        switch verdict {
        case .pass: line
        case .warn: style.yellow(line)
        case .fail: style.red(line)
        case .notEvaluated: style.dim(line)
        }
    }
}

extension TextPage {
    mutating func head(_ report: RunReport) {
        let name = report.pipeline.isEmpty ? "" : " of \(report.pipeline.escapedControls)"
        let version = report.toolVersion.isEmpty ? "sluice" : "sluice \(report.toolVersion)"
        add(style.bold("\(version) · \(report.mode.rawValue)\(name) · as of \(report.asOf)"))
        switch report.mode {
        case .run where report.isPublished && report.runNumber == 0:
            add("nothing had changed; \(report.target.escapedControls) is as it was")
        case .run where report.isPublished:
            add("published as run \(report.runNumber) into \(report.target.escapedControls)")
        case .run: add(style.red("nothing was published; the target is as before the run"))
        case .plan: add("a plan: nothing was written")
        case .check: add("a check: nothing was written")
        case .match: add("matching only: nothing was written")
        }
    }

    mutating func sources(_ report: RunReport) {
        if report.tables.isEmpty { return }
        section("Rows read")
        var table = TextTable([
            ("source", .left), ("rows", .right), ("with mentions", .right), ("skipped", .right),
            ("rejected whole", .right), ("", .left), ("why skipped", .left),
        ])
        for ledger in report.tables {
            table.append([
                ledger.key, grouped(ledger.rowCount), grouped(ledger.mentionedRowCount),
                grouped(ledger.skippedCount), grouped(ledger.rejectedWholeCount),
                ledger.isRowBalanced ? "✓" : "✗", ledger.skippedText,
            ])
        }
        add(table)
    }

    mutating func mentions(_ report: RunReport) {
        let rows = report.tables.flatMap { ledger in ledger.mentions.map { (ledger.key, $0) } }
        if rows.isEmpty || !report.tellsBuckets { return }
        section("Mentions → records")
        var table = TextTable(
            [("source", .left), ("entity", .left), ("mentions", .right)]
                + Bucket.allCases.map { ($0.name, .right) } + [("", .left)]
        )
        func row(_ name: String, _ ledger: EntityLedger) -> [String] {
            [name, ledger.entity, grouped(ledger.mentionCount)]
                + Bucket.allCases.map { grouped(ledger[$0]) } + [ledger.isBalanced ? "✓" : "✗"]
        }
        for (name, ledger) in rows { table.append(row(name, ledger)) }
        let totals = report.mentionTotals
        if rows.count > totals.count {
            for total in totals { table.append(row("all", total)) }
        }
        add(table)
    }

    /// Both identities of the ledger in words.
    mutating func balance(_ report: RunReport) {
        if report.tables.isEmpty { return }
        func sum(_ count: (TableLedger) -> Int) -> String {
            grouped(report.tables.reduce(0) { $0 + count($1) })
        }
        let rowsHold = report.tables.allSatisfy(\.isRowBalanced)
        let mentionsHold = report.tables.allSatisfy { $0.mentions.allSatisfy(\.isBalanced) }
        let totals = report.mentionTotals
        let buckets = Bucket.allCases.map { bucket in
            "\(grouped(totals.reduce(0) { $0 + $1[bucket] })) \(bucket.name)"
        }
        add("")
        addIdentity(
            rowsHold,
            "\(sum(\.rowCount)) rows = \(sum(\.mentionedRowCount)) with mentions"
                + " + \(sum(\.skippedCount)) skipped + \(sum(\.rejectedWholeCount)) rejected whole"
        )
        guard report.tellsBuckets else { return }
        addIdentity(
            mentionsHold,
            "\(grouped(totals.reduce(0) { $0 + $1.mentionCount })) mentions = "
                + buckets.joined(separator: " + ")
        )
    }

    private mutating func addIdentity(_ holds: Bool, _ text: String) {
        if holds {
            add("  \(style.green("✓")) \(text)")
        } else {
            add(style.red("  ✗ \(text): these differ, which is a bug in sluice, not in the data"))
        }
    }

    mutating func records(_ report: RunReport) {
        if report.entities.isEmpty { return }
        section("Records before → after")
        var table = TextTable([
            ("entity", .left), ("records", .right), ("", .left), ("", .right),
            ("completeness", .right), ("", .left), ("", .right),
        ])
        for entity in report.entities {
            table.append([
                entity.entity, grouped(entity.recordCountBefore), "→",
                grouped(entity.recordCountAfter), entity.completenessBefore.percent, "→",
                entity.completenessAfter.percent,
            ])
        }
        add(table)
    }
}

extension TableLedger {
    /// The first identity; mentions have their own.
    var isRowBalanced: Bool {
        rowCount == mentionedRowCount + skippedCount + rejectedWholeCount
    }
}

extension RunReport {
    /// Whether it is known where each mention ended: not after Matching alone.
    var tellsBuckets: Bool { mode != .match }

    /// The mentions of all tables by entity, in order of first appearance.
    var mentionTotals: [EntityLedger] {
        var totals: [EntityLedger] = []
        for ledger in tables.flatMap(\.mentions) {
            let index = totals.firstIndex { $0.entity == ledger.entity } ?? totals.count
            if index == totals.count { totals.append(EntityLedger(entity: ledger.entity)) }
            totals[index].mentionCount += ledger.mentionCount
            for bucket in Bucket.allCases { totals[index][bucket] += ledger[bucket] }
        }
        return totals
    }
}
