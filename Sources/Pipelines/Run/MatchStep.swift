import CRM
import Matching
import Normalizing
import Records

/// One entity after Matching: golden records, and why mentions are together.
struct MatchedEntity: Sendable {
    var records: EntityRecords
    /// nil for entities that are one record per key.
    var result: MatchResult?
    /// Decisions of people that named mentions of this run.
    var decisions: [KeyedDecision] = []
    /// Whether the model is new: trained in this run, or given.
    var isTrained = false
    /// The partition of all mentions, those that stand for records of the target included.
    var full: Clusters
    /// By record: the existing records that it is.
    var existingIDs: [[Int64]]
    /// By record: the existing records that some of its mentions left.
    var parted: [[(id: Int64, cause: String)]]
    var findings: [Finding] = []
    /// Pairs that nobody has answered, those of earlier runs included.
    var waitingCount = 0
    /// Keys of the mentions that stand for records of the target, behind the run's own.
    var storedKeys: [String]

    /// `source:table:key#part` of any mention that was matched.
    func key(_ mention: Int, _ mapped: MappedEntity, _ sources: SourceSet) -> String {
        let count = records.table.count
        return mention < count ? mapped.key(mention, sources) : storedKeys[mention - count]
    }

    var clusters: Clusters { records.golden.clusters }

    /// Who said that two existing records are one; nil when it was found by values.
    func decider(of record: Int) -> String? {
        let clusters = clusters.clusterOf
        return decisions.first { answer in
            guard let decision = answer.decision, decision.isMatch, decision.a < clusters.count,
                clusters[decision.a] == UInt32(record)
            else { return false }
            return !answer.decidedBy.isEmpty
        }?.decidedBy
    }
}

/// Matches the entities of a run in the order of their links.
struct MatchStep {
    let pipeline: Pipeline
    let inputs: MatchInputs
    let incremental: Incremental
    let workers: Workers
    /// Models from a file, which replace stored and trained ones.
    var given: GivenModels?
    /// By entity: what is to be explained.
    var traces: [String: TraceRequest] = [:]

    func match(
        _ order: [(entity: Entity, spec: EntitySpec)],
        sources: SourceSet,
        diagnostics: inout [Diagnostic]
    ) -> [String: MatchedEntity] {
        var matched: [String: MatchedEntity] = [:]
        for (entity, spec) in order {
            guard let mapped = inputs.mapped[entity.name] else { continue }
            if entity.isMatched || spec.match != nil, spec.match?.isOff != true {
                let clusters = matched["account"]?.full
                matched[entity.name] = match(mapped, spec, clusters, &diagnostics)
            } else {
                matched[entity.name] = entityRecords(mapped, spec, byKey(mapped))
            }
        }
        return matched
    }

    private func match(
        _ mapped: MappedEntity,
        _ spec: EntitySpec,
        _ accounts: Clusters?,
        _ diagnostics: inout [Diagnostic]
    ) -> MatchedEntity? {
        let name = mapped.entity.name
        let answers = incremental.answers[name] ?? AnswersOfRun()
        if incremental.isSettled(mapped) {
            let labels = withoutOrphans(incremental.labels(mapped), mapped)
            var settled = entityRecords(mapped, spec, labels)
            settled.decisions = answers.answers
            settled.findings = answers.findings
            return settled
        }
        guard var task = inputs.task(name, spec: spec, accountClusters: accounts) else {
            return nil
        }
        task.decisions = answers.decisions
        incremental.constrain(&task, mapped)
        task.model = incremental.model(of: name)
        given?.put(into: &task, entity: name, &diagnostics)
        task.trace = traces[name]
        let result = Matcher.match(task, workers: workers)
        let labels = withoutOrphans(result.clusters.clusterOf, mapped)
        var matched = entityRecords(mapped, spec, labels, result)
        matched.result = result
        matched.decisions = answers.answers
        matched.findings += answers.findings
        matched.isTrained = task.model == nil || given != nil
        return matched
    }

