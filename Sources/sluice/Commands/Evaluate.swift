import ArgumentParser
import Foundation
import Importing
import Matching
import Pipelines
import Records

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Pairwise and B-cubed precision, recall and F1 of clusters against a truth.",
        discussion: """
            CLUSTERS is what `sluice match --clusters` writes. TRUTH has either the columns \
            source,table,locator,part,kind,entity (and hard), or id,entity.
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

    @Option(name: .customLong("to"), help: "text or json.")
    var form: Form = .text

    enum Form: String, ExpressibleByArgument { case text, json }

    func run() throws {
        do {
            let found = try DelimitedFile.rows(clusters)
            let facts = try DelimitedFile.rows(truth)
            let results = TruthComparison(kind: kind, leavesOutHard: withoutHard)
                .evaluate(clusters: found, truth: facts)
            if results.isEmpty {
                throw ValidationError("no mention of the truth occurs in the clusters")
            }
            for result in results { Terminal.write(form == .json ? result.json : result.text) }
        } catch {
            throw Failures.show(error)
        }
    }
}
