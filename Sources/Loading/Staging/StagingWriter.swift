import CRM
import Glibc
import Records
import Storage

/// Writes `NAME.staging.db`: raw rows, mentions and what became of them, issues and pairs.
///
/// It is committed before the target with the run's state *running*, and marked *succeeded* after
/// it; a running run that crm.db doesn't know is marked *abandoned* at the next start.
struct StagingWriter {
    let set: LoadSet
    let numbers: StagingNumbers
    let outcomes: [EntityOutcome]
    let plans: [EntityPlan]
    let findings: [Finding]

    /// Writes everything and leaves the run as *running*.
    func write() throws(StorageFailure) {
        let isNew = unsafe access(set.stagingPath, F_OK) != 0
        let path = isNew ? Publishing.temporary(for: set.stagingPath) : set.stagingPath
        if isNew { Publishing.remove(path) }
        let file = try SQLiteFile(path: path, access: isNew ? .build : .readWrite)
        try file.perform { connection throws(StorageFailure) in
            try connection.transaction { () throws(StorageFailure) in
                if isNew {
                    try StagingWriter.create(connection)
                } else {
                    try KeptOut.prepare(connection)
                }
                try connection.execute("PRAGMA defer_foreign_keys = ON")
                try write(connection)
                if isNew { try StagingWriter.createIndexes(connection) }
            }
        }
        try file.close()
        if isNew { try Publishing.publish(path, as: set.stagingPath) }
    }

    private static func create(_ connection: Connection) throws(StorageFailure) {
        try connection.execute(
            "PRAGMA application_id = \(CRMSchema.stagingApplicationID); "
                + "PRAGMA user_version = \(CRMSchema.version)"
        )
        for statement in CRMSchema.stagingStatements where isTable(statement) {
            try connection.execute(statement)
        }
    }

    /// Sorting all rows once is cheaper than keeping an index in order.
    private static func createIndexes(_ connection: Connection) throws(StorageFailure) {
        for statement in CRMSchema.stagingStatements where !isTable(statement) {
            try connection.execute(statement)
        }
    }

    private static func isTable(_ statement: String) -> Bool {
        statement.hasPrefix("CREATE TABLE")
    }

    private func write(_ connection: Connection) throws(StorageFailure) {
        let run = try connection.prepare(
            "INSERT INTO mig_staged_run (run_id, state) VALUES (?, 'running')"
        )
        run.bind(numbers.runNumber, at: 1)
        try run.run()
        try writeFiles(connection)
        try StagingRows(set: set, numbers: numbers, connection: connection).write()
        try writeMentions(connection)
        try StagingIssues(set: set, numbers: numbers, findings: findings).write(connection)
        try writePairs(connection)
    }

