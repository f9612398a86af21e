import Loading
import Records
import Validating

/// The counts that gates measure.
struct GateFacts {
    let assembly: LoadAssembly
    /// nil when nothing will be loaded.
    let result: LoadResult?

    func all() -> Validating.RunFacts {
        var facts = Validating.RunFacts()
        facts.score = assembly.outcome.score
        for (entity, _) in assembly.order {
            guard let matched = assembly.matched[entity.name] else { continue }
            let load = result?.entities.first { $0.entity == entity.name }
            facts.mentionCount += matched.records.table.count
            facts.rejectedCount += rejected(entity.name, matched, load)
            facts.reviewPairCount += matched.waitingCount
            facts.reviewRecordCount += assembly.outcome.reviewCount(entity.name)
            facts.entities.append(entityFacts(entity.name, matched, load))
        }
        let groupings = Set(assembly.pipeline.gates.compactMap(\.by))
        for by in groupings { facts.completenessByGroup[by] = byGroup(by) }
        return facts
    }

    private func rejected(
        _ entity: String,
        _ matched: MatchedEntity,
        _ load: EntityOutcome?
    ) -> Int {
        if let load { return load.buckets.reduce(0) { $0 + ($1 == .rejected ? 1 : 0) } }
        let dispositions = assembly.outcome.dispositions[entity] ?? []
        return matched.clusters.clusterOf.reduce(0) { count, cluster in
            if case .reject = dispositions[Int(cluster)] { count + 1 } else { count }
        }
    }

    private func entityFacts(
        _ name: String,
        _ matched: MatchedEntity,
        _ load: EntityOutcome?
    ) -> Validating.RunFacts.EntityFacts {
        var facts = Validating.RunFacts.EntityFacts(entity: name)
        facts.rowCountAfter = load?.recordCountAfter ?? matched.clusters.count
        if let load, result?.isNewTarget == false { facts.rowCountBefore = load.recordCountBefore }
        facts.changedCount = load?.updatedCount ?? 0
        facts.mergedCount = load?.mergedRecordCount ?? 0
        facts.duplicates = duplicates(matched)
        let kept = assembly.outcome.dispositions[name]?.map(\.isKept)
        facts.completeness = Completeness.ofRecords(
            name,
            entities: assembly.audit.entities,
            model: assembly.pipeline.model,
            context: assembly.audit.context,
            kept: kept
        )
        return facts
    }

    /// Records of a database that are in one cluster with another; a migration leaves none.
    private func duplicates(_ matched: MatchedEntity) -> Share {
        let sources = assembly.sources
        let isDatabase = matched.records.table.lineage.table.first.map {
            sources.tables[Int($0)].locatorKind == .record
        }
        let clusters = matched.clusters
        guard isDatabase == true else { return Share(0, of: clusters.count) }
        var twins = 0
        for cluster in 0..<clusters.count where clusters[cluster].count > 1 {
            twins += clusters[cluster].count
        }
        return Share(twins, of: matched.records.table.count)
    }

    private func byGroup(_ by: String) -> [(entity: String, group: String, share: Share)] {
        assembly.order.flatMap { entity, _ in
            Completeness.byGroup(
                entity.name,
                by: by,
                entities: assembly.audit.entities,
                model: assembly.pipeline.model,
                context: assembly.audit.context,
                kept: assembly.outcome.dispositions[entity.name]?.map(\.isKept)
            ).map { (entity.name, $0.group, $0.share) }
        }
    }
}
