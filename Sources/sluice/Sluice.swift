import ArgumentParser
import Foundation
import Pipelines

/// `sluice`: messy customer files in, a clean CRM database out.
@main
struct Sluice: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sluice",
        abstract: "Migrates and cleanses legacy customer data into a clean CRM database.",
        discussion: """
            Start with `sluice guess FILES -o PIPELINE`, look at it with `sluice lint PIPELINE`, \
            `sluice preview PIPELINE` and `sluice plan PIPELINE`, then `sluice run PIPELINE`. Exit codes: 0 done, 1 the data broke a gate or a source is broken, 2 a file \
            or usage error, 3 a technical failure; with 1, 2 and 3 nothing was published.
            """,
        version: ToolVersion.text,
        subcommands: [
            Guess.self, Run.self, Plan.self, Match.self, Review.self, Check.self, Lint.self,
            Preview.self, Graph.self, Tables.self, Cat.self, Profile.self, Clean.self, Hash.self,
            Diff.self, Evaluate.self,
            Explain.self, Schema.self,
        ]
    )

    static func main() {
        // Databases, rejects and reports are their owner's alone.
        umask(0o077)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            leave(after: error)
        }
    }

    /// ArgumentParser's own codes become ours: usage errors are 2, failures of the machine 3.
    private static func leave(after error: any Error) -> Never {
        let code = exitCode(for: error).rawValue
        if let own = error as? ExitCode { Foundation.exit(own.rawValue) }
        let text = fullMessage(for: error)
        if !text.isEmpty {
            Terminal.write(text + "\n", to: code == 0 ? .standardOutput : .standardError)
        }
        Foundation.exit(code == 0 ? 0 : code == 64 ? 2 : 3)
    }
}
