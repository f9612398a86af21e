import Importing
import Loading
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
    /// Where it stands in its file.
    var line = 0
    /// In terms of this run's mentions; nil when one of them doesn't occur, or the answer is `unsure`.
    var decision: Decision?

    /// The pair, whichever way it was written.
    var pair: DecisionKeys { DecisionKeys(aKey, bKey) }
}

/// Reads a file of people's answers: `a_key,b_key,decision,decided_by,decided_at,note`.
///
/// Keys are `source:table:key#part`. The CSV is the truth; the database keeps a copy. A row without
/// an answer is left out; a word that is none of the three answers is reported. Of several answers
/// about one pair the latest holds (by the date in `decided_at`, else by line), and that is told.
struct Decisions: Sendable {
    let path: String
    /// One per pair, in the order of the file.
    private(set) var answers: [KeyedDecision] = []
    private(set) var findings: [Finding] = []

    private static let words: Set<String> = ["match", "no_match", "unsure"]

    init?(_ path: String?, entity: String, _ diagnostics: inout [Diagnostic]) {
        guard let path else { return nil }
        self.path = path
        do throws(ImportFailure) {
            guard try Self.hasHeader(path) else {
                let message = DecisionStore.notDecisions(path)
                diagnostics.append(Diagnostic(ReviewFindings.notDecisions, message))
                return
            }
            let rows = try DelimitedFile.numberedRows(path).map { Self.decision($0.line, $0.cells) }
            let answered = rows.filter { !$0.answer.isEmpty }
            report(answered.filter { !Self.words.contains($0.answer) }, &diagnostics)
            settle(answered.filter { Self.words.contains($0.answer) }, entity)
        } catch {
            diagnostics.append(Self.diagnostic(error, path, entity))
        }
    }

    private static func diagnostic(
        _ failure: ImportFailure,
        _ path: String,
        _ entity: String
    ) -> Diagnostic {
        if failure.kind.code == ImportFindings.fileMissing.code {
            let message = "`\(path)`, the decisions of `\(entity)`, isn't there"
            return Diagnostic(RunFindings.answersMissing, message)
        }
        var diagnostic = Diagnostic(failure.kind, failure.message)
        diagnostic.hint = failure.hint
        return diagnostic
    }

    /// Without its header a file has no answers that could be told; an empty one has none at all.
    private static func hasHeader(_ path: String) throws(ImportFailure) -> Bool {
        guard let table = try DelimitedFile.read(path), !table.columns.isEmpty else { return true }
        return DecisionFile.columns.prefix(3).allSatisfy { table.columnIndex($0) != nil }
    }

    private static func decision(_ line: Int, _ row: [String: String]) -> KeyedDecision {
        let cell = { (name: String) -> String in row[name]?.trimmed ?? "" }
        var made = KeyedDecision(
            aKey: cell("a_key"),
            bKey: cell("b_key"),
            answer: cell("decision"),
            decidedBy: cell("decided_by"),
            decidedAt: cell("decided_at"),
            line: line
        )
        if made.aKey > made.bKey { swap(&made.aKey, &made.bKey) }
        return made
    }

    private func report(_ others: [KeyedDecision], _ diagnostics: inout [Diagnostic]) {
        guard let first = others.first else { return }
        let more = others.count > 1 ? ", and \(others.count - 1) more such rows" : ""
        let message = "line \(first.line): a `decision` is match, no_match or unsure, not "
        diagnostics.append(
            Diagnostic(
                PipelineFindings.badValue,
                "`\(path)`, \(message)`\(first.answer)`\(more)"
            )
        )
    }

    /// Keeps one answer per pair.
    private mutating func settle(_ rows: [KeyedDecision], _ entity: String) {
        var places: [DecisionKeys: Int] = [:]
        for row in rows {
            if row.aKey == row.bKey || row.aKey.isEmpty {
                add(RunFindings.answerIncomplete, row.line, entity, "")
                continue
            }
            guard let place = places[row.pair] else {
                places[row.pair] = answers.count
                answers.append(row)
                continue
            }
            let earlier = answers[place]
            let isSame = earlier.answer == row.answer
            add(
                isSame ? RunFindings.answerRepeated : RunFindings.answersDiffer,
                row.line,
                entity,
                "line \(row.line) says \(row.answer), line \(earlier.line) says \(earlier.answer)"
            )
            if DecisionFile.holds(row.decidedAt, over: earlier.decidedAt) { answers[place] = row }
        }
    }

    private mutating func add(
        _ kind: FindingKind,
        _ line: Int,
        _ entity: String,
        _ detail: String
    ) {
        let place = Place(
            source: "decisions",
            file: path,
            locatorKind: .line,
            rowNumber: UInt32(clamping: line)
        )
        var finding = Finding(kind.code, at: place)
        finding.entity = entity
        finding.detail = detail
        findings.append(finding)
    }

    /// Puts mentions in place of keys; keys that nothing has are told once, with their number.
    ///
    /// `near` gives the key that was probably meant.
    mutating func resolve(
        entity: String,
        near: (String) -> String? = { _ in nil },
        _ mention: (String) -> Int?
    ) {
        var unknown: [KeyedDecision] = []
        for index in answers.indices {
            let a = mention(answers[index].aKey)
            let b = mention(answers[index].bKey)
            guard let a, let b else {
                unknown.append(answers[index])
                continue
            }
            if answers[index].answer == "unsure" || a == b { continue }
            answers[index].decision = Decision(a, b, isMatch: answers[index].answer == "match")
        }
        guard let first = unknown.first else { return }
        add(
            RunFindings.answerUnknown,
            first.line,
            entity,
            (["\(unknown.count) of \(answers.count) answers"] + meant(first, near, mention))
                .joined(separator: "; ")
        )
    }
}

extension Decisions {
    /// What the unknown keys of an answer probably mean.
    private func meant(
        _ answer: KeyedDecision,
        _ near: (String) -> String?,
        _ mention: (String) -> Int?
    ) -> [String] {
        [answer.aKey, answer.bKey].filter { mention($0) == nil }.map { key in
            "`\(key)`" + (near(key).map { ": did you mean `\($0)`?" } ?? "")
        }
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
