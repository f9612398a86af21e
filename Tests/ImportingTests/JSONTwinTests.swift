import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// Random documents read by the fast reader and by a tree.
@Suite("JSON beside a tree")
struct JSONTwinTests {
    /// The rows of all tables as `table|row|column → cell`, from a parsed tree.
    private struct Tree {
        var cells: [String: String] = [:]
        var counts: [String: Int] = [:]

        mutating func record(_ value: JSON, table: String, prefix: String, parent: Int?) {
            counts[table, default: 0] += 1
            let row = counts[table] ?? 0
            if let parent { cells["\(table)|\(row)|_parent"] = "\(parent)" }
            members(value, table: table, row: row, path: "", prefix: prefix)
        }

        private mutating func members(
            _ value: JSON,
            table: String,
            row: Int,
            path: String,
            prefix: String
        ) {
            guard case .object(let pairs) = value else { return }
            for (key, member) in pairs {
                let name = path.isEmpty ? key : "\(path).\(key)"
                switch member {
                case .null: continue
                case .object:
                    members(member, table: table, row: row, path: name, prefix: prefix)
                case .array(let items):
                    let child = prefix.isEmpty ? name : "\(prefix).\(name)"
                    var joined: [String] = []
                    for item in items {
                        if case .object = item {
                            record(item, table: child, prefix: child, parent: row)
                        } else {
                            joined.append(Tree.text(item))
                        }
                    }
                    if !joined.isEmpty {
                        cells["\(table)|\(row)|\(name)"] = joined.joined(separator: "; ")
                    }
                default: cells["\(table)|\(row)|\(name)"] = Tree.text(member)
                }
            }
        }

        private static func text(_ value: JSON) -> String {
            switch value {
            case .bool(let isTrue): isTrue ? "TRUE" : "FALSE"
            case .int(let number): "\(number)"
            case .string(let text): text
            default: "?"
            }
        }
    }

