import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// The OpenDocument workbooks of calamine, whose cells two independent readers agree on.
@Suite struct ODSCorpusTests {
    @Test("public OpenDocument files give the cells that other readers agree on")
    func corpus() throws {
        guard let folder = Fixtures.data("import/calamine") else { return }
        var score = WorkbookScore()
        for file in try WorkbookScore.files(folder.appendingPathComponent("files"), ["ods"]) {
            try score.compare(file, folder, importer: ODS.self) { try XLSXGrids(ods: $0) }
        }
        print("calamine ods: \(score)")
        #expect(score.wrong * 1000 <= score.right * 5)
        #expect(score.right > 100)
        #expect(score.fileCount >= 15)
    }
}
