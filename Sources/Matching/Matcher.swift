import CRM
import Records

/// Stage 3: mentions of one entity → clusters, each one record, without labels.
///
///     clean columns ──▶ items ──blocks──▶ pairs ──comparators──▶ patterns ──EM──▶ weights
///                                                                              │
///         clusters ◀── decisions, certain links, then pairs by weight ◀── thresholds
///
/// Example: (张伟, +8613000000001, 骐图) and (Zhang Wei, +8613000000001, 骐图农业) meet in the block of the
/// number; their pattern is name "romanized", phone "same mobile", account "same brand"; the weight
/// −11 + 8 + 15 + 3 bits gives P = 0.99997.
package enum Matcher {
    package static func match(_ task: MatchTask, workers: Workers) -> MatchResult {
        var run = MatchRun(task, workers: workers)
        return run.result()
    }
}

/// The steps of one match.
struct MatchRun {
    let task: MatchTask
    let workers: Workers
    let scan: PairScan
    let ranks: [UInt32]
    private var findings: [MatchFinding] = []
    private var answers = DecisionBook()
    private var summary: MatchSummary

    init(_ task: MatchTask, workers: Workers) {
        self.task = task
        self.workers = workers
        summary = MatchSummary(entity: task.table.entity)
        summary.mentionCount = task.table.count
        let gathered = workers.map(task.fields.count) { index in
            task.fields[index].comparator.items(for: task.fields[index], in: task)
        }
        let layout = PatternLayout(fields: task.fields, items: gathered)
        let fields = Array(task.fields.prefix(layout.fieldCount))
        let items = Array(gathered.prefix(layout.fieldCount))
        ranks = ContentRank.ranks(task, items: items)
        var scan = PairScan(task: task, fields: fields, items: items, layout: layout)
        scan.comparesKnown = Self.learns(task, fields)
        if !task.spec.isOff { scan.plan = BlockPlan(scan, ranks: ranks, workers: workers) }
        self.scan = scan
        if layout.fieldCount < task.fields.count {
            let names = task.fields.dropFirst(layout.fieldCount).map(\.name)
            findings.append(
                MatchFinding(
                    MatchFindings.fieldsLeftOut,
                    detail: names.joined(separator: ", ")
                )
            )
        }
        report(scan.plan)
    }

    /// Whether a model is trained: it is for all pairs, so that those of known mentions count too.
    private static func learns(_ task: MatchTask, _ fields: [MatchField]) -> Bool {
        let isStored = task.model.map { $0.fits(fields) } ?? false
        return !isStored && task.table.count >= Training.leastMentionCount
    }

    private mutating func report(_ plan: BlockPlan) {
        for (rule, pairCount) in plan.leftOut {
            findings.append(
                MatchFinding(
                    MatchFindings.blockSplit,
                    detail: "\(rule): \(pairCount) pairs without a second key"
                )
            )
        }
        if plan.isTooLarge {
            let rules = plan.tooLarge.map {
                "\($0.rule): \($0.pairCount) pairs, largest block \($0.largest) mentions"
            }
            findings.append(
                MatchFinding(
                    MatchFindings.blockTooLarge,
                    detail: rules.joined(separator: "; ")
                        + "; `max_pairs` is \(task.spec.maxPairCount)"
                )
            )
        }
    }

    mutating func result() -> MatchResult {
        let isCompared = !scan.plan.isTooLarge && !task.spec.isOff
        let (pairs, blocks) = isCompared ? scan.run(workers) : (ScoredPairs(), [])
        summary.blocks = blocks.map {
            .init(name: $0.0, pairCount: $0.1, newPairCount: $0.2)
        }
        summary.candidatePairCount = pairs.count
        var (model, isStored) = model(pairs)
        let table = WeightTable(model, fields: scan.fields, layout: scan.layout)
        let roles = RoleTable(fields: scan.fields, layout: scan.layout)
        let verdicts = PatternVerdicts(pairs, table, roles)
        verdicts.settle(&model, spec: task.spec, pairs: pairs, keep: isStored)
        let reported = findings
        var (clusterer, band) = cluster(pairs, verdicts, model, table, roles)
        var clusters = clusterer.clusters()
        var estimate = ClusterEstimate(pairs, verdicts, clusters, clusterer.edges)
        if !isStored, model.isConfident, !estimate.isConfident {
            // What was merged isn't what the model expects: only near certain pairs are.
            model.verdict = "\(MatchModel.notConfident): \(estimate.doubt)"
            verdicts.settle(&model, spec: task.spec, pairs: pairs, keep: false)
            findings = reported
            (clusterer, band) = cluster(pairs, verdicts, model, table, roles)
            clusters = clusterer.clusters()
            estimate = ClusterEstimate(pairs, verdicts, clusters, clusterer.edges)
        }
        model.estimatedPrecision = model.isConfident ? estimate.precision : nil
        model.estimatedRecall = model.isConfident ? estimate.recall : nil
        if !isStored, !model.isConfident {
            let detail = "\(model.verdict); merged from \(model.mergeThreshold) on"
            findings.append(MatchFinding(MatchFindings.notConfident, detail: detail))
        }
        let review = Review.queue(
            band + clusterer.refused,
            clusters: clusters,
            task: task,
            ranks: ranks
        )
        measureBlocks(pairs, verdicts, table, roles)
        finish(clusters, clusterer, review, model)
        let tracer = Tracer(
            scan: scan,
            table: table,
            model: model,
            roles: roles,
            clusterer: clusterer,
            clusters: clusters,
            review: review,
            pairs: pairs
        )
        return MatchResult(
            clusters: clusters,
            edges: Self.inOrder(clusterer.edges),
            review: review,
            scored: pairs,
            model: model,
            summary: summary,
            findings: findings + clusterer.findings,
            answers: answers,
            explain: Explanation(fields: scan.fields, table: table),
            trace: task.trace.map(tracer.trace)
        )
    }

