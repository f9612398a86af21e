import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Reading DBF tables")
struct DBFTests {
    private static func read(_ bytes: [UInt8]) throws -> ImportResult {
        try DBF.read(ImportInput(source: "s", path: "t.dbf", bytes: FileBytes(bytes)))
    }

    private static func fixture(_ name: String) throws -> [UInt8] {
        try Fixtures.bytes("importers/dbf/\(name)/input.dbf")
    }

    private static func header(_ bytes: [UInt8]) throws -> DBFHeader {
        let header = DBFHeader(bytes.span)
        return try #require(header)
    }

    @Test("mutated tables never trap, and a batch's columns stay of one length")
    func mutated() throws {
        var random = SplitMix64(seed: 160)
        let names = ["gbk_undeclared", "visual_foxpro", "dbase3_memo", "dbase7", "dbase2"]
        for original in try names.map(Self.fixture) {
            for _ in 0..<700 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    // Half of the changes hit the header, where the lengths are.
                    let isHeader = Bool.random(using: &random)
                    let end = isHeader ? min(64, bytes.count) : bytes.count
                    bytes[Int.random(in: 0..<end, using: &random)] =
                        UInt8.random(in: 0...255, using: &random)
                }
                if Int.random(in: 0..<3, using: &random) == 0 {
                    bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
                }
                guard let result = try? Self.read(bytes) else { continue }
                for batch in result.tables.flatMap(\.batches) {
                    #expect(batch.columns.allSatisfy { $0.count == batch.rowCount })
                }
            }
        }
    }

    @Test("mutated memo files never trap and give texts, nulls or findings")
    func mutatedMemos() throws {
        var random = SplitMix64(seed: 161)
        let files = [
            (MemoFile.Form.foxPro, "visual_foxpro/input.FPT"),
            (.dBase3, "dbase3_memo/input.dbt"), (.dBase4, "dbase4_memo/input.DBT"),
        ]
        for (form, path) in files {
            let original = try Fixtures.bytes("importers/dbf/\(path)")
            for _ in 0..<1000 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                        UInt8.random(in: 0...255, using: &random)
                }
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
                let memo = MemoFile(FileBytes(bytes), form: form)
                for block in [1, 2, 8, 9, Int.random(in: 0...Int.max, using: &random)] {
                    switch memo.content(block: block, isObject: false) {
                    case .text(let range), .binary(let range):
                        #expect(range.upperBound <= bytes.count)
                    case .broken: break
                    }
                }
            }
        }
    }

    @Test("a table cut off anywhere gives its whole records and counts as broken")
    func truncated() throws {
        let bytes = try Self.fixture("gbk_declared")
        let header = try Self.header(bytes)
        for count in header.headerByteCount..<(bytes.count - 1) {
            let result = try Self.read(Array(bytes[0..<count]))
            let whole = (count - header.headerByteCount) / header.recordByteCount
            #expect(result.isBroken)
            #expect(result.tables[0].rowCount + result.tables[0].skipped.count == whole)
        }
    }

    @Test("text, workbooks and dumps are no tables; all fixtures are")
    func confidence() throws {
        for text in ["id,name\n1,a\n", "0\r\n\n1,2", "{\"a\":1}", "\u{3}\u{3}\u{3}\u{3}"] {
            let padded = Array(text.utf8) + [UInt8](repeating: 0x20, count: 200)
            #expect(DBF.confidence(head: padded.span) == 0)
        }
        for kind in ["csv", "xlsx", "dump", "crm", "encoding"] {
            let folder = Fixtures.url("importers/\(kind)")
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            where name.contains("input.") {
                let bytes = try Fixtures.bytes("importers/\(kind)/\(name)")
                #expect(DBF.confidence(head: bytes.span) == 0, "\(name)")
            }
        }
        for name in try FileManager.default.contentsOfDirectory(
            atPath: Fixtures.url("importers/dbf").path
        ) {
            let bytes = try Self.fixture(name)
            #expect(DBF.confidence(head: bytes.span) >= 60, "\(name)")
        }
    }

    @Test("records that share one block of the memo file can't fill the memory")
    func sharedMemos() throws {
        var bytes = try Self.fixture("dbase3_memo")
        let header = try Self.header(bytes)
        let record = Array(bytes[header.headerByteCount...].prefix(header.recordByteCount))
        bytes.removeSubrange(header.headerByteCount...)
        let count = 3000
        for _ in 0..<count { bytes += record }
        for index in 0..<4 { bytes[4 + index] = UInt8(count >> (8 * index) & 255) }
        bytes.append(0x1A)
        let path = try TemporaryFile.write(bytes, name: "t.dbf")
        let memo = [UInt8](repeating: 0, count: 512) + [UInt8](repeating: 0x61, count: 1 << 20)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try Data(memo).write(to: folder.appendingPathComponent("T.DBT"))
        let result = try Importers.read(source: "s", path: path)
        #expect(result.tables[0].rowCount == count)
        let limits = result.findings.all.filter { $0.code == ImportFindings.limit.code }
        #expect(limits.count == 1)
        let cells = result.tables[0].batches[0].columns[1].bytes.count
        #expect(cells == 3 << 20)
    }

    @Test("fields without bytes can't multiply the cells of a small file")
    func zeroLengths() throws {
        var bytes: [UInt8] = [3, 123, 4, 22, 0, 0, 16, 0, 0, 0, 1, 0]
        bytes += [UInt8](repeating: 0, count: 20)
        for index in 0..<2000 {
            var descriptor = [UInt8](repeating: 0, count: 32)
            descriptor.replaceSubrange(0..<4, with: Array("F\(index % 900 + 100)".utf8))
            descriptor[11] = 0x43
            bytes += descriptor
        }
        bytes.append(0x0D)
        bytes[8] = UInt8(bytes.count & 255)
        bytes[9] = UInt8(bytes.count >> 8)
        bytes += [UInt8](repeating: 0x20, count: 1 << 20)
        let result = try Self.read(bytes)
        #expect(result.tables[0].columns.isEmpty)
    }

    @Test("the encoding of short western texts isn't taken for Chinese or Japanese")
    func westernTexts() {
        let texts: [[UInt8]] = [
            Array("Caf".utf8) + [0xE9] + Array(" du March".utf8) + [0xE9],
            Array("M".utf8) + [0xFC] + Array("ller & S".utf8) + [0xF6] + Array("hne".utf8),
            Array("don't do".utf8) + [0x97] + Array("Petits".utf8),
        ]
        var sample = TextSample()
        for text in texts { sample.add(text.span) }
        let guess = TextSample.guess(sample.bytes.span)
        let isGB = TextSample.isPlainGB(sample.bytes.span)
        #expect(guess.name == "windows-1252")
        #expect(!isGB)
    }

    @Test("a table in an archive has the memos and the code page that stand beside it there")
    func archive() throws {
        var archive = XLSXArchive()
        let files = [
            ("a/k.dbf", "visual_foxpro/input.dbf"), ("a/k.FPT", "visual_foxpro/input.FPT"),
            ("b/k.fpt", "foxpro2_memo/input.fpt"), ("m.DBF", "cpg_beside/input.dbf"),
            ("m.cpg", "cpg_beside/input.CPG"), ("m.cdx", "cpg_beside/input.CPG"),
        ]
        for (name, file) in files {
            archive.add(name, try Fixtures.bytes("importers/dbf/\(file)"))
        }
        let path = try TemporaryFile.write(archive.finished(), name: "t.zip")
        let result = try Importers.read(source: "s", path: path)
        #expect(result.tables.map(\.name) == ["k", "m"])
        let rows = DBFCorpusTests.rows(result.tables[0])
        #expect(rows[0]["NOTE"] == "第一次拜访：\r\n对方很客气，约下周再谈。")
        #expect(DBFCorpusTests.rows(result.tables[1])[0]["姓名"] == "张晓明")
        #expect(!result.isBroken)
        let notRead = result.findings.all.filter {
            $0.code == ContainerFindings.memberNotRead.code
        }
        #expect(notRead.isEmpty)
    }

    @Test("names of code pages in .cpg files are understood")
    func codePageFiles() {
        let names = [
            "UTF-8": "utf-8", "936": "gb18030", "GBK\r\n": "gb18030", "ANSI 1252": "windows-1252",
            "LDID/77": "gb18030", "big5": "big5", "OEM 866": "cp866", "88591": "windows-1252",
        ]
        for (text, name) in names {
            #expect(DBFCodePages.pageName(text).flatMap { try? CodePage(named: $0).name } == name)
        }
        #expect(DBFCodePages.pageName("nonsense") == nil)
    }
}
