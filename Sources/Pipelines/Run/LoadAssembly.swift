import CRM
import Crypto
import Importing
import Loading
import Matching
import Normalizing
import Records
import Validating

/// Puts together what Loading is handed: records with their fate, links, lineage, findings.
struct LoadAssembly {
    let pipeline: Pipeline
    let sources: SourceSet
    let mapped: [String: MappedEntity]
    let matched: [String: MatchedEntity]
    let order: [(entity: Entity, spec: EntitySpec)]
    let audit: Audit
    let outcome: RuleOutcome
    let incremental: Incremental

    func set(
        target: TargetSpec,
        run: Loading.RunFacts,
        selfSource: String?,
        findings: [Finding],
        workers: Workers
    ) -> LoadSet {
        var set = LoadSet(run: run, model: pipeline.model, targetPath: target.database)
        if let staging = target.staging { set.stagingPath = staging }
        set.write =
            switch target.write {
            case .create: .create
            case .createOrUpdate: .createOrUpdate
            case .updateOnly: .updateOnly
            }
        set.clearsBlanks = target.blanks == .clear
        set.selfSource = selfSource
        set.existing = incremental.existing
        set.files = files(workers)
        for (index, file) in sources.files.enumerated() {
            set.tables += file.tables.map { StagedTable(sources.tables[$0], file: index) }
        }
        set.entities = order.compactMap { entity, _ in self.entity(entity) }
        set.regions = RegionTable.all.map {
            Loading.Region(adcode: $0.adcode, name: $0.name, level: $0.level, parent: $0.parent)
        }
        set.findings = findings
        set.metrics = metrics()
        let masks = SourceMasks(pipeline, sources)
        set.cellMask = { masks.mask(table: $0, column: $1) }
        set.kinds = FindingCatalog.all
        return set
    }

    /// What the trend over runs is made of: completeness by entity, offenders by rule.
    private func metrics() -> [QualityMetric] {
        var metrics = order.compactMap { entity, _ -> QualityMetric? in
            guard let percents = outcome.completeness[entity.name], !percents.isEmpty else {
                return nil
            }
            let sum = percents.reduce(0) { $0 + Double($1) }
            return QualityMetric(
                scopeKind: "entity",
                scopeKey: entity.name,
                metric: "completeness",
                numerator: sum / 100,
                denominator: Double(percents.count)
            )
        }
        for result in outcome.results where result.verdict != .notEvaluated {
            var metric = QualityMetric(
                scopeKind: result.group.isEmpty ? "entity" : "owner",
                scopeKey: result.group.isEmpty ? result.entity : result.group,
                metric: result.id,
                numerator: Double(result.offenders.numerator),
                denominator: Double(result.offenders.denominator),
                status: result.verdict.rawValue
            )
            metric.profile = result.entity
            metrics.append(metric)
        }
        return metrics
    }

    /// The word of `mig_source_file` for an importer; of an archive with several formats the first.
    private func storedFormat(_ formats: String) -> String {
        let first = formats.split(separator: ",").first.map(String.init) ?? formats
        return ["dump": "sql", "vcard": "vcf"][first] ?? first
    }

    private func files(_ workers: Workers) -> [SourceFile] {
        let specs = sources.files.map { ($0.spec, $0.result) }
        return workers.map(specs.count) { index in
            let (spec, result) = specs[index]
            let (digest, byteCount) = SourceDigest.of(spec.path)
            var file = SourceFile(
                path: spec.path,
                source: spec.name,
                format: storedFormat(result.format),
                sha256: digest,
                byteSize: byteCount
            )
            file.encoding = result.encoding.isEmpty ? nil : result.encoding
            file.encodingConfidence = result.encoding.isEmpty ? nil : result.encodingConfidence
            file.dialect = result.dialect.isEmpty ? nil : result.dialect
            return file
        }
    }

