import Records

/// The work of `TableShaper` on one table in progress.
struct TableDraft {
    let rows: GridRows
    let hidden: HiddenChoice
    var table: SourceTable
    var findings = Findings()
    var headerRows: [Int] = []
    var kinds: [RowKind] = []
    /// Cells that are not what the grid holds: filled or repaired.
    var changes = CellChanges()
    /// By grid row; becomes `table.rejectedRows` when data rows are numbered.
    var rejected: [Int: FindingCode] = [:]
    /// The cleaned names of all columns of the grid, also of those left out.
    var gridNames: [String] = []

    init(_ rows: GridRows, source: String, file: String, hidden: HiddenChoice) {
        self.rows = rows
        self.hidden = hidden
        table = SourceTable(
            source: source,
            file: file,
            name: rows.grid.name,
            columns: [],
            locatorKind: rows.grid.locatorKind
        )
        table.isHidden = rows.grid.isHidden
    }

    /// All that follows the choice of header rows.
    mutating func shape() {
        nameColumns()
        sortRows()
        fillMerges()
        if table.locatorKind == .line { checkCellCounts() }
        build()
        reportHiddenRows()
        reportFullSheet()
        findDamage()
    }

    func place(row: Int?, column: String = "") -> Place {
        Place(
            source: table.source,
            file: table.file,
            table: table.name,
            locatorKind: table.locatorKind,
            rowNumber: row.map(rows.rowNumber) ?? 0,
            column: column,
            byteOffset: row.flatMap { table.locatorKind == .line ? rows.byteOffset($0) : nil }
        )
    }

    mutating func report(
        _ kind: FindingKind,
        row: Int?,
        column: String = "",
        value: String = "",
        _ detail: String = ""
    ) {
        var finding = Finding(kind.code, at: place(row: row, column: column))
        finding.detail = detail
        finding.value = value
        findings.add(finding)
    }

    // MARK: Rows

    mutating func sortRows() {
        kinds = RowKinds(rows: rows, headerRows: headerRows, names: gridNames).find()
        if hidden == .skip { filterHiddenRows() }
        for (row, kind) in kinds.enumerated() where kind != .data {
            let number = rows.rowNumber(row)
            let text = kind == .blank ? "" : rows.line(row)
            table.skipped.append(SkippedRow(rowNumber: number, kind: kind, text: text))
            if kind != .header || !headerRows.contains(row) {
                report(ImportFindings.notData, row: row, kind.rawValue)
            }
        }
    }

    // MARK: Batches

    mutating func build() {
        var dataRowCount: UInt32 = 0
        var start = 0
        for batch in rows.grid.batches {
            let count = batch.rowNumbers.count
            let picked = (0..<count).filter { kinds[start + $0] == .data }
            for row in picked {
                if let code = rejected[start + row] { table.rejectedRows[dataRowCount] = code }
                dataRowCount += 1
            }
            if !picked.isEmpty { table.batches.append(built(batch, picked, start)) }
            start += count
        }
    }

    private func built(_ batch: RawBatch, _ picked: [Int], _ start: Int) -> RecordBatch {
        var result = RecordBatch(columnCount: 0)
        let isWhole = picked.count == batch.rowNumbers.count
        let changed = changes.flags(start..<(start + batch.rowNumbers.count))
        for header in table.columns {
            let index = header.position ?? 0
            if isWhole && changed.isEmpty && index < batch.columns.count {
                result.columns.append(batch.columns[index])
                continue
            }
            result.columns.append(column(index, of: batch, picked, start, changed))
        }
        if isWhole {
            result.rowNumbers = batch.rowNumbers
            result.byteOffsets = batch.byteOffsets
        } else {
            result.rowNumbers = picked.map { batch.rowNumbers[$0] }
            result.byteOffsets = picked.map { batch.byteOffsets[$0] }
        }
        return result
    }

    private func column(
        _ index: Int,
        of batch: RawBatch,
        _ picked: [Int],
        _ start: Int,
        _ changed: [Bool]
    ) -> Column {
        var result = Column(minimumCapacity: picked.count)
        let cells = index < batch.columns.count ? batch.columns[index] : nil
        for row in picked {
            if !changed.isEmpty, changed[row], let change = changes[start + row, index] {
                if let bytes = change { result.append(bytes) } else { result.appendNull() }
            } else if let cells, !cells.isNull(row) {
                result.append(cells[row])
            } else {
                result.appendNull()
            }
        }
        return result
    }
}

/// New values of single cells, by grid row and column; nil inside means absent.
struct CellChanges {
    private var byRow: [Int: [Int: [UInt8]?]] = [:]

    subscript(row: Int, column: Int) -> [UInt8]?? { byRow[row]?[column] }

    mutating func set(_ row: Int, _ column: Int, _ bytes: [UInt8]?) {
        byRow[row, default: [:]].updateValue(bytes, forKey: column)
    }

    /// One flag for each of the rows, true where a cell changes; empty when none does.
    func flags(_ rows: Range<Int>) -> [Bool] {
        if byRow.isEmpty { return [] }
        let flags = rows.map { byRow[$0] != nil }
        return flags.contains(true) ? flags : []
    }
}
