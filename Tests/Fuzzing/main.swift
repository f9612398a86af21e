import Foundation
import Importing
import Records

/// One input of libFuzzer through the importer that `SLUICE_FUZZ_FORMAT` names, or through the one
/// that the content chooses; a trap, a leak of memory or a hang is a finding.
///
/// `scripts/fuzz` builds this with `-sanitize=fuzzer`; it is no part of the package otherwise.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzImporter(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    guard !bytes.isEmpty else { return 0 }
    let file = FileBytes(bytes)
    let input = ImportInput(source: "fuzz", path: "fuzz", bytes: file)
    let name = ProcessInfo.processInfo.environment["SLUICE_FUZZ_FORMAT"] ?? "auto"
    guard let importer = Importers.named(name) ?? Importers.detect(file) else { return 0 }
    guard let result = try? importer.read(input) else { return 0 }
    for table in result.tables {
        for batch in table.batches {
            precondition(batch.columns.count == table.columns.count)
            for column in batch.columns { precondition(column.count == batch.rowCount) }
        }
    }
    return 0
}

typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// libFuzzer's own loop; the package manager gives the executable its `main`.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<Arguments>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

var argumentCount = CommandLine.argc
var arguments = unsafe CommandLine.unsafeArgv
exit(unsafe runFuzzer(&argumentCount, &arguments, fuzzImporter))
