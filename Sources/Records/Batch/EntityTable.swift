/// Where the mentions of an entity come from, one entry per mention; survives every stage.
package struct Lineage: Sendable {
    /// Index into the run's source tables.
    package var table: [UInt16] = []
    /// Index of the data row in that table (0-based), counted over its batches.
    package var row: [UInt32] = []
    /// 1-based; 联系人2 of a row has part 2.
    package var part: [UInt16] = []

    package init() {}

    package var count: Int { table.count }

    package mutating func append(table: Int, row: Int, part: Int) {
        self.table.append(UInt16(table))
        self.row.append(UInt32(row))
        self.part.append(UInt16(part))
    }
}

/// Which parent each mention names.
package struct LinkColumn: Sendable {
    /// The linked entity (`account`) and the link's name (`account`, `primary_contact`, `owner`).
    package var name: String
    package var entity: String
    /// The parent's mention in its own `EntityTable`; -1 when the link is blank or unresolved.
    package var parent: [Int32]
    /// Whether a parent was named but not found; such a child is rejected when the link is required.
    package var isMissing: [Bool]

    package init(name: String, entity: String, count: Int) {
        self.name = name
        self.entity = entity
        parent = [Int32](repeating: -1, count: count)
        isMissing = [Bool](repeating: false, count: count)
    }
}

/// All mentions of one entity after `from:`: what Normalizing fills and Matching reads.
package struct EntityTable: Sendable {
    /// `account`, `contact`, …, or a custom entity.
    package var entity: String
    package var lineage = Lineage()
    /// The mention's key in its source (an id, or a hash when there is none).
    package var sourceKeys: [String] = []
    package var isNativeKey: [Bool] = []
    /// 64 bits over all mapped raw cells: equal content, equal hash.
    package var contentHashes: [UInt64] = []
    /// One per mapped field.
    package var columns: [CleanColumn] = []
    package var links: [LinkColumn] = []

    package init(entity: String) { self.entity = entity }

    package var count: Int { lineage.count }

    package func column(_ field: String) -> CleanColumn? { columns.first { $0.field == field } }

    package func columnIndex(_ field: String) -> Int? {
        columns.firstIndex { $0.field == field }
    }

    package func link(_ name: String) -> LinkColumn? { links.first { $0.name == name } }

    /// The first mentions of the table, with all columns and links.
    package func prefix(_ count: Int) -> EntityTable {
        var kept = self
        kept.lineage.table = Array(lineage.table.prefix(count))
        kept.lineage.row = Array(lineage.row.prefix(count))
        kept.lineage.part = Array(lineage.part.prefix(count))
        kept.sourceKeys = Array(sourceKeys.prefix(count))
        kept.isNativeKey = Array(isNativeKey.prefix(count))
        kept.contentHashes = Array(contentHashes.prefix(count))
        for index in columns.indices {
            kept.columns[index].cells = columns[index].cells.prefix(count)
        }
        for index in links.indices {
            kept.links[index].parent = Array(links[index].parent.prefix(count))
            kept.links[index].isMissing = Array(links[index].isMissing.prefix(count))
        }
        return kept
    }
}
