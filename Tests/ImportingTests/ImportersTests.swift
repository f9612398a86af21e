import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Choosing and listing")
struct ImportersTests {
    @Test("a declared format that the content contradicts fails and says what the content is")
    func contradiction() throws {
        let path = try TemporaryFile.write(Array("id,name\n1,a\n".utf8))
        #expect { try Importers.read(source: "s", path: path, format: "dump") } throws: { error in
            let failure = error as? ImportFailure
            return failure?.kind.code == ImportFindings.wrongFormat.code
                && failure?.hint == "set `format: csv`"
        }
        let pdf = try TemporaryFile.write(
            Array("%PDF-1.4\n".utf8) + [UInt8](repeating: 1, count: 64)
        )
        #expect { try Importers.read(source: "s", path: pdf) } throws: { error in
            (error as? ImportFailure)?.message.contains("a PDF document") ?? false
        }
    }

    @Test("codes and names of findings are unique and say what happened")
    func findings() {
        let all = ImportFindings.all
        #expect(Set(all.map(\.code)).count == all.count)
        for kind in all {
            #expect(kind.code.text.hasPrefix("I"))
            #expect(!kind.summary.hasSuffix("."))
            #expect(!kind.action.isEmpty)
        }
    }

    @Test("each importer is found by its name and has an example")
    func registry() {
        for importer in Importers.all {
            #expect(Importers.named(importer.spec.name)?.spec.name == importer.spec.name)
            #expect(!importer.spec.example.isEmpty)
        }
    }

    @Test("a listing names tables, columns and rows")
    func listing() throws {
        let path = Fixtures.url("importers/dump/column_list/input.sql").path
        let listing = TableListing(try Importers.read(source: "", path: path))
        #expect(listing.format == "dump")
        #expect(listing.entries.map(\.name) == ["a", "b", "c"])
        #expect(listing.entries.map(\.rowCount) == [5, 1, 1])
        #expect(listing.entries[0].columns == ["id", "name", "note"])
    }

    @Test("cells are written as CSV and NDJSON, formulas as they stand")
    func writing() throws {
        let path = Fixtures.url("importers/csv/text_formulas/input.csv").path
        let table = try Importers.read(source: "s", path: path).tables[0]
        func text(_ writer: CellWriter) -> String {
            var out: [UInt8] = []
            writer.write(table) { out += $0 }
            return String(decoding: out, as: UTF8.self)
        }
        #expect(
            text(CellWriter(.csv)) == "编号,电话,备注\n00001,13812345678,甲\n00002,13812345679,乙\n"
                + "\"=1+2\",\"=A1\",\"=\"\"x\"\"&\"\"y\"\"\"\n"
        )
        #expect(
            text(CellWriter(.ndjson)).hasPrefix(
                "{\"编号\":\"00001\",\"电话\":\"13812345678\",\"备注\":\"甲\"}\n"
            )
        )
    }

    @Test("mutated files of every format never trap")
    func mutated() throws {
        var random = SplitMix64(seed: 61)
        for folder in ["csv/preamble_and_footer", "csv/ragged", "encoding/mixed_by_line"] {
            let original = try Fixtures.bytes("importers/\(folder)/input.csv")
            for _ in 0..<300 {
                var bytes = original
                for _ in 0..<Int.random(in: 1...10, using: &random) {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    bytes[index] = UInt8.random(in: 0...255, using: &random)
                }
                let input = ImportInput(source: "s", path: "p", bytes: FileBytes(bytes))
                let result = try CSV.read(input)
                #expect(result.tables.count == 1)
            }
        }
    }
}
