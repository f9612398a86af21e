import CRM
import Records
import Storage

/// Writes all records of a load over one connection: a new database and an existing one alike.
struct TargetWriter {
    let set: LoadSet
    let plans: [EntityPlan]
    let runNumber: Int
    let firstRowIDs: [Int64]
    let isNew: Bool
    private(set) var outcomes: [EntityOutcome]
    private(set) var changes: [FieldChange] = []
    private(set) var changeCount = 0
    private(set) var findings = Findings()
    private(set) var auditHead: [UInt8] = []
    /// Records that lost mentions to others: the journal of splits.
    private var partings: [(entity: String, record: Int64, fields: String)] = []
    /// Rows inserted or changed, the run's own bookkeeping left out.
    private(set) var writeCount = 0
    private var reference = ReferenceData()
    private var nextPoint: Int64 = 1
    private var nextAddress: Int64 = 1
    private let adcodes: Set<[UInt8]>
    private let keys: MentionKeys

    init(
        _ set: LoadSet,
        _ plans: [EntityPlan],
        outcomes: [EntityOutcome],
        numbers: StagingNumbers,
        isNew: Bool
    ) {
        self.set = set
        self.plans = plans
        self.outcomes = outcomes
        runNumber = numbers.runNumber
        firstRowIDs = numbers.firstRowIDs
        self.isNew = isNew
        keys = MentionKeys(set.tables)
        adcodes = Set(set.regions.map { Array($0.adcode.utf8) })
    }

    /// Writes everything but the run; `writeCount` tells whether there was anything to write.
    mutating func write(_ connection: Connection) throws(StorageFailure) {
        if isNew {
            try ReferenceWriter.write(set.regions, connection)
        } else {
            reference = try ReferenceData(connection)
            nextPoint = (try connection.integer("SELECT max(point_id) FROM contact_point") ?? 0) + 1
            nextAddress = (try connection.integer("SELECT max(address_id) FROM address") ?? 0) + 1
            try connection.execute("PRAGMA defer_foreign_keys = ON")
        }
        learnUsers()
        for index in plans.indices { try writeEntity(index, connection) }
        try writeProvenance(connection)
        writeCount += try ReferenceWriter.write(reference, connection)
        if !isNew { writeCount += set.entities.reduce(0) { $0 + $1.changedDecisionCount } }
    }

    /// Writes what says that the run took place.
    mutating func writeRun(_ connection: Connection) throws(StorageFailure) {
        if !isNew, !set.regions.isEmpty { try ReferenceWriter.write(set.regions, connection) }
        let run = RunWriter(set, runNumber: runNumber, connection)
        try run.writeRun(counts: LoadCounts.json(set, plans, outcomes))
        try run.writeMetrics()
        try run.writeMatching()
        var chain = try AuditChain(set.run, runNumber: runNumber, connection)
        for outcome in outcomes {
            if outcome.createdCount > 0 {
                try chain.append(
                    "insert",
                    entity: outcome.entity,
                    fields: "count=\(outcome.createdCount)"
                )
            }
            if outcome.updatedCount > 0 {
                try chain.append(
                    "update",
                    entity: outcome.entity,
                    fields: "count=\(outcome.updatedCount)"
                )
            }
            if outcome.mergedRecordCount > 0 {
                try chain.append(
                    "merge",
                    entity: outcome.entity,
                    fields: "count=\(outcome.mergedRecordCount)"
                )
            }
        }
        for (entity, record, fields) in partings {
            try chain.append("unmerge", entity: entity, record: record, fields: fields)
        }
        auditHead = chain.head
    }

