import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Fixed-width text")
struct FixedWidthTests {
    private static func read(
        _ bytes: [UInt8],
        _ options: [(key: String, value: OptionValue)] = []
    ) throws -> ImportResult {
        let input = ImportInput(
            source: "s",
            path: "f",
            bytes: FileBytes(bytes),
            options: .map(options)
        )
        return try FixedWidth.read(input)
    }

    private static func rows(_ result: ImportResult) -> [[String]] {
        result.tables.flatMap(\.batches).flatMap { batch in
            (0..<batch.rowCount).map { row in batch.columns.map { $0.string(row) } }
        }
    }

    private static func list(_ texts: [String]) -> OptionValue { .list(texts.map { .text($0) }) }

    @Test("columns, widths and positions say the same")
    func declarations() throws {
        let bytes = Array("1001Bonn   12\n1002Berlin  7\n".utf8)
        let expected = [["1001", "Bonn", "12"], ["1002", "Berlin", "7"]]
        let none: (key: String, value: OptionValue) = ("header", .text("none"))
        let map = OptionValue.list(
            [("a", "1", "4"), ("b", "5", "7"), ("c", "12", "2")].map { column in
                .map([
                    ("name", .text(column.0)), ("start", .text(column.1)),
                    ("width", .text(column.2)),
                ])
            }
        )
        for options: [(key: String, value: OptionValue)] in [
            [("widths", Self.list(["4", "7", "2"])), none],
            [("positions", Self.list(["1", "5", "12"])), none],
            [("columns", Self.list(["a 1-4", "b 5-11", "c 12+2"])), none],
            [("columns", map), none],
        ] {
            let result = try Self.read(bytes, options)
            #expect(Self.rows(result) == expected)
        }
        let named = try Self.read(bytes, [("columns", map)])
        #expect(named.tables[0].columns.map(\.name) == ["a", "b", "c"])
        #expect(Self.rows(named) == expected)
    }

    @Test(
        "declarations that make no sense are refused",
        arguments: [
            ("widths", ["0"]), ("widths", ["x"]), ("widths", []), ("positions", ["5", "1"]),
            ("positions", ["1", "1"]), ("columns", ["a 4-1"]), ("columns", ["a 4"]),
            ("columns", ["a"]), ("widths", ["99999999999"]),
        ]
    )
    func badDeclarations(key: String, values: [String]) {
        #expect { try Self.read([0x41], [(key, Self.list(values))]) } throws: {
            ($0 as? ImportFailure)?.kind.code == ImportFindings.badOption.code
        }
    }

    @Test("columns of random tables are guessed, whichever side the values stand on")
    func guesses() throws {
        var random = SplitMix64(seed: 41)
        for _ in 0..<100 {
            let width = Int.random(in: 2...6, using: &random)
            let table = (0..<30).map { _ in
                (0..<width).map { column in
                    let count = Int.random(in: 3...8, using: &random)
                    return (0..<count).map { _ in
                        column % 2 == 0
                            ? "ab甲乙x".randomElement(using: &random).map(String.init) ?? ""
                            : String(Int.random(in: 1...9, using: &random))
                    }.joined()
                }
            }
            let lines = table.map { row in
                row.enumerated().map { column, cell in
                    let blanks = String(repeating: " ", count: 18 - cells(cell))
                    return column % 2 == 0 ? cell + blanks : blanks + cell + "  "
                }.joined() + "\n"
            }
            let bytes = Array(lines.joined().utf8)
            let isClaimed = FixedWidth.confidence(head: bytes.span) > 30
            #expect(isClaimed)
            let result = try Self.read(bytes, [("header", .text("none"))])
            #expect(Self.rows(result) == table)
        }
    }

    private func cells(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x1100 ? 2 : 1) }
    }

    @Test("delimited text, prose and lists aren't taken for columns")
    func notClaimed() {
        let texts = [
            "id,name\n1,a\n2,b\n3,c\n", "id;  name;  city\n1;  a;   x\n2;  bb;  y\n3;  c;   z\n",
            "This is a text.  It has sentences.\nThey end at  different places.\nSo it  goes on.\n",
            "one\ntwo\nthree\nfour\n", "",
        ]
        for text in texts {
            let confidence = FixedWidth.confidence(head: Array(text.utf8).span)
            #expect(confidence <= 10, "\(text)")
        }
    }

    @Test("UTF-16 counts two bytes a character, as its writer did")
    func utf16() throws {
        let text = "1001甲公司  12\n1002乙公司   7\n"
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let result = try Self.read(
            bytes,
            [("widths", Self.list(["8", "10", "4"])), ("header", .text("none"))]
        )
        #expect(Self.rows(result) == [["1001", "甲公司", "12"], ["1002", "乙公司", "7"]])
    }

    @Test("mutated fixtures of text never trap, and rows keep their order")
    func mutations() throws {
        var random = SplitMix64(seed: 42)
        var folders: [(String, OptionValue)] = []
        for kind in ["csv", "fixed", "encoding"] {
            let root = Fixtures.url("importers/\(kind)").path
            for name in try FileManager.default.contentsOfDirectory(atPath: root) {
                folders.append(("importers/\(kind)/\(name)", .map([])))
            }
        }
        for (folder, options) in folders.sorted(by: { $0.0 < $1.0 }) {
            let names = try FileManager.default.contentsOfDirectory(
                atPath: Fixtures.url(folder).path
            )
            guard let name = names.first(where: { $0.hasPrefix("input.") }) else { continue }
            let original = Array(try Data(contentsOf: Fixtures.url("\(folder)/\(name)")))
            for _ in 0..<12 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
                }
                if Bool.random(using: &random) {
                    bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
                }
                for importer in [CSV.self, FixedWidth.self] as [any Importer.Type] {
                    _ = importer.confidence(head: bytes.span)
                    let input = ImportInput(
                        source: "s",
                        path: "f",
                        bytes: FileBytes(bytes),
                        options: options
                    )
                    let result = try importer.read(input)
                    for table in result.tables {
                        let numbers = table.batches.flatMap(\.rowNumbers)
                        #expect(numbers == numbers.sorted())
                    }
                }
            }
        }
    }
}
