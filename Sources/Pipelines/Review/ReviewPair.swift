import Matching
import Records

/// What a person may say of a pair.
package enum ReviewAnswer: String, Sendable, CaseIterable {
    case match
    case noMatch = "no_match"
    case unsure

    private static let words: [ReviewAnswer: [String]] = [
        .match: ["match", "m", "y", "yes", "是", "相同", "同一"],
        .noMatch: ["no_match", "n", "no", "否", "不是", "不同"],
        .unsure: ["unsure", "u", "?", "？", "不确定", "不清楚"],
    ]

    /// Reads a person's word, such as `No match`, `m` or 是; nil when it is none of these.
    package init?(word: String) {
        let folded = word.trimmed.lowercased()
            .replacing("-", with: "_").replacing(" ", with: "_")
        guard let found = Self.words.first(where: { $0.value.contains(folded) }) else {
            return nil
        }
        self = found.key
    }

    /// What may be typed, for messages.
    package static let hint =
        "match (m, y, 是), no_match (n, 否) or unsure (u, 不确定); blank for no answer"
}

/// A pair that a person is asked about.
///
/// Its sides are in the order of their keys, as in the decisions file.
package struct ReviewPair: Sendable, Equatable {
    package var aKey: String
    package var bKey: String
    /// Mentions of the run.
    package var a: Int
    package var b: Int
    /// What counts as one already: clusters for the queue, mentions for a check of merges.
    package var aGroup: Int
    package var bGroup: Int
    package var probability: Double
    package var weight: Double
    package var pattern: UInt64
    /// What stood against a merge; empty for the score alone.
    package var cause = ""
    /// Why it waits, for people: the cause, or what a pair above `merge` lacks.
    package var reason = ""

    /// The probability of a match that the ordering goes by: where the fields and something else
    /// contradict each other, the fields alone are not to be believed.
    var belief: Double { cause.isEmpty ? probability : min(probability, 0.5) }
}