    /// Users and departments of this load, known by names and by their keys before others refer to
    /// them.
    private mutating func learnUsers() {
        for plan in plans where plan.entity.name == "user" || plan.entity.name == "department" {
            let load = set.entities[plan.index]
            let reader = RecordReader(load: load)
            for record in plan.ids.indices where plan.fates[record] == .load {
                let id = plan.ids[record]
                if plan.entity.name == "department" {
                    reference.nextDepartment = max(reference.nextDepartment, id + 1)
                    reference.addDepartment(reader.text(record, field: "name"), id: id)
                    reference.addDepartment(reader.text(record, field: "path"), id: id)
                    continue
                }
                reference.nextUser = max(reference.nextUser, id + 1)
                for field in ["full_name", "employee_no", "login", "email", "alias"] {
                    reference.addAlias(reader.text(record, field: field), user: id)
                }
                for mention in load.records.golden.clusters[record] {
                    let index = Int(mention)
                    let source = keys.source(load.records.table, index)
                    reference.addKey(
                        load.records.table.sourceKeys[index],
                        source: source,
                        user: id
                    )
                }
            }
        }
    }

    private mutating func writeEntity(
        _ index: Int,
        _ connection: Connection
    ) throws(StorageFailure) {
        let plan = plans[index]
        if plan.ids.isEmpty { return }
        let load = set.entities[plan.index]
        var maker = RowMaker(set, plan, plans, runNumber: runNumber)
        let writer = try EntityWriter(
            maker.layout,
            run: set.run,
            runNumber: runNumber,
            connection
        )
        let provenance = try ProvenanceWriter(
            set,
            firstRowIDs: firstRowIDs,
            runNumber: runNumber,
            connection
        )
        var points = PointRows(load, maker.layout)
        var addresses = AddressRows(load, maker.layout, adcodes: adcodes)
        var updater = try RecordUpdater(set, plan, maker.layout, runNumber: runNumber, connection)
        let relations = try RelationWriter(set, plans, plan, connection)
        let parting = RecordParting(load, plan)
        try parting.release(connection)
        let wanted = plan.ids.indices.filter {
            plan.fates[$0] == .load && (plan.isNew[$0] || set.write != .create)
        }
        // Those that stay come after those that left, whose rows say what goes.
        let records =
            wanted.filter { parting.leavers[$0] == nil }
            + wanted.filter { parting.leavers[$0] != nil }
        var first = 0
        while first < records.count {
            let end = min(first + RowBlock.capacity, records.count)
            maker.make(Array(records[first..<end]), &reference)
            points.collect(maker.records)
            addresses.collect(&maker)
            maker.finish()
            for row in maker.records.indices {
                if maker.isNew[row] {
                    try insert(row, plan, maker, points, addresses, writer)
                    _ = try relations.write(maker.records[row])
                    outcomes[index].createdCount += 1
                    writeCount += 1
                    continue
                }
                var change = try updater.update(
                    row,
                    maker,
                    points,
                    addresses,
                    writer,
                    &nextPoint,
                    &nextAddress
                )
                if parting.leavers[maker.records[row]] != nil {
                    try updater.part(parting, row, maker, points, addresses)
                    change.hasParts = true
                    note(parting, maker.records[row])
                }
                if try relations.write(maker.records[row]) { change.hasParts = true }
                try finishUpdate(index, maker.records[row], change, load, provenance)
            }
            report(maker, load)
            first = end
        }
        outcomes[index].mergedRecordCount = updater.mergedCount
        writeCount += updater.mergedCount
    }

    private mutating func note(_ parting: RecordParting, _ stayer: Int) {
        for (record, from, cause) in parting.leavers[stayer] ?? [] {
            let other = parting.plan.ids[record]
            partings.append((parting.plan.entity.name, from, "into=\(other) why=\(cause)"))
        }
    }

    private mutating func insert(
        _ row: Int,
        _ plan: EntityPlan,
        _ maker: RowMaker,
        _ points: PointRows,
        _ addresses: AddressRows,
        _ writer: borrowing EntityWriter
    ) throws(StorageFailure) {
        let id = plan.ids[maker.records[row]]
        try writer.insert(maker.block, row)
        for point in points[row] {
            try writer.insert(point, points.texts, id: nextPoint, owner: id)
            nextPoint += 1
        }
        var isPrimary = true
        for address in addresses[row] {
            let texts = addresses.texts
            try writer.insert(address, texts, id: nextAddress, owner: id, isPrimary: isPrimary)
            nextAddress += 1
            isPrimary = false
        }
        if maker.optsOut[row] { try writer.insertOptOut(entity: plan.entity.name, owner: id) }
    }

