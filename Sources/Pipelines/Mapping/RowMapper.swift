import CRM
import Normalizing
import Records

/// Maps the rows of one table to mentions of one entity.
///
/// Columns are read first, each for itself and at once where there are workers; then one pass over
/// the rows fills down, splits and appends.
struct RowMapper {
    let table: Int
    let source: SourceTable
    let mapping: TableMapping
    /// Columns that another entity of the same rows reads: a filled one says that a row with a
    /// blank customer is a further contact of the customer above.
    let contactColumns: [Int]
    let workers: Workers

    private var plans: [FieldPlan] = []
    private var cells: [PlanCells] = []
    private var layout = MentionLayout()
    /// Raw ids of the mention before, for 同上 and fill-down.
    private var above = RowIDs()
    private var aboveRowNumber: UInt32 = 0
    private var aboveMention = -1
    private var idColumn: Int?
    /// Columns with old ids of other tables, by column and table index.
    private var refs: [(column: Int, tables: [Int])] = []

    init(
        table: Int,
        source: SourceTable,
        mapping: TableMapping,
        contactColumns: [Int],
        workers: Workers
    ) {
        self.table = table
        self.source = source
        self.mapping = mapping
        self.contactColumns = contactColumns
        self.workers = workers
    }

    mutating func map(
        into entity: inout MappedEntity,
        sources: SourceSet,
        context: NormalizingContext,
        findings: inout Findings
    ) throws(OptionError) {
        let planner = FieldPlanner(source: source, mapping: mapping, context: context)
        plans = try planner.plans(into: &entity)
        let own = source
        idColumn =
            mapping.fields.first { $0.field == "source_id" }?.columns.lazy
            .compactMap { own.columnIndex($0) }.first
        refs = mapping.refs.compactMap { ref in
            own.columnIndex(ref.column).flatMap { column in
                let tables = sources.indices(source: ref.source, table: ref.table)
                return tables.isEmpty ? nil : (column, tables)
            }
        }
        let isOut = leaveOut(&entity)
        readColumns(isOut, &entity)
        layout = MentionLayout(plans, &entity.table)
        var mentions = entity.mentionOfRow.removeValue(forKey: table) ?? []
        var row = 0
        for batch in source.batches {
            for index in 0..<batch.rowCount {
                if !isOut[row] { mapRow(batch, index, row, &mentions, &entity, &findings) }
                row += 1
            }
        }
        layout.finish(&entity.table)
        if !mentions.isEmpty { entity.mentionOfRow[table] = mentions }
    }

    // MARK: Columns

