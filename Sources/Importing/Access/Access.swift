import Records

/// Reads Access databases (.mdb, .accdb) through the programs of mdbtools.
///
/// In: the path of the file; it is never written. Out: one table for each table of the user, rows
/// numbered from 1 as they are stored; system tables, queries and forms are left out.
///
///     mdb-tables -1 FILE    → 客户档案, 联系人
///     mdb-schema FILE       → which columns hold bytes
///     mdb-export … FILE 客户档案 → its rows
package enum Access: Importer {
    package static let spec = ComponentSpec(
        name: "access",
        stage: .importing,
        summary: "databases of Access (.mdb, .accdb), through the programs of mdbtools",
        options: [
            OptionSpec(
                "encoding",
                .text,
                standard: "auto",
                "code page of texts in Access 97, such as cp936 or cp1252"
            ),
            OptionSpec(
                "timeout_seconds",
                .integer,
                standard: "300",
                "give up reading a table after that time"
            ),
        ],
        findings: AccessFindings.all.map(\.code)
            + [
                ImportFindings.tooFewCells, ImportFindings.duplicateHeader,
                ImportFindings.blankHeader, ImportFindings.binaryValue, ImportFindings.limit,
                VCardFindings.binaryLeftOut,
            ].map(\.code),
        example: "{access: 客户管理.mdb}"
    )

    package static func confidence(head: Span<UInt8>) -> Int {
        AccessHeader(head) == nil ? 0 : 95
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        var reader = try AccessReader(input, folder: "")
        return try reader.read()
    }
}
