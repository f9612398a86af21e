import CRM
import Records
import Storage
import Testing

@testable import Loading

@Suite struct BlockTests {
    @Test("records beyond one block are each written once, with their own values and points")
    func manyBlocks() throws {
        let folder = try Folder()
        let count = 2 * RowBlock.capacity + 3
        let rows = (0..<count).map {
            ["公司\($0)有限公司", "+86138\(10_000_000 + $0)", "level \($0 % 7)"]
        }
        let accounts = Sample(entity: "account", fields: ["name", "phone", "level"], rows: rows)
        let result = try Loader.load(try Loads.set(folder, accounts: accounts, contacts: nil))
        #expect(result.entities[0].createdCount == count)
        let stored = try Loads.rows(
            folder.target,
            "SELECT a.name, p.value_norm, a.level_code, a.account_code, r.source_key "
                + "FROM account a JOIN contact_point p USING (account_id) "
                + "JOIN mig_external_ref r ON r.record_id = a.account_id ORDER BY a.account_id"
        )
        let expected = rows.enumerated().map { index, row in
            let digits = String(index + 1)
            let code = "A-" + String(repeating: "0", count: 6 - digits.count) + digits
            return "\(row[0])|\(row[1])|\(row[2])|\(code)|k\(index + 1)"
        }
        #expect(stored == expected)
    }

    @Test("a lent row is bound whole: nothing of it is left for the next one")
    func lentRows() throws {
        let folder = try Folder()
        let file = try SQLiteFile(path: folder.target, access: .build)
        let rows = try file.perform { connection throws(StorageFailure) -> [String] in
            try connection.execute("CREATE TABLE t (a, b, c, d)")
            let insert = try connection.prepare("INSERT INTO t VALUES (?, ?, ?, ?)")
            let bytes = Array("甲乙".utf8)
            let whole: [StoredCell] = [
                .text(start: 0, end: 3), .blob(start: 3, end: 6), .integer(-1), .real(0.5),
            ]
            try insert.run(whole.span, over: bytes.span)
            let short: [StoredCell] = [.text(start: 2, end: 2), .null]
            try insert.run(short.span, over: [UInt8]().span)
            let all = try connection.prepare(
                "SELECT concat_text FROM (SELECT quote(a) || quote(b) || quote(c) || quote(d) "
                    + "AS concat_text, rowid FROM t) ORDER BY rowid"
            )
            var rows: [String] = []
            while try all.step() { rows.append(all.text(0) ?? "") }
            return rows
        }
        try file.close()
        #expect(rows == ["'甲'X'E4B999'-10.5", "''NULLNULLNULL"])
    }

    @Test("a postal code that isn't six digits is kept as rejected and makes no address")
    func postalCodes() throws {
        let folder = try Folder()
        let accounts = Sample(
            entity: "account",
            fields: ["name", "city", "postal_code"],
            rows: [
                ["甲有限公司", "厦门市", "361000"], ["乙有限公司", "厦门市", "36100"],
                ["丙有限公司", "", "3610"],
            ]
        )
        _ = try Loader.load(try Loads.set(folder, accounts: accounts, contacts: nil))
        #expect(
            try Loads.rows(
                folder.target,
                "SELECT a.account_id, d.city, d.postal_code, d.address_raw, a.custom FROM account a "
                    + "LEFT JOIN address d USING (account_id) ORDER BY 1"
            ) == [
                "1|厦门市|361000|厦门市361000|∅",
                "2|厦门市|∅|厦门市|{\"rejected_values\":{\"postal_code\":\"36100\"}}",
                "3|∅|∅|∅|{\"rejected_values\":{\"postal_code\":\"3610\"}}",
            ]
        )
    }
}
