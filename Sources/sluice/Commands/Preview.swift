import ArgumentParser
import Pipelines

struct Preview: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sampled rows before and after mapping and cleaning; nothing is written."
    )

    @OptionGroup var options: PipelineOptions

    @Option(help: "Records of each table and entity to show.")
    var rows = 5

    @Option(help: "Only this entity.")
    var entity: String?

    @Option(help: "Only this table: SOURCE.TABLE, SOURCE, or the table's name.")
    var table: String?

    func validate() throws {
        if rows < 1 { throw ValidationError("--rows takes a number from 1 up") }
        if options.format != .text, options.format != .json {
            throw ValidationError("preview is shown as `text` or `json`")
        }
    }

    func run() throws {
        var asked = PreviewOptions()
        asked.rowCount = rows
        asked.entity = entity
        asked.table = table
        let preview = Runner(options.runOptions()).preview(asked)
        RunOutput(options).show(preview.diagnostics)
        if preview.exitCode != 0 { throw ExitCode(Int32(preview.exitCode)) }
        let text = PreviewText(preview, showsValues: options.showValues)
        Terminal.write(
            options.format == .json ? text.json.text(pretty: true) + "\n" : text.text
        )
    }
}
