import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Archives")
struct ContainerTests {
    private func read(
        _ bytes: [UInt8],
        format: String = "auto",
        options: [(String, String)] = [],
        table: String? = nil,
        name: String = "input.zip"
    ) throws -> ImportResult {
        let path = try TemporaryFile.write(bytes, name: name)
        return try Importers.read(
            source: "s",
            path: "客户/\(name)",
            openAt: path,
            format: format,
            options: .map(options.map { (key: $0.0, value: .text($0.1)) }),
            table: table
        )
    }

    private func zip(_ members: [(String, String)]) -> [UInt8] {
        var archive = XLSXArchive()
        for (name, content) in members { archive.add(name, content) }
        return archive.finished()
    }

    @Test("tables, findings and rows say the archive and the file inside")
    func places() throws {
        let bytes = try Fixtures.bytes("importers/containers/zip_mixed/input.zip")
        let result = try read(bytes)
        #expect(
            result.tables.map(\.file) == [
                "客户/input.zip/客户.csv", "客户/input.zip/资料/联系人.csv",
                "客户/input.zip/2022/客户.csv", "客户/input.zip/book.xlsx",
            ]
        )
        let files = Set(result.findings.all.map(\.place.file))
        #expect(files.contains("客户/input.zip/合同.pdf"))
        #expect(files.contains("客户/input.zip/.DS_Store"))
        #expect(files.allSatisfy { $0.hasPrefix("客户/input.zip/") })
        let gzip = try Fixtures.bytes("importers/containers/gzip_csv/input.csv.gz")
        let single = try read(gzip, name: "a.csv.gz")
        #expect(single.tables.map(\.file) == ["客户/a.csv.gz/客户.csv"])
        #expect(single.tables.map(\.name) == [""])
    }

    @Test("sheets of one name in two workbooks are told apart by their files")
    func equalNames() {
        func table(_ name: String) -> SourceTable {
            SourceTable(source: "s", file: "f", name: name, columns: [], locatorKind: .row)
        }
        let members = [
            MemberTables(name: "a.xlsx", tables: [table("Sheet1"), table("客户")]),
            MemberTables(name: "b.xlsx", tables: [table("Sheet1")]),
            MemberTables(name: "2022/c.csv", tables: [table("")]),
            MemberTables(name: "2023/c.csv", tables: [table("")]),
            MemberTables(name: "2023/c.txt", tables: [table("")]),
        ]
        #expect(
            MemberTables.named(members, isSingle: false).map(\.name) == [
                "a.Sheet1", "客户", "b.Sheet1", "2022/c", "2023/c", "2023/c (2)",
            ]
        )
    }

    @Test("a table inside is asked for by the name that it has got")
    func table() throws {
        let bytes = zip([("a.csv", "id,name\n1,x\n"), ("b.csv", "id,name\n2,y\n")])
        #expect(try read(bytes, table: "b").tables.map(\.name) == ["b"])
        #expect {
            try read(bytes, table: "c")
        } throws: { error in
            (error as? ImportFailure)?.message.contains("it has `a`, `b`") ?? false
        }
    }

    @Test("a member is chosen by its name or a pattern; none that fits fails")
    func member() throws {
        let bytes = zip([("x/a.csv", "id,name\n1,x\n"), ("b.csv", "id,name\n2,y\n")])
        #expect(try read(bytes, options: [("member", "a.csv")]).tables.map(\.name) == ["a"])
        #expect(try read(bytes, options: [("member", "x/*")]).tables.map(\.name) == ["a"])
        #expect(try read(bytes, options: [("member", "*.csv")]).tables.count == 2)
        #expect {
            try read(bytes, options: [("member", "*.xlsx")])
        } throws: { error in
            (error as? ImportFailure)?.kind.code == ContainerFindings.noMember.code
        }
    }

    @Test("the declared format holds for the files inside")
    func format() throws {
        let bytes = zip([("a.txt", "id,name\n1,x\n"), ("b.json", "[{\"a\":1}]")])
        let result = try read(bytes, format: "csv")
        #expect(result.tables.map(\.name) == ["a"])
        let finding = try #require(result.findings.all.first)
        #expect(finding.code == ContainerFindings.memberNotRead.code)
        #expect(finding.detail == "it is declared as csv, its content is json")
        #expect(!result.isBroken)
    }

    @Test("an archive with nothing to read says why")
    func nothing() {
        let inner = String(decoding: zip([("a.csv", "a,b\n1,2\n")]), as: UTF8.self)
        for (members, code, word) in [
            (
                [("x.pdf", "%PDF-1.4 \u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{1}\u{2}\u{3}")],
                ImportFindings.unknownFormat, "a PDF document"
            ),
            ([("README", "x"), ("._a", "y")], ContainerFindings.noMember, "no file"),
            ([("a.zip", inner)], ContainerFindings.nestedArchive, "archive in an archive"),
            ([("../a.csv", "a,b\n1,2\n")], ContainerFindings.refusedName, "outside"),
        ] {
            #expect {
                try read(zip(members))
            } throws: { error in
                let failure = error as? ImportFailure
                return failure?.kind.code == code.code && failure?.message.contains(word) ?? false
            }
        }
        var archive = XLSXArchive()
        archive.add("a.csv", "x", flags: 1)
        let locked = archive.finished()
        #expect {
            try read(locked)
        } throws: { error in
            (error as? ImportFailure)?.kind.code == XLSXFindings.protected.code
        }
    }

    @Test("limits of entries and bytes end reading and are told")
    func limits() throws {
        let members = (0..<5).map { ("\($0).csv", "id,name\n\($0),x\n") }
        let few = try read(zip(members), options: [("max_entries", "3")])
        #expect(few.tables.count == 3 && few.isBroken)
        let small = try read(zip(members), options: [("max_total_bytes", "30")])
        #expect(small.tables.count == 2 && small.isBroken)
        #expect(small.findings.all.map(\.code).allSatisfy { $0 == ImportFindings.limit.code })
        #expect(throws: ImportFailure.self) {
            try read(zip(members), options: [("max_entries", "many")])
        }
        let gzip = try Fixtures.bytes("importers/containers/gzip_csv/input.csv.gz")
        #expect {
            try read(gzip, options: [("max_entry_bytes", "20")])
        } throws: { error in
            (error as? ImportFailure)?.kind.code == ImportFindings.limit.code
        }
    }

    @Test("gzip files of several members, with extra fields and without names, are whole")
    func gzipHeaders() throws {
        let bytes = try Fixtures.bytes("importers/containers/gzip_csv/input.csv.gz")
        let file = GzipFile(bytes.span, limit: 1 << 20)
        #expect(file.name == "客户.csv" && file.problems == [])
        let nameEnd = try #require(bytes[10...].firstIndex(of: 0)) + 1
        let body = bytes[nameEnd...]
        let extra: [UInt8] = [
            0x1F, 0x8B, 8, 4 | 16 | 2, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7, 0x78, 0, 1, 2,
        ]
        let others = extra + body
        let other = GzipFile(others.span, limit: 1 << 20)
        #expect(other.bytes == file.bytes && other.name.isEmpty && other.problems == [])
        let doubled = bytes + bytes
        let twice = GzipFile(doubled.span, limit: 1 << 20)
        #expect(twice.bytes == file.bytes + file.bytes && twice.problems == [])
        for count in 0..<bytes.count {
            let part = Array(bytes[0..<count])
            let cut = GzipFile(part.span, limit: 1 << 20)
            #expect(count < 3 || cut.problems.count == 1, "\(count)")
            #expect(cut.bytes == Array(file.bytes.prefix(cut.bytes.count)))
        }
    }

    @Test("names of files inside a gzip never lead elsewhere")
    func gzipNames() {
        #expect(MemberName.ofGzip("../../etc/a.csv", path: "x.gz") == "a.csv")
        #expect(MemberName.ofGzip("C:\\b.csv", path: "x.gz") == "b.csv")
        #expect(MemberName.ofGzip("..", path: "d/x.csv.GZ") == "x.csv")
        #expect(MemberName.ofGzip("a\nb", path: "x") == "x")
        #expect(MemberName.ofGzip("", path: "-") == "data")
    }

    @Test("mutated archives never trap, and what comes is a table, a finding or a failure")
    func mutated() throws {
        var random = SplitMix64(seed: 1952)
        for name in [
            "gzip_csv/input.csv.gz", "gzip_two_members/input.csv.gz", "zip_names/input.zip",
        ] {
            let original = try Fixtures.bytes("importers/containers/\(name)")
            for round in 0..<500 {
                var bytes = original
                if round % 4 == 0 {
                    bytes.removeLast(Int.random(in: 0..<(bytes.count - 4), using: &random))
                }
                for _ in 0..<Int.random(in: 1...5, using: &random) {
                    let place = Int.random(in: 3..<bytes.count, using: &random)
                    bytes[place] = UInt8.random(in: 0...255, using: &random)
                }
                guard let container = Container(bytes.span) else { continue }
                let input = ImportInput(source: "s", path: "p", bytes: FileBytes(bytes))
                var reader = ContainerReader(input, nil, try ContainerLimits(.map([])))
                guard let result = try? reader.read(container) else { continue }
                #expect(!result.tables.isEmpty || !result.findings.all.isEmpty, "\(name) \(round)")
            }
        }
    }

    @Test("a small file that inflates beyond the limit is not read, just within it warns")
    func bomb() throws {
        let bytes = try Fixtures.bytes("importers/containers/zip_ratio/input.zip")
        #expect {
            try read(bytes, options: [("max_entry_bytes", "150006")])
        } throws: { error in
            (error as? ImportFailure)?.kind.code == ImportFindings.limit.code
        }
        let result = try read(bytes, options: [("max_entry_bytes", "150007")])
        #expect(result.findings.all.map(\.code) == [ContainerFindings.highRatio.code])
        #expect(!result.isBroken)
    }
}

