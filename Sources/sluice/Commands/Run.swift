import ArgumentParser
import Pipelines

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the pipeline and publishes the clean database, all or nothing."
    )

    @OptionGroup var options: PipelineOptions

    func run() throws {
        try RunOutput(options).finish(Runner(options.runOptions()).execute(.run))
    }
}
