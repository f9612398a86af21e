import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// The workbooks of `Fixtures/importers/xlsx` give the rows and findings written beside them.
@Suite struct XLSXFixtureTests {
    static let cases = [
        "dates", "numbers", "hidden-and-merged", "strict-and-prefixed", "utf-16-and-1904",
        "filter-and-links", "high-ratio",
    ]

    @Test("a workbook gives the rows that its fixture lists", arguments: cases)
    func rows(name: String) throws {
        let bytes = try Fixtures.bytes("importers/xlsx/\(name)/input.xlsx")
        for usesTape in [false, true] {
            let grids = try XLSXGrids(bytes, usesTape: usesTape)
            let text = grids.sheets.indices.map { index in
                "# \(grids.names[index])\n" + grids.text(index)
            }.joined()
            #expect(text == (try Fixtures.text("importers/xlsx/\(name)/expected.tsv")))
            #expect(!grids.isBroken)
        }
    }

    @Test("a workbook gives the findings that its fixture lists", arguments: cases)
    func findings(name: String) throws {
        let bytes = try Fixtures.bytes("importers/xlsx/\(name)/input.xlsx")
        let grids = try XLSXGrids(bytes)
        let lines = grids.findings.map { finding in
            let kind = ImportFindings.all.first { $0.code == finding.code }
            let row = finding.place.rowNumber
            return "\(kind?.name ?? "?")" + (row > 0 ? " \(row) \(finding.place.column)" : "")
        }
        let expected = try Fixtures.text("importers/xlsx/\(name)/findings.txt")
            .split(separator: "\n").map { String($0) }
        #expect(lines.sorted() == expected.sorted())
    }

    @Test("codes are distinct and between I060 and I099")
    func codes() {
        let codes = XLSXFindings.all.map(\.code.text)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0 >= "I060" && $0 <= "I099" })
    }
}
