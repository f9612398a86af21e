import Records

/// Reads text whose columns stand at fixed places of each line, as old systems print it.
///
/// In: the bytes of the file. Out: one table, row numbers are lines. The places come from the
/// options or, without any, from the columns of blanks that all lines share (`FixedLayoutSearch`).
/// They count the bytes of the file's own encoding, because that is what its writer counted:
///
///     编号    名称            电话           widths: [8, 16, 12]
///     00001   甲公司          021-5555       in GBK: 5+3, 6+10 and 8 bytes
package enum FixedWidth: Importer {
    package static let spec = ComponentSpec(
        name: "fixed",
        stage: .importing,
        summary: "text with columns at fixed places, measured in bytes of its encoding",
        options: [
            OptionSpec(
                "encoding",
                .text,
                standard: "auto",
                "encoding of the text, such as utf-8, gb18030 or big5"
            ),
            OptionSpec(
                "columns",
                .list,
                "name and first and last place of each column: `[编号 1-8, 名称 9-24]`"
            ),
            OptionSpec("widths", .list, "widths of the columns from left to right: `[8, 16, 12]`"),
            OptionSpec("positions", .list, "first place of each column, from 1: `[1, 9, 25]`"),
            OptionSpec("names", .list, "names of the columns, beside widths or positions"),
            OptionSpec(
                "measure",
                .choice(["auto", "bytes", "characters", "cells"]),
                standard: "auto",
                "what places count: bytes, characters, or cells of a screen (two for 中)"
            ),
            OptionSpec(
                "header",
                .text,
                standard: "auto",
                "line number of the header, a list of them, or none"
            ),
            OptionSpec("raw", .boolean, standard: "false", "keep outer blanks of cells"),
        ],
        findings: [
            FixedWidthFindings.noColumns, FixedWidthFindings.cutCharacter,
            FixedWidthFindings.guessedColumns, FixedWidthFindings.crossedBorder,
            ImportFindings.notData, ImportFindings.tooManyCells,
            ImportFindings.duplicateHeader, ImportFindings.blankHeader, ImportFindings.noHeader,
            ImportFindings.invalidEncoding, ImportFindings.doubtfulEncoding,
            ImportFindings.wrongHeaderRow, TextFindings.otherEncoding,
            TextFindings.doubleEncoded,
        ].map(\.code),
        example: "{fixed: stock.txt, encoding: gb18030, widths: [8, 16, 12]}"
    )

    /// 10 for any text, so that declared columns are read; more when blanks align and no delimiter
    /// explains the lines.
    package static func confidence(head: Span<UInt8>) -> Int {
        if FileKind.isBinary(head: head) || FileKind.isMarkup(head) { return 0 }
        guard FixedLayoutSearch.mayAlign(head) else { return 10 }
        guard let text = try? DecodedText(FileBytes(head.copy()), encoding: nil) else { return 10 }
        let lines = FixedLines(text, dropsLast: true)
        guard let found = FixedLayoutSearch.find(lines, measure: nil) else { return 10 }
        let delimited = DialectSearch.search(text.span)
        let isSpaced = delimited.dialect.delimiter == 0x20
        return isSpaced || delimited.score < 0.62
            || found.columns.count > 3
                * delimited.dialect
                .cellCount
            ? 45 : 10
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let declared = try FixedLayout(options: input.options)
        let text = try DecodedText(input.bytes, encoding: input.options["encoding"]?.text)
        let lines = FixedLines(text, recordByteCount: declared?.recordByteCount)
        let measure = input.options["measure"]?.text.flatMap(FixedMeasure.init(rawValue:))
        let found = declared == nil ? FixedLayoutSearch.find(lines, measure: measure) : nil
        let layout = declared ?? found ?? FixedLayout(columns: [FixedColumn(start: 0, end: nil)])
        var reader = FixedGrid(lines, layout, input)
        reader.run()
        var result = ImportResult()
        result.encoding = text.encoding.rawValue
        result.encodingConfidence = text.confidence
        result.dialect = layout.text
        // Bad bytes are reported by the column in which they stand.
        var whole = text
        whole.issues.removeAll { $0.kind == .badByte || $0.kind == .euro }
        result.findings.add(contentsOf: whole.findings(source: input.source, path: input.path))
        result.findings.add(contentsOf: reader.findings)
        if declared == nil {
            let kind =
                found == nil ? FixedWidthFindings.noColumns : FixedWidthFindings.guessedColumns
            var finding = Finding(kind.code, at: Place(source: input.source, file: input.path))
            finding.detail = layout.text
            result.findings.add(finding)
        }
        shape(reader, layout, input, &result)
        return result
    }

    private static func shape(
        _ reader: FixedGrid,
        _ layout: FixedLayout,
        _ input: ImportInput,
        _ result: inout ImportResult
    ) {
        let names = layout.columns.map(\.name)
        let isNamed = names.contains { !$0.isEmpty }
        var options = input.options
        if isNamed, options["header"]?.text ?? "auto" == "auto" {
            let header = reader.row(like: names).map { "\($0)" } ?? "none"
            options = .map([(key: "header", value: .text(header))])
        }
        let (tables, findings) = TableShaper.tables(
            reader.grid,
            source: input.source,
            file: input.path,
            options: options
        )
        result.tables = tables
        result.findings.add(contentsOf: findings)
        for table in tables.indices {
            for index in result.tables[table].columns.indices
            where index < names.count && !names[index].isEmpty {
                result.tables[table].columns[index].name = names[index]
            }
        }
        if let first = result.tables.indices.first {
            result.tables[first].skipped.append(contentsOf: reader.skipped)
            result.tables[first].skipped.sort { $0.rowNumber < $1.rowNumber }
        }
        if tables.allSatisfy(\.columns.isEmpty) {
            let place = Place(source: input.source, file: input.path)
            result.findings.add(Finding(ImportFindings.emptySource.code, at: place))
            result.isBroken = true
        }
    }
}
