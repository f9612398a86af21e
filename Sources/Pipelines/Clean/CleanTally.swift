import Normalizing
import Records

/// How many lines and values there were, of which validity, kind and finding.
package struct CleanTally: Sendable {
    private var lineCount = 0
    private var emptyCount = 0
    private var validities = [Int](repeating: 0, count: 3)
    private var kinds = [Int](repeating: 0, count: ValueKind.allCases.count)
    private var codes: [FindingCode: Int] = [:]

    package init() {}

    init(_ column: CleanColumn) {
        // Distinct cells are counted as often as they stand.
        var times = [Int](repeating: 0, count: column.raw.count)
        lineCount = column.cells.rowCount
        for mention in 0..<lineCount { for id in column.cells[mention] { times[Int(id)] += 1 } }
        for raw in times.indices where times[raw] > 0 {
            let outcomes = column.outcomeIndices(ofRaw: ValueID(raw))
            if outcomes.isEmpty { emptyCount += times[raw] }
            for index in outcomes { count(column.outcomes[index], times[raw]) }
        }
    }

    private mutating func count(_ value: CleanValue, _ times: Int) {
        validities[Int(value.validity.rawValue)] += times
        kinds[Int(value.kind.rawValue)] += times
        if value.code != .none { codes[value.code, default: 0] += times }
    }

    package mutating func add(_ other: CleanTally) {
        lineCount += other.lineCount
        emptyCount += other.emptyCount
        for index in validities.indices { validities[index] += other.validities[index] }
        for index in kinds.indices { kinds[index] += other.kinds[index] }
        codes.merge(other.codes, uniquingKeysWith: +)
    }

    package var text: String {
        let valueCount = validities.reduce(0, +)
        var lines = [
            "\(lineCount) lines: \(valueCount) values, \(emptyCount) lines without one",
            "  valid \(validities[0]), suspect \(validities[1]), invalid \(validities[2])",
        ]
        let counted = ValueKind.allCases.filter { kinds[Int($0.rawValue)] > 0 && $0 != .plain }
        if !counted.isEmpty {
            let shown = counted.map { "\($0) \(kinds[Int($0.rawValue)])" }
            lines.append("  kinds: " + shown.joined(separator: ", "))
        }
        for (code, count) in codes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            let kind = FindingCatalog.kind(code)
            lines.append("  \(code.text) \(kind?.name ?? "") × \(count): \(kind?.summary ?? "")")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
