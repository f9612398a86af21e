import Records

/// Reads OpenDocument spreadsheets of LibreOffice, Excel, WPS and Google (.ods, .fods).
///
/// What flows in: a ZIP archive with a part `content.xml`, or the same as one flat document. What
/// flows out: a `SourceTable` per sheet, with the program's own row numbers:
///
///     archive → manifest (encrypted?) → content.xml → rows, repeated → RawGrid → TableShaper
///
/// Values come from the attributes that hold them in full, not from what the cell shows.
package enum ODS: Importer {
    package static let spec = ComponentSpec(
        name: "ods",
        stage: .importing,
        summary: "OpenDocument spreadsheets (.ods, .fods), each sheet a table",
        options: [
            SheetLimits.sheetOption,
            TableShaper.headerOption,
            SheetLimits.cellOption,
            OptionSpec(
                "max_text_bytes",
                .integer,
                standard: "\(SheetLimits().textByteCount)",
                "the most bytes of text in cells, each repetition counted"
            ),
        ] + ArchiveLimits.options,
        findings: (MarkupFindings.ofXML + SheetSet.findings + [
            MarkupFindings.notASpreadsheet, XLSXFindings.externalLink, XLSXFindings.highRatio,
            XLSXFindings.activeFilter, XLSXFindings.protected, XLSXFindings.brokenArchive,
            XLSXFindings.missingPart, XLSXFindings.doubleEntry,
        ]).map(\.code),
        example: "{ods: customers.ods, sheet: 客户档案}"
    )

    private static let mimeType: StaticString = "mimetypeapplication/vnd.oasis.opendocument."

    package static func confidence(head: Span<UInt8>) -> Int {
        guard head.hasPrefix("PK\u{3}\u{4}") else {
            let markup = MarkupHead(head)
            let isFlat = markup.localRoot == "document" && markup.root.contains(":")
            return isFlat && markup.contains("opendocument") ? 90 : 0
        }
        // The first entry is stored, so that its content stands at a place of its own.
        if head.starts(with: mimeType, at: 30) { return 98 }
        for name in ["content.xml", "META-INF/manifest.xml"] {
            if head.range(of: Array(name.utf8).span) == nil { return 0 }
        }
        return 60
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        var result = ImportResult()
        result.format = spec.name
        result.encoding = "utf-8"
        let limits = try SheetLimits(input.options)
        if input.bytes.span.hasPrefix("PK\u{3}\u{4}") {
            if let content = try content(input, &result) {
                try read(content, limits, input, to: &result)
            }
        } else {
            let source = try MarkupSource(input)
            result.encoding = source.text.encoding.rawValue
            result.dialect = "flat"
            result.findings = source.findings
            try read(source.text.span, limits, input, to: &result)
        }
        return result
    }

    /// The part that holds the sheets, as UTF-8; nil when what could be said was said.
    private static func content(
        _ input: ImportInput,
        _ result: inout ImportResult
    ) throws(ImportFailure) -> [UInt8]? {
        let bytes = input.bytes.span
        var parts = ArchiveParts(
            bytes,
            limits: try ArchiveLimits(input.options),
            source: input.source,
            file: input.path
        )
        defer {
            result.findings = parts.findings
            result.isBroken = parts.isBroken
        }
        if parts.archive.entry("META-INF/manifest.xml") != nil,
            let manifest = parts.part(bytes, "META-INF/manifest.xml"),
            manifest.span.range(of: Array("encryption-data".utf8).span) != nil
        {
            throw ImportFailure(
                XLSXFindings.protected,
                "`\(input.path)` is encrypted with a password",
                hint: "open it in its program, save it without the password and run again"
            )
        }
        guard parts.archive.entry("content.xml") != nil || parts.archive.isDamaged else {
            throw ImportFailure(
                MarkupFindings.notASpreadsheet,
                "`\(input.path)` is an archive without a part content.xml"
            )
        }
        guard let content = parts.part(bytes, "content.xml") else { return nil }
        if UTF8Check.isValid(content.span) { return content }
        // Being no UTF-8, the text was decoded into bytes of its own.
        let text = try MarkupSource.decode(content, charset: nil)
        return text.decoded
    }

    private static func read(
        _ content: [UInt8],
        _ limits: SheetLimits,
        _ input: ImportInput,
        to result: inout ImportResult
    ) throws(ImportFailure) {
        try read(content.span, limits, input, to: &result)
    }

    private static func read(
        _ content: Span<UInt8>,
        _ limits: SheetLimits,
        _ input: ImportInput,
        to result: inout ImportResult
    ) throws(ImportFailure) {
        var document = MarkupDocument(content) {
            ODSReader(only: input.sheetName, limits: limits)
        }
        document.visitor.finishDocument()
        let reader = document.visitor
        if !reader.hasSpreadsheet, !reader.otherBody.isEmpty {
            throw ImportFailure(
                MarkupFindings.notASpreadsheet,
                "`\(input.path)` is an OpenDocument file of kind `\(reader.otherBody)`"
            )
        }
        document.report(input, to: &result)
        for link in reader.links {
            let place = Place(source: input.source, file: input.path)
            var finding = Finding(XLSXFindings.externalLink.code, at: place)
            finding.detail = link
            result.findings.add(finding)
        }
        if let only = input.sheetName, !reader.sheetNames.contains(only), !result.isBroken {
            throw Importers.missing(only, in: input.path, among: reader.sheetNames)
        }
        reader.set.add(to: &result, input)
    }
}
