import Records
import Storage

/// Writes the run itself, its metrics, and what Matching said.
struct RunWriter {
    let set: LoadSet
    let runNumber: Int
    let connection: Connection
    private let keys: MentionKeys

    init(_ set: LoadSet, runNumber: Int, _ connection: Connection) {
        self.set = set
        self.runNumber = runNumber
        self.connection = connection
        keys = MentionKeys(set.tables)
    }

    func writeRun(counts: JSON) throws(StorageFailure) {
        let statement = try connection.prepare(
            """
            INSERT INTO mig_run (run_id, pipeline, pipeline_hash, tool_version, mode, as_of,
                operator, started_at, finished_at, state, counts)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'succeeded', ?)
            """
        )
        statement.bind(runNumber, at: 1)
        statement.bind(set.run.pipeline, at: 2)
        statement.bind(set.run.pipelineHash, at: 3)
        statement.bind(set.run.toolVersion, at: 4)
        statement.bind(set.run.mode.rawValue, at: 5)
        statement.bind(set.run.asOf, at: 6)
        statement.bind(set.run.operatorName, at: 7)
        statement.bind(set.run.startedAt, at: 8)
        statement.bind(set.run.finishedAt, at: 9)
        statement.bind((set.counts ?? counts).text(), at: 10)
        try statement.run()
    }

    func writeMetrics() throws(StorageFailure) {
        let statement = try connection.prepare(
            """
            INSERT OR REPLACE INTO mig_quality_metric (run_id, scope_kind, scope_key, metric,
                profile, period, numerator, denominator, threshold, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        for metric in set.metrics {
            statement.bind(runNumber, at: 1)
            statement.bind(metric.scopeKind, at: 2)
            statement.bind(metric.scopeKey, at: 3)
            statement.bind(metric.metric, at: 4)
            statement.bind(metric.profile, at: 5)
            statement.bind(metric.period, at: 6)
            statement.bind(metric.numerator, at: 7)
            statement.bind(metric.denominator, at: 8)
            if let limit = metric.threshold {
                statement.bind(limit, at: 9)
            } else {
                statement.bindNull(9)
            }
            statement.bind(metric.status, at: 10)
            try statement.run()
        }
    }

    func writeMatching() throws(StorageFailure) {
        for load in set.entities {
            try writeEdges(load)
            if let model = load.model { try writeModel(model, load.name) }
            try withdraw(load)
            try writeDecisions(load)
        }
    }

    private func writeEdges(_ load: LoadEntity) throws(StorageFailure) {
        let statement = try connection.prepare(
            """
            INSERT OR IGNORE INTO mig_match_edge (run_id, entity, a_key, b_key, weight, probability,
                levels)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        let table = load.records.table
        let sides = load.edges.map { edge -> (a: String, b: String) in
            let a = keys.text(table, edge.a)
            let b = keys.text(table, edge.b)
            return a < b ? (a, b) : (b, a)
        }
        let order = load.edges.indices.sorted { sides[$0] < sides[$1] }
        var bytes: [UInt8] = []
        var cells = InlineArray<7, StoredCell>(repeating: .null)
        for index in order where sides[index].a != sides[index].b {
            bytes.removeAll(keepingCapacity: true)
            cells[0] = .integer(Int64(runNumber))
            cells[1] = bytes.cell(load.name)
            cells[2] = bytes.cell(sides[index].a)
            cells[3] = bytes.cell(sides[index].b)
            cells[4] = load.edges[index].weight.map { .real($0) } ?? .null
            cells[5] = .real(load.edges[index].probability)
            cells[6] = bytes.cell(load.edges[index].levels)
            try statement.run(cells.span, over: bytes.span)
        }
    }

    private func writeModel(_ model: String, _ entity: String) throws(StorageFailure) {
        let statement = try connection.prepare(
            """
            INSERT INTO mig_match_model (run_id, entity, model, fitted_at)
            SELECT ?1, ?2, ?3, ?4 WHERE ?3 IS NOT (SELECT model FROM mig_match_model
                WHERE entity = ?2 ORDER BY run_id DESC LIMIT 1)
            """
        )
        statement.bind(runNumber, at: 1)
        statement.bind(entity, at: 2)
        statement.bind(model, at: 3)
        statement.bind(set.run.startedAt, at: 4)
        try statement.run()
    }

    /// Answers that the file no longer gives hold no more.
    private func withdraw(_ load: LoadEntity) throws(StorageFailure) {
        if load.withdrawn.isEmpty { return }
        let statement = try connection.prepare(
            """
            UPDATE mig_match_decision SET superseded_at = ?4
            WHERE entity = ?1 AND a_key = ?2 AND b_key = ?3 AND superseded_at IS NULL
            """
        )
        for pair in load.withdrawn {
            bind(statement, load.name, pair.aKey, pair.bKey)
            statement.bind(set.run.startedAt, at: 4)
            try statement.run()
        }
    }

    /// A changed answer supersedes the old one; the same answer is not written twice.
    private func writeDecisions(_ load: LoadEntity) throws(StorageFailure) {
        let known = try connection.prepare(
            """
            SELECT decision FROM mig_match_decision
            WHERE entity = ? AND a_key = ? AND b_key = ? AND superseded_at IS NULL
            """
        )
        let supersede = try connection.prepare(
            """
            UPDATE mig_match_decision SET superseded_at = ?4
            WHERE entity = ?1 AND a_key = ?2 AND b_key = ?3 AND superseded_at IS NULL
            """
        )
        let insert = try connection.prepare(
            """
            INSERT INTO mig_match_decision (entity, a_key, b_key, decision, probability,
                explanation, decided_by, decided_at, run_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        for decision in load.decisions where decision.aKey != decision.bKey {
            let a = min(decision.aKey, decision.bKey)
            let b = max(decision.aKey, decision.bKey)
            bind(known, load.name, a, b)
            let old = try known.step() ? known.text(0) : nil
            known.reset()
            if old == decision.decision { continue }
            bind(supersede, load.name, a, b)
            supersede.bind(decision.decidedAt, at: 4)
            try supersede.run()
            bind(insert, load.name, a, b)
            insert.bind(decision.decision, at: 4)
            if let value = decision.probability {
                insert.bind(value, at: 5)
            } else {
                insert.bindNull(5)
            }
            insert.bind(decision.explanation, at: 6)
            insert.bind(decision.decidedBy, at: 7)
            insert.bind(decision.decidedAt, at: 8)
            insert.bind(runNumber, at: 9)
            try insert.run()
        }
    }

    private func bind(_ statement: borrowing Statement, _ entity: String, _ a: String, _ b: String)
    {
        statement.bind(entity, at: 1)
        statement.bind(a, at: 2)
        statement.bind(b, at: 3)
    }
}
