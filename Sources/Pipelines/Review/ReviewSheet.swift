import Importing
import Loading
import Matching
import Records

/// The queue as a spreadsheet that people answer, and the way back.
///
///     a_key,b_key,decision,decided_by,decided_at,note[,a_FIELD,b_FIELD …]
///
/// UTF-8 with a byte order mark, so that Excel opens Chinese; a cell that a spreadsheet would read
/// as a formula has a leading `'`, which reading takes off again.
package enum ReviewSheet {
    /// The whole file.
    ///
    /// Without `showsValues`, keys and weights only.
    package static func text(
        _ pairs: [ReviewPair],
        _ questions: ReviewQuestions,
        showsValues: Bool
    ) -> [UInt8] {
        let facts = showsValues ? pairs.map { questions.facts($0) } : []
        let names = facts.flatMap { $0.fields.map(\.name) }.unique()
        var text: [UInt8] = [0xEF, 0xBB, 0xBF]
        let header = DecisionFile.columns + names.flatMap { ["a_\($0)", "b_\($0)"] }
        DelimitedText.append(header, to: &text)
        for (index, pair) in pairs.enumerated() {
            var cells = [pair.aKey, pair.bKey, "", "", "", questions.note(pair)]
            for name in showsValues ? names : [] {
                let field = facts[index].fields.first { $0.name == name }
                cells += [cell(field, field?.left), cell(field, field?.right)]
            }
            DelimitedText.append(cells.map(guarded), to: &text)
        }
        return text
    }

    private static func cell(_ field: ReviewFacts.Field?, _ values: [String]?) -> String {
        guard let field, let values else { return "" }
        return values.map { field.isSensitive ? field.masked($0) : $0 }
            .joined(separator: " / ")
    }

    private static func guarded(_ cell: String) -> String {
        Rejects.isFormula(Array(cell.utf8).span) ? "'" + cell : cell
    }

    private static func unguarded(_ cell: String) -> String {
        guard cell.first == "'", Rejects.isFormula(Array(cell.dropFirst().utf8).span) else {
            return cell
        }
        return String(cell.dropFirst())
    }

    // MARK: The way back

    /// Rows with an answer; what can't be read is told by line.
    package struct Answered: Sendable {
        package var rows: [DecisionRow] = []
        package var blankCount = 0
        package var mistakes: [String] = []
    }

    /// Reads an answered file: any encoding and delimiter that spreadsheets write.
    package static func read(
        _ path: String,
        by: String,
        at: String
    ) throws(ImportFailure) -> Answered {
        var answered = Answered()
        var lines: [DecisionKeys: (line: Int, answer: ReviewAnswer)] = [:]
        for (line, cells) in try DelimitedFile.numberedRows(path) {
            let cell = { (name: String) in unguarded(cells[name]?.trimmed ?? "") }
            if cell("decision").isEmpty {
                answered.blankCount += 1
                continue
            }
            guard let answer = ReviewAnswer(word: cell("decision")) else {
                answered.mistakes.append("line \(line): `\(cell("decision"))` is no answer")
                continue
            }
            let keys = DecisionKeys(cell("a_key"), cell("b_key"))
            if keys.first.isEmpty || keys.first == keys.second {
                answered.mistakes.append("line \(line): a_key and b_key name two mentions")
                continue
            }
            if let known = lines[keys] {
                if known.answer == answer { continue }
                answered.mistakes.append(
                    "line \(line): `\(answer.rawValue)`, but line \(known.line) answers the same "
                        + "pair with `\(known.answer.rawValue)`"
                )
                continue
            }
            lines[keys] = (line, answer)
            answered.rows.append(row(keys, answer, cell, by: by, at: at))
        }
        return answered
    }

    private static func row(
        _ keys: DecisionKeys,
        _ answer: ReviewAnswer,
        _ cell: (String) -> String,
        by: String,
        at: String
    ) -> DecisionRow {
        DecisionRow(
            keys.first,
            keys.second,
            answer,
            by: cell("decided_by").isEmpty ? by : cell("decided_by"),
            at: cell("decided_at").isEmpty ? at : cell("decided_at"),
            note: cell("note")
        )
    }
}
