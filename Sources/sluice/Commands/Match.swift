import ArgumentParser
import Pipelines

struct Match: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stops after Matching: which mentions are one customer, and why."
    )

    @OptionGroup var options: PipelineOptions

    @Option(help: "Write id,cluster,type,source,file,table,locator,part to this CSV file.")
    var clusters: String?

    @Option(help: "Write scored pairs with the weight per field to this CSV file.")
    var pairs: String?

    func run() throws {
        var runOptions = options.runOptions()
        runOptions.clustersPath = clusters
        runOptions.pairsPath = pairs
        try RunOutput(options).finish(Runner(runOptions).execute(.match))
    }
}