    /// What people decided, what is certain, then what the model merges; and the pairs for people.
    private mutating func cluster(
        _ pairs: ScoredPairs,
        _ verdicts: PatternVerdicts,
        _ model: MatchModel,
        _ table: WeightTable,
        _ roles: RoleTable
    ) -> (clusterer: Clusterer, band: [MatchEdge]) {
        var clusterer = Clusterer(
            task: task,
            scan: scan,
            table: table,
            model: model,
            ranks: ranks
        )
        answers = clusterer.decide(task.decisions)
        clusterer.link(CertainGroup.all(task, ranks: ranks))
        let (merges, band) = edges(pairs, verdicts, model, roles)
        clusterer.link(merges, verdicts, pairs)
        clusterer.reportBridges()
        clusterer.reportRecordBridges()
        return (clusterer, band)
    }

    private mutating func model(_ pairs: ScoredPairs) -> (MatchModel, isStored: Bool) {
        if let stored = task.model {
            if stored.fits(scan.fields) { return (stored, true) }
            findings.append(MatchFinding(MatchFindings.modelRefused))
        }
        let count = task.table.count
        guard count >= Training.leastMentionCount, pairs.count > 0 else {
            var model = MatchModel(fields: scan.fields, mentionCount: count)
            model.verdict = "from priors"
            return (model, false)
        }
        var order = [Int](repeating: 0, count: count)
        for (mention, rank) in ranks.enumerated() { order[Int(rank)] = mention }
        let random = RandomLevels(scan, order: order, workers: workers)
        let common = pairs.common
        let training = Training(
            fields: scan.fields,
            layout: scan.layout,
            pairs: common,
            random: random,
            mentionCount: count,
            workers: workers,
            decided: DecidedPairs(task.decisions, in: pairs, common: common)
        )
        return (training.run(), false)
    }

    /// The scored pairs that merge, and those for people.
    private mutating func edges(
        _ pairs: ScoredPairs,
        _ verdicts: PatternVerdicts,
        _ model: MatchModel,
        _ roles: RoleTable
    ) -> (merges: [ScoredLink], band: [MatchEdge]) {
        var merges: [ScoredLink] = []
        var band: [MatchEdge] = []
        pairs.forEach { a, b, index in
            let probability = verdicts.probabilities[index]
            if verdicts.isVetoed[index] {
                contradiction(a, b, verdicts.weights[index], pairs.patterns[index], roles).map {
                    band.append($0)
                }
                return
            }
            guard probability >= model.reviewThreshold else { return }
            let link = ScoredLink(a: UInt32(a), b: UInt32(b), pattern: UInt32(index))
            let isMerge = probability >= model.mergeThreshold && verdicts.isSufficient[index]
            if isMerge {
                merges.append(link)
            } else {
                band.append(MatchEdge(link, verdicts, pairs))
            }
        }
        return (merges, band)
    }

    /// A forbidden pair in which something identifying agrees: one of the two was typed wrongly.
    private mutating func contradiction(
        _ a: Int,
        _ b: Int,
        _ weight: Double,
        _ pattern: UInt64,
        _ roles: RoleTable
    ) -> MatchEdge? {
        guard roles.isIdentified(pattern), let field = roles.veto(pattern) else { return nil }
        let isBranch = scan.fields[field].comparator is CompanyName
        if isBranch { findings.append(MatchFinding(MatchFindings.branchMerge, mentions: [a, b])) }
        let cause = isBranch ? "branch and parent" : "different \(scan.fields[field].name)"
        return MatchEdge(
            a,
            b,
            .opposed(cause),
            weight: weight,
            probability: Logarithm.probability(weight),
            pattern: pattern
        )
    }

    /// What each rule brought, by the probabilities of the model.
    private mutating func measureBlocks(
        _ pairs: ScoredPairs,
        _ verdicts: PatternVerdicts,
        _ table: WeightTable,
        _ roles: RoleTable
    ) {
        guard !summary.blocks.isEmpty else { return }
        let yield = BlockYield(
            scan.plan,
            pairs: pairs,
            verdicts: verdicts,
            table: table,
            roles: roles,
            workers: workers
        )
        for rule in summary.blocks.indices {
            summary.blocks[rule].matchCount = yield.matches[rule]
            summary.blocks[rule].newMatchCount = yield.newMatches[rule]
            summary.blocks[rule].aloneMatchCount = yield.aloneMatches[rule]
        }
        summary.blockingRecall = yield.recall
    }

    /// By mention; sorted by number, because edges are dear to move.
    private static func inOrder(_ edges: [MatchEdge]) -> [MatchEdge] {
        let keys = edges.map { UInt64($0.a) << 32 | UInt64($0.b) }
        return edges.indices.sorted { keys[$0] < keys[$1] }.map { edges[$0] }
    }

    private mutating func finish(
        _ clusters: Clusters,
        _ clusterer: Clusterer,
        _ review: [MatchEdge],
        _ model: MatchModel
    ) {
        summary.recordCount = clusters.count
        summary.mergedPairCount = clusterer.edges.count
        summary.reviewPairCount = review.count
        summary.mergeThreshold = model.mergeThreshold
        summary.reviewThreshold = model.reviewThreshold
        summary.estimatedPrecision = model.estimatedPrecision
        summary.estimatedRecall = model.estimatedRecall
        summary.modelVerdict = model.verdict
        summary.splits = clusterer.splits.sorted { $0.key < $1.key }
            .map { "\($0.value) links refused: \($0.key)" }
    }
}