    /// By data row: whether it was rejected, or a `skip:` holds for it.
    private func leaveOut(_ entity: inout MappedEntity) -> [Bool] {
        var isOut: [Bool] = []
        isOut.reserveCapacity(source.rowCount)
        for batch in source.batches {
            for index in 0..<batch.rowCount {
                let row = isOut.count
                let isRejected = source.rejectedRows[UInt32(row)] != nil
                isOut.append(isRejected || isSkipped(batch, index, row, &entity))
            }
        }
        return isOut
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

    /// Each target's texts are interned by the plans of that target alone, in their order.
    private mutating func readColumns(_ isOut: [Bool], _ entity: inout MappedEntity) {
        let plans = plans
        let source = source
        let targets = Set(plans.map(\.target)).sorted()
        let tables = targets.map { target in
            let raw = entity.table.columns[target].raw
            entity.table.columns[target].raw = ValueTable()
            return (raw: raw, isName: entity.table.columns[target].field == "name")
        }
        let read = workers.map(targets.count) { slot in
            var raw = tables[slot].raw
            let own = plans.indices.filter { plans[$0].target == targets[slot] }
            let cells = own.map { plan in
                PlanCells.read(
                    plans[plan],
                    of: source,
                    isOut: isOut,
                    keepsDittoRows: tables[slot].isName,
                    raw: &raw
                )
            }
            return (raw: raw, cells: Array(zip(own, cells)))
        }
        for (slot, result) in read.enumerated() {
            entity.table.columns[targets[slot]].raw = result.raw
        }
        cells = read.flatMap(\.cells).sorted { $0.0 < $1.0 }.map(\.1)
    }

    // MARK: Rows

    private mutating func mapRow(
        _ batch: RecordBatch,
        _ index: Int,
        _ row: Int,
        _ mentions: inout [Int32],
        _ entity: inout MappedEntity,
        _ findings: inout Findings
    ) {
        let number = batch.rowNumbers[index]
        let isAdjacent = number == aboveRowNumber + 1
        var ids = layout.spare
        layout.spare = RowIDs()
        read(row, number, entity, into: &ids, &findings)
        var certain: MappedEntity.Certain.Reason?
        if isAdjacent, fillsDown(ids, batch, index) {
            ids = ids.filled(from: above)
            certain = .filledDown
            note(RunFindings.filledDown, number, entity, &findings)
        } else if isAdjacent, layout.names.contains(where: { cells[$0].dittoRows.contains(row) }) {
            certain = .filledDown
        }
        guard layout.makers.contains(where: { !ids.isEmpty($0) }) else {
            layout.spare = ids
            return
        }
        append(ids, batch, index, row, &mentions, &entity, &findings)
        let mention = entity.count - 1
        if let certain, aboveMention >= 0 {
            entity.certain.append(.init(a: aboveMention, b: mention, reason: certain))
        }
        swap(&above, &ids)
        layout.spare = ids
        aboveRowNumber = number
        aboveMention = mention
    }

    /// The raw ids of a row's fields.
    private func read(
        _ row: Int,
        _ number: UInt32,
        _ entity: MappedEntity,
        into ids: inout RowIDs,
        _ findings: inout Findings
    ) {
        ids.removeAll()
        for plan in cells.indices {
            let cell = cells[plan].cells[row]
            if cell != 0 && cell < PlanCells.runMark {
                ids.append(cell)
            } else if cell != 0 {
                for piece in cells[plan].runs[Int(cell & ~PlanCells.runMark)] {
                    if piece.dittoColumn < 0 {
                        ids.append(piece.id)
                    } else {
                        ids.append(plan, of: above)
                        let column = Int(piece.dittoColumn)
                        note(RunFindings.ditto, number, entity, &findings, column: column)
                    }
                }
            }
            ids.closePlan()
        }
    }

    /// Name and number blank, and a contact field of the row is filled.
    private func fillsDown(_ ids: RowIDs, _ batch: RecordBatch, _ index: Int) -> Bool {
        guard mapping.fillDown != .none, aboveMention >= 0, !contactColumns.isEmpty else {
            return false
        }
        // Rows below each other mean something in sheets; a record of a database stands alone.
        guard source.locatorKind == .row || source.locatorKind == .line else { return false }
        if layout.identifiers.contains(where: { !ids.isEmpty($0) }) { return false }
        if let idColumn, !RawCell.isBlank(batch, idColumn, index) { return false }
        return contactColumns.contains { !RawCell.isBlank(batch, $0, index) }
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
        _ ids: RowIDs,
        _ batch: RecordBatch,
        _ index: Int,
        _ row: Int,
        _ mentions: inout [Int32],
        _ entity: inout MappedEntity,
        _ findings: inout Findings
    ) {
        if mapping.splitFields.isEmpty {
            layout.append(ids, &entity.table)
            appendPlace(batch, index, row, mapping.part, &mentions, &entity)
            return
        }
        let parts = PartSplitter(mapping: mapping).split(ids.byPlan, plans, &entity)
        if parts.count > 1 {
            note(RunFindings.splitParts, batch.rowNumbers[index], entity, &findings)
        }
        if parts.contains(where: \.isUnequal) {
            note(RunFindings.partsUnequal, batch.rowNumbers[index], entity, &findings)
        }
        for (offset, part) in parts.enumerated() {
            var own = RowIDs()
            for run in part.ids {
                for id in run { own.append(id) }
                own.closePlan()
            }
            layout.append(own, &entity.table)
            appendPlace(batch, index, row, mapping.part + offset, &mentions, &entity)
        }
    }

    private func appendPlace(
        _ batch: RecordBatch,
        _ index: Int,
        _ row: Int,
        _ part: Int,
        _ mentions: inout [Int32],
        _ entity: inout MappedEntity
    ) {
        let mention = entity.count
        entity.table.lineage.append(table: table, row: row, part: part)
        entity.nativeIDs.append(idColumn.map { batch.columns[$0].string(index).trimmed } ?? "")
        if part == 1 {
            while mentions.count <= row { mentions.append(-1) }
            mentions[row] = Int32(mention)
        }
        for (column, tables) in refs {
            let old = batch.columns[column].string(index).trimmed
            if !old.isEmpty { entity.refs.append((mention, tables, old)) }
        }
    }
}
