import Records

/// The names under which crm.db knows the mentions of a load.
package struct MentionKeys: Sendable {
    private let sources: [String]
    private let tables: [String]

    package init(_ tables: [StagedTable]) {
        sources = tables.map(\.table.source)
        self.tables = tables.map(\.table.name)
    }

    package func source(_ table: EntityTable, _ mention: Int) -> String {
        sources[Int(table.lineage.table[mention])]
    }

    package func tableName(_ table: EntityTable, _ mention: Int) -> String {
        tables[Int(table.lineage.table[mention])]
    }

    /// `source:table:key#part`, as decisions, edges and pairs name a mention.
    package func text(_ table: EntityTable, _ mention: Int) -> String {
        let part = table.lineage.part[mention]
        return "\(source(table, mention)):\(tableName(table, mention)):"
            + "\(table.sourceKeys[mention])#\(part)"
    }

    package func text(_ table: EntityTable, _ reference: MentionRef) -> String {
        switch reference {
        case .mention(let index): text(table, index)
        case .key(let key): key
        }
    }

    package func reference(_ table: EntityTable, _ mention: Int) -> ReferenceKey {
        ReferenceKey(
            source: source(table, mention),
            table: tableName(table, mention),
            key: table.sourceKeys[mention],
            part: Int(table.lineage.part[mention]),
            entity: table.entity
        )
    }
}
