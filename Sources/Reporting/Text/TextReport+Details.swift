import Records

extension TextPage {
    mutating func matching(_ report: RunReport) {
        if report.matching.isEmpty { return }
        section("Matching")
        for summary in report.matching {
            let known = summary.knownRecordCount
            addWrapped(
                "\(summary.entity): \(counted(summary.mentionCount, "mention"))"
                    + (known > 0 ? ", with \(counted(known, "known record")) → " : " → ")
                    + "\(counted(summary.recordCount, "record")); "
                    + "\(counted(summary.candidatePairCount, "pair")) compared, "
                    + "\(grouped(summary.mergedPairCount)) merged, "
                    + "\(grouped(summary.reviewPairCount)) for review",
                indent: 2
            )
            for text in modelTexts(summary) { addWrapped(text, indent: 4, isDim: true) }
            blocks(summary)
            for split in summary.splits.prefix(3) {
                add("    cluster split: \(cut(split, indent: 19))")
            }
            addMissing(summary.splits.count - 3, "split")
        }
    }

    /// What each rule brought: pairs, and the matches expected among them, new and alone.
    private mutating func blocks(_ summary: MatchSummary) {
        let matches = summary.blocks.reduce(0) { $0 + $1.newMatchCount }
        guard matches >= 1 else { return }
        var text =
            "compared by \(counted(summary.blocks.count, "rule")), which "
            + "\(summary.blocks.count == 1 ? "brings" : "bring") together "
            + counted(Int(matches.rounded()), "expected match")
        if let recall = summary.blockingRecall {
            text += ", about \(thousandths(recall)) of all"
        }
        addWrapped(text, indent: 4, isDim: true)
        let order = summary.blocksByYield
        for block in order.prefix(6) {
            addWrapped(
                "\(block.name): \(counted(block.pairCount, "pair")), "
                    + "\(counted(Int(block.matchCount.rounded()), "match")), "
                    + "\(grouped(Int(block.newMatchCount.rounded()))) new, "
                    + "\(grouped(Int(block.aloneMatchCount.rounded()))) by it alone",
                indent: 6,
                isDim: true
            )
        }
        addMissing(order.count - 6, "rule")
    }

    /// Thresholds and verdict, then the estimates.
    private func modelTexts(_ summary: MatchSummary) -> [String] {
        var first =
            "merge from \(thousandths(summary.mergeThreshold)), "
            + "review from \(thousandths(summary.reviewThreshold))"
        if !summary.modelVerdict.isEmpty { first += "; \(summary.modelVerdict)" }
        let estimates = [
            summary.estimatedPrecision.map { "estimated precision \(thousandths($0))" },
            summary.estimatedRecall.map { "estimated recall \(thousandths($0))" },
        ].compactMap(\.self)
        return estimates.isEmpty ? [first] : [first, estimates.joined(separator: ", ")]
    }

