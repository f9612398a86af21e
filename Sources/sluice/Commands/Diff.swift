import ArgumentParser
import Pipelines

struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compares the clusters of two runs: same, merged, split, moved, new, gone.",
        discussion: """
            OLD and NEW are files of `sluice match --clusters`. Ends with 0 whether they differ or \
            not; with --strict a difference ends with 1.
            """
    )

    @Argument(help: "CSV file of clusters.")
    var old: String

    @Argument(help: "CSV file of clusters to compare with it.")
    var new: String

    @Option(name: .customLong("to"), help: "text, json, or csv (a line per mention that changed).")
    var form: Form = .text

    @Flag(help: "End with exit code 1 when anything differs.")
    var strict = false

    enum Form: String, ExpressibleByArgument { case text, json, csv }

    func run() throws {
        let diff: ClusterDiff
        do {
            diff = try ClusterDiff(old: old, new: new)
        } catch let failure as CompareFailure {
            throw ValidationError(failure.message)
        } catch {
            throw Failures.show(error)
        }
        switch form {
        case .text: Terminal.write(diff.text)
        case .json: Terminal.write(diff.json.text(pretty: true) + "\n")
        case .csv: Terminal.write(diff.csv)
        }
        if strict, diff.isDifferent { throw ExitCode(1) }
    }
}
