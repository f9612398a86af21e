import Records

/// Reads XLSX, XLSM and Strict OOXML workbooks: every worksheet is a table.
///
/// What flows in: the bytes of a ZIP archive. What flows out: a `SourceTable` per worksheet whose
/// cells are text as the user means it, with Excel's own row numbers:
///
///     archive → workbook, relationships, styles, shared strings → sheet → RawGrid → TableShaper
///
/// Dates come as ISO 8601 by their number format, numbers without exponent, truth as TRUE or
/// FALSE, errors as their text, formulas as their stored result.
package enum XLSX: Importer {
    package static let spec = ComponentSpec(
        name: "xlsx",
        stage: .importing,
        summary: "Excel workbooks (.xlsx, .xlsm, Strict OOXML), each sheet a table",
        options: [
            OptionSpec("sheet", .text, "read only the sheet of this name"),
            OptionSpec(
                "header",
                .text,
                standard: "auto",
                "row number of the header, a list of numbers, `auto` or `none`"
            ),
            OptionSpec(
                "max_cells",
                .integer,
                standard: "\(defaultMaxCellCount)",
                "the most cells of a sheet, rows times columns"
            ),
        ],
        findings: XLSXFindings.all.map(\.code),
        example: "{xlsx: customers.xlsx, sheet: 客户档案}"
    )

    /// Rows times columns; a cell takes 5 bytes and its text.
    static let defaultMaxCellCount = 64_000_000

    package static func confidence(head: Span<UInt8>) -> Int {
        // The directory of an OLE file may lie behind the head, so any of them is worth a look.
        if OLEPackage.isOLE(head) { return OLEPackage.isEncrypted(head) ? 80 : 1 }
        guard head.hasPrefix("PK\u{3}\u{4}") else { return 0 }
        return WorkbookReader.hasWorkbookName(head) ? 95 : 20
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let bytes = input.bytes.span
        if OLEPackage.isOLE(bytes) { throw OLEPackage.failure(bytes, path: input.path) }
        var reader = WorkbookReader(
            source: input.source,
            file: input.path,
            maxCellCount: maxCellCount(input.options)
        )
        let only = input.options["sheet"]?.text ?? input.table
        let sheets = try reader.read(bytes, only: only)
        var result = ImportResult()
        result.format = spec.name
        result.encoding = "utf-8"
        result.dialect = reader.dialect
        result.isBroken = reader.isBroken
        result.findings = reader.findings
        for sheet in sheets {
            let shaped = TableShaper.shape(
                sheet.grid,
                source: input.source,
                file: input.path,
                options: input.options
            )
            let headers = shaped.0.columns
            let found = sheet.findings.findings(
                source: input.source,
                file: input.path,
                headers: headers
            )
            for finding in found { result.findings.add(finding) }
            result.findings.add(contentsOf: shaped.1)
            result.tables.append(shaped.0)
        }
        return result
    }

    private static func maxCellCount(_ options: OptionValue) -> Int {
        options["max_cells"]?.text.flatMap { Int($0) } ?? defaultMaxCellCount
    }
}
