import CRM
import Records

/// `link:`: how the rows of each table name their parent.
extension PipelineReader {
    func links(_ node: YAMLNode?, _ entity: Entity, from: [TableMapping]) -> [LinkSpec] {
        (node?.entries ?? []).flatMap { entry -> [LinkSpec] in
            guard let name = linkName(entry, entity) else { return [] }
            return (entry.value.entries ?? []).compactMap { link(name, $0, entity, from) }
        }
    }

    private func linkName(_ entry: YAMLNode.Entry, _ entity: Entity) -> String? {
        if entity.links.contains(where: { $0.name == entry.key }) { return entry.key }
        problems.unknown(
            PipelineFindings.badLink,
            "\(entity.name) has no link `\(entry.key.cut)`",
            entry.key,
            at: entry.keyLocation,
            among: entity.links.map(\.name),
            owner: entity.name
        )
        return nil
    }

    private func link(
        _ name: String,
        _ entry: YAMLNode.Entry,
        _ entity: Entity,
        _ from: [TableMapping]
    ) -> LinkSpec? {
        guard let (source, table) = table(entry.key, at: entry.keyLocation) else { return nil }
        if !from.isEmpty, !from.contains(where: { $0.key == entry.key }) {
            problems.unknown(
                PipelineFindings.unknownReference,
                "`link:` names `\(entry.key.cut)`, which \(entity.name) isn't made of",
                entry.key,
                at: entry.keyLocation,
                among: from.map(\.key).unique(),
                owner: "`from`"
            )
        }
        return way(entry.value, source: source).map {
            LinkSpec(
                link: name,
                source: source,
                table: table,
                way: $0,
                location: entry.keyLocation
            )
        }
    }

    private func way(_ node: YAMLNode, source: String) -> LinkSpec.Way? {
        if node.text == "same_row" { return .sameRow }
        guard let entries = node.entries else { return nil }
        if let column = node["name"]?.filledText {
            let min = node["min"]?.text.flatMap(Shape.probability) ?? 0.9
            return .name(column: column, min: min)
        }
        guard entries.count == 1, let entry = entries.first else {
            problems.report(
                PipelineFindings.badLink,
                "a link is `same_row`, `{table: column}` or `{name: column, min: 0.9}`",
                at: node.location
            )
            return nil
        }
        guard let column = entry.value.filledText else {
            problems.report(
                PipelineFindings.badLink,
                "`\(entry.key.cut)` names no column",
                at: entry.keyLocation
            )
            return nil
        }
        let prefix = source + "."
        let isQualified = entry.key.hasPrefix(prefix)
        let table = isQualified ? String(entry.key.dropFirst(prefix.count)) : entry.key
        return .key(table: table, column: column)
    }
}
