import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// One company's customer list: title, notes and header of two rows, merged and hidden parts.
@Suite struct XLSXMessySmallTests {
    private func read(_ table: String? = nil) throws -> ImportResult? {
        guard let folder = Fixtures.data("crm/messy-small") else { return nil }
        let path = folder.appendingPathComponent("客户资料汇总2023.xlsx").path
        let bytes = FileBytes([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
        return try XLSX.read(ImportInput(source: "book", path: path, bytes: bytes, table: table))
    }

    @Test("every row of the sheets is data or skipped with its reason")
    func ledger() throws {
        guard let result = try read() else { return }
        #expect(!result.isBroken)
        #expect(result.tables.map(\.name) == ["客户档案", "2024新增", "字典"])
        #expect(result.tables.map(\.isHidden) == [false, false, true])
        let archive = result.tables[0]
        #expect(archive.rowCount == 417)
        #expect(archive.rowCount + archive.skipped.count == 431)
        // Those among the data; the one before the footer is the footer's.
        #expect(archive.skipped.filter { $0.kind == .blank }.count == 3)
        #expect(archive.skipped.filter { $0.kind == .subtotal }.count == 5)
        #expect(result.tables[1].rowCount == 76)
        #expect(result.tables[1].skipped.map(\.kind) == [.header])
    }

    @Test("the hidden column of old numbers is read and marked")
    func hiddenColumn() throws {
        guard let result = try read("客户档案") else { return }
        let columns = result.tables[0].columns
        #expect(columns.filter(\.isHidden).map(\.name) == ["旧系统编号"])
        #expect(result.tables.count == 1)
    }

    @Test("a sheet that doesn't exist fails and names the nearest one")
    func noSuchSheet() throws {
        guard let folder = Fixtures.data("crm/messy-small") else { return }
        let path = folder.appendingPathComponent("客户资料汇总2023.xlsx").path
        do {
            _ = try Importers.read(source: "book", path: path, table: "客户挡案")
            Issue.record("read a sheet that doesn't exist")
        } catch {
            #expect(error.hint.contains("客户档案"))
        }
    }
}
