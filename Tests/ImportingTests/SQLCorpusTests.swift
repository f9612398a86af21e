import Foundation
import Importing
import Records
import TestSupport
import Testing

/// Public SQL scripts: one data set in three dialects with its answer, and two of SQL Server.
@Suite("SQL scripts of other projects")
struct SQLCorpusTests {
    /// `Chinook.InvoiceLine` and `invoice_line` alike.
    private static func key(_ name: String) -> String {
        name.lowercased().replacingOccurrences(of: "_", with: "")
    }

    /// Dates and numbers by value: `2009/1/1` = `2009-01-01 00:00:00`, `0.990` = `0.99`.
    private static func canonical(_ text: String) -> String {
        let parts = text.split(separator: " ")
        let date = (parts.first ?? "").split { $0 == "/" || $0 == "-" }
        if date.count == 3, date[0].count == 4, date.allSatisfy({ Int($0) != nil }) {
            let padded = date.map { $0.count < 2 ? "0" + $0 : String($0) }
            return padded.joined(separator: "-") + " " + (parts.count > 1 ? parts[1] : "00:00:00")
        }
        guard text.contains("."), let number = Decimal(string: text), "\(number)".count > 1,
            text.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" })
        else { return text }
        return "\(number)"
    }

    private static func rows(_ table: SourceTable) -> [String: Int] {
        let order = table.columns.indices.sorted {
            key(table.columns[$0].name) < key(table.columns[$1].name)
        }
        var rows: [String: Int] = [:]
        for batch in table.batches {
            for row in 0..<batch.rowCount {
                let cells = order.map { column in
                    batch.columns[column].isNull(row)
                        ? "␀" : canonical(batch.columns[column].string(row))
                }
                rows[cells.joined(separator: "│"), default: 0] += 1
            }
        }
        return rows
    }

    private static func rowCounts(_ path: String, where isWanted: ([String]) -> Bool) throws
        -> [String: Int]
    {
        let url = try #require(Fixtures.data(path))
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        var counts: [String: Int] = [:]
        for line in lines.dropFirst() {
            let cells = line.split(separator: ",").map(String.init)
            if isWanted(cells) {
                let numberAt = try #require(cells.firstIndex { Int($0) != nil })
                counts[cells[numberAt - 1]] = Int(cells[numberAt])
            }
        }
        return counts
    }

    @Test(
        "the same rows come out of MySQL, PostgreSQL and SQL Server as out of SQLite",
        arguments: ["MySql", "PostgreSql", "SqlServer"]
    )
    func chinook(_ dialect: String) throws {
        guard let folder = Fixtures.data("import/chinook") else { return }
        let answer = try Importers.read(
            source: "a",
            path: folder.appendingPathComponent("Chinook_Sqlite.sqlite").path
        )
        #expect(answer.format == "sqlite")
        let counts = try Self.rowCounts("import/chinook/tables.csv") { _ in true }
        #expect(counts.count == 11)
        let path = folder.appendingPathComponent("Chinook_\(dialect).sql").path
        let result = try Importers.read(source: "s", path: path)
        #expect(result.format == "dump")
        #expect(!result.isBroken)
        #expect(result.findings.all.map(\.code.text) == [])
        for expected in answer.tables {
            #expect(expected.rowCount == counts[expected.name])
            let table = try #require(
                result.tables.first { Self.key($0.name) == Self.key(expected.name) }
            )
            #expect(Self.rows(table) == Self.rows(expected), "\(expected.name)")
        }
        #expect(result.tables.count == answer.tables.count)
    }

    /// The cell of `column` in the row whose first column is `key`.
    private static func cell(
        _ result: ImportResult,
        _ table: String,
        _ key: String,
        _ column: String
    ) throws -> String {
        let table = try #require(result.tables.first { $0.name == table })
        let index = try #require(table.columnIndex(column))
        for batch in table.batches {
            for row in 0..<batch.rowCount where batch.columns[0].string(row) == key {
                return batch.columns[index].string(row)
            }
        }
        return "no row"
    }

    private static func script(_ name: String) throws -> ImportResult? {
        guard let url = Fixtures.data("import/northwind-tsql/\(name)") else { return nil }
        let result = try Importers.read(source: "s", path: url.path)
        #expect(result.format == "dump" && result.dialect == "tsql" && !result.isBroken)
        let counts = try rowCounts("import/northwind-tsql/tables.csv") { $0[0] == name }
        for (table, count) in counts {
            #expect(result.tables.first { $0.name == table }?.rowCount == count, "\(table)")
        }
        return result
    }

    @Test("case 61: a script with quoted names, GO, identities, US dates and photos is read whole")
    func northwind() throws {
        guard let result = try Self.script("instnwnd.sql") else { return }
        #expect(try Self.cell(result, "Customers", "ALFKI", "CompanyName") == "Alfreds Futterkiste")
        #expect(try Self.cell(result, "Orders", "10248", "OrderDate") == "1996-07-04")
        #expect(try Self.cell(result, "Orders", "10248", "Freight") == "32.38")
        #expect(try Self.cell(result, "Employees", "1", "FirstName") == "Nancy")
        #expect(try Self.cell(result, "Employees", "1", "BirthDate") == "1948-12-08")
        let photo = try Self.cell(result, "Employees", "1", "Photo")
        #expect(photo.hasPrefix("0x151C2F00") && photo.utf8.count == 2 + 2 * 21_626)
        let picture = try Self.cell(result, "Categories", "1", "Picture")
        #expect(picture.utf8.count == 2 + 2 * 10_746)
        #expect(Set(result.findings.all.map(\.code.text)) == ["I033"])
    }

    @Test("a script without quotes, INTO or lists of columns is read whole, money by value")
    func pubs() throws {
        guard let result = try Self.script("instpubs.sql") else { return }
        #expect(try Self.cell(result, "authors", "172-32-1176", "au_lname") == "White")
        #expect(try Self.cell(result, "authors", "172-32-1176", "contract") == "1")
        #expect(try Self.cell(result, "titles", "BU1032", "price") == "19.99")
    }
}
