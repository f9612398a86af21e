import CRM
import Records
import Validating

/// Each entity before and after: records, completeness, filled fields.
struct EntitySummaries {
    let audit: Audit
    let outcome: RuleOutcome

    func all() -> [EntitySummary] {
        audit.pipeline.model.entities.compactMap { entity in
            guard let matched = audit.matched[entity.name] else { return nil }
            var summary = EntitySummary(entity: entity.name)
            summary.recordCountAfter = matched.clusters.count
            summary.completenessBefore = Completeness.ofMentions(
                matched.records.table,
                entity: entity
            )
            summary.completenessAfter = Completeness.ofRecords(
                entity.name,
                entities: audit.entities,
                model: audit.pipeline.model,
                context: audit.context,
                kept: outcome.dispositions[entity.name]?.map(\.isKept)
            )
            summary.fields = Completeness.fields(
                entity.name,
                entities: audit.entities,
                model: audit.pipeline.model,
                context: audit.context
            )
            return summary
        }
    }
}