@Suite("The declared format and the content")
struct FormatChoiceTests {
    @Test("among formats of tables the content decides, with a warning")
    func family() throws {
        let book = Fixtures.url("importers/xlsx/dates/input.xlsx").path
        let result = try Importers.read(source: "s", path: book, format: "csv")
        #expect(result.format == "xlsx")
        let finding = try #require(result.findings.all.first)
        #expect(finding.code == ContainerFindings.formatDiffers.code)
        #expect(finding.detail == "declared as csv, read as xlsx")
        let text = try TemporaryFile.write(Array("id,name\n1,x\n".utf8), name: "a.xlsx")
        let csv = try Importers.read(source: "s", path: text, format: "xlsx")
        #expect(csv.format == "csv" && csv.tables[0].rowCount == 1)
        #expect(csv.findings.all.map(\.code) == [ContainerFindings.formatDiffers.code])
    }

    @Test("outside of these formats a contradiction is fatal")
    func others() throws {
        let json = try TemporaryFile.write(Array(#"[{"a":1}]"#.utf8))
        for format in ["csv", "dump", "xlsx", "crm"] {
            #expect {
                try Importers.read(source: "s", path: json, format: format)
            } throws: { error in
                (error as? ImportFailure)?.kind.code == ImportFindings.wrongFormat.code
            }
        }
    }

    @Test(
        "compressions and archives that aren't read are named, with the program that unpacks them"
    )
    func archives() throws {
        let tar = [UInt8](repeating: 0x41, count: 257) + Array("ustar\0".utf8) + Array("00,\n".utf8)
        for (bytes, name, program) in [
            (Array("BZh91AY&SY\u{1}".utf8), "bzip2", "bunzip2"), (tar, "tar", "tar xf"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0], "xz", "unxz"),
            ([0x28, 0xB5, 0x2F, 0xFD, 0, 0], "Zstandard", "unzstd"),
            (Array("Rar!\u{1A}\u{7}\u{1}".utf8), "RAR", "unrar"),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0], "7z", "7z x"),
            ([0x04, 0x22, 0x4D, 0x18, 0, 0], "LZ4", "unlz4"),
            ([0x1F, 0x9D, 0x90, 0, 0, 0], "compress", "uncompress"),
        ] as [([UInt8], String, String)] {
            let path = try TemporaryFile.write(bytes)
            for format in ["auto", "csv"] {
                #expect {
                    try Importers.read(source: "s", path: path, format: format)
                } throws: { error in
                    let failure = error as? ImportFailure
                    return failure?.message.contains(name) ?? false
                        && failure?.hint.contains(program) ?? false
                }
            }
        }
    }

    @Test("a database without a file of its own is refused")
    func databases() throws {
        #expect(throws: ImportFailure.self) {
            try Importers.expectNoPath(CRMDatabase.self, "a.zip/crm.db")
        }
        try Importers.expectNoPath(CSV.self, "a.zip/a.csv")
    }
}
