import Records

/// Reads binary workbooks (.xlsb): every worksheet is a table.
///
/// A binary workbook is the archive of an .xlsx whose parts are records instead of XML, so all but
/// the reading of parts is shared with `XLSX`:
///
///     archive → workbook.bin, relationships, styles.bin, sharedStrings.bin → sheet1.bin → RawGrid
package enum XLSB: Importer {
    package static let spec = ComponentSpec(
        name: "xlsb",
        stage: .importing,
        summary: "Excel binary workbooks (.xlsb), each sheet a table",
        options: XLSX.spec.options,
        findings: XLSX.spec.findings,
        example: "{xlsb: customers.xlsb, sheet: 客户档案}"
    )

    package static func confidence(head: Span<UInt8>) -> Int {
        if CompoundFile.isCompound(head) { return 1 }
        guard head.hasPrefix("PK\u{3}\u{4}") else { return 0 }
        if head.range(of: Array("workbook.bin".utf8).span) != nil { return 97 }
        return head.range(of: Array("workbook.xml".utf8).span) == nil ? 1 : 0
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        try XLSX.read(input)
    }
}
