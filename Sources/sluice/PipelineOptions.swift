import ArgumentParser
import Foundation
import Pipelines
import Records
import Reporting

/// What every command that reads a pipeline takes.
struct PipelineOptions: ParsableArguments {
    @Argument(help: "The pipeline file.")
    var pipeline: String

    @Option(name: .customLong("set"), help: "Overrides a variable of `vars:`; VAR=VALUE.")
    var overrides: [String] = []

    @Option(help: "The only clock that rules read, YYYY-MM-DD (default: today).")
    var asOf: String?

    @Option(help: "Folder that paths may not leave (default: the nearest parent with .git).")
    var root: String?

    @Flag(help: "Let paths of the pipeline leave the project root.")
    var allowOutside = false

    @Option(help: "Cores to use (default: all).")
    var threads: Int?

    @Flag(help: "Train the match model anew.")
    var refit = false

    @Option(help: "Score with the match models of this file; nothing is trained.")
    var useModel: String?

    @Option(help: "A pilot: read at most this many data rows of each table.")
    var limit: Int?

    @Flag(name: .shortAndLong, help: "Print errors only.")
    var quiet = false

    @Flag(help: "Warnings end with exit code 1.")
    var strict = false

    @Flag(help: "Keep the old database as NAME.before-RUN.")
    var backup = false

    @Flag(help: "Show how long each step took, and the peak memory.")
    var timings = false

    @Flag(help: "No colour.")
    var noColor = false

    @Flag(help: "Show values of findings unmasked: personal data.")
    var showValues = false

    @Option(
        help:
            "The form of the summary: \(RunOutput.Format.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var format: RunOutput.Format = .text

    func validate() throws {
        for item in overrides where !item.contains("=") {
            throw ValidationError("--set takes VAR=VALUE, got `\(item)`")
        }
        if let asOf, !CalendarDate.isValid(asOf) {
            throw ValidationError("--as-of takes a date such as 2026-11-22, got `\(asOf)`")
        }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads takes a number from 1 to 1024")
        }
        if refit, useModel != nil {
            throw ValidationError("--refit trains a model, --use-model brings one: give one")
        }
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 up") }
    }

    /// The options of a run, with the machine's facts filled in.
    func runOptions() -> RunOptions {
        var options = RunOptions(pipelinePath: pipeline)
        for item in overrides {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            options.overrides[String(pair[0])] = String(pair[1])
        }
        options.asOf = asOf ?? CalendarDate.today()
        options.root = root
        options.allowsOutside = allowOutside
        options.threadCount = threads ?? ProcessInfo.processInfo.activeProcessorCount
        options.refits = refit
        options.givenModelPath = useModel
        options.rowLimit = limit
        options.keepsBackup = backup
        options.reporters = Reporters.all
        options.environment = ProcessInfo.processInfo.environment
        options.operatorName = NSUserName()
        options.progress = quiet || !Terminal.showsProgress ? nil : Progress(started: .now).show
        return options
    }
}

/// A line on the terminal that says what is under way, shown once a run takes over a second.
struct Progress: Sendable {
    let started: ContinuousClock.Instant

    /// `matching, 200,000 mentions · 3.2 s`.
    @Sendable func show(_ text: String) {
        let elapsed = ContinuousClock.now - started
        let seconds =
            Double(elapsed.components.seconds)
            + Double(elapsed.components.attoseconds) / 1e18
        if seconds < 1 { return }
        let line = "\(text) · \(String(format: "%.1f", seconds)) s"
        Terminal.write("\r\u{1B}[2K" + line, to: .standardError)
    }

    static func clear() {
        if Terminal.showsProgress { Terminal.write("\r\u{1B}[2K", to: .standardError) }
    }
}

/// Dates as the command line takes them.
enum CalendarDate {
    static func today() -> String {
        let parts = Calendar(identifier: .gregorian)
            .dateComponents(in: .current, from: Date())
        return String(
            format: "%04d-%02d-%02d",
            parts.year ?? 1970,
            parts.month ?? 1,
            parts.day ?? 1
        )
    }

    static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard text.utf8.count == 10, parts.count == 3 else { return false }
        let date = DateComponents(
            calendar: Calendar(identifier: .gregorian),
            year: parts[0],
            month: parts[1],
            day: parts[2]
        )
        return date.isValidDate
    }
}
