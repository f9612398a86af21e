import Foundation
import Importing
import Records
import TestSupport
import Testing

@Suite("The messy SQL dump")
struct MessySmallDumpTests {
    private let result: ImportResult?
    private let bytes: [UInt8]

    init() throws {
        guard let url = Fixtures.data("crm/messy-small/oldcrm_20231130.sql") else {
            result = nil
            bytes = []
            return
        }
        bytes = [UInt8](try Data(contentsOf: url))
        result = try Importers.read(source: "legacy", path: url.path)
    }

    @Test(
        "each table has as many rows as the counts say; bits and zero dates are all that is reported"
    )
    func counts() throws {
        guard let result else { return }
        #expect(result.format == "dump")
        #expect(!result.isBroken)
        let counts = result.tables.map { "\($0.name) \($0.rowCount)" }
        #expect(
            counts == [
                "t_user 8", "t_customer 407", "t_contacts 573", "t_follow 686", "t_deal 257",
            ]
        )
        let codes = Set(result.findings.all.map(\.code.text))
        #expect(codes == ["I033", "I144"])
    }

    @Test("escapes, bits, labels and nulls are read as MySQL means them")
    func values() throws {
        guard let result else { return }
        let customers = try #require(result.tables.first { $0.name == "t_customer" })
        let remark = try #require(customers.columnIndex("remark"))
        let level = try #require(customers.columns.first { $0.name == "level" })
        #expect(level.label == "1:A 2:B 3:C 4:D")
        let remarks = customers.batches.flatMap { batch in
            (0..<batch.rowCount).map { batch.columns[remark].string($0) }
        }
        #expect(remarks[0] == "路径 D:\\资料\\合同")
        #expect(remarks[1] == "重要客户👍")
        #expect(remarks.contains("客户说'再等等'"))
        #expect(remarks.contains("第一行\n第二行"))
        let tel = try #require(customers.columnIndex("tel"))
        #expect(customers.batches[0].columns[tel].isNull(0))
        let contacts = try #require(result.tables.first { $0.name == "t_contacts" })
        let primary = try #require(contacts.columnIndex("is_primary"))
        let bits = Set((0..<573).map { contacts.batches[0].columns[primary].string($0) })
        #expect(bits == ["0", "1"])
    }

    @Test("byte offsets point at the bracket that opens each tuple")
    func offsets() throws {
        guard let result else { return }
        for table in result.tables {
            for batch in table.batches {
                #expect(batch.byteOffsets.allSatisfy { bytes[Int($0)] == 0x28 })
            }
        }
    }

    @Test("a dump cut anywhere is broken, says where, and keeps every complete tuple")
    func truncated() throws {
        guard let result else { return }
        let offsets = result.tables.flatMap { $0.batches.flatMap(\.byteOffsets) }.sorted()
        var random = SplitMix64(seed: 7)
        for _ in 0..<20 {
            let length = Int.random(in: 3000..<(bytes.count - 300), using: &random)
            let path = try TemporaryFile.write(Array(bytes[0..<length]))
            let cut = try Importers.read(source: "legacy", path: path, format: "dump")
            #expect(cut.isBroken)
            let finding = cut.findings.all.first {
                $0.code == ImportFindings.truncatedSource.code
            }
            #expect(finding?.place.byteOffset != nil)
            let whole = offsets.filter { Int($0) < length }.count
            let read = cut.tables.reduce(0) { $0 + $1.rowCount }
            #expect(read == whole || read == whole - 1)
        }
    }
}
