import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Reading Access databases")
struct AccessTests {
    /// The first page of a database of that version, its pages encrypted or not.
    private static func page(version: UInt8, isEncrypted: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = [0, 1, 0, 0] + Array("Standard Jet DB\0".utf8)
        bytes += [version, 0, 0, 0]
        bytes += [UInt8](repeating: 0, count: 4096 - bytes.count)
        if isEncrypted { return bytes }
        // Zeros under the cipher are a key; the same bits again make it none.
        let key = AccessHeader(bytes.span)?.pageKey ?? 0
        for index in 0..<4 { bytes[62 + index] ^= UInt8(key >> (8 * index) & 255) }
        return bytes
    }

    private static let programs = Fixtures.url("importers/access/programs").path

    private static func read(
        _ page: [UInt8],
        options: OptionValue = .map([]),
        table: String? = nil,
        folder: String = programs
    ) throws -> ImportResult {
        let path = try TemporaryFile.write(page, name: "客户 $(touch x).mdb")
        let input = ImportInput(
            source: "s",
            path: path,
            bytes: try FileBytes(path: path),
            options: options,
            table: table
        )
        var reader = try AccessReader(input, folder: folder)
        return try reader.read()
    }

    @Test("tables, texts, nulls, amounts, bytes and captions are read through the programs")
    func tables() throws {
        let result = try Self.read(Self.page(version: 1))
        #expect(result.tables.map(\.name) == ["客户 档案", "联系人"])
        let table = result.tables[0]
        let rows = DBFCorpusTests.rows(table)
        #expect(table.columns.map(\.name) == ["编号", "公司名称", "余额", "照片", "停用"])
        #expect(rows[0]["公司名称"] == #"杭州云起 "科技" 有限公司"#)
        #expect(rows[0]["余额"] == "1200.5")
        #expect(rows[0]["照片"] == "0xFFD8FF")
        #expect(rows[0]["停用"] == "FALSE")
        #expect(rows[1]["公司名称"]?.isEmpty == true)
        #expect(rows[1]["余额"] == "␀")
        #expect(rows[2]["公司名称"] == "第一行\n第二行\u{1F}3")
        #expect(rows[2]["余额"] == "-0.25")
        #expect(table.columns[4].isHidden)
        #expect(result.tables[1].columns[0].label == "姓名")
        #expect(table.batches[0].rowNumbers == [1, 2, 3])
        let codes = result.findings.all.map { "\($0.code.text) \($0.place.table)" }
        #expect(codes == ["I175 订单明细", "I033 客户 档案", "I177 联系人"])
        #expect(!result.isBroken)
    }

    @Test("Access 97 is read in code page 936 unless the option says otherwise (case 58)")
    func jet3() throws {
        for (option, charset) in [(nil, "cp936"), ("cp1252", "cp1252"), ("big5", "cp950")] {
            let options = option.map { OptionValue.map([("encoding", .text($0))]) }
            let result = try Self.read(
                Self.page(version: 0),
                options: options ?? .map([]),
                table: "联系人"
            )
            #expect(result.tables.count == 1)
            #expect(result.tables[0].batches[0].columns[1].string(0) == charset)
            #expect(result.encoding == charset)
            let isTold = result.findings.all.contains {
                $0.code == AccessFindings.assumedEncoding.code
            }
            #expect(isTold == (option == nil))
        }
    }

    @Test("a missing table, missing programs, a failing program and bytes in memory are told")
    func failures() throws {
        func kind(_ body: () throws -> Void) -> FindingCode? {
            do {
                try body()
                return nil
            } catch { return (error as? ImportFailure)?.kind.code }
        }
        let page = Self.page(version: 1)
        let noTable = kind { _ = try Self.read(page, table: "无") }
        #expect(noTable == ImportFindings.noSuchTable.code)
        let noPrograms = kind { _ = try Self.read(page, folder: "/nonexistent") }
        #expect(noPrograms == AccessFindings.programsMissing.code)
        let inMemory = ImportInput(source: "s", path: "a.mdb", bytes: FileBytes(page))
        let noFile = kind { _ = try Access.read(inMemory) }
        #expect(noFile == AccessFindings.needsFile.code)
        let folder = try Self.failingPrograms()
        let broken = kind { _ = try Self.read(page, folder: folder) }
        #expect(broken == AccessFindings.brokenDatabase.code)
        let protected = kind { _ = try Self.read(Self.page(version: 2, isEncrypted: true)) }
        #expect(protected == AccessFindings.protected.code)
    }

