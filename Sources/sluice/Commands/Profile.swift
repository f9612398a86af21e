import ArgumentParser
import Foundation
import Pipelines
import Records

struct Profile: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What the columns of a file hold: fill, patterns, likely types and fields."
    )

    @OptionGroup var source: SourceFile

    @Option(help: "Only this sheet or table (default: all).")
    var table: String?

    @Option(help: "text or json.")
    var format: Form = .text

    @Flag(help: "Show the most frequent values: personal data.")
    var showValues = false

    enum Form: String, ExpressibleByArgument { case text, json }

    func run() throws {
        do {
            let result = try source.read()
            let profiler = Profiler(
                workers: .cores(ProcessInfo.processInfo.activeProcessorCount),
                showsValues: showValues
            )
            let profile = try profiler.profile(result, path: source.file, table: table)
            Terminal.write(
                format == .json ? profile.json.text(pretty: true) + "\n" : profile.text
            )
            if result.isUnread { throw ExitCode(2) }
        } catch {
            throw Failures.show(error)
        }
    }
}
