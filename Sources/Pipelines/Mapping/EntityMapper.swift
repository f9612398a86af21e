import CRM
import Normalizing
import Records

/// `from:` — the rows of source tables become the mentions of one entity.
///
/// In: source tables and the entity's mappings. Out: one `CleanColumn` per field with its distinct
/// raw cells and each mention's ids; Normalizing fills the outcomes later.
struct EntityMapper {
    let sources: SourceSet
    let spec: EntitySpec
    let context: NormalizingContext
    /// By table: the columns that contacts read from the same rows, for fill-down.
    let companions: [Int: [Int]]
    let workers: Workers

    func map(_ entity: Entity, findings: inout Findings) throws(OptionError) -> MappedEntity {
        var mapped = MappedEntity(entity: entity)
        for mapping in spec.from {
            for index in tableIndices(mapping, entity) {
                var rows = RowMapper(
                    table: index,
                    source: sources.tables[index],
                    mapping: mapping,
                    contactColumns: companions[index] ?? [],
                    workers: workers
                )
                try rows.map(into: &mapped, sources: sources, context: context, findings: &findings)
            }
        }
        return mapped
    }

    private func tableIndices(_ mapping: TableMapping, _ entity: Entity) -> [Int] {
        let table = mapping.table ?? (mapping.mode == .same ? entity.name : nil)
        return sources.indices(source: mapping.source, table: table)
    }
}
