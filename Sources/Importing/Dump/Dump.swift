import Records

/// Reads SQL dumps without a server: nothing is executed.
///
/// In: the bytes of the dump. Out: a table for each CREATE TABLE or filled table, rows numbered
/// from 1 in their table, with the byte offset of each tuple; comments on columns and tables are
/// labels.
///
///     CREATE TABLE `t` (`id` int, `name` varchar(9) COMMENT '姓名');
///     INSERT INTO `t` VALUES (1,'李\'三'),(2,NULL);      t: id, name (姓名) │ 1, 李'三 │ 2, null
package enum Dump: Importer {
    package static let spec = ComponentSpec(
        name: "dump",
        stage: .importing,
        summary: """
            SQL dumps and scripts of MySQL, MariaDB, PostgreSQL, SQL Server, Oracle, SQLite and \
            Db2, each table a table
            """,
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
                "whose SQL it is: says what backslashes, quotes and GO mean"
            ),
            OptionSpec(
                "repair_mojibake",
                .boolean,
                standard: "false",
                "undo UTF-8 that was encoded twice, `å®¢æˆ·` for `客户`"
            ),
        ],
        findings: [
            ImportFindings.truncatedSource, ImportFindings.unknownStatement,
            ImportFindings.noTableDefinition, ImportFindings.binaryValue,
            ImportFindings.tooFewCells, ImportFindings.tooManyCells,
            ImportFindings.invalidEncoding, ImportFindings.doubtfulEncoding, ImportFindings.limit,
            SQLFindings.mojibake, SQLFindings.expressionKept, SQLFindings.notExecuted,
            SQLFindings.damagedStatement, SQLFindings.zeroDate, SQLFindings.sameName,
            SQLFindings.numberedIdentity, SQLFindings.declaredCharset,
        ].map(\.code),
        example: "{dump: oldcrm.sql}"
    )

    package static func confidence(head: Span<UInt8>) -> Int {
        DumpDetection.confidence(head: head)
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        let text = try DumpText(input.bytes, encoding: input.options["encoding"]?.text)
        let dialect = try dialect(input.options["dialect"]?.text, text)
        var reader = DumpReader(dialect)
        reader.tuple.decoder = text.decoder
        reader.scanner.isRaw = text.isDeclaredOtherwise
        reader.run(text.span)
        var output = DumpOutput(input, text, reader)
        try output.write()
        output.result.encoding = text.encoding.rawValue
        output.result.encodingConfidence = text.confidence
        output.result.dialect = dialect.name
        return output.result
    }

    private static func dialect(
        _ name: String?,
        _ text: DumpText
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
