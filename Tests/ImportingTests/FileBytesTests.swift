import Importing
import Records
import Testing

@Suite("Files as bytes")
struct FileBytesTests {
    @Test("an empty file has no bytes and is broken, not a failure")
    func emptyFile() throws {
        let path = try TemporaryFile.write([])
        let result = try Importers.read(source: "s", path: path)
        #expect(result.isBroken)
        #expect(result.findings.all.map(\.code) == [ImportFindings.emptySource.code])
    }

    @Test("a missing file and a folder fail with codes of their own and name the path")
    func missing() {
        for (path, kind) in [
            ("/nowhere/at/all.csv", ImportFindings.fileMissing), ("/tmp", ImportFindings.isFolder),
        ] {
            do {
                _ = try Importers.read(source: "s", path: path)
                Issue.record("\(path) was read")
            } catch {
                #expect(error.kind.code == kind.code)
                #expect(error.message.contains(path))
                #expect(!error.hint.isEmpty)
            }
        }
    }

    @Test("a mapped file has the bytes that were written")
    func bytes() throws {
        let written = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let file = try FileBytes(path: try TemporaryFile.write(written))
        #expect(file.span.copy() == written)
        #expect(FileBytes(written).span.copy() == written)
    }

    @Test("an unknown format is answered with the nearest one")
    func unknownFormat() {
        #expect { try Importers.read(source: "s", path: "x", format: "csvv") } throws: { error in
            (error as? ImportFailure)?.hint == "did you mean `csv`?"
        }
    }
}
