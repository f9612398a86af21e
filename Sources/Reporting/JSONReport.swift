import Records

/// The whole report as JSON: keys in a fixed order, counts as numbers, values masked unless asked.
package enum JSONReport {
    static let spec = ComponentSpec.reporter(
        "json",
        "everything in the report, for programs",
        example: "json: out/report.json"
    )

    /// Grows when a key changes its meaning; new keys don't count.
    static let formatVersion = 1

    /// Indented, ends in a line break.
    @Sendable
    package static func render(_ report: RunReport, options: RenderOptions) -> String {
        json(report, options: options).text(pretty: true) + "\n"
    }

    package static func json(_ report: RunReport, options: RenderOptions) -> JSON {
        var pairs: [(String, JSON)] = [
            ("format_version", .int(formatVersion)),
            ("tool_version", .string(report.toolVersion)),
            ("pipeline", .string(report.pipeline)),
            ("pipeline_hash", .string(report.pipelineHash)),
            ("mode", .string(report.mode.rawValue)),
            ("as_of", .string(report.asOf)),
            ("run", .int(report.runNumber)),
            ("target", .string(report.target)),
            ("is_published", .bool(report.isPublished)),
            ("exit_code", .int(report.exitCode)),
            ("is_balanced", .bool(report.isBalanced)),
            ("tables", .array(report.tables.map(table))),
            ("entities", .array(report.entities.map(entity))),
            ("matching", .array(report.matching.map(matching))),
            ("findings", .array(report.findings.byWeight.map { finding($0, options) })),
            ("dropped_findings", .int(report.droppedFindingCount)),
            ("rules", .array(report.rules.map(rule))),
            ("gates", .array(report.gates.map(gate))),
            ("change_count", .int(report.changeCount)),
            ("changes", .array(report.changes.map { change($0, options) })),
            ("outputs", .array(report.outputs.map(output))),
        ]
        if options.showsTimings {
            pairs.append(("timings", .array(report.timings.map(timing))))
            pairs.append(("peak_memory_bytes", .int(report.peakMemoryBytes)))
        }
        return .object(pairs)
    }

    private static func share(_ share: Share) -> JSON {
        .object([
            ("numerator", .int(share.numerator)), ("denominator", .int(share.denominator)),
            ("percent", share.denominator > 0 ? .string(share.percent) : .null),
        ])
    }

    private static func table(_ ledger: TableLedger) -> JSON {
        let skipped = RowKind.allCases.compactMap { kind in
            ledger.skipped[kind].map { (kind.rawValue, JSON.int($0)) }
        }
        return .object([
            ("source", .string(ledger.source)), ("file", .string(ledger.file)),
            ("table", .string(ledger.table)), ("rows", .int(ledger.rowCount)),
            ("rows_with_mentions", .int(ledger.mentionedRowCount)),
            ("rows_skipped", .object(skipped)),
            ("rows_rejected_whole", .int(ledger.rejectedWholeCount)),
            ("mentions", .array(ledger.mentions.map(mentions))),
            ("is_balanced", .bool(ledger.isBalanced)),
        ])
    }

    private static func mentions(_ ledger: EntityLedger) -> JSON {
        .object(
            [("entity", .string(ledger.entity)), ("mentions", .int(ledger.mentionCount))]
                + Bucket.allCases.map { ($0.name, .int(ledger[$0])) }
        )
    }

    private static func entity(_ summary: EntitySummary) -> JSON {
        .object([
            ("entity", .string(summary.entity)),
            ("records_before", .int(summary.recordCountBefore)),
            ("records_after", .int(summary.recordCountAfter)),
            ("completeness_before", share(summary.completenessBefore)),
            ("completeness_after", share(summary.completenessAfter)),
            ("fields", .object(summary.fields.map { ($0.field, share($0.filled)) })),
        ])
    }

    private static func matching(_ summary: MatchSummary) -> JSON {
        .object([
            ("entity", .string(summary.entity)), ("mentions", .int(summary.mentionCount)),
            ("known_records", .int(summary.knownRecordCount)),
            ("records", .int(summary.recordCount)),
            ("candidate_pairs", .int(summary.candidatePairCount)),
            ("merged_pairs", .int(summary.mergedPairCount)),
            ("review_pairs", .int(summary.reviewPairCount)),
            ("merge", .double(summary.mergeThreshold)),
            ("review", .double(summary.reviewThreshold)),
            ("estimated_precision", summary.estimatedPrecision.map(JSON.double) ?? .null),
            ("estimated_recall", summary.estimatedRecall.map(JSON.double) ?? .null),
            ("model", .string(summary.modelVerdict)),
            ("blocking_recall", summary.blockingRecall.map(JSON.double) ?? .null),
            (
                "blocks",
                .array(
                    summary.blocks.map {
                        .object([
                            ("name", .string($0.name)), ("pairs", .int($0.pairCount)),
                            ("new_pairs", .int($0.newPairCount)),
                            ("matches", .double($0.matchCount)),
                            ("new_matches", .double($0.newMatchCount)),
                            ("alone_matches", .double($0.aloneMatchCount)),
                        ])
                    }
                )
            ),
            ("splits", .array(summary.splits.map(JSON.string))),
        ])
    }

    private static func finding(_ summary: FindingSummary, _ options: RenderOptions) -> JSON {
        .object([
            ("code", .string(summary.kind.code.text)), ("name", .string(summary.kind.name)),
            ("severity", .string(summary.kind.severity.rawValue)),
            ("summary", .string(summary.kind.summary)), ("hint", .string(summary.kind.hint)),
            ("action", .string(summary.kind.action)), ("count", .int(summary.count)),
            ("examples", .array(summary.examples.map { example($0, options) })),
        ])
    }

    private static func example(_ finding: Finding, _ options: RenderOptions) -> JSON {
        .object([
            ("source", .string(finding.place.source)), ("file", .string(finding.place.file)),
            ("table", .string(finding.place.table)),
            (finding.place.locatorKind.rawValue, .int(Int(finding.place.rowNumber))),
            ("column", .string(finding.place.column)),
            ("byte_offset", finding.place.byteOffset.map { .int(Int($0)) } ?? .null),
            ("entity", finding.entity.map(JSON.string) ?? .null),
            ("field", finding.field.map(JSON.string) ?? .null),
            ("rule", finding.rule.map(JSON.string) ?? .null),
            ("value", .string(options.shown(finding.value, field: finding.field))),
            ("detail", .string(finding.detail)),
        ])
    }

    private static func rule(_ result: RuleResult) -> JSON {
        .object([
            ("id", .string(result.id)), ("entity", .string(result.entity)),
            ("rule", .string(result.text)), ("why", .string(result.why)),
            ("group", .string(result.group)), ("verdict", .string(result.verdict.rawValue)),
            ("offenders", share(result.offenders)), ("limits", .string(result.limits)),
            ("examples", .array(result.examples.map(JSON.string))),
        ])
    }

    private static func gate(_ result: GateResult) -> JSON {
        .object([
            ("name", .string(result.name)), ("group", .string(result.group)),
            ("verdict", .string(result.verdict.rawValue)), ("measured", .string(result.measured)),
            ("limits", .string(result.limits)),
        ])
    }

    private static func change(_ change: FieldChange, _ options: RenderOptions) -> JSON {
        .object([
            ("entity", .string(change.entity)), ("record", .string(change.record)),
            ("field", .string(change.field)),
            ("before", .string(options.shown(change.before, field: change.field))),
            ("after", .string(options.shown(change.after, field: change.field))),
        ])
    }

    private static func output(_ output: (path: String, purpose: String)) -> JSON {
        .object([("path", .string(output.path)), ("purpose", .string(output.purpose))])
    }

    private static func timing(_ timing: StageTiming) -> JSON {
        .object([
            ("name", .string(timing.name)),
            ("elapsed_nanoseconds", .int(Int(timing.elapsedNanoseconds))),
        ])
    }
}
