import ArgumentParser
import Importing
import Pipelines
import Records

struct Cat: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The cells of a table, as the importer reads them."
    )

    @Argument(help: "Any file that sluice reads.")
    var file: String

    @Option(help: "The sheet or table (default: the first).")
    var table: String?

    @Option(help: "none, auto, or the header's row number.")
    var header = "auto"

    @Flag(help: "Every row of the grid, none told apart.")
    var raw = false

    @Option(name: .customLong("to"), help: "csv or ndjson.")
    var form: Form = .csv

    @Option(help: "json: findings on standard error, one object a line.")
    var findings: FindingForm?

    enum Form: String, ExpressibleByArgument { case csv, ndjson }
    enum FindingForm: String, ExpressibleByArgument { case json }

    func run() throws {
        do {
            let hasHeader = header != "none" && !raw
            let options = OptionValue.map([
                (key: "header", value: .text(hasHeader ? header : "none"))
            ])
            let result = try Importers.read(
                source: "file",
                path: file,
                format: "auto",
                options: options,
                table: table
            )
            if let first = result.tables.first {
                var text: [UInt8] = []
                CellWriter(form == .csv ? .csv : .ndjson, hasHeader: hasHeader)
                    .write(first, to: &text)
                Terminal.write(text)
            }
            report(result.findings)
        } catch {
            throw Failures.show(error)
        }
    }

    private func report(_ found: Findings) {
        for finding in found.all {
            let kind = FindingCatalog.kind(finding.code)
            guard findings == .json else {
                if (kind?.severity ?? .note) > .note {
                    let place = "\(finding.place.locatorKind.rawValue) \(finding.place.rowNumber)"
                    Terminal.write(
                        "\(finding.code.text) \(kind?.name ?? ""): \(place): \(kind?.summary ?? "")\n",
                        to: .standardError
                    )
                }
                continue
            }
            let locator = finding.place.locatorKind == .row ? "row" : "line"
            let object = JSON.object([
                ("code", .string(finding.code.text)), ("name", .string(kind?.name ?? "")),
                (locator, .int(Int(finding.place.rowNumber))),
                ("column", .string(finding.place.column)),
                ("message", .string(kind?.summary ?? "")), ("detail", .string(finding.detail)),
            ])
            Terminal.write(object.text() + "\n", to: .standardError)
        }
    }
}
