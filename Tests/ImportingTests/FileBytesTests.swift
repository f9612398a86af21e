import Glibc
import Records
import Testing

@testable import Importing

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

    @Test("a pipe is read to its end, up to a limit")
    func pipe() throws {
        for (limit, isRead) in [(70_000, true), (60_000, true), (59_999, false)] {
            var ends: [Int32] = [0, 0]
            let isOpen = unsafe Glibc.pipe(&ends) == 0
            #expect(isOpen)
            let written = [UInt8](repeating: 0x61, count: 60_000)
            let count = unsafe write(ends[1], written, written.count)
            #expect(count == written.count)
            close(ends[1])
            defer { close(ends[0]) }
            let bytes = try? FileBytes(descriptor: ends[0], named: "-", limit: limit)
            #expect((bytes?.span.copy() == written) == isRead)
        }
    }

    @Test("an unknown format is answered with the nearest one")
    func unknownFormat() {
        #expect { try Importers.read(source: "s", path: "x", format: "csvv") } throws: { error in
            (error as? ImportFailure)?.hint == "did you mean `csv`?"
        }
    }
}