    /// Text over lines of at most 120 columns, the further ones deeper; cut at blanks.
    private mutating func addWrapped(_ text: String, indent: Int, isDim: Bool = false) {
        var line = String(repeating: " ", count: indent)
        var isEmpty = true
        for word in text.escapedControls.split(separator: " ") {
            let isFull = DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) > 120
            if isFull, !isEmpty {
                add(isDim ? style.dim(line) : line)
                line = String(repeating: " ", count: indent + 2)
                isEmpty = true
            }
            line += isEmpty ? String(word) : " \(word)"
            isEmpty = false
        }
        add(isDim ? style.dim(line) : line)
    }

    mutating func findings(_ report: RunReport) {
        if report.findings.isEmpty { return }
        let total = report.findings.reduce(0) { $0 + $1.count }
        section("Findings: \(grouped(total)) of \(counted(report.findings.count, "kind"))")
        let ordered = report.findings.byWeight
        let shownCount = ordered.count { $0.isOfUser } + options.maxListCount
        for summary in ordered.prefix(shownCount) { addFinding(summary) }
        addMissing(ordered.count - shownCount, "kind")
        if report.droppedFindingCount > 0 {
            let count = counted(report.droppedFindingCount, "finding")
            add(style.dim("  \(count) counted without keeping the example"))
        }
    }

    private mutating func addFinding(_ summary: FindingSummary) {
        let severity = summary.kind.severity
        let tag = style.severity(severity, "\(severity.rawValue)[\(summary.tag)]")
        add("  \(tag) × \(grouped(summary.count)): \(summary.kind.summary)")
        if let example = summary.examples.first {
            add("      \(cut(exampleText(example), indent: 6))")
        }
        if !summary.kind.hint.isEmpty { add("      = hint: \(summary.kind.hint)") }
        if !summary.kind.action.isEmpty { add("      = action: \(summary.kind.action)") }
    }

    private func exampleText(_ finding: Finding) -> String {
        var text = finding.place.text
        if !finding.value.isEmpty {
            text += ": \(options.shown(finding.value, field: finding.field))"
        }
        if finding.place.column.isEmpty, let field = finding.field, !field.isEmpty {
            text += ", field `\(field)`"
        }
        if !finding.detail.isEmpty { text += " (\(finding.detail))" }
        return text
    }

    mutating func rules(_ report: RunReport) {
        if report.rules.isEmpty { return }
        section("Rules")
        var table = TextTable(columns: [.left, .left, .left, .right, .left])
        let shown = report.rules.gravestFirst(maxCount: options.maxListCount * 3, \.verdict)
        for rule in shown {
            table.append([
                "\(rule.verdict.sign) \(rule.verdict.rawValue)", "\(rule.entity) \(rule.title)",
                DisplayWidth.cut(rule.text, to: 44), rule.measured, rule.limits,
            ])
        }
        for (line, rule) in zip(table.lines, shown) { add(colored(line, rule.verdict)) }
        addMissing(report.rules.count - shown.count, "rule result")
        for rule in shown where rule.verdict == .fail { addExamples(rule) }
    }

    private mutating func addExamples(_ rule: RuleResult) {
        let why = rule.why.isEmpty ? "" : " (\(rule.why))"
        let keys = rule.examples.prefix(5).joined(separator: ", ")
        add("    \("\(rule.title)\(why): \(keys)".escapedControls)")
        addMissing(rule.offenders.numerator - min(rule.examples.count, 5), "record")
    }

    mutating func gates(_ report: RunReport) {
        if report.gates.isEmpty { return }
        section("Gates")
        var table = TextTable(columns: [.left, .left, .left, .left])
        let shown = report.gates.gravestFirst(maxCount: options.maxListCount * 3, \.verdict)
        for gate in shown {
            table.append([
                "\(gate.verdict.sign) \(gate.verdict.rawValue)", gate.title, gate.measured,
                gate.limits,
            ])
        }
        for (line, gate) in zip(table.lines, shown) { add(colored(line, gate.verdict)) }
        addMissing(report.gates.count - shown.count, "gate result")
    }

    mutating func changes(_ report: RunReport) {
        let count = max(report.changeCount, report.changes.count)
        if count == 0 { return }
        section("Changes of existing records: \(grouped(count))")
        let shown = report.changes.prefix(options.maxListCount)
        var table = TextTable(columns: [.left, .left, .left, .left, .left])
        for change in shown {
            table.append([
                "\(change.entity) \(change.record)", change.field,
                shownOrBlank(change.before, change.field), "→",
                shownOrBlank(change.after, change.field),
            ])
        }
        add(table)
        addMissing(count - shown.count, "change")
    }

    private func shownOrBlank(_ value: String, _ field: String) -> String {
        value.isEmpty ? "(blank)" : options.shown(value, field: field)
    }

    mutating func timings(_ report: RunReport) {
        guard options.showsTimings, !report.timings.isEmpty else { return }
        section("Time")
        var table = TextTable(columns: [.left, .right])
        for timing in report.timings {
            table.append([timing.name, "\(grouped(Int(timing.elapsedNanoseconds / 1_000_000))) ms"])
        }
        if report.peakMemoryBytes > 0 {
            table.append(["peak memory", "\(grouped(report.peakMemoryBytes >> 20)) MiB"])
        }
        add(table)
    }

    mutating func outputs(_ report: RunReport) {
        if report.outputs.isEmpty { return }
        section("Written")
        var table = TextTable(columns: [.left, .left])
        for output in report.outputs { table.append([output.path, output.purpose]) }
        add(table)
    }

    /// One line: how it ended, and what to open or type next.
    mutating func end(_ report: RunReport) {
        add("")
        let line = report.nextStep
        add(report.exitCode == 0 ? style.green(line) : style.red(line))
    }
}

extension Array {
    /// In their own order; when there are more than `maxCount`, failures and warnings stay first.
    fileprivate func gravestFirst(maxCount: Int, _ verdict: (Element) -> Verdict) -> [Element] {
        if count <= maxCount { return self }
        let failures = filter { verdict($0) == .fail }
        let warnings = filter { verdict($0) == .warn }
        let others = filter { verdict($0) != .fail && verdict($0) != .warn }
        return Array((failures + warnings + others).prefix(maxCount))
    }
}

extension RunReport {
    var nextStep: String {
        let failed =
            rules.filter { $0.verdict == .fail }.map { "rule \($0.title)" }
            + gates.filter { $0.verdict == .fail }.map { "gate \($0.title)" }
        let reviewCount = matching.reduce(0) { $0 + $1.reviewPairCount }
        let named = pipelinePath.isEmpty ? pipeline : pipelinePath
        let path = named.isEmpty ? "PIPELINE" : named.escapedControls
        if !isBalanced { return "rows or mentions are unaccounted for; please report this bug" }
        let questions =
            outputs.first { $0.path.hasSuffix(".review.csv") }
            .map { ", see \($0.path.escapedControls)" } ?? ""
        if exitCode != 0, let first = failed.first {
            let others = failed.count > 1 ? " and \(failed.count - 1) more" : ""
            let rejects = outputs.first { $0.path.contains("reject") }.map { ", see \($0.path)" }
            return "failed by \(first)\(others)\(rejects ?? ""); correct the data or the limit and "
                + "run again"
        }
        if exitCode != 0 { return "failed with exit code \(exitCode); see the findings above" }
        let pairs = reviewCount > 0 ? "; \(counted(reviewCount, "pair")) wait for people" : ""
        switch mode {
        case .plan: return "all gates pass\(pairs); next: sluice run \(path)"
        case .match: return "done\(pairs); next: sluice plan \(path)"
        case .check: return "done: no rule or gate failed"
        case .run where reviewCount > 0:
            return "done: open \(target.escapedControls)\(pairs)\(questions)"
        case .run: return "done: open \(target.escapedControls)"
        }
    }
}
