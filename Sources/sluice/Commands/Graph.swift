import ArgumentParser
import Pipelines

struct Graph: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draws a pipeline as a Mermaid diagram."
    )

    @OptionGroup var options: PipelineOptions

    func run() throws {
        let (pipeline, diagnostics) = Runner(options.runOptions()).load()
        RunOutput(options).show(diagnostics)
        guard let pipeline else { throw ExitCode(2) }
        Terminal.write(PipelineGraph.mermaid(pipeline))
    }
}
