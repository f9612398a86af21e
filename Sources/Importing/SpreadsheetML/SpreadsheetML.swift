import Records

/// Reads SpreadsheetML 2003 (`XML Spreadsheet 2003`), which web systems and Excel save as .xls or .xml.
///
/// What flows in: one XML document with styles and sheets (Office 2003 XML reference schemas, SS).
/// What flows out: a `SourceTable` per worksheet, with Excel's own row numbers:
///
///     <Row ss:Index="3"><Cell ss:Index="2" ss:MergeDown="1"><Data ss:Type="Number">1.5E3</Data>
///     →   row 3, column B, 1500, merged with row 4
///
/// Sizes that the document declares (`ss:ExpandedRowCount`) are not believed. A document that is
/// no well-formed XML is mended and read a second time.
package enum SpreadsheetML: Importer {
    package static let spec = ComponentSpec(
        name: "spreadsheetml",
        stage: .importing,
        summary: "XML spreadsheets of Excel 2003 (often named .xls), each sheet a table",
        options: [
            SheetLimits.sheetOption,
            MarkupSource.encodingOption,
            TableShaper.headerOption,
            SheetLimits.cellOption,
        ],
        findings: (MarkupFindings.ofXML + SheetSet.findings).map(\.code),
        example: "{spreadsheetml: export.xls, sheet: Sheet1}"
    )

    static let namespace = "urn:schemas-microsoft-com:office:spreadsheet"

    package static func confidence(head: Span<UInt8>) -> Int {
        let head = MarkupHead(head)
        guard head.localRoot == "workbook", head.contains(namespace) else { return 0 }
        return 95
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let source = try MarkupSource(input)
        var result = ImportResult()
        result.format = spec.name
        result.encoding = source.text.encoding.rawValue
        result.encodingConfidence = source.text.confidence
        result.findings = source.findings
        let limits = try SheetLimits(input.options)
        var document = MarkupDocument(source.text.span) {
            SpreadsheetMLReader(only: input.sheetName, limits: limits)
        }
        document.visitor.finishDocument()
        document.report(input, to: &result)
        if document.visitor.is1904 { result.dialect = "1904" }
        let names = document.visitor.sheetNames
        if let only = input.sheetName, !names.contains(only) {
            throw Importers.missing(only, in: input.path, among: names)
        }
        document.visitor.set.add(to: &result, input)
        return result
    }
}
