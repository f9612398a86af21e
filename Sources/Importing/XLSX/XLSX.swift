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
            SheetLimits.sheetOption,
            SheetLimits.cellOption,
            SheetLimits.textOption,
            OptionSpec(
                "max_string_bytes",
                .integer,
                standard: "\(ArchiveLimits().stringByteCount)",
                "the most bytes of the part of shared texts, inflated"
            ),
        ] + ArchiveLimits.options + TableShaper.sheetOptions,
        findings: (XLSXFindings.all + TableFindings.all).map(\.code),
        example: "{xlsx: customers.xlsx, sheet: 客户档案}"
    )

    package static func confidence(head: Span<UInt8>) -> Int {
        // A workbook with an opening password is an OLE file: worth a look when it is declared.
        if CompoundFile.isCompound(head) { return OLEPackage.isEncrypted(head) ? 80 : 1 }
        guard head.hasPrefix("PK\u{3}\u{4}") else { return 0 }
        return WorkbookReader.hasWorkbookName(head) ? 95 : 20
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let bytes = input.bytes.span
        if CompoundFile.isCompound(bytes) { throw OLEPackage.failure(bytes, path: input.path) }
        var reader = WorkbookReader(
            source: input.source,
            file: input.path,
            limits: try SheetLimits(input.options),
            archiveLimits: try ArchiveLimits(input.options)
        )
        reader.workers = input.workers
        reader.sharedBytes = input.bytes
        let sheet = input.options["sheet"]?.text
        let sheets = try reader.read(bytes, only: sheet ?? input.table, isStrict: sheet != nil)
        var result = ImportResult()
        result.format = spec.name
        result.encoding = "utf-8"
        result.dialect = reader.dialect
        result.isBroken = reader.isBroken
        result.findings = reader.findings
        result.add(sheets, of: input)
        return result
    }
}
