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
            var score = Score()
            for file in try workbooks(folder.appendingPathComponent("files")) {
                try compare(file, folder, &score)
            }
            print("\(corpus): \(score)")
            for line in score.misses { print("  \(line)") }
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

    private struct Score: CustomStringConvertible {
        var fileCount = 0
        var wholeFileCount = 0
        var right = 0
        var wrong = 0
        var misses: [String] = []

        var description: String {
            "\(wholeFileCount) of \(fileCount) files whole, \(right) cells right, \(wrong) wrong"
        }
    }

    private func workbooks(_ folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { ["xlsx", "xlsm"].contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
    }

    private func compare(_ file: URL, _ folder: URL, _ score: inout Score) throws {
        let name = file.lastPathComponent
        let json = folder.appendingPathComponent("expected/\(name).json")
        let expected = try JSONSerialization.jsonObject(with: Data(contentsOf: json))
        guard let expected = expected as? [String: Any] else { return }
        score.fileCount += 1
        let bytes = [UInt8](try Data(contentsOf: file))
        let refuses = (expected["expect"] as? String)?.hasPrefix("refuse") == true
        let input = ImportInput(source: "book", path: name, bytes: FileBytes(bytes))
        if refuses {
            // Of a damaged archive what could be read is a result that says so.
            let result = try? XLSX.read(input)
            #expect(result?.isBroken ?? true, "\(name)")
            score.wholeFileCount += 1
            return
        }
        let grids = try XLSXGrids(bytes)
        let missesBefore = score.misses.count
        let sheets = expected["sheets"] as? [[String: Any]] ?? []
        let asserted = expected["asserted_by_origin"] as? [String: [String: [Any]]] ?? [:]
        for sheet in sheets where sheet["type"] as? String == "WorkSheet" {
            let title = sheet["name"] as? String ?? ""
            var cells = sheet["cells"] as? [String: [Any]] ?? [:]
            cells.merge(asserted[title] ?? [:]) { $1 }
            compare(cells, title, grids, name, &score)
        }
        if score.misses.count == missesBefore { score.wholeFileCount += 1 }
    }

    private func compare(
        _ cells: [String: [Any]],
        _ title: String,
        _ grids: XLSXGrids,
        _ file: String,
        _ score: inout Score
    ) {
        guard let index = grids.names.firstIndex(of: title) else {
            score.misses.append("\(file): no sheet \(title)")
            return
        }
        let read = grids.cells(index)
        for (reference, value) in cells {
            let text = read[reference] ?? ""
            if isSame(text, kind: value[0] as? String ?? "", value[1]) {
                score.right += 1
            } else {
                score.wrong += 1
                score.misses.append("\(file) \(title) \(reference): \(value) read as \(text)")
            }
        }
    }

    private func isSame(_ text: String, kind: String, _ value: Any) -> Bool {
        switch kind {
        case "n":
            guard let number = (value as? NSNumber)?.doubleValue, let read = Double(text) else {
                return false
            }
            return abs(number - read) <= 1e-9 * max(abs(number), 1e-300)
        case "b": return text == ((value as? Bool) == true ? "TRUE" : "FALSE")
        case "d":
            let date = value as? String ?? ""
            return text == date || text + "T00:00:00" == date
        case "t":
            let parts = text.split(separator: ":").compactMap { Double($0) }
            guard parts.count == 3, let seconds = (value as? NSNumber)?.doubleValue else {
                return false
            }
            return abs(parts[0] * 3600 + parts[1] * 60 + parts[2] - seconds) <= 1
        default: return text == value as? String
        }
    }
}
