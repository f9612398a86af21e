import Foundation
import Importing
import Records
import TestSupport
import Testing

/// Each folder `Fixtures/importers/<importer>/<case>` holds `input.*`, `expected.tsv` and
/// `findings.txt`; `RECORD=1` writes the two from what is read.
@Suite("Importer fixtures")
struct FixtureTests {
    static let formats = [
        "csv",
        "fixed",
        "encoding",
        "xls",
        "xlsb",
        "ods",
        "spreadsheetml",
        "html",
        "dump",
        "sqlite",
        "crm",
        "dbf",
        "vcard",
        "json",
        "containers",
    ]
    static let cases: [String] = formats.flatMap { importer in
        let folder = Fixtures.url("importers/\(importer)").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().map { "importers/\(importer)/\($0)" }
    }

    @Test("a fixture is read as expected, with the findings expected", arguments: cases)
    func fixture(_ folder: String) throws {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: Fixtures.url(folder).path
        )
        // Files that belong to a table, such as its memos, bear its name.
        let besides = ["cpg", "dbt", "fpt"]
        let inputs = names.sorted().filter { name in
            name.hasPrefix("input.") && !besides.contains { name.lowercased().hasSuffix($0) }
        }
        let input = try #require(inputs.first)
        let options = try options(folder)
        let result = try Importers.read(
            source: "s",
            path: Fixtures.url("\(folder)/\(input)").path,
            format: options["format"]?.text ?? "auto",
            options: options
        )
        try compare(Self.cells(result), "\(folder)/expected.tsv")
        try compare(Self.findings(result), "\(folder)/findings.txt")
    }

    private func options(_ folder: String) throws -> OptionValue {
        guard let text = try? Fixtures.text("\(folder)/options.txt") else { return .map([]) }
        return .map(
            text.split(separator: "\n").map { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                return (String(parts[0]), .text(parts[1].trimmingCharacters(in: .whitespaces)))
            }
        )
    }

    private func compare(_ actual: String, _ path: String) throws {
        let url = Fixtures.url(path)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try actual.write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(actual == (try String(contentsOf: url, encoding: .utf8)))
    }

    private static func cells(_ result: ImportResult) -> String {
        var text = "# \(result.format) \(result.encoding) \(result.dialect)"
        text += result.isBroken ? " broken\n" : "\n"
        for table in result.tables {
            let headers = table.columns.map {
                $0.label.isEmpty ? $0.name : "\($0.name) (\($0.label))"
            }
            text += "## \(table.name)\n\(table.locatorKind)\t" + headers.joined(separator: "\t")
            text += "\n"
            for batch in table.batches {
                for row in 0..<batch.rowCount {
                    let cells = batch.columns.map { $0.isNull(row) ? "␀" : escaped($0.string(row)) }
                    text += "\(batch.rowNumbers[row])@\(batch.byteOffsets[row])\t"
                    text += cells.joined(separator: "\t") + "\n"
                }
            }
            for (row, code) in table.rejectedRows.sorted(by: { $0.key < $1.key }) {
                text += "rejected index \(row): \(code.text)\n"
            }
        }
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "\\", with: "\\\\")
            .replacingOccurrences(of: "\n", with: "\\n")
            .replacingOccurrences(of: "\r", with: "\\r")
            .replacingOccurrences(of: "\t", with: "\\t")
            .replacingOccurrences(of: "\u{1F}", with: "␟")
    }

    private static func findings(_ result: ImportResult) -> String {
        result.findings.all.map { finding in
            let kind = ImportFindings.all.first { $0.code == finding.code }
            let place = finding.place
            let table = place.table.isEmpty ? "" : " table \(place.table)"
            return "\(finding.code.text) \(kind?.name ?? "?")\(table) \(place.locatorKind) "
                + "\(place.rowNumber) [\(place.column)] \(escaped(finding.detail))\n"
        }.joined()
    }
}
