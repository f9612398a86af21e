import ArgumentParser
import Foundation
import Importing
import Pipelines

struct Guess: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a commented pipeline for files: tables, entities, mapping, links."
    )

    @Argument(help: "Any files that sluice reads.")
    var files: [String]

    @Option(name: [.customShort("o"), .long], help: "Write the pipeline here (default: print it).")
    var output: String?

    @Flag(help: "Replace the output file when it exists.")
    var force = false

    @Flag(name: .shortAndLong, help: "Print errors only.")
    var quiet = false

    func validate() throws {
        if files.contains("-") {
            throw ValidationError("a pipeline names files, so guess can't read standard input")
        }
    }

    func run() throws {
        if let output, !force, FileManager.default.fileExists(atPath: output) {
            throw ValidationError("`\(output)` exists; --force replaces it")
        }
        let guessed: GuessedPipeline
        do {
            guessed = try GuessedPipeline.make(
                paths: files,
                outputPath: output ?? "pipeline.yaml",
                workers: .cores(ProcessInfo.processInfo.activeProcessorCount)
            )
        } catch {
            throw Failures.show(error)
        }
        guard let output else { return Terminal.write(guessed.text) }
        do {
            try Data(guessed.text.utf8)
                .write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            Terminal.write(
                "error: can't write `\(output)`: \(Terminal.reason(error))\n",
                to: .standardError
            )
            throw ExitCode(3)
        }
        if !quiet { Terminal.write(summary(guessed, output)) }
    }

    private func summary(_ guessed: GuessedPipeline, _ output: String) -> String {
        let outside = guessed.leavesRoot ? " --allow-outside" : ""
        let picks =
            guessed.doubtfulCount == 1
            ? "1 doubtful pick" : "\(guessed.doubtfulCount) doubtful picks"
        return """
            \(output): \(guessed.summary)
            \(picks) to look at; then: sluice lint \(output)\(outside)

            """
    }
}
