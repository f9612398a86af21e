import Records

/// Reads SQL dumps without a server: nothing is executed.
///
/// In: the bytes of the dump. Out: a table for each CREATE TABLE or filled table, rows numbered
/// from 1 in their table, with the byte offset of each tuple.
///
///     CREATE TABLE `t` (`id` int, `name` varchar(9) COMMENT '姓名');
///     INSERT INTO `t` VALUES (1,'李\'三'),(2,NULL);      t: id, name (姓名) │ 1, 李'三 │ 2, null
package enum Dump: Importer {
    package static let spec = ComponentSpec(
        name: "dump",
        stage: .importing,
        summary: "SQL dumps of mysqldump, Navicat, phpMyAdmin and others, each table a table",
        options: [
            OptionSpec(
                "encoding",
                .text,
                standard: "auto",
                "encoding of the text, such as utf-8 or gb18030"
            ),
            OptionSpec(
                "dialect",
                .choice(["auto"] + SQLDialect.all.map(\.name)),
                standard: "auto",
                "mysql (backslash escapes) or standard"
            ),
        ],
        findings: [
            ImportFindings.truncatedSource, ImportFindings.unknownStatement,
            ImportFindings.noTableDefinition, ImportFindings.binaryValue,
            ImportFindings.tooFewCells, ImportFindings.tooManyCells,
            ImportFindings.invalidEncoding, ImportFindings.doubtfulEncoding,
        ].map(\.code),
        example: "{dump: oldcrm.sql}"
    )

    private static let words = [
        "insert into", "create table", "drop table", "lock tables", "set names", "use `",
        "replace into", "create database",
    ]

    package static func confidence(head: Span<UInt8>) -> Int {
        if FileKind.isBinary(head: head) { return 0 }
        let text = String(decoding: head.copy(), as: UTF8.self).lowercased()
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let isSQLStart =
            ["--", "/*", "#"].contains { start.hasPrefix($0) }
            || words.contains { start.hasPrefix($0) } || start.hasPrefix("begin transaction")
            || start.hasPrefix("pragma ") || start.hasPrefix("set ")
        guard isSQLStart else { return 0 }
        let lines = text.split(whereSeparator: \.isNewline)
        let isSQL = lines.contains { line in words.contains { line.hasPrefix($0) } }
        return isSQL ? 80 : 0
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let text = try DecodedText(input.bytes, encoding: input.options["encoding"]?.text)
        let dialect = try dialect(input.options["dialect"]?.text, text)
        var reader = DumpReader(dialect)
        reader.run(text.span)
        if let table = input.table, !reader.tables.contains(where: { $0.name == table }) {
            throw Importers.missing(table, in: input.path, among: reader.tables.map(\.name))
        }
        var result = ImportResult()
        result.encoding = text.encoding.rawValue
        result.encodingConfidence = text.confidence
        result.dialect = dialect.name
        result.isBroken = reader.isTruncated
        result.findings.add(contentsOf: text.findings(source: input.source, path: input.path))
        let lines = text.isInPlace ? [] : text.lineStarts()
        for table in reader.tables where input.table == nil || input.table == table.name {
            var table = table.table(source: input.source, file: input.path)
            for batch in table.batches.indices {
                table.batches[batch].byteOffsets = table.batches[batch].byteOffsets.map {
                    text.rawOffset(Int($0), lines)
                }
            }
            result.tables.append(table)
        }
        for issue in reader.issues {
            let place = Place(
                source: input.source,
                file: input.path,
                table: issue.table,
                locatorKind: .tuple,
                rowNumber: issue.rowNumber,
                column: issue.column,
                byteOffset: text.rawOffset(issue.offset, lines)
            )
            var finding = Finding(issue.kind.code, at: place)
            finding.detail = issue.detail
            result.findings.add(finding)
        }
        return result
    }

    private static func dialect(
        _ name: String?,
        _ text: DecodedText
    ) throws(ImportFailure) -> SQLDialect {
        guard let name, name != "auto" else { return SQLDialect.find(text.span) }
        if let dialect = SQLDialect.all.first(where: { $0.name == name }) { return dialect }
        let names = SQLDialect.all.map(\.name)
        throw ImportFailure(
            ImportFindings.badOption,
            "unknown dialect `\(name)`; known are auto, \(names.joined(separator: ", "))",
            hint: NearestName.hint(name, among: names)
        )
    }
}
