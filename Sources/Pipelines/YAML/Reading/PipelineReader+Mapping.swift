import CRM
import Records

/// `from:`: how rows of tables become mentions of an entity.
extension PipelineReader {
    /// One mapping, or one for each item of a list: several records in a row.
    func mappings(_ entry: YAMLNode.Entry, _ entity: Entity) -> [TableMapping] {
        guard let (source, table) = table(entry.key, at: entry.keyLocation) else { return [] }
        var mapping = TableMapping(source: source, table: table, location: entry.keyLocation)
        if let word = entry.value.text {
            guard word == "auto" || word == "same" else { return [] }
            mapping.mode = word == "auto" ? .auto : .same
            return [mapping]
        }
        return entry.value.itemsOrSelf.enumerated().map { index, node in
            var part = mapping
            part.part = index + 1
            if entry.value.items != nil { part.location = node.location }
            fill(&part, node, entity)
            return part
        }
    }

    /// The source and table of `source.table`; nil after a report.
    func table(
        _ key: String,
        at location: Diagnostic.Location
    ) -> (source: String, table: String?)? {
        let parts = key.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let source = String(parts[0])
        guard sourceNames.contains(source) else {
            if isReadingPart { return nil }
            problems.unknown(
                PipelineFindings.unknownSource,
                "unknown source `\(source.cut)`",
                source,
                at: location,
                among: sourceNames,
                owner: "`sources`"
            )
            return nil
        }
        guard parts.count == 2 else { return (source, nil) }
        guard !parts[1].isEmpty else {
            problems.report(
                PipelineFindings.badValue,
                "a table's name must stand behind the `.`",
                at: location
            )
            return nil
        }
        return (source, String(parts[1]))
    }

    private func fill(_ mapping: inout TableMapping, _ node: YAMLNode, _ entity: Entity) {
        for entry in node.entries ?? [] {
            switch entry.key {
            case "refs": mapping.refs = references(entry.value)
            case "set": mapping.constants = constants(entry.value, entity)
            case "skip":
                for node in entry.value.items ?? [] { addSkip(node, to: &mapping) }
            case "ignore":
                mapping.ignored = entry.value.texts
                notePlaces(entry.value, &mapping)
            case "custom":
                mapping.custom = entry.value.texts
                notePlaces(entry.value, &mapping)
            case "parts": fillParts(&mapping, entry.value, entity)
            case "fill_down":
                mapping.fillDown = fillDown(entry.value)
                notePlaces(entry.value, &mapping)
            default:
                guard let field = fieldMapping(entry, entity) else { continue }
                add(field, to: &mapping, at: entry.keyLocation)
            }
        }
    }

    private func add(
        _ field: FieldMapping,
        to mapping: inout TableMapping,
        at location: Diagnostic.Location
    ) {
        if let first = mapping.fields.first(where: {
            $0.field == field.field && $0.kind == field.kind
        }) {
            problems.report(
                PipelineFindings.duplicateKey,
                "the field `\(field.field)` is mapped twice",
                at: location,
                label: "already mapped at line \(first.location.line)",
                hint: "name all columns in one list: `\(field.field): [a, b]`"
            )
            return
        }
        mapping.fields.append(field)
    }

    private func fieldMapping(_ entry: YAMLNode.Entry, _ entity: Entity) -> FieldMapping? {
        guard let target = target(entry.key, entity, at: entry.keyLocation) else { return nil }
        var field = FieldMapping(
            field: target.field,
            columns: [],
            location: entry.value.entries == nil ? entry.value.location : entry.keyLocation
        )
        field.kind = target.kind
        if entry.value.entries == nil {
            field.columns = entry.value.texts
        } else {
            let all = entry.value["all"]
            field.keepsAll = all != nil
            field.columns = (all ?? entry.value["column"])?.texts ?? []
            field.steps = steps(entry.value["steps"])
        }
        if field.columns.isEmpty, entry.value.entries == nil {
            problems.report(
                PipelineFindings.missingKey,
                "`\(entry.key.cut)` names no column",
                at: entry.keyLocation
            )
        }
        return field.columns.isEmpty ? nil : field
    }

    private func references(_ node: YAMLNode) -> [RefSpec] {
        (node.entries ?? []).compactMap { entry in
            guard let (source, table) = table(entry.key, at: entry.keyLocation),
                let column = entry.value.filledText
            else { return nil }
            return RefSpec(
                source: source,
                table: table,
                column: column,
                location: entry.keyLocation
            )
        }
    }

    private func constants(
        _ node: YAMLNode,
        _ entity: Entity
    ) -> [(field: String, value: String)] {
        (node.entries ?? []).compactMap { entry in
            guard let field = fieldName(entry.key, entity, at: entry.keyLocation) else {
                return nil
            }
            return (field: field, value: entry.value.filledText ?? "")
        }
    }

    private func addSkip(_ node: YAMLNode, to mapping: inout TableMapping) {
        guard let condition = node["where"], let filter = expression(condition) else { return }
        mapping.skip.append((filter: filter, why: node["why"]?.filledText ?? ""))
        for name in filter.names {
            mapping.columnPlaces[name] = problems.place(of: name, in: condition)
        }
    }

    private func notePlaces(_ node: YAMLNode, _ mapping: inout TableMapping) {
        for item in node.itemsOrSelf {
            if let name = item.filledText { mapping.columnPlaces[name] = item.location }
        }
    }

    private func fillParts(_ mapping: inout TableMapping, _ node: YAMLNode, _ entity: Entity) {
        mapping.splitFields = (node["split"]?.itemsOrSelf ?? []).compactMap { item in
            item.filledText.flatMap { fieldName($0, entity, at: item.location) }
        }
        mapping.splitSeparators = node["by"]?.texts ?? []
    }

    private func fillDown(_ node: YAMLNode) -> TableMapping.FillDown {
        if node.items != nil { return .columns(node.texts) }
        return node.text == "none" ? .none : .auto
    }
}
