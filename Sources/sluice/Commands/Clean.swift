import ArgumentParser
import Foundation
import Normalizing
import Pipelines
import Records

struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What a normalizer makes of values: normal form, parts, key, findings.",
        discussion: """
            TYPE is a field type such as phone, name, company_name, address, date or email, or any \
            step that may stand in `clean:`. With - one value a line is read from standard input.
            """
    )

    @Argument(help: "The field type or step, such as phone.")
    var type: String

    @Argument(help: "Values, or - for standard input.")
    var values: [String]

    @Option(help: "ISO 3166 region of telephone numbers without a country code.")
    var region = "CN"

    @Option(
        name: .customLong("option"),
        help: "An option of the step, such as order=dmy; may stand several times."
    )
    var options: [String] = []

    @Option(help: "The day that dates are judged by, YYYY-MM-DD (default: today).")
    var asOf: String?

    @Flag(help: "The values decide together, as a column's do: the order of day and month.")
    var column = false

    @Option(name: .customLong("to"), help: "text, json (one object a line) or summary (counts).")
    var form: Form = .text

    @Option(help: "Cores to use; the result is the same with any number.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    enum Form: String, ExpressibleByArgument { case text, json, summary }

    func validate() throws {
        guard ValueCleaning.names.contains(type) else {
            let near = DidYouMean.suggest(type, among: ValueCleaning.names)
            let hint = near.map { ", did you mean `\($0)`?" } ?? ""
            let known = ValueCleaning.names.joined(separator: ", ")
            throw ValidationError("unknown type `\(type)`\(hint)\nknown are \(known)")
        }
        guard !values.isEmpty else { throw ValidationError("no values; - reads standard input") }
        if let asOf, !CalendarDate.isValid(asOf) {
            throw ValidationError("--as-of wants YYYY-MM-DD, not `\(asOf)`")
        }
        guard (1...256).contains(threads) else { throw ValidationError("--threads wants 1 to 256") }
    }

    func run() throws {
        do {
            var cleaning = try ValueCleaning(
                type: type,
                options: try stepOptions(),
                region: region.uppercased(),
                asOf: asOf ?? CalendarDate.today(),
                environment: ProcessInfo.processInfo.environment,
                form: form == .json ? .json : form == .summary ? .summary : .text
            )
            var blocks = values == ["-"] ? LineBlocks(.standardInput) : LineBlocks(values)
            if column {
                let lines = try blocks.rest()
                cleaning = cleaning.judging(column: lines, separator: blocks.separator)
                blocks = LineBlocks(lines, separator: blocks.separator)
            }
            try write(blocks, with: cleaning)
        } catch let error as OptionError {
            let place = error.option == type ? type : "\(type), option \(error.option)"
            throw ValidationError("\(place): \(error.message)")
        } catch {
            throw Failures.show(error)
        }
    }

    private func write(_ source: LineBlocks, with cleaning: ValueCleaning) throws {
        var blocks = source
        let workers = Workers.cores(threads)
        var tally = CleanTally()
        var repairedCount = 0
        while case let round = try blocks.next(workers.count * 2), !round.isEmpty {
            let answers = cleaning.answers(
                to: round,
                separator: blocks.separator,
                workers: workers
            )
            for answer in answers {
                Terminal.write(answer.bytes)
                tally.add(answer.tally)
                repairedCount += answer.repairedCount
            }
        }
        if form == .summary { Terminal.write(tally.text) }
        if repairedCount > 0 {
            Terminal.write(
                "warning: \(repairedCount) lines were not UTF-8; bad bytes were read as U+FFFD\n",
                to: .standardError
            )
        }
    }

    /// One text without a name is the step's own option; a name that stands several times, a list.
    private func stepOptions() throws -> OptionValue? {
        if options.isEmpty { return nil }
        if options.count == 1, !options[0].contains("=") { return .text(options[0]) }
        var pairs: [(key: String, value: OptionValue)] = []
        for (name, value) in try OptionValue.named(options) {
            guard let index = pairs.firstIndex(where: { $0.key == name }) else {
                pairs.append((name, value))
                continue
            }
            let texts = pairs[index].value.texts + value.texts
            pairs[index].value = .list(texts.map { .text($0) })
        }
        return .map(pairs)
    }
}
