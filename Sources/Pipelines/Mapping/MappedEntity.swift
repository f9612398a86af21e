import CRM
import Records

/// An entity's mentions as mapped from the source tables, with what later steps ask of the rows.
struct MappedEntity: Sendable {
    /// A fact of the mapping that says that two mentions are one record.
    struct Certain: Sendable {
        enum Reason: String, Sendable { case sameKey, filledDown }
        var a: Int
        var b: Int
        var reason: Reason
    }

    let entity: Entity
    var table: EntityTable
    /// The mapped `source_id` of each mention; empty when there is none.
    var nativeIDs: [String] = []
    var certain: [Certain] = []
    /// Old ids of other tables named by mentions: (mention, table index, id).
    var refs: [(mention: Int, tables: [Int], id: String)] = []
    /// Mention by source table and data row, first part only; -1 when the row has none.
    var mentionOfRow: [Int: [Int32]] = [:]
    /// Ids of rows that `skip:` left out, by table.
    var skippedIDs: [Int: Set<String>] = [:]
    /// By link: the id or name that each mention gives, where it was not found.
    var linkTexts: [String: [Int: String]] = [:]
    /// By link: parents that this run doesn't bring but the target has, by the mention's index.
    var storedParents: [String: [Int: Int64]] = [:]
    /// Rows that `skip:` left out, by table, with the reason.
    var skippedRows: [Int: [Int: String]] = [:]
    /// The source header that fills each column first, aligned with `table.columns`; findings name it.
    var headers: [String] = []

    init(entity: Entity) {
        self.entity = entity
        table = EntityTable(entity: entity.name)
    }

    var count: Int { table.count }

    /// The index of the column for a field, added (blank for all earlier mentions) when new.
    mutating func column(_ field: String, header: String) -> Int {
        if let index = table.columnIndex(field) { return index }
        var cells = IDRuns()
        for _ in 0..<count { cells.append(0) }
        table.columns.append(CleanColumn(field: field, raw: ValueTable(), cells: cells))
        headers.append(header)
        return table.columns.count - 1
    }

    func mention(table: Int, row: Int) -> Int? {
        guard let mentions = mentionOfRow[table], row < mentions.count, mentions[row] >= 0 else {
            return nil
        }
        return Int(mentions[row])
    }

    /// The first mentions, without those that stand for records of the target.
    func prefix(_ count: Int) -> MappedEntity {
        if count == self.count { return self }
        var kept = self
        kept.table = table.prefix(count)
        kept.nativeIDs = Array(nativeIDs.prefix(count))
        kept.certain = certain.filter { $0.a < count && $0.b < count }
        kept.refs = refs.filter { $0.mention < count }
        return kept
    }

    /// Each old id that `refs:` names with the mention that has it; nil when none has.
    func resolvedReferences() -> [(mention: Int, table: Int, id: String, target: Int?)] {
        var indices: [[Int]: [String: Int]] = [:]
        return refs.map { ref in
            if indices[ref.tables] == nil {
                indices[ref.tables] = mentionsByNativeID(tables: ref.tables)
            }
            return (ref.mention, ref.tables[0], ref.id, indices[ref.tables]?[ref.id])
        }
    }

    /// Old ids that the table named by `refs:` doesn't hold.
    func reportOpenReferences(_ sources: SourceSet, _ findings: inout Findings) {
        for ref in resolvedReferences() where ref.target == nil {
            let place = sources.place(
                table: Int(table.lineage.table[ref.mention]),
                row: Int(table.lineage.row[ref.mention])
            )
            var finding = Finding(RunFindings.unresolvedRef.code, at: place)
            finding.entity = entity.name
            finding.detail = "`\(ref.id)` in \(sources.tables[ref.table].key)"
            findings.add(finding)
        }
    }
}
