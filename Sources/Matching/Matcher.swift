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
        let plan =
            task.spec.isOff
            ? BlockPlan() : BlockPlan(task, fields: fields, items: items, workers: workers)
        scan = PairScan(task: task, fields: fields, items: items, layout: layout, plan: plan)
        ranks = ContentRank.ranks(task, items: items)
        if layout.fieldCount < task.fields.count {
            let names = task.fields.dropFirst(layout.fieldCount).map(\.name)
            findings.append(
                MatchFinding(
                    MatchFindings.fieldsLeftOut,
                    detail: names.joined(separator: ", ")
                )
            )
        }
        report(plan)
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
        if let pairCount = plan.declaredPairCount {
            findings.append(
                MatchFinding(
                    MatchFindings.blockTooLarge,
                    detail: "\(pairCount) pairs, more than \(task.spec.maxPairCount)"
                )
            )
        }
    }

    mutating func result() -> MatchResult {
        let isCompared = scan.plan.declaredPairCount == nil && !task.spec.isOff
        let (pairs, blocks) = isCompared ? scan.run(workers) : (ScoredPairs(), [])
        summary.blocks = blocks.map { (name: $0.0, pairCount: $0.1, newPairCount: $0.2) }
        summary.candidatePairCount = pairs.count
        var (model, isStored) = model(pairs)
        let table = WeightTable(model, fields: scan.fields, layout: scan.layout)
        let roles = RoleTable(fields: scan.fields, layout: scan.layout)
        let verdicts = PatternVerdicts(pairs, table, roles)
        verdicts.settle(&model, spec: task.spec, pairs: pairs, keep: isStored)
        var clusterer = Clusterer(
            task: task,
            scan: scan,
            table: table,
            model: model,
            ranks: ranks
        )
        clusterer.decide(task.decisions)
        clusterer.link(task.certain + SameIf.links(task) + sameRecords())
        let (merges, band) = edges(pairs, verdicts, model, roles)
        clusterer.link(merges, verdicts, pairs)
        clusterer.reportBridges()
        let clusters = clusterer.clusters()
        let review = Review.queue(
            band + clusterer.refused,
            clusters: clusters,
            task: task,
            ranks: ranks
        )
        finish(clusters, clusterer, review, model)
        return MatchResult(
            clusters: clusters,
            edges: Self.inOrder(clusterer.edges),
            review: review,
            scored: pairs,
            model: model,
            summary: summary,
            findings: findings + clusterer.findings,
            explain: Explanation(fields: scan.fields, table: table)
        )
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
        let training = Training(
            fields: scan.fields,
            layout: scan.layout,
            pairs: pairs,
            random: random,
            mentionCount: count
        )
        let model = training.run()
        if model.verdict.hasPrefix("not confident") {
            findings.append(MatchFinding(MatchFindings.notConfident, detail: model.verdict))
        }
        return (model, false)
    }

    /// Mentions of one existing record stay together.
    private func sameRecords() -> [CertainLink] {
        var first: [Int32: Int] = [:]
        var links: [CertainLink] = []
        for (mention, record) in task.recordOf.enumerated() where record >= 0 {
            if let other = first[record] {
                links.append(CertainLink(other, mention, .sameRecord))
            } else {
                first[record] = mention
            }
        }
        return links
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

/// Pairs for people.
enum Review {
    /// One pair per two clusters, the best, with the most probable first.
    ///
    /// Decided pairs don't come back.
    static func queue(
        _ candidates: [MatchEdge],
        clusters: Clusters,
        task: MatchTask,
        ranks: [UInt32]
    ) -> [MatchEdge] {
        let decided = Set(task.decisions.map { Pair(clusters, $0.a, $0.b) })
        let order = candidates.sorted { sortKey($0, ranks) < sortKey($1, ranks) }
        var seen: Set<Pair> = []
        return order.filter { edge in
            let pair = Pair(clusters, edge.a, edge.b)
            if pair.first == pair.second || decided.contains(pair) { return false }
            return seen.insert(pair).inserted
        }
    }

    private static func sortKey(_ edge: MatchEdge, _ ranks: [UInt32]) -> (Double, UInt32, UInt32) {
        let x = ranks[edge.a]
        let y = ranks[edge.b]
        return (-(edge.weight ?? 0), min(x, y), max(x, y))
    }

    private struct Pair: Hashable {
        let first: UInt32
        let second: UInt32

        init(_ clusters: Clusters, _ a: Int, _ b: Int) {
            let x = clusters.clusterOf[a]
            let y = clusters.clusterOf[b]
            first = min(x, y)
            second = max(x, y)
        }
    }
}

/// `same_if:` as links: mentions whose listed fields are all filled and equal.
enum SameIf {
    static func links(_ task: MatchTask) -> [CertainLink] {
        task.spec.sameIf.flatMap { names in
            let index = BlockIndex("", mentionCount: task.table.count) { mention, keys in
                keys.append(
                    contentsOf: DeclaredKeys.keys(names, table: task.table, mention: mention)
                )
            }
            return (0..<index.count).flatMap { block in
                let members = index.members[index.range(block)]
                return zip(members, members.dropFirst()).map {
                    CertainLink(Int($0), Int($1), .sameIf)
                }
            }
        }
    }
}

/// Ranks of mentions by what they hold, so that ties don't depend on the order of the input.
enum ContentRank {
    static func ranks(_ task: MatchTask, items: [FieldItems]) -> [UInt32] {
        let count = task.table.count
        var hashes = task.table.contentHashes
        while hashes.count < count { hashes.append(0) }
        for mention in task.table.sourceKeys.indices.prefix(count) {
            let key = Hash64.of(task.table.sourceKeys[mention].utf8.span)
            hashes[mention] = Hash64.combine(hashes[mention], key)
        }
        for (index, field) in items.enumerated() {
            if task.fields[index].comparator is ParentAccount {
                addGroups(field, to: &hashes)
            } else {
                add(field, to: &hashes)
            }
        }
        let order = hashes.indices.sorted {
            hashes[$0] != hashes[$1] ? hashes[$0] < hashes[$1] : $0 < $1
        }
        var ranks = [UInt32](repeating: 0, count: count)
        for (rank, mention) in order.enumerated() { ranks[mention] = UInt32(rank) }
        return ranks
    }

    /// Numbers of clusters follow the order of the input: an account is told by those who have it.
    private static func addGroups(_ items: FieldItems, to hashes: inout [UInt64]) {
        var sums = [UInt64](repeating: 0, count: items.itemCount)
        for mention in hashes.indices {
            for position in items.range(mention) { sums[items.item(position)] &+= hashes[mention] }
        }
        for mention in hashes.indices {
            for position in items.range(mention) {
                hashes[mention] = Hash64.combine(hashes[mention], sums[items.item(position)])
            }
        }
    }

    private static func add(_ items: FieldItems, to hashes: inout [UInt64]) {
        let texts = (0..<UInt32(items.texts.count)).map { Hash64.of(items.texts[$0]) }
        for mention in hashes.indices {
            for position in items.range(mention) {
                let text = Int(items.slot(0, items.item(position)))
                hashes[mention] = Hash64.combine(hashes[mention], texts[text])
            }
        }
    }
}
