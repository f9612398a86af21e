import ArgumentParser
import Pipelines

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says in plain words what a finding or error code means and what to do."
    )

    @Argument(help: "A code such as I012, or its NAME.")
    var code: String

    func run() throws {
        guard let text = Pipelines.Explain.text(code, catalog: FindingCatalog.all) else {
            throw ValidationError("no such code: `\(code)`")
        }
        Terminal.write(text + "\n")
    }
}
