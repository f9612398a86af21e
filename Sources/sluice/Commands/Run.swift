import ArgumentParser
import Pipelines

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the pipeline and publishes the clean database, all or nothing."
    )

    @OptionGroup var options: PipelineOptions

    @Flag(help: "Publish nothing while a pair waits for an answer; exit code 4.")
    var requireReviewed = false

    func run() throws {
        var runOptions = options.runOptions()
        runOptions.requiresReviewed = requireReviewed
        try RunOutput(options).finish(Runner(runOptions).execute(.run))
    }
}
