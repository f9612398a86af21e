import ArgumentParser
import Pipelines

struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The whole run without publishing: buckets, changes, gates."
    )

    @OptionGroup var options: PipelineOptions

    @Flag(help: "Publish nothing while a pair waits for an answer; exit code 4.")
    var requireReviewed = false

    func run() throws {
        var runOptions = options.runOptions()
        runOptions.requiresReviewed = requireReviewed
        try RunOutput(options).finish(Runner(runOptions).execute(.plan))
    }
}
