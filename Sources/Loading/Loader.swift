import CRM
import Glibc
import Records
import Storage

/// Loads golden records into a crm.db: all of them with their history, or nothing.
///
///     new target:       NAME.tmp-N ── rows, indexes, checks ── fsync ── rename ── fsync folder
///     existing target:  BEGIN IMMEDIATE ── same counter? ── rows ── staging ── COMMIT
///
/// The staging file is committed as *running* before the target and marked *succeeded* after.
/// When nothing changed, neither file is touched.
package enum Loader {
    /// Throws `LoadFailure` (L001 … L016) with the target as it was.
    ///
    /// `approves` sees what the load would do, before anything can be seen from outside: its `false`
    /// leaves the target and the staging file as they were, and `didWrite` is false.
    package static func load(
        _ set: LoadSet,
        workers: Workers = .single,
        approves: (LoadResult) -> Bool = { _ in true }
    ) throws(LoadFailure) -> LoadResult {
        do throws(StorageFailure) {
            Publishing.removeLeftovers(of: set.targetPath)
            var planner = Planner(set)
            planner.plan()
            let state = try StagingState.settle(
                set.stagingPath,
                lastPublished: set.existing?.lastRunNumber ?? 0
            )
            let numbers = StagingNumbers(
                set,
                highestRow: state.highestRow,
                highestFile: state.highestFile,
                highestRun: state.highestRun
            )
            let task = LoadTask(
                set: set,
                plans: planner.plans,
                numbers: numbers,
                findings: planner.findings
            )
            guard set.existing == nil else { return try task.change(approves) }
            let planned = task.planned()
            return approves(planned) ? try task.build(workers) : planned
        } catch {
            throw LoadFailure(error)
        }
    }

    /// What a load would do.
    ///
    /// An existing target is changed in a copy that is thrown away, so that
    /// it may be read-only and in use.
    package static func plan(_ set: LoadSet) throws(LoadFailure) -> LoadResult {
        do throws(StorageFailure) {
            var planner = Planner(set)
            planner.plan()
            let numbers = StagingNumbers(
                set,
                highestRow: 0,
                highestFile: 0,
                highestRun: set.existing?.lastRunNumber ?? 0
            )
            var rehearsed = set
            if set.existing != nil {
                rehearsed.targetPath = try Publishing.scratchCopy(set.targetPath)
            }
            defer { if set.existing != nil { Publishing.remove(rehearsed.targetPath) } }
            let task = LoadTask(
                set: rehearsed,
                plans: planner.plans,
                numbers: numbers,
                findings: planner.findings
            )
            return set.existing == nil ? task.planned() : try task.change { _ in false }
        } catch {
            throw LoadFailure(error)
        }
    }
}

/// One load whose plan is made.
struct LoadTask: Sendable {
    let set: LoadSet
    let plans: [EntityPlan]
    let numbers: StagingNumbers
    let findings: Findings

    /// The outcomes as far as the plan decides them; those of existing records follow.
    private func outcomes() -> [EntityOutcome] {
        plans.map { plan in
            let records = set.entities[plan.index].records
            var outcome = EntityOutcome(
                entity: plan.entity.name,
                mentionCount: records.table.count,
                recordCount: plan.ids.count
            )
            for record in plan.ids.indices {
                if plan.fates[record] == .load { outcome.codes[record] = plan.code(record) }
                for (position, mention) in records.golden.clusters[record].enumerated() {
                    outcome.buckets[Int(mention)] =
                        switch plan.fates[record] {
                        case .rejected: .rejected
                        case .review: .review
                        case .load:
                            plan.isNew[record] ? (position == 0 ? .created : .merged) : .unchanged
                        }
                }
            }
            outcome.recordCountBefore = set.existing?.entities[outcome.entity]?.ids.count ?? 0
            return outcome
        }
    }

    /// The result of a new target, as far as it is known before it is built: all but its findings.
    func planned() -> LoadResult {
        var result = LoadResult()
        result.isNewTarget = true
        result.entities = outcomes()
        for index in result.entities.indices {
            let created = result.entities[index].codes.reduce(0) { $0 + ($1.isEmpty ? 0 : 1) }
            result.entities[index].createdCount = created
            result.entities[index].recordCountAfter = created
        }
        result.findings.add(contentsOf: findings)
        return result
    }

    /// Builds a new target beside its name, and the staging file at the same time.
    func build(_ workers: Workers) throws(StorageFailure) -> LoadResult {
        guard unsafe access(set.targetPath, F_OK) != 0 else {
            throw StorageFailure(.changed, "the target came into being while this run was at work")
        }
        let outcomes = outcomes()
        let temporary = Publishing.temporary(for: set.targetPath)
        Publishing.remove(temporary)
        let built = workers.map(2) { index -> Result<TargetWriter?, StorageFailure> in
            do throws(StorageFailure) {
                if index == 0 { return .success(try buildTarget(temporary, outcomes)) }
                try stage(outcomes, [])
                return .success(nil)
            } catch {
                return .failure(error)
            }
        }
        do throws(StorageFailure) {
            _ = try built[1].get()
            guard let writer = try built[0].get() else {
                throw StorageFailure(.other, "no target was built")
            }
            if !writer.findings.all.isEmpty { try stageLate(writer.findings.all) }
            try Publishing.publish(temporary, as: set.targetPath)
            try StagingState.markSucceeded(set.stagingPath, run: numbers.runNumber)
            return result(writer)
        } catch {
            Publishing.remove(temporary)
            throw error
        }
    }

