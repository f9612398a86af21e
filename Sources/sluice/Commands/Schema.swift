import ArgumentParser
import Pipelines
import Reporting

struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The JSON Schema of pipeline files, for editors."
    )

    func run() throws {
        Terminal.write(PipelineSchema.json(.standard(reporters: Reporters.all)))
    }
}
