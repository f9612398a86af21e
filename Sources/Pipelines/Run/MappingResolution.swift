import CRM
import Records

/// Fills in what `auto` and `same` leave to the program, and adds fields for `custom:` columns.
struct MappingResolution {
    let sources: SourceSet

    func resolve(_ pipeline: inout Pipeline, headers: [SourceHeaders]) {
        AutoMapping.apply(to: &pipeline, headers: headers)
        for index in pipeline.entities.indices {
            guard let entity = pipeline.model.entity(pipeline.entities[index].name) else {
                continue
            }
            for mapping in pipeline.entities[index].from.indices
            where pipeline.entities[index].from[mapping].mode == .same {
                nameFields(&pipeline.entities[index].from[mapping], entity)
            }
            addCustomFields(&pipeline, entity)
        }
    }

    /// The columns of a crm.db are fields already.
    private func nameFields(_ mapping: inout TableMapping, _ entity: Entity) {
        if mapping.table == nil { mapping.table = entity.name }
        guard
            let index = sources.indices(source: mapping.source, table: mapping.table).first
        else {
            return
        }
        mapping.fields = sources.tables[index].columns.map(\.name)
            .filter { $0 == "source_id" || entity.field($0) != nil }
            .map { FieldMapping(field: $0, columns: [$0], location: mapping.location) }
    }

    private func addCustomFields(_ pipeline: inout Pipeline, _ entity: Entity) {
        let spec = pipeline.entities.first { $0.name == entity.name }
        var names: [String] = []
        for header in spec?.from.flatMap(\.custom) ?? [] where !names.contains(header) {
            names.append(header)
        }
        let fields = names.map { Field("custom.\($0)", .text, .custom, zh: $0) }
        guard !fields.isEmpty,
            let index = pipeline.model.entities.firstIndex(where: { $0.name == entity.name })
        else { return }
        pipeline.model.entities[index] = entity.adding(fields)
    }
}
