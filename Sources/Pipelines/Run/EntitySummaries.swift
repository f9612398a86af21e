import CRM
import Records
import Validating

/// Each entity before and after: records, completeness, filled fields.
struct EntitySummaries {
    let audit: Audit
    let outcome: RuleOutcome
    let workers: Workers

    func all() -> [EntitySummary] {
        let entities = audit.pipeline.model.entities.filter { audit.matched[$0.name] != nil }
        let records = audit.entities
        let context = audit.context
        // Before and after, entity by entity: all count for themselves.
        let parts = workers.map(entities.count * 2) { index -> EntitySummary in
            let entity = entities[index / 2]
            guard let own = records[entity.name] else { return EntitySummary(entity: entity.name) }
            return index % 2 == 0
                ? before(entity, own) : after(entity, own, records, context)
        }
        return entities.indices.map { index in
            var summary = parts[index * 2 + 1]
            summary.completenessBefore = parts[index * 2].completenessBefore
            return summary
        }
    }

    private func before(_ entity: Entity, _ own: EntityRecords) -> EntitySummary {
        var summary = EntitySummary(entity: entity.name)
        summary.completenessBefore = Completeness.ofMentions(own.table, entity: entity)
        return summary
    }

    private func after(
        _ entity: Entity,
        _ own: EntityRecords,
        _ records: [String: EntityRecords],
        _ context: ValidatingContext
    ) -> EntitySummary {
        let found = Completeness.summary(
            entity.name,
            entities: records,
            model: audit.pipeline.model,
            context: context,
            kept: outcome.dispositions[entity.name]?.map(\.isKept)
        )
        var summary = EntitySummary(entity: entity.name)
        summary.recordCountAfter = own.golden.count
        summary.completenessAfter = found.share
        summary.fields = found.fields
        return summary
    }
}
