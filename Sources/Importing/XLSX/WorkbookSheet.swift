import Records

/// A sheet as it was read; its findings get the headers' names when the table is shaped.
struct WorkbookSheet {
    var grid: RawGrid
    var findings: SheetFindings
}

extension ImportResult {
    /// Shapes the sheets of a workbook to tables and adds them with their findings.
    mutating func add(_ sheets: [WorkbookSheet], of input: ImportInput) {
        var taken = Set(sheets.map(\.grid.name))
        for sheet in sheets {
            let shaped = TableShaper.tables(
                sheet.grid,
                source: input.source,
                file: input.path,
                options: input.options,
                taken: taken,
                workers: input.workers
            )
            taken.formUnion(shaped.tables.map(\.name))
            let found = sheet.findings.findings(
                source: input.source,
                file: input.path,
                tables: shaped.tables
            )
            for finding in found { findings.add(finding) }
            findings.add(contentsOf: shaped.findings)
            tables += shaped.tables
        }
    }
}
