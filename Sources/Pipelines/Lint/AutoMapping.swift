import CRM
import Records

/// Maps a table's headers to an entity's fields by their names: what `auto` means.
package enum AutoMapping {
    /// The fields of the table's first part; columns of further parts are left out.
    package static func map(
        _ headers: [String],
        entity: Entity,
        location: Diagnostic.Location
    ) -> [FieldMapping] {
        parts(headers, entity: entity, location: location).first ?? []
    }

    /// One mapping for each record of a row.
    ///
    /// 联系人1, 手机1, 联系人2, 手机2 are two contacts: where the person's name stands in several columns
    /// with a number, the number is the part. Elsewhere columns of one field are its further values.
    package static func parts(
        _ headers: [String],
        entity: Entity,
        location: Diagnostic.Location
    ) -> [[FieldMapping]] {
        let named = fields(headers, entity)
        let ordinals = named.filter { $0.field == "full_name" }
            .map { HeaderName.ordinal(of: $0.header) ?? 1 }
        let isSplit = Set(ordinals).count > 1 && Set(ordinals).count == ordinals.count
        guard isSplit else { return [mappings(named, entity, location)] }
        return ordinals.sorted().map { ordinal in
            let part = named.filter { (HeaderName.ordinal(of: $0.header) ?? 1) == ordinal }
            return mappings(part, entity, location)
        }
    }

    /// Fills in the fields of `auto` mappings; they are listed ones afterwards.
    package static func apply(to pipeline: inout Pipeline, headers: [SourceHeaders]) {
        for index in pipeline.entities.indices {
            let spec = pipeline.entities[index]
            guard let entity = pipeline.model.entity(spec.name) else { continue }
            pipeline.entities[index].from = spec.from.flatMap { mapping -> [TableMapping] in
                guard mapping.mode == .auto,
                    let table = headers.table(mapping.source, mapping.table)
                else { return [mapping] }
                let parts = parts(
                    table.columnNames,
                    entity: entity,
                    location: mapping.location
                )
                return parts.enumerated().map { number, fields in
                    var listed = mapping
                    listed.mode = .listed
                    listed.part = number + 1
                    listed.fields = fields
                    return listed
                }
            }
        }
    }

    private static func mappings(
        _ named: [(header: String, field: String)],
        _ entity: Entity,
        _ location: Diagnostic.Location
    ) -> [FieldMapping] {
        var mappings: [FieldMapping] = []
        var indexByField: [String: Int] = [:]
        for (header, field) in named {
            guard let index = indexByField[field] else {
                indexByField[field] = mappings.count
                mappings.append(FieldMapping(field: field, columns: [header], location: location))
                continue
            }
            mappings[index].columns.append(header)
            mappings[index].keepsAll = entity.field(field)?.isMultiValued ?? false
        }
        return mappings
    }

    /// The field of each known header, in the order of the columns.
    ///
    /// A header that is only similar to
    /// a field's names counts when no other names that field.
    private static func fields(
        _ headers: [String],
        _ entity: Entity
    ) -> [(header: String, field: String)] {
        let synonyms = HeaderSynonyms(entity)
        let headers = headers.filter { !$0.isEmpty && !HeaderSynonyms.isDropped($0) }.unique()
        var found: [String: String] = [:]
        for header in headers {
            if let match = synonyms.match(header) {
                found[header] = match.field.name
            } else if HeaderSynonyms.isSourceID(header), !found.values.contains("source_id") {
                found[header] = "source_id"
            }
        }
        let certain = Set(found.values)
        for header in headers where found[header] == nil && !HeaderSynonyms.isSourceID(header) {
            guard let (field, _) = synonyms.similar(to: header), !certain.contains(field.name)
            else { continue }
            found[header] = field.name
        }
        return headers.compactMap { header in found[header].map { (header: header, field: $0) } }
    }
}
