import Importing
import Matching
import Records

/// A person's answer, by the keys of its mentions.
struct KeyedDecision: Sendable {
    var aKey: String
    var bKey: String
    /// `match`, `no_match` or `unsure`.
    var answer: String
    var decidedBy: String
    var decidedAt: String
    /// In terms of this run's mentions; nil when one of them doesn't occur, or the answer is `unsure`.
    var decision: Decision?
}

/// Reads a file of people's answers: `a_key,b_key,decision,decided_by,decided_at,note`.
///
/// Keys are `source:table:key#part`. The CSV is the truth; the database keeps a copy. A row without
/// an answer is left out; a word that is none of the three answers is reported.
enum Decisions {
    private static let words: Set<String> = ["match", "no_match", "unsure"]

    static func read(
        _ path: String?,
        _ mapped: MappedEntity,
        _ sources: SourceSet,
        _ diagnostics: inout [Diagnostic]
    ) -> [KeyedDecision] {
        guard let path else { return [] }
        do throws(ImportFailure) {
            let known = mentions(mapped, sources)
            let answered = try DelimitedFile.rows(path).map { decision($0, known) }
                .filter { !$0.answer.isEmpty }
            if let other = answered.first(where: { !words.contains($0.answer) }) {
                let message = "a `decision` is match, no_match or unsure, not `\(other.answer)`"
                diagnostics.append(Diagnostic(PipelineFindings.badValue, "`\(path)`: \(message)"))
            }
            return answered.filter { words.contains($0.answer) }
        } catch {
            var diagnostic = Diagnostic(error.kind, error.message)
            diagnostic.hint = error.hint
            diagnostics.append(diagnostic)
            return []
        }
    }

    private static func decision(
        _ row: [String: String],
        _ mentions: [String: Int]
    ) -> KeyedDecision {
        let cell = { (name: String) -> String in row[name]?.trimmed ?? "" }
        var made = KeyedDecision(
            aKey: cell("a_key"),
            bKey: cell("b_key"),
            answer: cell("decision"),
            decidedBy: cell("decided_by"),
            decidedAt: cell("decided_at")
        )
        if made.aKey > made.bKey { swap(&made.aKey, &made.bKey) }
        if let a = mentions[made.aKey], let b = mentions[made.bKey], made.answer != "unsure" {
            made.decision = Decision(a, b, isMatch: made.answer == "match")
        }
        return made
    }

    private static func mentions(_ mapped: MappedEntity, _ sources: SourceSet) -> [String: Int] {
        var found: [String: Int] = [:]
        for mention in 0..<mapped.count { found[mapped.key(mention, sources)] = mention }
        return found
    }
}

extension MappedEntity {
    /// `source:table:key#part`, as `mig_match_decision` and the decisions files write it.
    func key(_ mention: Int, _ sources: SourceSet) -> String {
        let source = sources.tables[Int(table.lineage.table[mention])]
        return "\(source.source):\(source.name):\(table.sourceKeys[mention])"
            + "#\(table.lineage.part[mention])"
    }
}
