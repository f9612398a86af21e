import CRM
import Records

/// Finds the parent mention of each mention: same row, by id, or by name.
struct LinkResolver {
    let sources: SourceSet
    let entities: [String: MappedEntity]

    /// Finds the parents of `child`; they must be mapped already.
    func link(_ child: inout MappedEntity, spec: EntitySpec) {
        for link in child.entity.links {
            guard let parents = entities[link.entity], link.entity != child.entity.name else {
                continue
            }
            if let column = resolve(link, child, parents, spec) {
                child.linkTexts[link.name] = column.texts
                child.table.links.append(column.links)
            }
        }
    }

    /// A link column, and the texts that found no parent.
    private struct Resolution {
        var links: LinkColumn
        var texts: [Int: String] = [:]

        mutating func miss(_ mention: Int, _ text: String) {
            links.isMissing[mention] = true
            texts[mention] = text
        }
    }

    private func resolve(
        _ link: Link,
        _ child: MappedEntity,
        _ parents: MappedEntity,
        _ spec: EntitySpec
    ) -> Resolution? {
        var column = Resolution(
            links: LinkColumn(name: link.name, entity: link.entity, count: child.count)
        )
        var isUsed = false
        let declared = spec.links.filter { $0.link == link.name }
        for (index, table) in sources.tables.enumerated() {
            let way = declared.first { $0.source == table.source && names($0, table, index) }?.way
            let isSame = spec.from.contains { $0.mode == .same && $0.source == table.source }
            if let way = way ?? standard(link, index, parents, isSame, table) {
                fill(&column, way, index, child, parents)
                isUsed = true
            }
        }
        return isUsed ? column : nil
    }

    private func names(_ link: LinkSpec, _ table: SourceTable, _ index: Int) -> Bool {
        sources.indices(source: link.source, table: link.table).contains(index)
    }

    /// Without a declaration: the parent of the same row, or in a crm.db the link's own column.
    private func standard(
        _ link: Link,
        _ table: Int,
        _ parents: MappedEntity,
        _ isSame: Bool,
        _ source: SourceTable
    ) -> LinkSpec.Way? {
        if isSame, source.columnIndex(link.name) != nil {
            return .key(table: link.entity, column: link.name)
        }
        guard link.name == link.entity, parents.mentionOfRow[table] != nil else { return nil }
        return .sameRow
    }

    private func fill(
        _ column: inout Resolution,
        _ way: LinkSpec.Way,
        _ table: Int,
        _ child: MappedEntity,
        _ parents: MappedEntity
    ) {
        let mentions = (0..<child.count).filter { Int(child.table.lineage.table[$0]) == table }
        switch way {
        case .sameRow:
            let parentOfRow = parents.mentionOfRow[table] ?? []
            for mention in mentions {
                let row = Int(child.table.lineage.row[mention])
                column.links.parent[mention] = row < parentOfRow.count ? parentOfRow[row] : -1
            }
        case .key(let name, let header):
            fillByKey(&column, table, name, header, mentions, child, parents)
        case .name(let header, _):
            fillByName(&column, table, header, mentions, child, parents)
        }
    }

    private func fillByKey(
        _ column: inout Resolution,
        _ table: Int,
        _ parentTable: String,
        _ header: String,
        _ mentions: [Int],
        _ child: MappedEntity,
        _ parents: MappedEntity
    ) {
        let source = sources.tables[table].source
        guard let cells = sources.tables[table].columnIndex(header) else { return }
        // A parent table that this run doesn't bring may be in the target already.
        let byID = parents.mentionsByNativeID(
            tables: sources.indices(source: source, table: parentTable)
        )
        for mention in mentions {
            let id = sources.text(
                table: table,
                row: Int(child.table.lineage.row[mention]),
                column: cells
            )
            // Old systems write 0 for no parent.
            if id.isEmpty || id == "0" { continue }
            if let found = byID[id] {
                column.links.parent[mention] = Int32(found)
            } else {
                column.miss(mention, id)
            }
        }
    }

    private func fillByName(
        _ column: inout Resolution,
        _ table: Int,
        _ header: String,
        _ mentions: [Int],
        _ child: MappedEntity,
        _ parents: MappedEntity
    ) {
        guard let cells = sources.tables[table].columnIndex(header) else { return }
        let byName = parents.mentionsByName()
        for mention in mentions {
            let name = sources.text(
                table: table,
                row: Int(child.table.lineage.row[mention]),
                column: cells
            )
            if name.isEmpty { continue }
            if let found = byName[name] {
                column.links.parent[mention] = Int32(found)
            } else {
                column.miss(mention, name)
            }
        }
    }
}

extension MappedEntity {
    /// First mention by id, of one table in one or several files of a source.
    func mentionsByNativeID(tables: [Int]) -> [String: Int] {
        var found: [String: Int] = [:]
        for mention in 0..<count where tables.contains(Int(table.lineage.table[mention])) {
            let id = nativeIDs[mention]
            if !id.isEmpty, found[id] == nil { found[id] = mention }
        }
        return found
    }

    /// First mention by the name as written and by its cleaned form; a name that two different
    /// mentions share by its clean form stays, because clusters decide later which record it is.
    func mentionsByName() -> [String: Int] {
        var found: [String: Int] = [:]
        guard let names = table.column("name") ?? table.column("full_name") else { return found }
        for mention in 0..<count {
            for id in names.cells[mention] where id != 0 {
                let text = names.raw.string(id).trimmed
                if found[text] == nil { found[text] = mention }
            }
            for outcome in names.outcomeIndices(ofMention: mention) {
                let text = names.values.string(names.outcomes[outcome].value)
                if found[text] == nil { found[text] = mention }
            }
        }
        return found
    }
}
