import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// The test workbooks of calamine and readxl, whose cells two independent readers agree on.
@Suite struct XLSXCorpusTests {
    @Test("public workbooks give the cells that other readers agree on")
    func corpora() throws {
        for corpus in ["calamine", "readxl"] {
            guard let folder = Fixtures.data("import/\(corpus)") else { return }
            var score = WorkbookScore()
            for file in try workbooks(folder.appendingPathComponent("files")) {
                try score.compare(file, folder, importer: XLSX.self) { try XLSXGrids($0) }
            }
            print("\(corpus): \(score)")
            for line in score.misses.prefix(20) { print("  \(line)") }
            #expect(score.wrong * 1000 <= score.right)
            #expect(score.fileCount > 10)
        }
    }

    @Test("workbooks give the cells of the CSV files made from them")
    func csvTwins() throws {
        guard let folder = Fixtures.data("import/xlsx2csv") else { return }
        // Files of several sheets, or made with options that change the text, aren't compared.
        let others = ["sheets", "sheets_order", "variousdelim", "escape", "hyperlinks"]
        var sameCount = 0
        var different: [String] = []
        for file in try workbooks(folder) {
            let name = file.deletingPathExtension().lastPathComponent
            if others.contains(where: { name.hasPrefix($0) }) { continue }
            let csv = file.deletingPathExtension().appendingPathExtension("csv")
            let expected = words(try String(contentsOf: csv, encoding: .utf8))
            let grids = try XLSXGrids([UInt8](try Data(contentsOf: file)))
            let read = grids.text().split(separator: "\n").map { line in
                line.split(separator: "\t", omittingEmptySubsequences: false).dropFirst()
                    .joined(separator: "\t")
            }
            if words(read.joined(separator: "\n").replacingOccurrences(of: "\\n", with: "\n"))
                == expected
            {
                sameCount += 1
            } else {
                different.append(name)
            }
        }
        print("xlsx2csv: \(sameCount) same, different: \(different)")
        #expect(sameCount >= 9)
    }

    /// The words of a text, so that quotes, delimiters and the form of numbers make no difference.
    private func words(_ text: String) -> [String] {
        let marks: Set<Character> = ["\"", ",", "\t", "\r", "\n", "\r\n"]
        return text.split { marks.contains($0) }.map { word in
            Double(word).map { String(format: "%.4g", $0) } ?? String(word)
        }
    }

    @Test("every workbook of the corpora is read the same by the scanner and by libxml2")
    func twins() throws {
        for corpus in ["calamine/files", "readxl/files", "xlsx2csv"] {
            guard let folder = Fixtures.data("import/\(corpus)") else { return }
            for file in try workbooks(folder) {
                let bytes = [UInt8](try Data(contentsOf: file))
                guard let fast = try? XLSXGrids(bytes) else { continue }
                let slow = try XLSXGrids(bytes, usesTape: true)
                #expect(fast.summary == slow.summary, "\(file.lastPathComponent)")
                #expect(fast.findings.map(\.code) == slow.findings.map(\.code))
            }
        }
    }

    private func workbooks(_ folder: URL) throws -> [URL] {
        try WorkbookScore.files(folder, ["xlsx", "xlsm"])
    }
}
