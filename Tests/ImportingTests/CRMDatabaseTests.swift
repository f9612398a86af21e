import Foundation
import Importing
import Records
import TestSupport
import Testing

@Suite("Reading a CRM database")
struct CRMDatabaseTests {
    private static func bytes() throws -> [UInt8] {
        try Fixtures.bytes("importers/crm/basic/input.db")
    }

    private static func failure(_ bytes: [UInt8], table: String? = nil) throws -> ImportFailure? {
        let path = try TemporaryFile.write(bytes, name: "crm.db")
        do {
            _ = try Importers.read(source: "s", path: path, format: "crm", table: table)
            return nil
        } catch {
            return error
        }
    }

    @Test("merged records are not read, several values of a field come primary first")
    func live() throws {
        let path = try TemporaryFile.write(try Self.bytes(), name: "crm.db")
        let result = try Importers.read(source: "s", path: path)
        #expect(result.format == "crm")
        let accounts = try #require(result.tables.first { $0.name == "account" })
        #expect(accounts.batches[0].rowNumbers == [1, 2, 4])
        let contacts = try #require(result.tables.first { $0.name == "contact" })
        let mobile = try #require(contacts.columnIndex("mobile"))
        #expect(
            contacts.batches[0].columns[mobile].string(0) == "+8613800000001\u{1F}+8613800000002"
        )
    }

    @Test("a SQLite file of another program is refused with what was expected")
    func otherProgram() throws {
        var bytes = try Self.bytes()
        for index in 68..<72 { bytes[index] = 0 }
        let failure = try #require(try Self.failure(bytes))
        #expect(failure.kind.code == ImportFindings.notCRMDatabase.code)
        #expect(failure.message.contains("expected 0x534c4352"))
    }

    @Test("a table that isn't there is a failure that names those that are")
    func noSuchTable() throws {
        let failure = try #require(try Self.failure(try Self.bytes(), table: "acount"))
        #expect(failure.kind.code == ImportFindings.noSuchTable.code)
        #expect(failure.hint == "did you mean `account`?")
    }

    @Test("a cut or mutated database is a failure or a result, never a trap")
    func mutated() throws {
        var random = SplitMix64(seed: 51)
        let original = try Self.bytes()
        #expect(try Self.failure(Array(original[0..<(original.count / 2)])) != nil)
        for _ in 0..<40 {
            var bytes = original
            for _ in 0..<30 {
                let index = Int.random(in: 100..<bytes.count, using: &random)
                bytes[index] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try Self.failure(bytes)
        }
    }
}
