import ArgumentParser
import Foundation
import Pipelines
import Records

struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks people about doubtful pairs; the answers hold from the next run on.",
        discussion: """
            On a terminal each pair is shown side by side: y match, n no match, s or space skip, \
            u unsure, z undo, b back, q quit, ? help. Each answer is kept at once in the file of \
            `decisions:`, so stopping at any time loses nothing. Without a terminal one answer a \
            line is read from standard input.
            """
    )

    @OptionGroup var options: PipelineOptions

    @Argument(help: "Only this entity, such as account.")
    var entity: String?

    @Option(help: "Keep the answers in this CSV file, not in that of the pipeline.")
    var decisions: String?

    @Option(help: "Who answers (default: the user's name).")
    var by: String?

    @Flag(help: "Ask again what was answered unsure.")
    var unsure = false

    @Option(help: "Check that many automatic merges instead, weak ones first.")
    var sampleMerges: Int?

    @Option(help: "Draws another sample of merges.")
    var seed: UInt64 = 1

    @Option(help: "Write the open pairs to this CSV file, to be answered there.")
    var toCsv: String?

    @Option(help: "Read answers back from a file that --to-csv wrote.")
    var fromCsv: String?

    func validate() throws {
        if toCsv != nil, fromCsv != nil {
            throw ValidationError("--to-csv and --from-csv don't go together")
        }
        if let sampleMerges, sampleMerges < 1 {
            throw ValidationError("--sample-merges takes a number from 1 up")
        }
    }

    func run() throws {
        let prepared = Runner(options.runOptions()).review(asked())
        Progress.clear()
        RunOutput(options).show(prepared.diagnostics)
        if prepared.exitCode != 0 { throw ExitCode(Int32(prepared.exitCode)) }
        do {
            if let toCsv {
                try ReviewSheets(path: toCsv).write(prepared.desks, options)
            } else if let fromCsv {
                try ReviewSheets(path: fromCsv).read(prepared.desks, asked())
            } else {
                try ask(prepared.desks)
            }
        } catch {
            throw Failures.show(error)
        }
    }

    private func asked() -> ReviewOptions {
        var asked = ReviewOptions()
        asked.entity = entity
        asked.decisionsPath = decisions
        asked.keepsAnswers = toCsv == nil
        asked.sampleCount = sampleMerges
        asked.seed = seed
        asked.includesUnsure = unsure
        let user = ProcessInfo.processInfo.environment["USER"] ?? ""
        asked.decidedBy = by ?? (user.isEmpty ? NSUserName() : user)
        asked.decidedAt = options.asOf ?? CalendarDate.today()
        return asked
    }

    private func ask(_ desks: [ReviewDesk]) throws {
        let raw = RawTerminal()
        let dialog = ReviewDialog(
            raw: raw,
            showsValues: raw != nil || options.showValues,
            usesColor: Terminal.usesColor(options.noColor)
        )
        let result = Result { try dialog.run(desks) }
        raw?.restore()
        let (finished, end) = try result.get()
        for desk in finished { Terminal.write(desk.summary.joined(separator: "\n") + "\n") }
        if finished.contains(where: { $0.session.answeredCount > 0 }) {
            Terminal.write("the answers hold from the next run on\n")
        }
        if end == .interrupted { throw ExitCode(130) }
    }
}