    private func entity(_ entity: Entity) -> LoadEntity? {
        guard let match = matched[entity.name], let mapped = mapped[entity.name] else { return nil }
        var load = LoadEntity(records: match.records, plans: plans(entity.name, match, mapped))
        load.links = match.records.table.links.map { link in
            let parents = audit.parents(of: entity.name, match, link: link.name) ?? []
            let stored = mapped.storedParents[link.name] ?? [:]
            return LoadLink(
                link.name,
                parents: parents.enumerated().map { record, parent in
                    if parent >= 0 { return .record(Int(parent)) }
                    let id = match.clusters[record].lazy.compactMap { stored[Int($0)] }.first
                    return id.map { .existing($0) } ?? .none
                }
            )
        }
        if let parents = branchParents(entity, match) { load.links.append(parents) }
        if let result = match.result { add(result, match, to: &load) }
        load.pairs += closedPairs(match, mapped)
        load.decisions = match.decisions.map {
            MatchDecision(
                $0.aKey,
                $0.bKey,
                decision: $0.answer,
                decidedBy: $0.decidedBy,
                decidedAt: $0.decidedAt
            )
        }
        load.references = openReferences(mapped)
        load.marks = marks(load.plans, match, mapped)
        if let answers = incremental.answers[entity.name] {
            load.withdrawn = answers.withdrawn.map { ($0.aKey, $0.bKey) }
            load.changedDecisionCount = answers.changedCount
        }
        return load
    }

    /// What the next run knows mentions by that are kept out.
    ///
    /// One whose parent isn't there is judged anew, and so is one that was taken for a record of
    /// the target.
    private func marks(
        _ plans: [RecordPlan],
        _ match: MatchedEntity,
        _ mapped: MappedEntity
    ) -> [UInt64] {
        (0..<match.records.table.count).map { mention in
            let plan = plans[Int(match.clusters.clusterOf[mention])]
            if plan.existingID != nil || Orphans.isOrphan(mention, mapped) { return 0 }
            return incremental.mark(mention, mapped)
        }
    }

    private func branchParents(_ entity: Entity, _ match: MatchedEntity) -> LoadLink? {
        guard entity.name == "account",
            !match.records.table.links.contains(where: { $0.name == "parent" }),
            let parents = BranchParents(match.records)?.parents()
        else { return nil }
        return LoadLink("parent", parents: parents.map { $0 < 0 ? .none : .record(Int($0)) })
    }

    /// Old ids that no mention of this run has: kept as references for a later run.
    private func openReferences(_ mapped: MappedEntity) -> [OldReference] {
        mapped.resolvedReferences().filter { $0.target == nil }.map { ref in
            let table = sources.tables[ref.table]
            return OldReference(
                mention: ref.mention,
                source: table.source,
                table: table.name,
                key: ref.id
            )
        }
    }

    private func plans(
        _ name: String,
        _ match: MatchedEntity,
        _ mapped: MappedEntity
    ) -> [RecordPlan] {
        var plans = [RecordPlan](repeating: RecordPlan(), count: match.clusters.count)
        let dispositions = outcome.dispositions[name] ?? []
        let completeness = outcome.completeness[name] ?? []
        for record in plans.indices {
            if record < dispositions.count {
                switch dispositions[record] {
                case .keep: break
                case .reject(let rule): plans[record].disposition = .rejected(rule)
                case .review(let rule): plans[record].disposition = .review(rule)
                }
            }
            if match.clusters[record].contains(where: { Orphans.isOrphan(Int($0), mapped) }) {
                plans[record].disposition = .rejected(RunFindings.missingParent.code.text)
            }
            if record < completeness.count {
                plans[record].completeness = Int(completeness[record])
            }
            let ids = match.existingIDs[record]
            plans[record].existingID = ids.first
            plans[record].absorbedIDs = Array(ids.dropFirst())
            if ids.count > 1 { plans[record].mergedBy = match.decider(of: record) }
            plans[record].partedFrom = match.parted[record].filter { !ids.contains($0.id) }
        }
        for cleared in outcome.cleared where cleared.entity == name {
            plans[cleared.record].clearedFields.append(cleared.field)
        }
        return plans
    }

