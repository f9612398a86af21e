import ArgumentParser
import Importing
import Pipelines
import Records

struct Cat: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The cells of a table, as the importer reads them."
    )

    @OptionGroup var source: SourceFile

    @Option(help: "The sheet or table (default: the first).")
    var table: String?

    @Option(help: "auto, the header's row number, or none: every row from A1, no header line.")
    var header = "auto"

    @Flag(help: "Cells as they stand in delimited text: outer blanks and =\"…\" are kept.")
    var raw = false

    @Option(name: .customLong("to"), help: "csv or ndjson.")
    var form: Form = .csv

    @Option(help: "json: findings on standard error, one object a line.")
    var findings: FindingForm?

    enum Form: String, ExpressibleByArgument { case csv, ndjson }
    enum FindingForm: String, ExpressibleByArgument { case json }

    func validate() throws {
        let numbers = header.split(separator: ",").compactMap { UInt32($0) }
        guard header == "auto" || header == "none" || !numbers.isEmpty else {
            throw ValidationError("--header wants auto, none or a row number, not `\(header)`")
        }
    }

    func run() throws {
        let lines = FindingLines(isJSON: findings == .json)
        do {
            let result = try source.read(table: table, also: options)
            if let first = result.tables.first(where: { table == nil || $0.name == table }) {
                CellWriter(form == .csv ? .csv : .ndjson, hasHeader: hasHeader)
                    .write(first) { Terminal.write($0) }
            }
            lines.write(result.findings)
            if result.isUnread { throw ExitCode(2) }
        } catch {
            throw lines.fail(error)
        }
    }

    private var hasHeader: Bool { header != "none" }

    private var options: [(key: String, value: OptionValue)] {
        var options = [(key: "header", value: OptionValue.text(header))]
        if !hasHeader { options.append((key: "grid", value: .text("true"))) }
        if raw { options.append((key: "raw", value: .text("true"))) }
        return options
    }
}
