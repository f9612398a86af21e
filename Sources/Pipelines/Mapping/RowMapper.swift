import CRM
import Normalizing
import Records

/// Maps the rows of one table to mentions of one entity.
struct RowMapper {
    let table: Int
    let source: SourceTable
    let mapping: TableMapping
    /// Columns that another entity of the same rows reads: a filled one says that a row with a
    /// blank customer is a further contact of the customer above.
    let contactColumns: [Int]

    private var plans: [FieldPlan] = []
    /// Raw ids per plan of the row before, for 同上 and fill-down.
    private var above: [[ValueID]] = []
    private var aboveRowNumber: UInt32 = 0
    private var aboveMention = -1
    private var idColumn: Int?

    init(table: Int, source: SourceTable, mapping: TableMapping, contactColumns: [Int]) {
        self.table = table
        self.source = source
        self.mapping = mapping
        self.contactColumns = contactColumns
    }

    mutating func map(
        into entity: inout MappedEntity,
        sources: SourceSet,
        context: NormalizingContext,
        findings: inout Findings
    ) throws(OptionError) {
        let planner = FieldPlanner(source: source, mapping: mapping, context: context)
        plans = try planner.plans(into: &entity)
        above = plans.map { _ in [] }
        let own = source
        idColumn = mapping.fields.first { $0.field == "source_id" }?.columns.lazy
            .compactMap { own.columnIndex($0) }.first
        let refs = mapping.refs.compactMap { ref in
            own.columnIndex(ref.column).flatMap { column in
                sources.index(source: ref.source, table: ref.table).map { (column, $0) }
            }
        }
        var row = 0
        for batch in source.batches {
            for index in 0..<batch.rowCount {
                defer { row += 1 }
                if source.rejectedRows[UInt32(row)] != nil { continue }
                if isSkipped(batch, index, row, &entity) { continue }
                mapRow(batch, index, row, refs, &entity, &findings)
            }
        }
    }

    private func isSkipped(
        _ batch: RecordBatch,
        _ index: Int,
        _ row: Int,
        _ entity: inout MappedEntity
    ) -> Bool {
        guard !mapping.skip.isEmpty else { return false }
        let value = { (name: String) -> String in
            source.columnIndex(name).map { batch.columns[$0].string(index) } ?? ""
        }
        guard let reason = mapping.skip.first(where: { $0.filter.holds(value) }) else {
            return false
        }
        entity.skippedRows[table, default: [:]][row] = reason.why
        if let idColumn {
            entity.skippedIDs[table, default: []].insert(batch.columns[idColumn].string(index))
        }
        return true
    }

    private mutating func mapRow(
        _ batch: RecordBatch,
        _ index: Int,
        _ row: Int,
        _ refs: [(Int, Int)],
        _ entity: inout MappedEntity,
        _ findings: inout Findings
    ) {
        let number = batch.rowNumbers[index]
        let isAdjacent = number == aboveRowNumber + 1
        var ids: [[ValueID]] = []
        ids.reserveCapacity(plans.count)
        for plan in plans.indices {
            ids.append(read(plan, batch, index, &entity, number, &findings))
        }
        var certain: MappedEntity.Certain.Reason?
        if isAdjacent, fillsDown(ids, batch, index, entity) {
            for plan in plans.indices where ids[plan].isEmpty { ids[plan] = above[plan] }
            certain = .filledDown
            note(RunFindings.filledDown, number, entity, &findings)
        } else if isAdjacent, hasDittoName(batch, index, entity) {
            certain = .filledDown
        }
        guard plans.indices.contains(where: { plans[$0].makesMention && !ids[$0].isEmpty }) else {
            return
        }
        append(ids, batch, index, row, refs, &entity, &findings)
        let mention = entity.count - 1
        if let certain, aboveMention >= 0 {
            entity.certain.append(.init(a: aboveMention, b: mention, reason: certain))
        }
        above = ids
        aboveRowNumber = number
        aboveMention = mention
    }

    /// The raw ids of one field in one row.
    private mutating func read(
        _ plan: Int,
        _ batch: RecordBatch,
        _ index: Int,
        _ entity: inout MappedEntity,
        _ number: UInt32,
        _ findings: inout Findings
    ) -> [ValueID] {
        let target = plans[plan].target
        switch plans[plan].source {
        case .constant(let id): return [id]
        case .components(let groups):
            let joined = RawCell.joined(groups, batch, index)
            if joined.isEmpty { return [] }
            return [entity.table.columns[target].raw.intern(joined)]
        case .first(let columns), .all(let columns):
            var ids: [ValueID] = []
            for column in columns {
                let source = batch.columns[column]
                let cell = source[index]
                if RawCell.isBlank(cell) { continue }
                if RawCell.isDitto(cell) {
                    ids += above[plan]
                    note(RunFindings.ditto, number, entity, &findings, column: column)
                } else if plans[plan].steps != nil {
                    ids += plans[plan].steps?.apply(cell, values: &entity.table.columns[target].raw) ?? []
                } else {
                    ids.append(entity.table.columns[target].raw.intern(cell))
                }
                if case .first = plans[plan].source { break }
            }
            return ids
        }
    }

