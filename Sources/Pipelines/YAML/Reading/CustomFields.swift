import CRM
import Records

/// Entities and fields that a pipeline declares beyond the CRM model.
enum CustomFields {
    static let types = FieldType.declarable.map(\.rawValue)
    /// Keys of a mapping: a field of that name could not be mapped.
    static let taken = Vocabulary.mapping.keys.map(\.name) + PipelineReader.expectations
}

extension PipelineReader {
    /// Adds what `fields:` declares to the model, before anything is held against it.
    mutating func declareCustoms(_ node: YAMLNode?) {
        for entry in node?.entries ?? [] {
            guard let fields = entry.value["fields"] else { continue }
            declare([], for: entry.key, at: entry.keyLocation)
            guard model.entity(entry.key) != nil else { continue }
            for field in fields.entries ?? [] { declare(field, for: entry.key) }
        }
    }

    private mutating func declare(_ entry: YAMLNode.Entry, for entity: String) {
        guard !CustomFields.taken.contains(entry.key) else {
            return problems.report(
                PipelineFindings.reservedName,
                "a custom field can't be named `\(entry.key)`: it is a key of mappings or tests",
                at: entry.keyLocation
            )
        }
        let type = (entry.value["type"] ?? entry.value).text.flatMap(FieldType.init)
        guard let type, FieldType.declarable.contains(type) else { return }
        let label = entry.value["label"]?.filledText ?? ""
        declare(
            [DeclaredField(entry.key, type, zh: label)],
            for: entity,
            at: entry.keyLocation
        )
    }

    private mutating func declare(
        _ fields: [DeclaredField],
        for entity: String,
        at location: Diagnostic.Location
    ) {
        do {
            model = try model.adding(entity: entity, fields: fields)
        } catch {
            problems.report(
                PipelineFindings.reservedName,
                "`\(error.name.cut)` can't be declared: \(error.message)",
                at: location
            )
        }
    }
}
