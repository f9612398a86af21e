import Records

/// Reads tables of dBase, FoxPro and Visual FoxPro, with their memo files.
///
/// In: the bytes of the .dbf, the memo file and .cpg file beside it. Out: one table, rows numbered
/// by record as RECNO() shows them, deleted records skipped.
///
///     ␣│0001│张三␣␣│20230422│T        1: 0001, 张三, 2023-04-22, TRUE
///     *│0002│李四␣␣│        │?        2: skipped, flagged as deleted
package enum DBF: Importer {
    package static let spec = ComponentSpec(
        name: "dbf",
        stage: .importing,
        summary: "tables of dBase, FoxPro and Visual FoxPro, with their memo files",
        options: [
            OptionSpec(
                "encoding",
                .text,
                standard: "auto",
                "code page of the texts, such as gb18030, big5 or cp866"
            )
        ],
        findings: DBFFindings.all.map(\.code)
            + [
                ImportFindings.truncatedSource, ImportFindings.duplicateHeader,
                ImportFindings.blankHeader, ImportFindings.invalidEncoding,
                ImportFindings.doubtfulEncoding, ImportFindings.nulBytes, ImportFindings.limit,
                ImportFindings.binaryValue, VCardFindings.binaryLeftOut,
            ].map(\.code),
        example: "{dbf: 客户.dbf}"
    )

    /// By type byte, date, descriptors with known types, and lengths that agree with them.
    package static func confidence(head: Span<UInt8>) -> Int {
        guard let header = DBFHeader(head) else { return 0 }
        if header.fields.isEmpty { return header.hasTerminator ? 60 : 0 }
        if header.agreesWithFields { return header.hasTerminator ? 92 : 80 }
        return header.hasTerminator ? 70 : 50
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        guard let header = DBFHeader(input.bytes.span) else {
            throw ImportFailure(
                ImportFindings.wrongFormat,
                "`\(input.path)` is declared as dbf, its content is \(FileKind.describe(input.bytes))"
            )
        }
        var reader = DBFReader(input, header)
        return try reader.read()
    }
}
