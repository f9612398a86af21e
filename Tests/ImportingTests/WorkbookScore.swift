import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// How many cells of public workbooks are read as two independent readers agree on.
struct WorkbookScore: CustomStringConvertible {
    private(set) var fileCount = 0
    private(set) var wholeFileCount = 0
    private(set) var refusedCount = 0
    private(set) var right = 0
    private(set) var wrong = 0
    /// Cells that neither reader has.
    private(set) var inventedCount = 0
    private(set) var misses: [String] = []

    var description: String {
        "\(wholeFileCount) of \(fileCount) files whole, \(refusedCount) refused, "
            + "\(right) cells right, \(wrong) wrong, \(inventedCount) invented"
    }

    /// The workbooks of a folder, by the end of their names.
    static func files(_ folder: URL, _ kinds: [String]) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { kinds.contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
    }

    /// Compares a file with `expected/NAME.json` beside its folder.
    mutating func compare(
        _ file: URL,
        _ folder: URL,
        importer: any Importer.Type,
        read: ([UInt8]) throws -> XLSXGrids
    ) throws {
        let name = file.lastPathComponent
        let json = folder.appendingPathComponent("expected/\(name).json")
        let expected = try JSONSerialization.jsonObject(with: Data(contentsOf: json))
        guard let expected = expected as? [String: Any] else { return }
        fileCount += 1
        let bytes = [UInt8](try Data(contentsOf: file))
        if (expected["expect"] as? String)?.hasPrefix("refuse") == true {
            // Of a damaged archive what could be read is a result that says so.
            let input = ImportInput(source: "book", path: name, bytes: FileBytes(bytes))
            let isPossible = importer.confidence(head: bytes.span) > 0
            let result = isPossible ? try? importer.read(input) : nil
            #expect(result?.isBroken ?? true, "\(name)")
            refusedCount += 1
            wholeFileCount += 1
            return
        }
        let missCount = misses.count
        let grids = try read(bytes)
        let sheets = expected["sheets"] as? [[String: Any]] ?? []
        var asserted = expected["asserted_by_origin"] as? [String: [String: [Any]]] ?? [:]
        for sheet in sheets where sheet["type"] as? String == "WorkSheet" {
            let title = sheet["name"] as? String ?? ""
            var cells = sheet["cells"] as? [String: [Any]] ?? [:]
            cells.merge(asserted.removeValue(forKey: title) ?? [:]) { $1 }
            let others = Set(sheet["unscored_cells"] as? [String] ?? [])
            compare(cells, title, grids, name, besides: others)
        }
        for (title, cells) in asserted { compare(cells, title, grids, name, besides: nil) }
        if misses.count == missCount { wholeFileCount += 1 }
    }

    /// `others` are cells on which the readers differ; nil when all others are unknown.
    private mutating func compare(
        _ cells: [String: [Any]],
        _ title: String,
        _ grids: XLSXGrids,
        _ file: String,
        besides others: Set<String>?
    ) {
        guard let index = grids.names.firstIndex(of: title) else {
            wrong += cells.count
            misses.append("\(file): no sheet \(title)")
            return
        }
        let read = grids.cells(index)
        for (reference, value) in cells {
            let text = read[reference] ?? ""
            if isSame(text, kind: value[0] as? String ?? "", value[1]) {
                right += 1
            } else {
                wrong += 1
                misses.append("\(file) \(title) \(reference): \(value) read as \(text)")
            }
        }
        guard let others, others.count < 200 else { return }
        for (reference, text) in read where cells[reference] == nil && !others.contains(reference) {
            inventedCount += 1
            misses.append("\(file) \(title) \(reference): nothing expected, read as \(text)")
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
            let iso = text.replacingOccurrences(of: " ", with: "T")
            return iso == date || iso + "T00:00:00" == date
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