    /// References and lineage of new records, and old ids, of all entities.
    private func writeProvenance(_ connection: Connection) throws(StorageFailure) {
        let provenance = try ProvenanceWriter(
            set,
            firstRowIDs: firstRowIDs,
            runNumber: runNumber,
            connection
        )
        let records = plans.map { set.entities[$0.index].records }
        let entries = ReferenceOrder.entries(set, plans) { plan, record in
            plans[plan].fates[record] == .load && plans[plan].isNew[record]
        }
        var bytes: [UInt8] = []
        for entry in entries {
            let record = Int(records[entry.plan].golden.clusters.clusterOf[entry.mention])
            try provenance.write(
                records[entry.plan].table,
                entry.mention,
                record: plans[entry.plan].ids[record],
                isBase: records[entry.plan].golden.base[record] == UInt32(entry.mention),
                &bytes
            )
        }
        for plan in plans {
            let load = set.entities[plan.index]
            try provenance.writeLineage(load, plan)
            try writeReferences(plan, load, provenance)
        }
    }

    /// Buckets, references and lineage of an existing record.
    private mutating func finishUpdate(
        _ index: Int,
        _ record: Int,
        _ change: RecordChange,
        _ load: LoadEntity,
        _ provenance: borrowing ProvenanceWriter
    ) throws(StorageFailure) {
        let id = plans[index].ids[record]
        let table = load.records.table
        let hasChanged = change.isChanged
        if hasChanged {
            outcomes[index].updatedCount += 1
            writeCount += 1
            keep(change.fields)
            for field in load.records.golden.fields.indices
            where change.names.contains(load.records.golden.fields[field].name) {
                try provenance.writeLineage(
                    load,
                    record: record,
                    id: id,
                    golden: field
                )
            }
        }
        for member in load.records.golden.clusters[record] {
            let mention = Int(member)
            let known = set.existing?.references[keys.reference(table, mention)]
            let isSelf = !provenance.isReferred(table, mention)
            let isSame = known?.contentHash == table.contentHashes[mention]
            let isNew = known == nil && !isSelf
            if hasChanged, isSelf || !isSame {
                outcomes[index].buckets[mention] = .updated
            } else {
                outcomes[index].buckets[mention] = isNew ? .merged : .unchanged
            }
            if isNew || (hasChanged && !isSelf && !isSame)
                || (known.map { $0.recordID != id } ?? false)
            {
                try provenance.write(table, mention, record: id, isBase: false)
                writeCount += 1
            }
        }
    }

    private mutating func keep(_ fields: [FieldChange]) {
        changeCount += fields.count
        let room = LoadResult.keptChangeCount - changes.count
        if room > 0 { changes.append(contentsOf: fields.prefix(room)) }
    }

    private func writeReferences(
        _ plan: EntityPlan,
        _ load: LoadEntity,
        _ provenance: borrowing ProvenanceWriter
    ) throws(StorageFailure) {
        for old in load.references {
            let record = Int(load.records.golden.clusters.clusterOf[old.mention])
            guard plan.fates[record] == .load else { continue }
            let key = ReferenceKey(
                source: old.source,
                table: old.table,
                key: old.key,
                part: 1,
                entity: load.name
            )
            if set.existing?.references[key]?.recordID == plan.ids[record] { continue }
            try provenance.write(old, load.records.table, record: plan.ids[record])
        }
    }

    private mutating func report(_ maker: RowMaker, _ load: LoadEntity) {
        let table = load.records.table
        for note in maker.notes {
            let mention = Int(load.records.golden.base[maker.records[note.row]])
            var finding = Finding(note.kind.code, at: set.place(of: mention, in: table))
            finding.entity = table.entity
            finding.part = Int(table.lineage.part[mention])
            finding.field = note.field
            findings.add(finding)
        }
    }
}