    /// Rows that take pairs of earlier runs out of the queue.
    private func closedPairs(_ match: MatchedEntity, _ mapped: MappedEntity) -> [CandidatePair] {
        let closed = queue(match, mapped).closed
        if closed.isEmpty { return [] }
        var mentions: [String: Int] = [:]
        for mention in 0..<match.records.table.count {
            mentions[mapped.key(mention, sources)] = mention
        }
        let side = { (key: String) -> MentionRef in mentions[key].map { .mention($0) } ?? .key(key)
        }
        return closed.compactMap { pair, band in
            // A row of staging belongs to a mention of its run.
            if mentions[pair.aKey] == nil, mentions[pair.bKey] == nil { return nil }
            return CandidatePair(
                side(pair.aKey),
                side(pair.bKey),
                blocks: pair.cause,
                weight: pair.weight,
                probability: pair.probability,
                levels: pair.levels,
                band: band
            )
        }
    }

    /// What waits for people beside the pairs of this run.
    func queue(_ match: MatchedEntity, _ mapped: MappedEntity) -> OpenQueue {
        OpenQueue(match, mapped, incremental, sources)
    }

    private func add(_ result: MatchResult, _ match: MatchedEntity, to load: inout LoadEntity) {
        var levels = LevelTexts(result.explain)
        let count = match.records.table.count
        let side = { (mention: Int) -> MentionRef in
            mention < count ? .mention(mention) : .key(match.storedKeys[mention - count])
        }
        load.edges = result.edges.filter { $0.a < count }.map { edge in
            Loading.MatchEdge(
                side(edge.a),
                side(edge.b),
                weight: edge.weight.map(LevelTexts.rounded),
                probability: edge.probability,
                levels: levels.text(edge)
            )
        }
        load.pairs = result.review.filter { $0.a < count }.map { edge in
            CandidatePair(
                side(edge.a),
                side(edge.b),
                blocks: edge.reason.text,
                weight: LevelTexts.rounded(edge.weight ?? 0),
                probability: edge.probability,
                levels: levels.text(edge),
                band: .review
            )
        }
        if match.isTrained {
            let spec = order.first { $0.entity.name == load.name }?.spec
            load.model = StoredModel.text(result.model, spec?.match)
        }
    }
}

/// Level and weight per field of a pair as JSON; pairs of one pattern share the text.
private struct LevelTexts {
    private let explain: Explanation
    private var texts: [UInt64: String] = [:]

    init(_ explain: Explanation) { self.explain = explain }

    mutating func text(_ edge: Matching.MatchEdge) -> String {
        guard edge.weight != nil else {
            return JSON.array([.object([("reason", .string(edge.reason.text))])]).text()
        }
        if let known = texts[edge.pattern] { return known }
        let fields = explain.fields(edge.pattern).filter { $0.level >= 0 }
        let made = JSON.array(
            fields.map { field in
                .object([
                    ("field", .string(field.field)), ("level", .string(field.levelName)),
                    ("weight", .double(LevelTexts.rounded(field.weight))),
                ])
            }
        ).text()
        texts[edge.pattern] = made
        return made
    }

    static func rounded(_ weight: Double) -> Double { (weight * 1000).rounded() / 1000 }
}

/// The SHA-256 and size of a file, read in blocks.
enum SourceDigest {
    static func of(_ path: String) -> (digest: [UInt8], byteCount: Int) {
        do throws(ImportFailure) {
            let bytes = try FileBytes(path: path)
            var hasher = SHA256()
            let span = bytes.span
            var offset = 0
            while offset < span.count {
                let end = min(offset + (1 << 20), span.count)
                unsafe span.extracting(offset..<end).withUnsafeBytes { block in
                    unsafe hasher.update(bufferPointer: block)
                }
                offset = end
            }
            return (Array(hasher.finalize()), span.count)
        } catch {
            return ([UInt8](repeating: 0, count: 32), 0)
        }
    }
}
