import Records

/// The sheets of a workbook as they are read, with the limits that all of them share.
struct SheetSet {
    /// What every reader of sheets may report beside its own findings.
    static let findings: [FindingKind] = [
        ImportFindings.hidden, ImportFindings.limit, ImportFindings.notData,
        ImportFindings.mergedFilled, ImportFindings.duplicateHeader, ImportFindings.blankHeader,
        ImportFindings.noHeader, ImportFindings.wrongHeaderRow, XLSXFindings.rowGap,
        XLSXFindings.badReference, XLSXFindings.badDate, XLSXFindings.noCachedValue,
        XLSXFindings.errorCell,
    ]

    /// More sheets than any program shows are read no further.
    static let maxSheetCount = 4096

    private(set) var sheets: [WorkbookSheet] = []
    private(set) var limits: SheetLimits
    /// Whether cells were left out because of a limit.
    private(set) var isOverLimit = false

    init(limits: SheetLimits) { self.limits = limits }

    /// Ends a sheet: its cells count against the limits of those that follow.
    mutating func add(_ grid: SheetGrid, isHidden: Bool = false) {
        var grid = grid
        grid.endRow()
        grid.finish()
        limits = grid.rest
        if grid.isOverLimit { isOverLimit = true }
        var sheet = WorkbookSheet(grid: grid.grid, findings: grid.findings)
        sheet.grid.isHidden = isHidden
        sheets.append(sheet)
    }

    /// Says that rows of the sheet of that name are filtered.
    mutating func noteFilter(_ name: String) {
        for index in sheets.indices where sheets[index].grid.name == name {
            sheets[index].findings.add(XLSXFindings.activeFilter, row: 0, column: nil)
        }
    }

    mutating func rename(_ index: Int, _ name: String) {
        sheets[index].grid.name = name
        sheets[index].findings.sheet = name
    }

    /// Makes tables of the sheets, with their findings.
    func add(to result: inout ImportResult, _ input: ImportInput) {
        if isOverLimit { result.isBroken = true }
        result.add(sheets, of: input)
    }
}