    private func buildTarget(
        _ path: String,
        _ outcomes: [EntityOutcome]
    ) throws(StorageFailure) -> TargetWriter {
        let file = try SQLiteFile(path: path, access: .build)
        var writer = TargetWriter(set, plans, outcomes: outcomes, numbers: numbers, isNew: true)
        try file.perform { connection throws(StorageFailure) in
            try connection.execute(
                "PRAGMA application_id = \(CRMSchema.applicationID); "
                    + "PRAGMA user_version = \(CRMSchema.version)"
            )
            try connection.execute("BEGIN")
            for statement in CRMSchema.tables { try connection.execute(statement) }
            try addCustom(connection)
            try writer.write(connection)
            try writer.writeRun(connection)
            try TargetAudit.prove(connection)
            for statement in CRMSchema.indexes + CRMSchema.triggers {
                try connection.execute(statement)
            }
            try connection.execute("COMMIT")
        }
        try file.close()
        return writer
    }

    /// Tables and columns that the pipeline's model has beyond the standard one.
    private func addCustom(_ connection: Connection) throws(StorageFailure) {
        for entity in set.model.entities {
            if entity.isCustom {
                if try !ExistingTarget.hasTable(entity.table, connection) {
                    try connection.execute(CustomSchema.createTable(entity))
                }
                continue
            }
            guard let standard = CRMModel.standard.entity(entity.name) else { continue }
            for field in entity.fields where standard.field(field.name) == nil {
                guard case .column(let column) = field.storage,
                    try !hasColumn(column, entity.table, connection),
                    let sql = CustomSchema.addColumn(field, to: entity)
                else { continue }
                try connection.execute(sql)
            }
        }
    }

    private func hasColumn(
        _ column: String,
        _ table: String,
        _ connection: Connection
    ) throws(StorageFailure) -> Bool {
        let statement = try connection.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = ?")
        statement.bind(table, at: 1)
        statement.bind(column, at: 2)
        return try statement.step()
    }

    private func stage(
        _ outcomes: [EntityOutcome],
        _ found: [Finding]
    ) throws(StorageFailure) {
        try StagingWriter(
            set: set,
            numbers: numbers,
            outcomes: outcomes,
            plans: plans,
            findings: set.findings + findings.all + found
        ).write()
    }

    /// Issues that turned up while the target was written.
    private func stageLate(_ findings: [Finding]) throws(StorageFailure) {
        let file = try SQLiteFile(path: set.stagingPath, access: .readWrite)
        try file.perform { connection throws(StorageFailure) in
            try connection.transaction { () throws(StorageFailure) in
                try StagingIssues(set: set, numbers: numbers, findings: findings).write(connection)
            }
        }
        try file.close()
    }

    /// Changes an existing target in one transaction; nothing is written when nothing changes.
    func change(_ approves: (LoadResult) -> Bool) throws(StorageFailure) -> LoadResult {
        let file = try SQLiteFile(path: set.targetPath, access: .readWrite)
        var writer = TargetWriter(set, plans, outcomes: outcomes(), numbers: numbers, isNew: false)
        let didWrite = try file.perform { connection throws(StorageFailure) in
            try ExistingTarget.check(connection)
            try connection.execute("BEGIN IMMEDIATE")
            do throws(StorageFailure) {
                try checkUnchanged(connection)
                if set.keepsBackup { try Publishing.backUp(connection, as: backupPath) }
                try addCustom(connection)
                try writer.write(connection)
                if !approves(self.result(writer)) || writer.writeCount == 0 {
                    try connection.execute("ROLLBACK")
                    if set.keepsBackup { Publishing.remove(backupPath) }
                    return false
                }
                try writer.writeRun(connection)
                try TargetAudit.proveForeignKeys(connection)
                try stage(writer.outcomes, writer.findings.all)
                try connection.execute("COMMIT")
                return true
            } catch {
                try? connection.execute("ROLLBACK")
                if set.keepsBackup { Publishing.remove(backupPath) }
                throw error
            }
        }
        try file.close()
        if didWrite { try StagingState.markSucceeded(set.stagingPath, run: numbers.runNumber) }
        var result = result(writer)
        if !didWrite {
            result.didWrite = false
            result.runNumber = 0
            result.auditHead = ""
            result.outputs = []
        }
        return result
    }

    private var backupPath: String { "\(set.targetPath).before-\(numbers.runNumber)" }

    private func checkUnchanged(_ connection: Connection) throws(StorageFailure) {
        let counter = try ExistingTarget.changeCounter(connection)
        guard counter == set.existing?.changeCounter else {
            throw StorageFailure(.changed, "changed meanwhile")
        }
    }

    private func result(_ writer: TargetWriter) -> LoadResult {
        var result = LoadResult()
        result.runNumber = numbers.runNumber
        result.isNewTarget = set.existing == nil
        result.didWrite = true
        result.entities = writer.outcomes
        for index in result.entities.indices {
            let outcome = result.entities[index]
            result.entities[index].recordCountAfter =
                outcome.recordCountBefore + outcome.createdCount - outcome.mergedRecordCount
        }
        result.changes = writer.changes
        result.changeCount = writer.changeCount
        result.findings.add(contentsOf: findings)
        result.findings.add(contentsOf: writer.findings)
        result.auditHead = DatabaseHash.hexadecimal(writer.auditHead)
        result.outputs = [(set.targetPath, "database"), (set.stagingPath, "staged rows")]
        return result
    }
}
