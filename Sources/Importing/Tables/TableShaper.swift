import Records

/// Turns a grid into a table: finds data rows, names columns, fills merged ranges.
///
/// Every grid row comes out exactly once, as data or skipped with its reason, and keeps the number
/// that the user's program shows.
///
///     1 客户名单导出                         preamble
///     2 编号,公司名称,电话                   header    → columns 编号, 公司名称, 电话
///     3 1,甲公司,021-…                      data
///     4 2,乙公司,上海市,浦东新区,138…         data, rejected: too many cells
///     5 合计,2条                            subtotal
///     7 制表人：…                           footer
package enum TableShaper {
    /// The options `header: auto | none | N | [N, M]` pin the header by row number.
    package static func shape(
        _ grid: RawGrid,
        source: String,
        file: String,
        options: OptionValue = .map([])
    ) -> (table: SourceTable, findings: Findings) {
        var draft = TableDraft(GridRows(grid), source: source, file: file)
        draft.findHeader(options["header"] ?? .text("auto"))
        draft.nameColumns()
        draft.sortRows()
        draft.fillMerges()
        if grid.locatorKind == .line { draft.checkCellCounts() }
        draft.build()
        return (draft.table, draft.findings)
    }
}

/// The work of `TableShaper` in progress.
struct TableDraft {
    let rows: GridRows
    var table: SourceTable
    var findings = Findings()
    var headerRows: [Int] = []
    var kinds: [RowKind] = []
    /// Cells that are not what the grid holds: filled or repaired.
    var changes = CellChanges()
    /// By grid row; becomes `table.rejectedRows` when data rows are numbered.
    var rejected: [Int: FindingCode] = [:]

    init(_ rows: GridRows, source: String, file: String) {
        self.rows = rows
        table = SourceTable(
            source: source,
            file: file,
            name: rows.grid.name,
            columns: [],
            locatorKind: rows.grid.locatorKind
        )
        table.isHidden = rows.grid.isHidden
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

    // MARK: Header

    mutating func findHeader(_ option: OptionValue) {
        let texts = option.texts
        if texts == ["none"] { return }
        let numbers = texts.compactMap { UInt32($0) }
        if !numbers.isEmpty {
            headerRows = numbers.compactMap { rows.index(ofRowNumber: $0) }.sorted()
            if headerRows.count == numbers.count { return }
            report(ImportFindings.wrongHeaderRow, row: nil, "row \(texts.joined(separator: ", "))")
        }
        headerRows = HeaderSearch(rows).find()
        if headerRows.isEmpty && rows.filledCounts.contains(where: { $0 > 0 }) {
            report(ImportFindings.noHeader, row: nil)
        }
    }

    mutating func nameColumns() {
        var count = columnCount()
        var names = (0..<count).map { HeaderNames.cleaned(deepestText($0)) }
        while let last = names.last, last.isEmpty, isBlankColumn(names.count - 1) {
            names.removeLast()
        }
        count = names.count
        let (unique, repeated, blank) = HeaderNames.unique(names)
        table.columns = unique.enumerated().map { index, name in
            ColumnHeader(name: name, isHidden: rows.grid.hiddenColumns.contains(index))
        }
        let header = headerRows.last
        for index in repeated {
            report(
                ImportFindings.duplicateHeader,
                row: header,
                column: unique[index],
                "`\(names[index])` stands over an earlier column too"
            )
        }
        for index in blank where header != nil {
            report(ImportFindings.blankHeader, row: header, column: unique[index])
        }
        for column in table.columns where column.isHidden {
            report(ImportFindings.hidden, row: nil, column: column.name, "column")
        }
    }

    /// Columns of a delimited file are those of its header; a sheet's are all that hold something.
    private func columnCount() -> Int {
        let widest = Int(rows.lastFilled.max() ?? -1) + 1
        guard table.locatorKind == .line, let header = headerRows.last else { return widest }
        return headerRows.map { rows.cellCount($0) }.max() ?? rows.cellCount(header)
    }

    private func deepestText(_ column: Int) -> String {
        for row in headerRows.reversed() {
            let text = rows.text(row, column)
            if !text.isEmpty { return text }
        }
        return ""
    }

    private func isBlankColumn(_ column: Int) -> Bool {
        for batch in rows.grid.batches where column < batch.columns.count {
            let cells = batch.columns[column]
            for row in 0..<cells.count where !CellText.isBlank(cells[row]) { return false }
        }
        return true
    }

    // MARK: Rows

    mutating func sortRows() {
        let names = table.columns.map(\.name)
        kinds = RowKinds(rows: rows, headerRows: headerRows, names: names).find()
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
        for index in 0..<table.columns.count {
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
