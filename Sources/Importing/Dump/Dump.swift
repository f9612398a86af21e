import Records
package enum Dump: Importer {
    package static let spec = ComponentSpec(name: "dump", stage: .importing, summary: "", example: "")
    package static func confidence(head: Span<UInt8>) -> Int { 0 }
    package static func read(_ input: ImportInput) throws(ImportFailure) -> ImportResult { ImportResult() }
}
