import Records
import Storage

/// Writes findings as issues of the rows and mentions to which they belong.
struct StagingIssues {
    let set: LoadSet
    let numbers: StagingNumbers
    let findings: [Finding]

    func write(_ connection: Connection) throws(StorageFailure) {
        let statement = try connection.prepare(
            """
            INSERT INTO mig_issue (file_id, row_id, entity, part, stage, rule, field, severity, code,
                params)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        let isMention = try connection.prepare(
            "SELECT 1 FROM mig_mention WHERE row_id = ? AND entity = ? AND part = ?"
        )
        let severities = severityByCode()
        var rows = RowFinder(set, numbers)
        for finding in findings {
            guard let (file, row) = rows.find(finding.place) else { continue }
            statement.bind(file, at: 1)
            if let row { statement.bind(row, at: 2) } else { statement.bindNull(2) }
            var isKnown = false
            if let row, let entity = finding.entity {
                isMention.bind(row, at: 1)
                isMention.bind(entity, at: 2)
                isMention.bind(finding.part, at: 3)
                isKnown = try isMention.step()
                isMention.reset()
            }
            statement.bind(isKnown ? finding.entity : nil, at: 3)
            if isKnown { statement.bind(finding.part, at: 4) } else { statement.bindNull(4) }
            statement.bind(StagingIssues.stage(finding.code), at: 5)
            statement.bind(finding.rule, at: 6)
            statement.bind(finding.field, at: 7)
            statement.bind((severities[finding.code] ?? .warning).rawValue, at: 8)
            statement.bind(finding.code.text, at: 9)
            statement.bind(params(finding), at: 10)
            try statement.run()
        }
    }

    private func severityByCode() -> [FindingCode: Severity] {
        var result: [FindingCode: Severity] = [:]
        for kind in LoadFindings.all + set.kinds { result[kind.code] = kind.severity }
        return result
    }

    /// The column and what the summary leaves open; never the value.
    private func params(_ finding: Finding) -> String? {
        var pairs: [(String, JSON)] = []
        if !finding.place.column.isEmpty { pairs.append(("column", .string(finding.place.column))) }
        if !finding.detail.isEmpty { pairs.append(("detail", .string(finding.detail))) }
        return pairs.isEmpty ? nil : JSON.object(pairs).text()
    }

    private static func stage(_ code: FindingCode) -> String {
        switch code.text.first {
        case "I": "importing"
        case "N": "normalizing"
        case "M": "matching"
        case "V": "validating"
        case "L": "loading"
        case "P": "pipeline"
        default: "run"
        }
    }
}

/// Finds the staged row of a place.
struct RowFinder {
    private let set: LoadSet
    private let numbers: StagingNumbers
    private var tableOf: [String: Int] = [:]
    private var rowOf: [Int: [UInt32: Int64]] = [:]

    init(_ set: LoadSet, _ numbers: StagingNumbers) {
        self.set = set
        self.numbers = numbers
        for (index, staged) in set.tables.enumerated() {
            let key = RowFinder.key(staged.table.source, staged.table.file, staged.table.name)
            if tableOf[key] == nil { tableOf[key] = index }
        }
    }

    private static func key(_ source: String, _ file: String, _ table: String) -> String {
        "\(source)\u{1F}\(file)\u{1F}\(table)"
    }

    /// The file's id, and the row's unless the place is the file as a whole.
    mutating func find(_ place: Place) -> (file: Int64, row: Int64?)? {
        if let table = tableOf[RowFinder.key(place.source, place.file, place.table)] {
            let file = numbers.firstFileID + Int64(set.tables[table].file)
            if place.rowNumber == 0 { return (file, nil) }
            return (file, rows(of: table)[place.rowNumber])
        }
        let index = set.files.firstIndex { $0.source == place.source && $0.path == place.file }
        return index.map { (numbers.firstFileID + Int64($0), nil) }
    }

    private mutating func rows(of table: Int) -> [UInt32: Int64] {
        if let known = rowOf[table] { return known }
        var result: [UInt32: Int64] = [:]
        var id = numbers.firstRowIDs[table]
        for batch in set.tables[table].table.batches {
            for number in batch.rowNumbers {
                result[number] = id
                id += 1
            }
        }
        for skipped in set.tables[table].table.skipped {
            result[skipped.rowNumber] = id
            id += 1
        }
        rowOf[table] = result
        return result
    }
}
