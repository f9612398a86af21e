import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Lists of files")
struct FileListTests {
    /// A folder of its own with these files; the path ends without a slash.
    private func folder(_ files: [String]) throws -> String {
        let root = FileManager.default.temporaryDirectory
            .appendingPathComponent("files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for file in files {
            let url = root.appendingPathComponent(file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data("id,name\n1,\(file)\n".utf8).write(to: url)
        }
        return root.path
    }

    private func names(_ list: FileList, _ root: String) -> [String] {
        list.paths.map { String($0.dropFirst(root.count + 1)) }
    }

    private let files = [
        "b.csv", "a.csv", "客户.csv", "B.csv", ".hidden.csv", "~$a.xlsx", "x.txt",
        "sub/c.csv", "sub/deep/d.csv", "sub/.git/e.csv",
    ]

    @Test("a folder gives its own files in the order of bytes, and says what it leaves out")
    func wholeFolder() throws {
        let root = try folder(files)
        for path in [root, root + "/"] {
            let list = try FileList(path, source: "s")
            #expect(names(list, root) == ["B.csv", "a.csv", "b.csv", "x.txt", "客户.csv"])
            let reasons = list.findings.all.map(\.detail)
            #expect(
                reasons == ["a hidden file", "a folder inside", "a lock file of an open workbook"]
            )
        }
    }

    @Test("patterns fit as in a shell; `**` enters folders")
    func patterns() throws {
        let root = try folder(files)
        for (pattern, expected) in [
            ("*.csv", ["B.csv", "a.csv", "b.csv", "客户.csv"]),
            ("[ab].csv", ["a.csv", "b.csv"]), ("?.csv", ["B.csv", "a.csv", "b.csv"]),
            ("*/*.csv", ["sub/c.csv"]),
            ("**/*.csv", ["B.csv", "a.csv", "b.csv", "sub/c.csv", "sub/deep/d.csv", "客户.csv"]),
            ("**/deep/*", ["sub/deep/d.csv"]), ("sub/**", ["sub/c.csv", "sub/deep/d.csv"]),
            ("a.csv", ["a.csv"]), (".h*", [".hidden.csv"]),
        ] {
            let list = try FileList("\(root)/\(pattern)", source: "s")
            #expect(names(list, root) == expected, "\(pattern)")
        }
    }

    @Test("a file whose name has the marks of a pattern is itself")
    func literal() throws {
        let root = try folder(["a[1].csv", "a1.csv"])
        #expect(names(try FileList("\(root)/a[1].csv", source: "s"), root) == ["a[1].csv"])
        #expect(!FileList.isList("\(root)/a[1].csv") && FileList.isList("\(root)/a[1]*.csv"))
        #expect(!FileList.isList("-") && FileList.isList(root) && !FileList.isList("/no/such"))
    }

    @Test("links out of the folder, links to folders and pipes are left out")
    func links() throws {
        let outside = try folder(["o.csv"])
        let root = try folder(["a.csv", "sub/b.csv"])
        let manager = FileManager.default
        for (name, target) in [
            ("out.csv", "\(outside)/o.csv"), ("in.csv", "\(root)/sub/b.csv"),
            ("loop", root), ("gone.csv", "\(root)/none"),
        ] {
            try manager.createSymbolicLink(
                atPath: "\(root)/\(name)",
                withDestinationPath: target
            )
        }
        let isMade = unsafe mkfifo("\(root)/pipe", 0o600) == 0
        #expect(isMade)
        let list = try FileList("\(root)/**/*", source: "s")
        #expect(names(list, root) == ["a.csv", "in.csv", "sub/b.csv"])
        #expect(list.findings.all.count == 5)
    }

    @Test("nothing that fits, and too many files, fail")
    func failures() throws {
        let root = try folder(["a.csv", "b.csv", "c.csv"])
        func code(_ path: String, limit: Int = 10) -> FindingCode? {
            do throws(ImportFailure) {
                _ = try FileList(path, source: "s", limit: limit)
                return nil
            } catch {
                return error.kind.code
            }
        }
        #expect(code("\(root)/*.xlsx") == ImportFindings.fileMissing.code)
        #expect(code("\(root)/none/*.csv") == ImportFindings.fileUnreadable.code)
        #expect(code(root, limit: 2) == ImportFindings.limit.code)
        #expect(code(root, limit: 3) == nil)
    }

    @Test("files of one source keep their tables; other columns and other formats are told")
    func readAll() throws {
        let root = try folder(["1.csv", "2.csv"])
        try Data("id,name,phone\n3,x,1\n".utf8).write(to: URL(fileURLWithPath: "\(root)/3.csv"))
        try Data("%PDF-1.4 \u{1}\u{2}\u{3}\u{4}".utf8)
            .write(to: URL(fileURLWithPath: "\(root)/4.pdf"))
        try Data(#"[{"id":1,"name":"x"}]"#.utf8).write(to: URL(fileURLWithPath: "\(root)/5.json"))
        let list = try FileList(root, source: "s")
        let result = try Importers.readAll(source: "s", path: root)
        #expect(result.tables.map(\.file) == list.paths.filter { !$0.hasSuffix("pdf") })
        #expect(result.format == "csv, json")
        #expect(Importers.isSameTable(result.tables[0], result.tables[1]))
        #expect(!Importers.isSameTable(result.tables[0], result.tables[2]))
        let details = result.findings.all.map(\.detail)
        #expect(details.count == 2)
        #expect(details[0] == "can't tell the format of it: a PDF document")
        #expect(
            details[1] == "has `phone` besides; compared with `\(root)/1.csv`"
        )
        let workers = Workers(count: 2) { count, body in
            DispatchQueue.concurrentPerform(iterations: count, execute: body)
        }
        let same = try Importers.readAll(source: "s", path: root, workers: workers)
        #expect(same.tables.map(\.file) == result.tables.map(\.file))
        #expect(same.findings.all.map(\.detail) == details)
    }

    @Test("when no file can be read the first one's reason is told; a missing file always fails")
    func nothingRead() throws {
        let root = try folder([])
        let pdf = "\(root)/a.pdf"
        try Data("%PDF-1.4 \u{1}\u{2}\u{3}\u{4}".utf8).write(to: URL(fileURLWithPath: pdf))
        #expect(throws: ImportFailure.self) { try Importers.readAll(source: "s", path: root) }
        let csv = "\(root)/b.csv"
        try Data("id,name\n1,x\n".utf8).write(to: URL(fileURLWithPath: csv))
        let result = try Importers.readAll(source: "s", path: root)
        #expect(result.tables.map(\.file) == [csv])
        #expect(throws: ImportFailure.self) {
            try Importers.readAll(source: "s", path: "\(root)/none*.csv")
        }
    }

    @Test("unlike tables without a name are named by their files")
    func stems() throws {
        let root = try folder([])
        try Data("Id,Name\n1,x\n".utf8).write(to: URL(fileURLWithPath: "\(root)/Account.csv"))
        try Data("Id,Email,Phone\n1,x,2\n".utf8)
            .write(to: URL(fileURLWithPath: "\(root)/Contact.csv"))
        let result = try Importers.readAll(source: "s", path: root)
        #expect(result.tables.map(\.name) == ["Account", "Contact"])
        let contact = try Importers.readAll(source: "s", path: root, table: "Contact")
        #expect(contact.tables.map(\.name) == ["Contact"])
    }
}