    private func writeFiles(_ connection: Connection) throws(StorageFailure) {
        let statement = try connection.prepare(
            """
            INSERT INTO mig_source_file (file_id, run_id, source_system, path, member, sha256,
                byte_size, format, encoding, encoding_confidence, dialect, purge_after)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        for (index, file) in set.files.enumerated() {
            statement.bind(numbers.firstFileID + Int64(index), at: 1)
            statement.bind(numbers.runNumber, at: 2)
            statement.bind(file.source, at: 3)
            statement.bind(file.path, at: 4)
            statement.bind(file.member, at: 5)
            statement.bind(blob: file.sha256, at: 6)
            statement.bind(file.byteSize, at: 7)
            statement.bind(file.format, at: 8)
            statement.bind(file.encoding, at: 9)
            if let confidence = file.encodingConfidence {
                statement.bind(Double(confidence) / 100, at: 10)
            } else {
                statement.bindNull(10)
            }
            statement.bind(file.dialect, at: 11)
            statement.bind(set.purgeAfter, at: 12)
            try statement.run()
        }
    }

    private func writeMentions(_ connection: Connection) throws(StorageFailure) {
        let statement = try connection.prepare(
            """
            INSERT INTO mig_mention (row_id, entity, part, source_key, record_code, state, judged,
                together)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        var bytes: [UInt8] = []
        var cells = InlineArray<8, StoredCell>(repeating: .null)
        let records = plans.map { set.entities[$0.index].records }
        for (row, index, mention) in mentionsByRow() {
            let record = Int(records[index].golden.clusters.clusterOf[mention])
            bytes.removeAll(keepingCapacity: true)
            cells[0] = .integer(row)
            cells[1] = bytes.cell(plans[index].entity.name)
            cells[2] = .integer(Int64(records[index].table.lineage.part[mention]))
            cells[3] = bytes.cell(records[index].table.sourceKeys[mention])
            let hasCode = !outcomes[index].codes[record].isEmpty
            cells[4] = hasCode ? bytes.cell(outcomes[index].codes[record]) : .null
            let bucket = outcomes[index].buckets[mention]
            cells[5] = bytes.cell(StoredNames.of(bucket))
            let marks = set.entities[plans[index].index].marks
            let isKeptOut = bucket == .rejected || bucket == .review
            let isKnown = isKeptOut && !marks.isEmpty && marks[mention] != 0
            cells[6] = isKnown ? .integer(Int64(bitPattern: marks[mention])) : .null
            cells[7] = isKnown ? .integer(Int64(record)) : .null
            try statement.run(cells.span, over: bytes.span)
        }
    }

    /// All mentions in the order in which the table keeps them: by row, then entity.
    private func mentionsByRow() -> [(row: Int64, plan: Int, mention: Int)] {
        var result: [(row: Int64, plan: Int, mention: Int)] = []
        let byName = plans.indices.sorted { plans[$0].entity.name < plans[$1].entity.name }
        for index in byName {
            let lineage = set.entities[plans[index].index].records.table.lineage
            for mention in 0..<lineage.count {
                let first = numbers.firstRowIDs[Int(lineage.table[mention])]
                result.append((first + Int64(lineage.row[mention]), index, mention))
            }
        }
        result.sort { $0.row < $1.row }
        return result
    }

    private func writePairs(_ connection: Connection) throws(StorageFailure) {
        let statement = try connection.prepare(
            """
            INSERT OR IGNORE INTO mig_match_pair (run_id, entity, a_key, b_key, a_row, a_part, b_row,
                b_part, blocks, weight, probability, levels, band)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        let keys = MentionKeys(set.tables)
        for plan in plans {
            let load = set.entities[plan.index]
            let table = load.records.table
            for pair in load.pairs + plan.pairs {
                let a = keys.text(table, pair.a)
                let b = keys.text(table, pair.b)
                if a == b { continue }
                let (first, second) = a < b ? (pair.a, pair.b) : (pair.b, pair.a)
                statement.bind(numbers.runNumber, at: 1)
                statement.bind(load.name, at: 2)
                statement.bind(min(a, b), at: 3)
                statement.bind(max(a, b), at: 4)
                bind(first, table, statement, at: 5)
                bind(second, table, statement, at: 7)
                statement.bind(pair.blocks, at: 9)
                statement.bind(pair.weight, at: 10)
                statement.bind(pair.probability, at: 11)
                statement.bind(pair.levels, at: 12)
                statement.bind(pair.band.rawValue, at: 13)
                try statement.run()
            }
        }
    }

    private func bind(
        _ reference: MentionRef,
        _ table: EntityTable,
        _ statement: borrowing Statement,
        at parameter: Int
    ) {
        guard case .mention(let mention) = reference else {
            statement.bindNull(parameter)
            statement.bindNull(parameter + 1)
            return
        }
        let first = numbers.firstRowIDs[Int(table.lineage.table[mention])]
        statement.bind(first + Int64(table.lineage.row[mention]), at: parameter)
        statement.bind(Int(table.lineage.part[mention]), at: parameter + 1)
    }
}
