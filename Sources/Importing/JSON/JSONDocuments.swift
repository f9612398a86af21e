import Records

/// Reads JSON, NDJSON, exports of MongoDB and answers of programs (RFC 8259).
///
/// In: the bytes of the text. Out: a table of the document's records, and one for each array of
/// objects in them, named by its path; nested objects are paths, other arrays joined cells.
///
///     {"errcode":0,"list":[{"name":"甲","address":{"city":"上海"},"tags":["a","b"]}]}
///
///     list: name │ address.city │ tags        skipped: errcode: 0
///           甲   │ 上海          │ a; b
package enum JSONDocuments: Importer {
    package static let spec = ComponentSpec(
        name: "json",
        stage: .importing,
        summary: "JSON, NDJSON, exports of MongoDB and answers of programs, each array a table",
        options: [
            OptionSpec(
                "path",
                .text,
                "keys that lead to the array of the records, such as `data.list`; `.` is the whole"
            ),
            OptionSpec(
                "encoding",
                .text,
                standard: "auto",
                "encoding of the text, such as utf-8 or gb18030"
            ),
            OptionSpec("max_depth", .integer, standard: "64", "the most levels of nesting"),
            OptionSpec(
                "max_string_bytes",
                .integer,
                standard: "16777216",
                "the longest text of a cell"
            ),
            OptionSpec(
                "max_cells",
                .integer,
                standard: "64000000",
                "the most cells, rows times columns over all tables"
            ),
        ],
        findings: JSONFindings.all.map(\.code)
            + [
                ImportFindings.truncatedSource, ImportFindings.limit, ImportFindings.nulBytes,
                ImportFindings.invalidEncoding, ImportFindings.doubtfulEncoding,
                ImportFindings.binaryValue, ImportFindings.duplicateHeader,
                ImportFindings.blankHeader,
            ].map(\.code),
        example: "{json: customers.json, path: data.list}"
    )

    package static func confidence(head: Span<UInt8>) -> Int {
        guard let text = JSONEncoding.text(head: head) else { return 0 }
        return confidence(text: text.span)
    }

    /// By the first value, as far as the head holds it.
    private static func confidence(text: Span<UInt8>) -> Int {
        var scanner = JSONScanner(end: text.count)
        scanner.skipBlanks(text)
        let start = scanner.offset
        let first = scanner.peek(text)
        var error: JSONBreak?
        do throws(JSONBreak) { try scanner.skipValue(text, depth: 512) } catch let broken {
            error = broken
        }
        let isSound = error.map { $0.kind != .syntax } ?? true
        scanner.offset = start + 1
        scanner.skipBlanks(text)
        let second = scanner.peek(text)
        switch first {
        case 0x7B:
            if isSound { return 90 }
            let colon = text.firstIndex(of: 0x3A) ?? text.count
            return second == 0x22 && (error?.offset ?? 0) > colon ? 85 : 10
        case 0x5B:
            if isSound { return second == 0x7B || second == 0x5D ? 90 : 60 }
            return second == 0x7B ? 80 : 5
        default:
            // A lone text or number is a line of a delimited text as well.
            return error == nil && start < text.count ? 5 : 0
        }
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let options = input.options
        var limits = JSONReader.Limits()
        limits.depth = try number("max_depth", options, 1...512) ?? limits.depth
        limits.stringByteCount =
            try number("max_string_bytes", options, 1...(1 << 30)) ?? limits.stringByteCount
        limits.cellCount = try number("max_cells", options, 1...(1 << 32)) ?? limits.cellCount
        let decoded = try JSONEncoding(
            input.bytes,
            named: options["encoding"]?.text,
            workers: input.workers
        )
        let text = decoded.text
        var reader = JSONReader(limits)
        reader.run(text.span)
        var result = ImportResult()
        result.encoding = decoded.name
        result.encodingConfidence = text.confidence
        result.dialect = reader.root == .lines ? "lines" : ""
        result.isBroken = reader.isBroken
        result.findings = decoded.findings(source: input.source, path: input.path)
        if reader.isGrid {
            shape(reader, input, into: &result)
        } else {
            var tables = try JSONTables(
                reader,
                source: input.source,
                file: input.path,
                path: options["path"]?.text
            )
            tables.addIssues(text, decoded.lineStarts)
            result.findings.add(contentsOf: tables.findings)
            result.tables = tables.tables
        }
        decoded.toRaw(&result.tables)
        if let table = input.table {
            if !result.tables.contains(where: { $0.name == table }) {
                let names = result.tables.map(\.name)
                throw Importers.missing(table, in: input.path, among: names)
            }
            result.tables.removeAll { $0.name != table }
        }
        return result
    }

    /// Records that are arrays make a grid, whose header is searched for.
    private static func shape(
        _ reader: JSONReader,
        _ input: ImportInput,
        into result: inout ImportResult
    ) {
        let shaped = TableShaper.tables(
            reader.grid(),
            source: input.source,
            file: input.path,
            options: input.options
        )
        result.tables = shaped.tables
        result.findings.add(contentsOf: shaped.findings)
        for issue in reader.issues {
            let place = Place(
                source: input.source,
                file: input.path,
                locatorKind: reader.root == .lines ? .line : .record,
                rowNumber: issue.rowNumber,
                byteOffset: UInt64(issue.offset)
            )
            var finding = Finding(issue.kind.code, at: place)
            finding.detail = issue.detail
            finding.value = issue.value
            result.findings.add(finding)
        }
    }

    private static func number(
        _ name: String,
        _ options: OptionValue,
        _ range: ClosedRange<Int>
    ) throws(ImportFailure) -> Int? {
        guard let text = options[name]?.text else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        throw ImportFailure(
            ImportFindings.badOption,
            "`\(name): \(text)` is no number from \(range.lowerBound) to \(range.upperBound)"
        )
    }
}
