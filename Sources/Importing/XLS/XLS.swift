import Records

/// Reads the workbooks of Excel 2 to 2003 (.xls): every worksheet is a table.
///
/// What flows in: the bytes of an OLE file, or of bare records. What flows out: a `SourceTable`
/// per worksheet, with the same texts as of the same workbook saved as .xlsx:
///
///     OLE file → stream Workbook or Book → workbook, texts → sheet → RawGrid → TableShaper
///
/// Excel 97 and later ("BIFF8") keep texts in Unicode, once each; before, texts stand in the cells
/// in the computer's code page; before Excel 5 the file is one sheet without an OLE file around it.
package enum XLS: Importer {
    package static let spec = ComponentSpec(
        name: "xls",
        stage: .importing,
        summary: "Excel 2 to 2003 workbooks (.xls), each sheet a table",
        options: [
            SheetLimits.sheetOption,
            OptionSpec(
                "encoding",
                .text,
                standard: "auto",
                "encoding of texts before Excel 97; `auto` is the workbook's own code page"
            ),
            OptionSpec(
                "protected",
                .text,
                standard: "refuse",
                "`open` reads what Excel encrypted by itself because its structure is protected"
            ),
            SheetLimits.cellOption,
            SheetLimits.textOption,
        ] + TableShaper.sheetOptions,
        findings: (XLSFindings.all + TableFindings.all).map(\.code),
        example: "{xls: customers.xls, sheet: 客户档案}"
    )

    package static func confidence(head: Span<UInt8>) -> Int {
        // The directory may lie behind the head, so any OLE file is looked into.
        if CompoundFile.isCompound(head) { return 90 }
        guard let beginning = BIFF.Beginning(head, at: 0), beginning.part != .other,
            let first = BIFFRecord(head, at: 0), first.count <= 20,
            let second = BIFFRecord(head, at: first.end), second.type < 0x1000
        else { return 0 }
        return 88
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        var reader = XLSReader(
            source: input.source,
            file: input.path,
            limits: try limits(input),
            encoding: input.options["encoding"]?.text
        )
        reader.opensProtected = input.options["protected"]?.text == "open"
        let sheet = input.options["sheet"]?.text
        let sheets = try reader.read(
            input.bytes.span,
            only: sheet ?? input.table,
            isStrict: sheet != nil
        )
        var result = ImportResult()
        result.format = spec.name
        result.encoding = reader.encoding
        result.encodingConfidence = reader.encodingConfidence
        result.dialect = reader.dialect
        result.isBroken = reader.isBroken
        result.findings = reader.findings
        result.add(sheets, of: input)
        return result
    }

    /// Cells take 10 bytes and more in the file; a few of them, far apart, span many blank ones.
    private static func limits(_ input: ImportInput) throws(ImportFailure) -> SheetLimits {
        var limits = try SheetLimits(input.options)
        guard input.options["max_cells"] == nil else { return limits }
        limits.cellCount = min(limits.cellCount, 8_000_000 + 64 * input.bytes.count)
        return limits
    }
}
