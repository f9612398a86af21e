import ArgumentParser
import Pipelines
import Records

struct Match: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stops after Matching: which mentions are one customer, and why.",
        discussion: """
            With --explain KEY,KEY it tells a pair in full: a waterfall of weights, the rules that \
            proposed it, and what became of it; with --explain KEY how the record of a mention came \
            together. KEY is source:table:key#part, or an id of --clusters that one mention has.
            """
    )

    @OptionGroup var options: PipelineOptions

    @Option(help: "Write id,cluster,type,source,file,table,locator,part,key to this CSV file.")
    var clusters: String?

    @Option(help: "Write scored pairs with the weight per field to this CSV file.")
    var pairs: String?

    @Option(help: "Write the model of each entity to this JSON file, for --use-model.")
    var model: String?

    @Option(help: "Tell a pair (KEY,KEY) or the record of a mention (KEY) in full.")
    var explain: String?

    @Option(help: "Explain mentions of this entity only.")
    var entity: String?

    @Option(name: .customLong("to"), help: "The form of an explanation: text, json or html.")
    var form: Form?

    enum Form: String, ExpressibleByArgument { case text, json, html }

    func validate() throws {
        if explain == nil, entity != nil || form != nil {
            throw ValidationError("--entity and --to say how to --explain; give --explain KEY,KEY")
        }
    }

    func run() throws {
        var runOptions = options.runOptions()
        runOptions.clustersPath = clusters
        runOptions.pairsPath = pairs
        runOptions.modelPath = model
        runOptions.explained = explain.map { ExplainedKeys($0, entity: entity) }
        let outcome = Runner(runOptions).execute(.match)
        if explain == nil { return try RunOutput(options).finish(outcome) }
        Progress.clear()
        RunOutput(options).show(outcome.diagnostics)
        if outcome.exitCode != 0 { throw ExitCode(Int32(outcome.exitCode)) }
        write(outcome.explanations)
    }

    private func write(_ explanations: [MatchExplanation]) {
        let shows = options.showValues
        switch form ?? .text {
        case .text:
            let texts = explanations.map { ExplanationText($0, showsValues: shows).text }
            Terminal.write(texts.joined(separator: "\n"))
        case .html:
            Terminal.write(
                explanations.map { ExplanationHTML($0, showsValues: shows).text }.joined()
            )
        case .json:
            let list = explanations.map { ExplanationJSON($0, showsValues: shows).json }
            Terminal.write(JSON.array(list).text(pretty: true) + "\n")
        }
    }
}