    private static func failingPrograms() throws -> String {
        let script = "#!/bin/sh\necho 'offset 24576 is beyond EOF' >&2\nexit 1\n"
        let path = try TemporaryFile.write(Array(script.utf8), name: "mdb-tables")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    @Test("public databases give the tables and cells that are expected of them")
    func corpus() throws {
        guard let folder = Fixtures.data("import/access") else { return }
        let probe = ChildProgram(name: "mdb-ver", environment: [], timeoutSeconds: 20)
        if probe.run([], receive: { _ in true }).outcome == .missing {
            print("skipped, mdbtools is not installed")
            return
        }
        let text = try String(
            contentsOf: folder.appendingPathComponent("tables.csv"),
            encoding: .utf8
        )
        var expected: [String: [String: (rows: Int, columns: Int)]] = [:]
        for line in text.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",").map(String.init)
            expected[cells[0], default: [:]][cells[1]] = (Int(cells[2]) ?? 0, Int(cells[3]) ?? 0)
        }
        var counts = (tables: 0, right: 0, wrong: 0)
        for (file, tables) in expected {
            let path = folder.appendingPathComponent(file).path
            let result = try Importers.read(source: "s", path: path)
            #expect(Set(result.tables.map(\.name)) == Set(tables.keys), "\(file)")
            for table in result.tables {
                counts.tables += 1
                #expect(table.rowCount == tables[table.name]?.rows, "\(file) \(table.name)")
                #expect(table.columns.count == tables[table.name]?.columns)
                let name = file.replacingOccurrences(of: "/", with: "/") + "__\(table.name).csv"
                let csv = folder.appendingPathComponent("expected/\(name)")
                guard let bytes = try? Data(contentsOf: csv) else { continue }
                compare(table, NaiveRows.read(bytes), &counts, file)
            }
        }
        print("access: \(counts.tables) tables, \(counts.right) cells right, \(counts.wrong) wrong")
        #expect(counts.tables == 53)
        #expect(counts.wrong == 0)
    }

    private func compare(
        _ table: SourceTable,
        _ rows: [[String]],
        _ counts: inout (tables: Int, right: Int, wrong: Int),
        _ file: String
    ) {
        let read = DBFCorpusTests.rows(table)
        #expect(read.count == rows.count - 1, "\(file) \(table.name)")
        for (row, cells) in zip(read, rows.dropFirst()) {
            for (name, cell) in zip(rows[0], cells) {
                let text = row[name] ?? "no such column"
                let isSame =
                    text == cell || (text == "␀" && cell.isEmpty) || text == "0x\(cell)"
                    || (Double(text) != nil && Double(text) == Double(cell))
                    || (["TRUE": "1", "FALSE": "0"][text] == cell)
                if isSame { counts.right += 1 } else { counts.wrong += 1 }
                #expect(isSame, "\(file) \(name): \(text), not \(cell)")
            }
        }
    }
}

/// A CSV file of RFC 4180 cell by cell, written to be read rather than fast.
enum NaiveRows {
    static func read(_ data: Data) -> [[String]] {
        var rows: [[String]] = [[]]
        var cell: [UInt8] = []
        var isQuoted = false
        var previous: UInt8 = 0
        for byte in data {
            if byte == 0x22 {
                if !isQuoted && previous == 0x22 { cell.append(byte) }
                isQuoted.toggle()
                previous = isQuoted ? 0 : byte
                continue
            }
            previous = 0
            if !isQuoted && (byte == 0x2C || byte == 0x0A) {
                rows[rows.count - 1].append(String(decoding: cell, as: UTF8.self))
                cell = []
                if byte == 0x0A { rows.append([]) }
            } else {
                cell.append(byte)
            }
        }
        return rows.filter { !$0.isEmpty }
    }
}
