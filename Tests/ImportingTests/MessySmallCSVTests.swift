import Foundation
import Importing
import Records
import TestSupport
import Testing

@Suite("The messy CSV file")
struct MessySmallCSVTests {
    private let result: ImportResult?

    init() throws {
        guard let url = Fixtures.data("crm/messy-small/客户名单_市场部.csv") else {
            result = nil
            return
        }
        result = try Importers.read(source: "web", path: url.path)
    }

    @Test("it has 313 data rows on the right lines, and all other lines are skipped")
    func rows() throws {
        guard let result else { return }
        let table = try #require(result.tables.first)
        #expect(result.format == "csv")
        #expect(result.encoding == "gb18030")
        #expect(result.encodingConfidence >= 90)
        #expect(table.rowCount == 313)
        #expect(
            table.columns.map(\.name) == [
                "编号", "公司名称", "联系人", "联系电话", "电子邮箱", "所在地区", "通讯地址", "来源渠道", "意向产品",
                "登记日期", "备注",
            ]
        )
        let skipped = table.skipped.map { "\($0.rowNumber) \($0.kind)" }
        #expect(
            skipped == [
                "1 preamble", "2 preamble", "3 preamble", "4 preamble", "5 preamble", "6 header",
                "353 subtotal", "354 footer", "355 footer",
            ]
        )
        let truth = try String(
            contentsOf: try #require(Fixtures.data("crm/messy-small/truth.csv")),
            encoding: .utf8
        )
        let lines = truth.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("客户名单_市场部.csv") }
            .compactMap { $0.split(separator: ",", omittingEmptySubsequences: false)[2] }
        let expected = Set(lines.compactMap { UInt32($0.dropFirst("line ".count)) })
        #expect(Set(table.batches.flatMap(\.rowNumbers)) == expected)
    }

    @Test("a shifted row is repaired, a cut one kept with a finding, a byte 0x80 is the euro")
    func findings() throws {
        guard let result else { return }
        let table = try #require(result.tables.first)
        func lines(_ kind: FindingKind) -> [UInt32] {
            result.findings.all.filter { $0.code == kind.code }.map(\.place.rowNumber)
        }
        #expect(lines(ImportFindings.shiftedRow) == [74, 285, 320])
        #expect(lines(ImportFindings.tooFewCells) == [27, 136, 288])
        #expect(lines(ImportFindings.euroByte).count == 1)
        #expect(lines(ImportFindings.quoteInCell) == [206, 216])
        #expect(table.rejectedRows.isEmpty)
        let batch = table.batches[0]
        let row = try #require(batch.rowNumbers.firstIndex(of: 74))
        #expect(batch.columns[6].string(row) == "湖北省,武汉市,青山区,北京路372号B座1302室")
        let quotes = try #require(batch.rowNumbers.firstIndex(of: 206))
        #expect(batch.columns[10].string(quotes) == "客户说\"便宜点\"就买")
        #expect(batch.columns[3].string(0) == "13447107546" || !batch.columns[3].string(0).isEmpty)
    }

    @Test("byte offsets point at the first byte of each record in the undecoded file")
    func offsets() throws {
        guard let result,
            let url = Fixtures.data("crm/messy-small/客户名单_市场部.csv")
        else { return }
        let bytes = [UInt8](try Data(contentsOf: url))
        let batch = result.tables[0].batches[0]
        for row in 0..<batch.rowCount {
            let offset = Int(batch.byteOffsets[row])
            #expect(bytes[offset - 1] == 0x0A)
            let number = batch.columns[0].string(row)
            #expect(Array(bytes[offset..<(offset + number.utf8.count)]) == Array(number.utf8))
        }
    }
}