    /// Golden records of the run's own mentions, and which existing records they are.
    private func entityRecords(
        _ mapped: MappedEntity,
        _ spec: EntitySpec,
        _ labels: [UInt32],
        _ result: MatchResult? = nil
    ) -> MatchedEntity {
        let full = Clusters(labels: labels)
        let ownCount = StoredRecords.ownCount(mapped, inputs.sources)
        let own = mapped.prefix(ownCount)
        let clusters = Clusters(labels: Array(full.clusterOf.prefix(ownCount)))
        let keeping = RecordKeeping(mapped, incremental, full, result, inputs.sources)
        let fullOf = (0..<clusters.count).map { record in
            Int(full.clusterOf[Int(clusters[record][clusters[record].startIndex])])
        }
        var matched = MatchedEntity(
            records: golden(own, spec, clusters),
            full: full,
            existingIDs: fullOf.map { keeping.ids[$0] ?? [] },
            parted: fullOf.map { keeping.parted[$0] ?? [] },
            storedKeys: storedKeys(mapped, from: ownCount)
        )
        matched.findings = keeping.findings(mapped, full, inputs.sources)
        return matched
    }

    /// People answer by keys that last: a stored record goes by its base mention's.
    private func storedKeys(_ mapped: MappedEntity, from ownCount: Int) -> [String] {
        if ownCount == mapped.count { return [] }
        let name = mapped.entity.name
        let keys = incremental.baseKeys(name)
        let records = incremental.records[name] ?? []
        return (ownCount..<mapped.count).map { mention in
            keys[records[mention]] ?? mapped.key(mention, inputs.sources)
        }
    }

    /// A mention whose parent is missing is rejected, so it must not carry others with it.
    private func withoutOrphans(_ labels: [UInt32], _ mapped: MappedEntity) -> [UInt32] {
        var labels = labels
        var next = UInt32(labels.count)
        for mention in labels.indices where Orphans.isOrphan(mention, mapped) {
            labels[mention] = next
            next += 1
        }
        return labels
    }

    /// One record per key of a table; mentions without an id are one each.
    private func byKey(_ mapped: MappedEntity) -> [UInt32] {
        var labels: [UInt32] = (0..<UInt32(mapped.count)).map { $0 }
        for link in mapped.certain where link.reason == .sameKey {
            labels[link.b] = labels[link.a]
        }
        return labels
    }

    private func golden(
        _ mapped: MappedEntity,
        _ spec: EntitySpec,
        _ clusters: Clusters
    ) -> EntityRecords {
        let updated = mapped.table.column("source_updated_at")
        let golden = Survivorship.golden(
            mapped.table,
            clusters: clusters,
            fields: mapped.entity.fields,
            spec: spec.match ?? MatchSpec(),
            sourceOf: inputs.sourceNumbers(mapped),
            sourceNames: pipeline.sources.map(\.name),
            workers: workers,
            updatedAt: { mention in
                updated?.outcomeIndices(ofMention: mention).first
                    .flatMap { updated?.values.string(updated?.outcomes[$0].value ?? 0) }
            }
        )
        return EntityRecords(table: mapped.table, golden: golden)
    }
}

/// Mentions whose parent was named but isn't there.
enum Orphans {
    static func isOrphan(_ mention: Int, _ mapped: MappedEntity) -> Bool {
        mapped.table.links.contains { link in
            link.isMissing[mention] && isBinding(link, mapped.entity)
        }
    }

    /// An account, and whatever the entity can't do without.
    static func isBinding(_ link: LinkColumn, _ entity: Entity) -> Bool {
        link.name == "account"
            || entity.links.contains { $0.name == link.name && $0.isRequired }
    }

    static func report(
        _ mapped: MappedEntity,
        parents: [String: MappedEntity],
        sources: SourceSet,
        findings: inout Findings
    ) {
        for link in mapped.table.links {
            let isBinding = isBinding(link, mapped.entity)
            for mention in 0..<mapped.count where link.isMissing[mention] {
                let table = Int(mapped.table.lineage.table[mention])
                let row = Int(mapped.table.lineage.row[mention])
                let skipped = parents[link.entity]?.skippedIDs ?? [:]
                let id = mapped.linkTexts[link.name]?[mention] ?? ""
                let isSkipped = skipped.values.contains { $0.contains(id) }
                let kind =
                    !isBinding
                    ? RunFindings.missingLink
                    : isSkipped ? RunFindings.skippedParent : RunFindings.missingParent
                var finding = Finding(kind.code, at: sources.place(table: table, row: row))
                finding.entity = mapped.entity.name
                finding.part = Int(mapped.table.lineage.part[mention])
                finding.field = link.name
                finding.detail = "\(link.entity) `\(id)`"
                findings.add(finding)
            }
        }
    }
}
