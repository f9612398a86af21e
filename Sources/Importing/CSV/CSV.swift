import Records

/// Reads delimited text: CSV, TSV and the like, in any encoding, with any preamble and footer.
///
/// In: the bytes of the file. Out: one table, row numbers are the physical lines on which the
/// records begin. Encoding → dialect → cells (`CSVScan`) → rows and columns (`TableShaper`).
package enum CSV: Importer {
    package static let spec = ComponentSpec(
        name: "csv",
        stage: .importing,
        summary: "delimited text: CSV, TSV and others, in UTF-8, UTF-16, GB18030, Big5, Shift-JIS",
        options: [
            OptionSpec(
                "encoding",
                .text,
                standard: "auto",
                "encoding of the text, such as utf-8, gb18030 or big5"
            ),
            OptionSpec(
                "delimiter",
                .text,
                standard: "auto",
                "what stands between cells: `;`, `tab`, `space`, `||`, `\\x1f`"
            ),
            OptionSpec("quote", .text, standard: "auto", "character around cells, or none"),
            OptionSpec(
                "escape",
                .text,
                standard: "auto",
                "doubled, or the character before a quote"
            ),
            OptionSpec(
                "row_end",
                .text,
                standard: "auto",
                "what ends rows when line breaks don't, such as `&|`"
            ),
            OptionSpec(
                "raw",
                .boolean,
                standard: "false",
                "keep outer blanks and the formula around text cells"
            ),
        ] + TableShaper.options,
        findings: [
            ImportFindings.notData, ImportFindings.tooFewCells, ImportFindings.tooManyCells,
            ImportFindings.shiftedRow, ImportFindings.duplicateHeader, ImportFindings.blankHeader,
            ImportFindings.unterminatedQuotes, ImportFindings.quoteInCell,
            ImportFindings.maximumLineSize, ImportFindings.invalidEncoding,
            ImportFindings.doubtfulEncoding, ImportFindings.euroByte, ImportFindings.nulBytes,
            ImportFindings.noHeader, ImportFindings.limit, ImportFindings.wrongHeaderRow,
            TextFindings.doubleEncoded, TextFindings.otherEncoding, TextFindings.otherDialect,
        ].map(\.code) + TableFindings.all.map(\.code),
        example: "{csv: leads.csv, encoding: gb18030}"
    )

    package static func confidence(head: Span<UInt8>) -> Int {
        if FileKind.isBinary(head: head) { return 0 }
        return FileKind.isMarkup(head) ? 0 : 30
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let text = try DecodedText(
            input.bytes,
            encoding: input.options["encoding"]?.text,
            workers: input.workers
        )
        var result = ImportResult()
        let dialect = try dialect(text, input.options)
        let (grid, findings) = grid(
            text,
            dialect,
            source: input.source,
            path: input.path,
            workers: input.workers
        )
        result.encoding = text.encoding.rawValue
        result.encodingConfidence = text.confidence
        result.dialect = dialect.text
        result.findings.add(contentsOf: text.findings(source: input.source, path: input.path))
        result.findings.add(contentsOf: findings)
        let (tables, shapeFindings) = TableShaper.tables(
            grid,
            source: input.source,
            file: input.path,
            options: input.options,
            workers: input.workers
        )
        result.tables = tables
        if tables.allSatisfy(\.columns.isEmpty) {
            let place = Place(source: input.source, file: input.path)
            result.findings.add(Finding(ImportFindings.emptySource.code, at: place))
            result.isBroken = true
        }
        result.findings.add(contentsOf: shapeFindings)
        return result
    }

    /// The grid of a text, before anybody knows its header.
    package static func grid(
        _ text: DecodedText,
        _ dialect: CSVDialect,
        source: String,
        path: String,
        workers: Workers = .single
    ) -> (RawGrid, Findings) {
        let scan = CSVChunks(text, body(text.span).indices, dialect, workers) { range in
            text.release(range)
        }
        var grid = RawGrid(name: "", locatorKind: .line)
        grid.batches = scan.batches
        grid.delimiter = dialect.delimiter
        for index in grid.batches.indices where !text.isInPlace || text.start > 0 {
            let numbers = grid.batches[index].rowNumbers
            for row in numbers.indices {
                let offset = Int(grid.batches[index].byteOffsets[row])
                grid.batches[index].byteOffsets[row] = text.byteOffset(
                    of: offset,
                    line: numbers[row]
                )
            }
        }
        var findings = Findings()
        for issue in scan.issues {
            let place = Place(
                source: source,
                file: path,
                locatorKind: .line,
                rowNumber: issue.lineNumber,
                byteOffset: text.byteOffset(of: issue.offset, line: issue.lineNumber)
            )
            var finding = Finding(kind(of: issue).code, at: place)
            finding.detail = detail(of: issue)
            findings.add(finding)
        }
        return (grid, findings)
    }

    /// The pinned dialect, what isn't pinned found in the text.
    package static func dialect(
        _ text: DecodedText,
        _ options: OptionValue
    ) throws(ImportFailure) -> CSVDialect {
        var pins = CSVDialect()
        try pins.pin(options)
        let delimiter = isPinned("delimiter", options) ? pins.delimiterBytes : nil
        let rowEnd = isPinned("row_end", options) ? pins.rowEnd : nil
        var dialect = DialectSearch.search(
            body(text.span),
            delimiter: delimiter,
            rowEnd: rowEnd
        ).dialect
        try dialect.pin(options)
        dialect.isRaw = options["raw"]?.text == "true"
        return dialect
    }

    private static func isPinned(_ name: String, _ options: OptionValue) -> Bool {
        options[name]?.text.map { $0 != "auto" } ?? false
    }

    /// Without the ^Z with which DOS programs end a text.
    @_lifetime(copy text)
    private static func body(_ text: Span<UInt8>) -> Span<UInt8> {
        let isMarked = text.count > 0 && text[text.count - 1] == 0x1A
        return text.extracting(0..<(isMarked ? text.count - 1 : text.count))
    }

    private static func kind(of issue: CSVScan.Issue) -> FindingKind {
        switch issue.kind {
        case .unterminatedQuote: ImportFindings.unterminatedQuotes
        case .quoteInCell: ImportFindings.quoteInCell
        case .nulByte: ImportFindings.nulBytes
        case .longRow: ImportFindings.maximumLineSize
        case .tooManyColumns: ImportFindings.limit
        case .otherDialect: TextFindings.otherDialect
        }
    }

    private static func detail(of issue: CSVScan.Issue) -> String {
        switch issue.kind {
        case .unterminatedQuote where issue.cellLine != issue.lineNumber:
            "cell \(issue.cellNumber), opened on line \(issue.cellLine)"
        case .otherDialect(let dialect): dialect
        default: "cell \(issue.cellNumber)"
        }
    }
}
