import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// The old test workbooks of calamine and readxl, whose cells two independent readers agree on.
@Suite struct XLSCorpusTests {
    @Test("public old workbooks give the cells that other readers agree on")
    func corpora() throws {
        for corpus in ["calamine", "readxl"] {
            guard let folder = Fixtures.data("import/\(corpus)") else { return }
            var score = WorkbookScore()
            let files = folder.appendingPathComponent("files")
            for file in try WorkbookScore.files(files, ["xls"]) {
                try score.compare(file, folder, importer: XLS.self) { try XLSXGrids(xls: $0) }
            }
            print("\(corpus), .xls: \(score)")
            for line in score.misses.prefix(20) { print("  \(line)") }
            #expect(score.wrong * 500 <= score.right)
            #expect(score.inventedCount == 0)
            #expect(score.fileCount > 20)
        }
    }

    @Test("public binary workbooks give the cells that other readers agree on")
    func binary() throws {
        guard let folder = Fixtures.data("import/calamine") else { return }
        var score = WorkbookScore()
        let files = folder.appendingPathComponent("files")
        for file in try WorkbookScore.files(files, ["xlsb"]) {
            try score.compare(file, folder, importer: XLSB.self) { try XLSXGrids($0) }
        }
        print("calamine, .xlsb: \(score)")
        for line in score.misses.prefix(20) { print("  \(line)") }
        #expect(score.wrong == 0)
        #expect(score.inventedCount == 0)
        #expect(score.fileCount > 10)
    }

    @Test("a workbook saved in both formats gives the same cells, merges and hidden parts")
    func twins() throws {
        guard let folder = Fixtures.data("import/readxl") else { return }
        let list = folder.appendingPathComponent("twins.csv")
        let lines = try String(contentsOf: list, encoding: .utf8).split(separator: "\n").dropFirst()
        for line in lines {
            let names = line.split(separator: ",").map { String($0) }
            let files = names[0...1].map { folder.appendingPathComponent("files/\($0)") }
            let old = try XLSXGrids(xls: [UInt8](try Data(contentsOf: files[0])))
            let new = try XLSXGrids([UInt8](try Data(contentsOf: files[1])))
            #expect(old.names == new.names, "\(line)")
            for index in old.names.indices where names[2] == "yes" {
                #expect(old.cells(index) == new.cells(index), "\(line) \(old.names[index])")
                #expect(old.sheets[index].grid.merges == new.sheets[index].grid.merges, "\(line)")
                #expect(old.sheets[index].grid.isHidden == new.sheets[index].grid.isHidden)
                #expect(
                    old.sheets[index].grid.hiddenColumns == new.sheets[index].grid.hiddenColumns
                )
            }
            // Where they differ the old format lacks columns; what it has is the same.
            for index in old.names.indices where names[2] != "yes" {
                let cells = new.cells(index)
                #expect(old.cells(index).allSatisfy { cells[$0] == $1 }, "\(line)")
            }
        }
    }
}
