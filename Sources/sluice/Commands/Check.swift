import ArgumentParser
import Pipelines

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rules and gates on a database or files, read-only."
    )

    @OptionGroup var options: PipelineOptions

    func run() throws {
        try RunOutput(options).finish(Runner(options.runOptions()).execute(.check))
    }
}
