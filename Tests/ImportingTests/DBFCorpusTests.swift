import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// The tables of infused/dbf, as dbfread reads them.
@Suite struct DBFCorpusTests {
    @Test("public tables give the fields, records and cells that another reader gives")
    func expected() throws {
        guard let folder = Fixtures.data("import/dbf") else { return }
        var right = 0
        var wrong: [String] = []
        let names = try FileManager.default
            .contentsOfDirectory(atPath: folder.appendingPathComponent("expected").path).sorted()
        #expect(names.count == 11)
        for name in names {
            let json = try JSONSerialization.jsonObject(
                with: Data(contentsOf: folder.appendingPathComponent("expected/\(name)"))
            )
            let expected = try #require(json as? [String: Any])
            let file = try #require(expected["file"] as? String)
            let path = folder.appendingPathComponent(file).path
            let fields = try #require(expected["fields"] as? [[Any]])
            let header = try Self.header(path)
            #expect(fields.map(\.description) == header.fields.map(Self.description))
            let result = try Importers.read(source: "s", path: path)
            let table = try #require(result.tables.first)
            let records = try #require(expected["records"] as? [[String: Any]])
            #expect(table.rowCount == records.count, "\(file)")
            #expect(table.skipped.count == expected["deleted"] as? Int, "\(file)")
            let rows = Self.rows(table)
            let logical = Set(
                fields.filter { $0[1] as? String == "L" }.compactMap { $0[0] as? String }
            )
            for (row, record) in zip(rows, records) {
                for (name, value) in record where name != "_NullFlags" {
                    // Of two fields of one name the other reader keeps the last.
                    let cell = row["\(name) (2)"] ?? row[name] ?? "no such column"
                    if Self.isSame(cell, value, isLogical: logical.contains(name)) {
                        right += 1
                    } else {
                        wrong.append("\(file) \(name): \(cell), not \(value)")
                    }
                }
            }
        }
        print("dbf: \(right) cells right, \(wrong.count) wrong")
        for line in wrong.prefix(20) { print("  \(line)") }
        #expect(wrong.isEmpty)
    }

    @Test("public tables without expected cells agree with their summaries")
    func summaries() throws {
        guard let folder = Fixtures.data("import/dbf") else { return }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix("_summary.txt") }
        #expect(names.count == 9)
        for name in names {
            let text = try String(
                contentsOf: folder.appendingPathComponent(name),
                encoding: .utf8
            )
            let stem = name.dropLast("_summary.txt".count)
            let path = folder.appendingPathComponent("\(stem).dbf").path
            let header = try Self.header(path)
            let table = try Importers.read(source: "s", path: path).tables[0]
            let lines = text.split(separator: "\n")
            let count = lines.first { $0.hasPrefix("Records: ") }?.dropFirst(9)
            #expect(count.flatMap { Int($0) } == table.rowCount + table.skipped.count, "\(name)")
            let rule = try #require(lines.firstIndex { $0.hasPrefix("---") })
            let fields = lines[(rule + 1)...].map { $0.split(separator: " ").map(String.init) }
            let read = header.fields.map { field in
                [
                    String(decoding: field.rawName, as: UTF8.self),
                    String(UnicodeScalar(field.type)), "\(field.byteCount)",
                    header.version == .dBase2 ? "0" : "\(field.decimalCount)",
                ]
            }
            #expect(fields == read, "\(name)")
        }
    }

    @Test("records of other versions are read as their programs show them")
    func others() throws {
        guard let folder = Fixtures.data("import/dbf") else { return }
        let employees = try Self.rows(folder, "dbase_02.dbf")
        #expect(employees[0]["EMP:NMBR"] == "2")
        #expect(employees[0]["PAYRATE"] == "6.000")
        #expect(employees.contains { $0["LAST"] == "Taylor" })
        let fish = try Self.rows(folder, "dbase_8c.dbf")
        #expect(fish.map { $0["ID"] ?? "" } == (1...10).map { "\($0)" })
        #expect(fish[0]["Name"] == "Clown Triggerfish")
        #expect(try Self.rows(folder, "dbase_32.dbf")[0]["NAME"] == "Bad Meets Evil")
        let cyrillic = try Self.rows(folder, "dbase_03_cyrillic.dbf")
        #expect(cyrillic[1] == ["ШАР": "Культ", "ПЛОЩА": "99.99"])
        let empty = folder.appendingPathComponent("polygon.dbf").path
        let table = try Importers.read(source: "s", path: empty).tables[0]
        #expect(table.skipped.map(\.kind) == [.blank])
    }

    @Test("a FoxPro database gives its tables the whole names of their fields")
    func container() throws {
        guard let folder = Fixtures.data("import/dbf") else { return }
        let path = folder.appendingPathComponent("foxprodb/contacts.dbf").path
        let columns = try Importers.read(source: "s", path: path).tables[0].columns
        #expect(columns.first { $0.name == "COMPANY_NA" }?.label == "company_name")
        #expect(columns.first { $0.name == "CITY" }?.label.isEmpty == true)
    }

    private static func header(_ path: String) throws -> DBFHeader {
        let bytes = try FileBytes(path: path)
        let header = DBFHeader(bytes.span)
        return try #require(header)
    }

    private static func rows(_ folder: URL, _ name: String) throws -> [[String: String]] {
        let path = folder.appendingPathComponent(name).path
        return rows(try Importers.read(source: "s", path: path).tables[0])
    }

    private static func description(_ field: DBFField) -> String {
        let values: [Any] = [
            String(decoding: field.rawName, as: UTF8.self), String(UnicodeScalar(field.type)),
            field.byteCount, field.decimalCount,
        ]
        return values.description
    }

    /// The records' cells by their columns' names, `␀` for null.
    static func rows(_ table: SourceTable) -> [[String: String]] {
        var rows: [[String: String]] = []
        for batch in table.batches {
            for row in 0..<batch.rowCount {
                var cells: [String: String] = [:]
                for (index, column) in table.columns.enumerated() {
                    let cell = batch.columns[index]
                    cells[column.name] = cell.isNull(row) ? "␀" : cell.string(row)
                }
                rows.append(cells)
            }
        }
        return rows
    }

    private static func isSame(_ cell: String, _ value: Any, isLogical: Bool) -> Bool {
        if value is NSNull { return cell == "␀" }
        if isLogical { return cell == ((value as? Bool) == true ? "TRUE" : "FALSE") }
        if let number = value as? NSNumber { return Double(cell) == number.doubleValue }
        guard let text = value as? String else { return false }
        if text.contains("\u{FFFD}") || cell == text { return true }
        // The other reader takes the length of dBase IV memos without the 8 bytes of its header,
        // and so shows the end of the block's older text.
        if cell.hasSuffix(" memo"), text.hasPrefix(cell) { return text.count - cell.count < 3 }
        if let a = Double(cell), let b = Double(text) { return a == b }
        return isSameMoment(cell, text)
    }

    /// Times may differ by the millisecond that FoxPro's rounding leaves.
    private static func isSameMoment(_ cell: String, _ text: String) -> Bool {
        guard text.count >= 19, text.dropFirst(10).first == "T" else { return false }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        guard let a = formatter.date(from: cell),
            let b = formatter.date(from: text.prefix(19).replacingOccurrences(of: "T", with: " "))
        else { return false }
        let fraction = Double("0" + text.dropFirst(19)) ?? 0
        return abs(a.timeIntervalSince(b) - fraction) < 0.002
    }
}
