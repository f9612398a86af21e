import Foundation
import Matching
import Records

/// The scores of one kind of mentions.
package struct TruthResult: Sendable {
    /// A pair that is together and should not be, or the other way round.
    package struct WrongPair: Sendable {
        package var isMissed: Bool
        package var cause: String
        package var a: String
        package var b: String
        package var probability: String
        package var weight: String
    }

    package var kind: String
    package var evaluation: Evaluation
    /// nil without the scored pairs.
    package var missed: MissedPairs?
    package var errors: [WrongPair] = []
    package var unlistedCount = 0

    package init(kind: String, evaluation: Evaluation) {
        self.kind = kind
        self.evaluation = evaluation
    }

    package var text: String {
        let all = evaluation
        let scores = [
            ("precision", all.pairwise.precision), ("recall", all.pairwise.recall),
            ("F1", all.pairwise.f1), ("B-cubed F1", all.bCubed.f1),
        ]
        var lines = [
            "\(kind.isEmpty ? "all" : kind): \(all.mentionCount) mentions, "
                + scores.map { "\($0.0) \(Self.figure($0.1))" }.joined(separator: ", "),
            "  pairs: \(all.rightPairCount) right of \(all.foundPairCount) found "
                + "and \(all.truePairCount) true",
            "  B-cubed: precision \(Self.figure(all.bCubed.precision)), "
                + "recall \(Self.figure(all.bCubed.recall))",
            "  clusters: \(all.exactClusterCount) exact of \(all.foundClusterCount) found "
                + "and \(all.trueClusterCount) true",
        ]
        if let missed {
            lines.append(
                "  missed: \(missed.total) pairs, of them \(missed.neverCompared) never compared, "
                    + "\(missed.below) scored below review, \(missed.inReview) in the review band, "
                    + "\(missed.refused) refused by a rule or in clustering"
            )
        }
        if unlistedCount > 0 { lines.append("  \(unlistedCount) further errors are not listed") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func figure(_ value: Double) -> String { String(format: "%.4f", value) }

    package var json: JSON {
        let all = evaluation
        var pairs: [(String, JSON)] = [
            ("kind", .string(kind)), ("mentions", .int(all.mentionCount)),
            ("precision", .double(all.pairwise.precision)),
            ("recall", .double(all.pairwise.recall)), ("f1", .double(all.pairwise.f1)),
            ("b_cubed_f1", .double(all.bCubed.f1)),
            ("b_cubed_precision", .double(all.bCubed.precision)),
            ("b_cubed_recall", .double(all.bCubed.recall)),
            ("true_pairs", .int(all.truePairCount)), ("found_pairs", .int(all.foundPairCount)),
            ("right_pairs", .int(all.rightPairCount)),
            ("exact_clusters", .int(all.exactClusterCount)),
            ("true_clusters", .int(all.trueClusterCount)),
            ("found_clusters", .int(all.foundClusterCount)),
        ]
        if let missed {
            pairs.append(
                (
                    "missed",
                    .object([
                        ("pairs", .int(missed.total)),
                        ("never_compared", .int(missed.neverCompared)),
                        ("below_review", .int(missed.below)),
                        ("review_band", .int(missed.inReview)),
                        ("refused", .int(missed.refused)),
                    ])
                )
            )
        }
        return .object(pairs)
    }

    /// `kind,error,cause,a,b,probability,weight` of all kinds; keys only, no values.
    package static func writeErrors(_ results: [TruthResult], to path: String) throws {
        var text: [UInt8] = []
        DelimitedText.append(
            ["kind", "error", "cause", "a", "b", "probability", "weight"],
            to: &text
        )
        for result in results {
            for pair in result.errors {
                let error = pair.isMissed ? "missed" : "wrong"
                DelimitedText.append(
                    [
                        result.kind, error, pair.cause, pair.a, pair.b, pair.probability,
                        pair.weight,
                    ],
                    to: &text
                )
            }
        }
        try DelimitedText.write(text, to: path)
    }
}
