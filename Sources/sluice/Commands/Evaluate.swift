import ArgumentParser
import Pipelines

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Pairwise and B-cubed precision, recall and F1 of clusters against a truth.",
        discussion: """
            CLUSTERS is what `sluice match --clusters` writes. TRUTH has either the columns \
            source,table,locator,part,kind,entity (and hard), or id,entity (and kind). Ids alone \
            are those of one entity: --kind says which. A true pair that was never compared is a \
            missed one like any other; --pairs says which were.
            """
    )

    @Argument(help: "CSV file of clusters.")
    var clusters: String

    @Argument(help: "CSV file of the truth.")
    var truth: String

    @Option(help: "Only mentions of this kind: customer, contact, or an entity's name.")
    var kind: String?

    @Flag(help: "Leave out mentions that the truth marks as hard.")
    var withoutHard = false

    @Option(help: "The file of `sluice match --pairs`: says why pairs were missed.")
    var pairs: String?

    @Option(help: "Write wrong and missed pairs to this CSV file, by key.")
    var errors: String?

    @Option(name: .customLong("to"), help: "text or json.")
    var form: Form = .text

    enum Form: String, ExpressibleByArgument { case text, json }

    func run() throws {
        do {
            let results = try TruthComparison(kind: kind, leavesOutHard: withoutHard).evaluate(
                clusters: clusters,
                truth: truth,
                pairs: pairs.map { PairFile(path: $0) },
                listsErrors: errors != nil
            )
            if results.isEmpty {
                throw ValidationError("no mention of the truth occurs in the clusters")
            }
            if let errors { try TruthResult.writeErrors(results, to: errors) }
            for result in results {
                Terminal.write(form == .json ? result.json.text() + "\n" : result.text)
            }
        } catch let failure as CompareFailure {
            throw ValidationError(failure.message)
        } catch {
            throw Failures.show(error)
        }
    }
}
