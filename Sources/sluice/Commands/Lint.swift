import ArgumentParser
import Pipelines

struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks a pipeline file: keys, columns, dead rules; all errors at once."
    )

    @OptionGroup var options: PipelineOptions

    func run() throws {
        let diagnostics = Runner(options.runOptions()).lint()
        RunOutput(options).show(diagnostics)
        if diagnostics.contains(where: { $0.severity >= .error }) { throw ExitCode(2) }
        if options.strict, !diagnostics.isEmpty { throw ExitCode(1) }
        if !options.quiet { Terminal.write("\(options.pipeline): no errors\n") }
    }
}
