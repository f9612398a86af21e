import CRM
import Importing
import Loading
import Records

/// Records of the target as further mentions, so that new and changed mentions are compared with what
/// is there already.
///
/// They stand behind the run's own mentions, take part in Matching alone, and are dropped after it.
enum StoredRecords {
    /// The source's name; no pipeline can declare one in brackets.
    static let source = "(target)"

    /// Whether some mention of a matched entity is new or changed.
    static func areNeeded(
        _ incremental: Incremental,
        _ order: [(entity: Entity, spec: EntitySpec)],
        _ mapped: [String: MappedEntity]
    ) -> Bool {
        guard incremental.existing != nil, !incremental.isCleanup else { return false }
        return order.contains { entity, _ in
            guard entity.isMatched, let mapped = mapped[entity.name] else { return false }
            return mapped.count > 0 && !incremental.isSettled(mapped)
        }
    }

    /// The pipeline with the target as its last source.
    static func pipeline(_ pipeline: Pipeline, target: TargetSpec) -> Pipeline {
        var pipeline = pipeline
        pipeline.sources.append(
            SourceSpec(
                name: source,
                format: "crm",
                path: target.database,
                location: target.location
            )
        )
        for index in pipeline.entities.indices {
            let name = pipeline.entities[index].name
            guard pipeline.model.entity(name)?.isMatched == true,
                !pipeline.entities[index].from.isEmpty
            else { continue }
            var mapping = TableMapping(source: source, table: name, location: target.location)
            mapping.mode = .same
            pipeline.entities[index].from.append(mapping)
        }
        return pipeline
    }

    /// Blanks those that only repeat what the run's own mentions say.
    static func blank(_ redundant: Set<Int>, in mapped: inout MappedEntity) {
        if redundant.isEmpty { return }
        for index in mapped.table.columns.indices {
            let cells = mapped.table.columns[index].cells
            var kept = IDRuns()
            for mention in 0..<cells.rowCount {
                if !redundant.contains(mention) {
                    kept.append(cells[mention])
                } else if cells.starts.isEmpty {
                    kept.append(0)
                } else {
                    kept.append(EmptyCollection<UInt32>())
                }
            }
            mapped.table.columns[index].cells = kept
        }
    }

    /// How many mentions of an entity are the run's own: the stored ones stand behind them.
    static func ownCount(_ mapped: MappedEntity, _ sources: SourceSet) -> Int {
        let tables = mapped.table.lineage.table
        return tables.firstIndex { sources.tables[Int($0)].source == source } ?? mapped.count
    }
}
