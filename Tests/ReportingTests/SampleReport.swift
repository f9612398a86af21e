import Records

/// A report in which every part is filled, some with text that breaks careless renderers.
enum SampleReport {
    static let phone = "13800138000"
    static let email = "zhang.san@example.com"

    static var full: RunReport {
        var report = RunReport()
        report.toolVersion = "1.0.0"
        report.pipeline = "pipelines/acme.yaml"
        report.asOf = "2023-11-30"
        report.runNumber = 3
        report.target = "out/crm.db"
        report.isPublished = true
        report.tables = [table]
        report.entities = [account]
        report.findings = [finding("V003", 2), finding("V001", 41)]
        report.rules = rules
        report.gates = gates
        report.matching = [matching]
        report.changes = [
            FieldChange(
                entity: "account",
                record: "A-000123",
                field: "phone",
                before: "",
                after: phone
            )
        ]
        report.changeCount = 30
        report.timings = [StageTiming(name: "importing", elapsedNanoseconds: 12_000_000)]
        report.outputs = [(path: "out/report.json", purpose: "this report")]
        return report
    }

    private static var table: TableLedger {
        var table = TableLedger(source: "book", file: "客户.xlsx", table: "客户档案")
        table.rowCount = 1412
        table.mentionedRowCount = 1400
        table.skipped = [.header: 2, .blank: 9]
        table.rejectedWholeCount = 1
        var mentions = EntityLedger(entity: "account")
        mentions.mentionCount = 1400
        mentions[.created] = 1000
        mentions[.merged] = 390
        mentions[.rejected] = 10
        table.mentions = [mentions]
        return table
    }

    private static var account: EntitySummary {
        var summary = EntitySummary(entity: "account")
        summary.recordCountAfter = 1000
        summary.completenessBefore = Share(40, of: 100)
        summary.completenessAfter = Share(923, of: 1000)
        summary.fields = [("name", Share(1, of: 2))]
        return summary
    }

    private static func finding(_ code: String, _ count: Int) -> FindingSummary {
        let kind = FindingKind(code, "NAME_OF_\(code)", .warning, "summary of it", hint: "do this")
        var summary = FindingSummary(kind: kind)
        summary.count = count
        var place = Place(source: "book", file: "客户.xlsx", table: "客户档案")
        place.rowNumber = 77
        place.column = "电话"
        var finding = Finding(kind.code, at: place)
        finding.field = "phone"
        finding.value = phone
        summary.examples = [finding]
        return summary
    }

    private static var rules: [RuleResult] {
        var failed = RuleResult(
            id: "C02-mobile",
            entity: "contact",
            text: "matches: {x: \"<a&b>\"}",
            verdict: .fail
        )
        failed.offenders = Share(150, of: 1000)
        failed.limits = "warn: 3%, fail: 10%"
        failed.group = "王五 & <co>"
        failed.examples = (1...20).map { "C-\($0)" }
        failed.why = "nobody \u{1} can \"call\" them"
        var passed = RuleResult(
            id: "A01",
            entity: "account",
            text: "required: name",
            verdict: .pass
        )
        passed.offenders = Share(0, of: 1000)
        var warned = passed
        warned.id = "A02"
        warned.verdict = .warn
        var unseen = RuleResult(id: "A03", entity: "account", text: "x", verdict: .notEvaluated)
        unseen.limits = "fail: 0"
        return [passed, warned, unseen, failed]
    }

    private static var gates: [GateResult] {
        [
            GateResult(
                name: "rejected",
                measured: "10 of 1400 mentions (0.7%)",
                limits: "fail: 3%",
                verdict: .pass
            ),
            GateResult(
                name: "account.rows",
                measured: "1000 records",
                limits: "max: 900",
                verdict: .fail
            ),
        ]
    }

    private static var matching: MatchSummary {
        var summary = MatchSummary(entity: "account")
        summary.mentionCount = 1400
        summary.recordCount = 1000
        summary.candidatePairCount = 12_345
        summary.mergedPairCount = 390
        summary.reviewPairCount = 12
        summary.mergeThreshold = 0.95
        summary.reviewThreshold = 0.6
        summary.modelVerdict = "converged after 9 iterations"
        summary.splits = (1...5).map { "split \($0)" }
        summary.blocks = [.init(name: "name", pairCount: 100, newPairCount: 50)]
        return summary
    }
}