    /// Decisions 21: name and number blank, and a contact field of the row is filled.
    private func fillsDown(
        _ ids: [[ValueID]],
        _ batch: RecordBatch,
        _ index: Int,
        _ entity: MappedEntity
    ) -> Bool {
        guard mapping.fillDown != .none, aboveMention >= 0, !contactColumns.isEmpty else {
            return false
        }
        let identifying: Set<String> = ["name", "uscc", "registration_no"]
        for plan in plans.indices where !ids[plan].isEmpty {
            if identifying.contains(entity.table.columns[plans[plan].target].field) { return false }
        }
        if let idColumn, !RawCell.isBlank(batch, idColumn, index) { return false }
        return contactColumns.contains { !RawCell.isBlank(batch, $0, index) }
    }

    private func hasDittoName(_ batch: RecordBatch, _ index: Int, _ entity: MappedEntity) -> Bool {
        plans.contains { plan in
            entity.table.columns[plan.target].field == "name"
                && plan.columns.contains { column in
                    let source = batch.columns[column]
                    return RawCell.isDitto(source[index])
                }
        }
    }

    private func note(
        _ kind: FindingKind,
        _ number: UInt32,
        _ entity: MappedEntity,
        _ findings: inout Findings,
        column: Int? = nil
    ) {
        var place = Place(source: source.source, file: source.file, table: source.name)
        place.locatorKind = source.locatorKind
        place.rowNumber = number
        place.column = column.map { source.columns[$0].name } ?? ""
        var finding = Finding(kind.code, at: place)
        finding.entity = entity.entity.name
        findings.add(finding)
    }

    // MARK: Mentions

    private mutating func append(
        _ ids: [[ValueID]],
        _ batch: RecordBatch,
        _ index: Int,
        _ row: Int,
        _ refs: [(Int, Int)],
        _ entity: inout MappedEntity,
        _ findings: inout Findings
    ) {
        let parts = PartSplitter(mapping: mapping).split(ids, plans, &entity)
        if parts.count > 1 {
            note(RunFindings.splitParts, batch.rowNumbers[index], entity, &findings)
        }
        if parts.contains(where: \.isUnequal) {
            note(RunFindings.partsUnequal, batch.rowNumbers[index], entity, &findings)
        }
        for (offset, part) in parts.enumerated() {
            let mention = entity.count
            appendCells(part.ids, &entity)
            let number = mapping.part + offset
            entity.table.lineage.append(table: table, row: row, part: number)
            let id = idColumn.map { batch.columns[$0].string(index).trimmed } ?? ""
            entity.nativeIDs.append(id)
            if offset == 0, mapping.part == 1 { remember(mention, row, &entity) }
            for (column, other) in refs {
                let old = batch.columns[column].string(index).trimmed
                if !old.isEmpty { entity.refs.append((mention, other, old)) }
            }
        }
    }

    private func remember(_ mention: Int, _ row: Int, _ entity: inout MappedEntity) {
        var mentions = entity.mentionOfRow[table] ?? []
        entity.mentionOfRow[table] = nil
        while mentions.count <= row { mentions.append(-1) }
        mentions[row] = Int32(mention)
        entity.mentionOfRow[table] = mentions
    }

    /// One run of ids per column; columns that this table doesn't map stay blank.
    private func appendCells(_ ids: [[ValueID]], _ entity: inout MappedEntity) {
        var hash: UInt64 = 0
        var runs = [[ValueID]](repeating: [], count: entity.table.columns.count)
        for (plan, run) in zip(plans, ids) where !run.isEmpty { runs[plan.target] += run }
        for column in entity.table.columns.indices {
            let run = runs[column]
            let raw = entity.table.columns[column].raw
            for id in run {
                let cell = Hash64.of(raw[id], seed: UInt64(column))
                hash = Hash64.combine(hash, cell)
            }
            if run.count == 1 {
                entity.table.columns[column].cells.append(run[0])
            } else if run.isEmpty {
                entity.table.columns[column].cells.append(0)
            } else {
                entity.table.columns[column].cells.append(run)
            }
        }
        entity.table.contentHashes.append(hash)
    }
}
