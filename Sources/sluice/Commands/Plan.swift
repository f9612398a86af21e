import ArgumentParser
import Pipelines

struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The whole run without publishing: buckets, changes, gates."
    )

    @OptionGroup var options: PipelineOptions

    func run() throws {
        try RunOutput(options).finish(Runner(options.runOptions()).execute(.plan))
    }
}
