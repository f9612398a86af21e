import Records

/// What is said about a dump's statements and rows, bounded by kind; what a whole column has in
/// common is said once, with the number of its values.
struct DumpIssues {
    private(set) var all: [Issue] = []
    private var counts: [FindingCode: Int] = [:]
    private var columns: [ColumnKey: Int] = [:]

    struct Issue {
        var kind: FindingKind
        /// The table's index; nil for the dump as a whole.
        var table: Int?
        var rowNumber: UInt32 = 0
        var column: Int?
        var offset: Int
        var detail = ""
        var value = ""
        /// How many values or statements it stands for.
        var count = 1
    }

    private struct ColumnKey: Hashable {
        var code: FindingCode
        var table: Int
        var column: Int
        var detail: String
    }

    /// More of one kind say nothing new; the last one tells how many there were.
    static let maxCount = 10_000

    mutating func add(_ issue: Issue) {
        counts[issue.kind.code, default: 0] += 1
        if counts[issue.kind.code, default: 0] <= DumpIssues.maxCount { all.append(issue) }
    }

    /// Once a column and detail; the first one keeps its place.
    mutating func addOnce(_ issue: Issue) {
        let key = ColumnKey(
            code: issue.kind.code,
            table: issue.table ?? -1,
            column: issue.column ?? -1,
            detail: issue.detail
        )
        if let index = columns[key] {
            all[index].count += 1
            return
        }
        guard columns.count < DumpIssues.maxCount else { return }
        columns[key] = all.count
        all.append(issue)
    }

    /// How many there were beyond those that are listed.
    var dropped: [(code: FindingCode, count: Int)] {
        counts.filter { $0.value > DumpIssues.maxCount }
            .map { (code: $0.key, count: $0.value - DumpIssues.maxCount) }
            .sorted { $0.code < $1.code }
    }
}
