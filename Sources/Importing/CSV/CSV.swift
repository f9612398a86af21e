import Records
package enum CSV: Importer {
    package static let spec = ComponentSpec(name: "csv", stage: .importing, summary: "", example: "")
    package static func confidence(head: Span<UInt8>) -> Int { 0 }
    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult { ImportResult() }
}
