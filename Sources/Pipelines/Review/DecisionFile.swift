import Records

/// The text of a file of answers: `a_key,b_key,decision,decided_by,decided_at,note`.
///
/// Answers are added and changed in place: comments, further columns, blank lines, the delimiter
/// and the order of the rows stay as people left them, and a pair has one row.
package struct DecisionFile {
    package static let columns = [
        "a_key", "b_key", "decision", "decided_by", "decided_at", "note",
    ]

    /// What taking an answer in did.
    package enum Change: Equatable, Sendable {
        case added
        /// The row said something else before.
        case replaced
        case unchanged
    }

    /// A row as it was before a change; nil when there was none.
    package struct Earlier: Sendable {
        let line: DelimitedLines.Line?
    }

    private var records: DelimitedLines
    /// By name: the place of a column.
    private var places: [String: Int] = [:]
    private var columnCount = 0
    /// By pair: its row; of several the one that a run follows.
    private var rows: [DecisionKeys: Int] = [:]
    /// What has to be written behind the file; nil when it has to be written anew.
    package private(set) var tail: [UInt8]? = []

    /// nil when the text isn't UTF-8, or lacks a column that every answer needs.
    package init?(_ text: [UInt8]) {
        guard String(validating: text, as: UTF8.self) != nil else { return nil }
        records = DelimitedLines(text)
        if !records.lines.contains(where: { $0.cells != nil }) {
            tail? += records.append(records.line(Self.columns))
        }
        guard let header = records.lines.compactMap(\.cells).first else { return nil }
        columnCount = header.count
        for (index, name) in header.enumerated() where places[name.trimmed] == nil {
            places[name.trimmed] = index
        }
        guard Self.columns.prefix(3).allSatisfy({ places[$0] != nil }) else { return nil }
        number()
    }

    /// Finds the row of each pair.
    private mutating func number() {
        rows = [:]
        var isHeader = true
        for (index, line) in records.lines.enumerated() {
            guard let cells = line.cells else { continue }
            if !isHeader, let keys = keys(cells), isLater(cells, than: rows[keys]) {
                rows[keys] = index
            }
            isHeader = false
        }
    }

    private func isLater(_ cells: [String], than row: Int?) -> Bool {
        guard let earlier = row.flatMap({ records.lines[$0].cells }) else { return true }
        let isAnswered = [cells, earlier].map { !cell("decision", $0).isEmpty }
        if isAnswered[0] != isAnswered[1] { return isAnswered[0] }
        return Self.holds(cell("decided_at", cells), over: cell("decided_at", earlier))
    }

    /// Whether the answer of a later line holds: the dates decide, of equal or blank ones the line.
    static func holds(_ date: String, over earlier: String) -> Bool {
        !isBefore(date, earlier)
    }

    /// Whether one date is before another, as far as both say: `2026-5-1` is before `2026-12-01`;
    /// texts that are no dates are before nothing.
    static func isBefore(_ a: String, _ b: String) -> Bool {
        guard let a = moment(a), let b = moment(b) else { return false }
        let count = min(a.count, b.count)
        return a.prefix(count).lexicographicallyPrecedes(b.prefix(count))
    }

    /// Year, month and day, then what is given of the time.
    private static func moment(_ text: String) -> [Int]? {
        let numbers = text.split { !("0"..."9").contains($0) }
        guard numbers.count >= 3, numbers[0].count == 4 else { return nil }
        let parts = numbers.prefix(6).compactMap { Int($0) }
        guard parts.count >= 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]) else {
            return nil
        }
        return parts
    }

    private func keys(_ cells: [String]) -> DecisionKeys? {
        let a = cell("a_key", cells)
        let b = cell("b_key", cells)
        return a.isEmpty || b.isEmpty ? nil : DecisionKeys(a, b)
    }

    private func cell(_ name: String, _ cells: [String]) -> String {
        guard let place = places[name], place < cells.count else { return "" }
        return cells[place].trimmed
    }

    package var text: [UInt8] { records.text }

    /// The answer of a pair, as its row says it.
    package func answer(_ keys: DecisionKeys) -> ReviewAnswer? {
        rows[keys].flatMap { records.lines[$0].cells }
            .flatMap { ReviewAnswer(rawValue: cell("decision", $0)) }
    }

    // MARK: Changes

    /// Adds an answer, or puts it in the place of an earlier one, which the note then names.
    @discardableResult
    package mutating func take(_ row: DecisionRow) -> (change: Change, earlier: Earlier) {
        guard let index = rows[row.keys], let cells = records.lines[index].cells else {
            rows[row.keys] = records.lines.count
            let added = records.append(records.line(line(row, over: nil)))
            if tail != nil { tail? += added }
            return (.added, Earlier(line: nil))
        }
        let earlier = Earlier(line: records.lines[index])
        if cell("decision", cells) == row.answer.rawValue { return (.unchanged, earlier) }
        tail = nil
        records.replace(index, by: records.line(line(row, over: cells)))
        removeRepeats(of: row.keys, but: index)
        return (.replaced, earlier)
    }

    /// Puts the row of a pair back to what it was.
    package mutating func restore(_ earlier: Earlier, _ keys: DecisionKeys) {
        guard let index = rows[keys] else { return }
        tail = nil
        if let line = earlier.line {
            records.replace(index, by: line)
        } else {
            records.remove(index)
        }
        number()
    }

    private mutating func removeRepeats(of keys: DecisionKeys, but kept: Int) {
        let repeats = records.lines.indices.dropFirst().filter { index in
            index != kept && records.lines[index].cells.flatMap { self.keys($0) } == keys
        }
        for index in repeats.reversed() { records.remove(index) }
        if !repeats.isEmpty { number() }
    }

    private func line(_ row: DecisionRow, over earlier: [String]?) -> [String] {
        var cells = earlier ?? []
        while cells.count < columnCount { cells.append("") }
        let set = { (name: String, value: String) in
            if let place = places[name] { cells[place] = value }
        }
        if earlier == nil {
            set("a_key", row.keys.first)
            set("b_key", row.keys.second)
        }
        set("decision", row.answer.rawValue)
        set("decided_by", row.decidedBy)
        set("decided_at", row.decidedAt)
        set(
            "note",
            [earlier.map(was) ?? "", row.note].filter { !$0.isEmpty }.joined(separator: "; ")
        )
        return cells
    }

    /// `was no_match by li.mei 2026-03-02`; empty when the row held no answer.
    private func was(_ cells: [String]) -> String {
        let answer = cell("decision", cells)
        if answer.isEmpty { return "" }
        let by = cell("decided_by", cells)
        let at = cell("decided_at", cells)
        return ["was \(answer)", by.isEmpty ? "" : "by \(by)", at].filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}
