import Records

/// Findings on the cells of one sheet.
///
/// What concerns the user's data is kept cell by cell; what a broken program did to thousands of
/// cells is kept once, with its first place and the number of cells.
struct SheetFindings {
    var sheet: String
    private(set) var cells: [CellFinding] = []
    private var counts: [FindingCode: (first: CellFinding, count: Int)] = [:]

    struct CellFinding {
        var kind: FindingKind
        var rowNumber: Int
        /// 0-based; nil for the row.
        var column: Int?
        var value = ""
        var detail = ""
    }

    /// Beyond this the findings of a sheet are dropped; the first ones say what is wrong.
    static let maxCount = 100_000

    init(sheet: String) { self.sheet = sheet }

    mutating func add(
        _ kind: FindingKind,
        row: Int,
        column: Int?,
        value: String = "",
        detail: String = ""
    ) {
        guard cells.count < Self.maxCount else { return count(kind, row: row, column: column) }
        let finding = CellFinding(
            kind: kind,
            rowNumber: row,
            column: column,
            value: value,
            detail: detail
        )
        cells.append(finding)
    }

    /// Adds the findings of a later piece of the sheet.
    mutating func append(_ later: SheetFindings) {
        let room = Self.maxCount - cells.count
        cells += later.cells.prefix(max(0, room))
        for cell in later.cells.dropFirst(max(0, room)) {
            count(cell.kind, row: cell.rowNumber, column: cell.column)
        }
        for (code, entry) in later.counts {
            counts[code, default: (entry.first, 0)].count += entry.count
        }
    }

    /// Whether such a finding was counted.
    func has(_ kind: FindingKind) -> Bool { counts[kind.code] != nil }

    /// Counts a finding of which only the first place is kept.
    @inline(never)
    mutating func count(_ kind: FindingKind, row: Int, column: Int?) {
        let finding = CellFinding(kind: kind, rowNumber: row, column: column)
        counts[kind.code, default: (finding, 0)].count += 1
    }

    /// The findings in the order of rows, at the tables that were made of the sheet and with their
    /// headers as names of columns.
    func findings(source: String, file: String, tables: [SourceTable]) -> [Finding] {
        let starts = tables.map(\.firstRowNumber)
        let counted = counts.values.sorted { $0.first.kind.code < $1.first.kind.code }.map {
            entry in
            var finding = entry.first
            if entry.count > 1 { finding.detail = "\(entry.count - 1) more like it in the sheet" }
            return finding
        }
        let ordered = (cells + counted).enumerated().sorted { a, b in
            (a.element.rowNumber, a.offset) < (b.element.rowNumber, b.offset)
        }
        return ordered.map { entry in
            let cell = entry.element
            var place = Place(source: source, file: file, table: sheet, locatorKind: .row)
            place.rowNumber = UInt32(cell.rowNumber)
            let index = starts.lastIndex { $0 <= place.rowNumber } ?? 0
            let table = index < tables.count ? tables[index] : nil
            if let table { place.table = table.name }
            if let column = cell.column {
                let header = table?.columns.first { $0.position == column }
                place.column = header?.name ?? SheetCell.letters(column)
            }
            var finding = Finding(cell.kind.code, at: place)
            finding.value = cell.value
            finding.detail = cell.detail
            return finding
        }
    }
}