    private static func scalar(_ random: inout SplitMix64) -> JSON {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: .int(Int.random(in: -1_000_000...99_999_999_999, using: &random))
        case 1: .bool(Bool.random(using: &random))
        default:
            .string(["甲\n乙", "a\"b\\", "张三😀", "x", "\t/"][Int.random(in: 0..<5, using: &random)])
        }
    }

    private static func object(_ depth: Int, _ random: inout SplitMix64) -> JSON {
        var pairs: [(String, JSON)] = []
        for key in ["a", "键", "c\"d", "e"] where Bool.random(using: &random) {
            let value: JSON
            switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &random) {
            case 0: value = .null
            case 4: value = object(depth - 1, &random)
            case 5:
                let count = Int.random(in: 0..<4, using: &random)
                value = .array((0..<count).map { _ in object(depth - 1, &random) })
            case 6:
                let texts = (0..<Int.random(in: 0..<4, using: &random)).map {
                    JSON.string("t\($0)")
                }
                value = .array(texts)
            default: value = scalar(&random)
            }
            pairs.append((key, value))
        }
        return .object(pairs)
    }

    @Test("500 random documents give the cells that their trees have, compact and pretty")
    func cells() throws {
        var random = SplitMix64(seed: 1906)
        for round in 0..<500 {
            let records = (0..<Int.random(in: 1..<6, using: &random)).map { _ in
                JSONTwinTests.object(3, &random)
            }
            var tree = Tree()
            for record in records { tree.record(record, table: "", prefix: "", parent: nil) }
            let read = try ReadJSON(JSON.array(records).text(pretty: round % 2 == 0))
            var cells: [String: String] = [:]
            var rowCounts: [String: Int] = [:]
            for table in read.result.tables {
                rowCounts[table.name] = table.rowCount
                for batch in table.batches {
                    for (index, column) in table.columns.enumerated() {
                        for row in 0..<batch.rowCount where !batch.columns[index].isNull(row) {
                            let key = "\(table.name)|\(batch.rowNumbers[row])|\(column.name)"
                            cells[key] = batch.columns[index].string(row)
                        }
                    }
                }
            }
            #expect(cells == tree.cells, "round \(round)")
            #expect(rowCounts == tree.counts, "round \(round)")
            #expect(!read.result.isBroken)
        }
    }

    @Test(
        "3,000 mutated texts are JSON for the scanner exactly when they are for the tree's parser"
    )
    func acceptance() throws {
        let samples = try ["api_envelope", "numbers_and_words", "mixed_values", "several_tables"]
            .map { name in
                // The tree has no numbers beyond those of a double.
                let text = try Fixtures.text("importers/json/\(name)/input.json")
                return Array(text.replacingOccurrences(of: "1e400", with: "1e40").utf8)
            }
        let marks = Array("{}[]\",:0123456789eE+-.tfn\\u \n".utf8)
        var random = SplitMix64(seed: 8259)
        var acceptedCount = 0
        for round in 0..<3000 {
            var bytes = samples[round % samples.count]
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                if bytes[place] < 0x80 {
                    bytes[place] = marks[Int.random(in: 0..<marks.count, using: &random)]
                }
            }
            // Of numbers beyond a double the tree says that they are none.
            if String(decoding: bytes, as: UTF8.self).contains(#/[eE]\+?[0-9]{3}/#) { continue }
            var scanner = JSONScanner(end: bytes.count)
            let isAccepted: Bool
            do throws(JSONBreak) {
                scanner.skipBlanks(bytes.span)
                try scanner.skipValue(bytes.span, depth: 512)
                scanner.skipBlanks(bytes.span)
                isAccepted = scanner.offset == bytes.count
            } catch {
                isAccepted = false
            }
            let isTree = (try? JSON.parse(bytes.span)) != nil
            #expect(isAccepted == isTree, "round \(round)")
            if isAccepted { acceptedCount += 1 }
        }
        #expect(acceptedCount > 500 && acceptedCount < 2800)
    }

    @Test("mutated and cut files never trap; every row read is in a table")
    func mutated() throws {
        var random = SplitMix64(seed: 77)
        let folder = Fixtures.url("importers/json").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        for name in names {
            let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")
            let input = try #require(files.first { $0.hasPrefix("input.") })
            let original = try Fixtures.bytes("importers/json/\(name)/\(input)")
            for round in 0..<120 {
                var bytes = original
                if round % 3 == 0 {
                    bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
                }
                for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    bytes[place] = UInt8.random(in: 0...255, using: &random)
                }
                guard let read = try? ReadJSON(bytes) else { continue }
                for table in read.result.tables {
                    for batch in table.batches {
                        #expect(batch.columns.count == table.columns.count)
                        #expect(batch.columns.allSatisfy { $0.count == batch.rowCount })
                        #expect(batch.byteOffsets.count == batch.rowCount)
                    }
                    #expect(table.rejectedRows.keys.allSatisfy { $0 < table.rowCount })
                }
                #expect(
                    read.result.tables.contains { $0.rowCount > 0 } || !read.codes.isEmpty,
                    "\(name) \(round)"
                )
            }
        }
    }
}

/// The JSONTestSuite of Nicolas Seriot: `y_` is JSON, `n_` isn't, `i_` is left to the reader.
@Suite("JSONTestSuite")
struct JSONSuiteTests {
    @Test("all y_ are accepted, all n_ refused, and no i_ does harm")
    func suite() throws {
        guard let folder = Fixtures.data("import/json/test_parsing") else { return }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var counts: [Character: Int] = [:]
        for name in names {
            guard let label = name.first else { continue }
            counts[label, default: 0] += 1
            let path = folder.appendingPathComponent(name).path
            let result = try? Importers.read(source: "s", path: path, format: "json")
            let isAccepted = result.map { !$0.isBroken } ?? false
            if let result, result.isBroken { #expect(!result.findings.all.isEmpty, "\(name)") }
            if label == "y" { #expect(isAccepted, "\(name)") }
            if label == "n" { #expect(!isAccepted, "\(name)") }
        }
        #expect(counts == ["y": 95, "n": 188, "i": 35])
    }
}
