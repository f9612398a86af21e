import CRM
import Records
import Storage

/// What an update changed in one existing record.
struct RecordChange {
    var fields: [FieldChange] = []
    /// Logical field names, for lineage.
    var names: Set<String> = []
    /// Points, addresses or an opt-out were added, or records merged into it.
    var hasParts = false

    var isChanged: Bool { !fields.isEmpty || hasParts }
}

/// Brings existing records to their new values: only columns that differ are written, blanks keep
/// what is stored, points and addresses are added and never deleted.
struct RecordUpdater: ~Copyable {
    let set: LoadSet
    let plan: EntityPlan
    private let layout: EntityLayout
    private let runNumber: Int
    let connection: Connection
    let isSelf: Bool
    var parts: ExistingParts
    /// Reads a record's row as it stands.
    private let stored: Statement
    /// Positions of business columns that a load may change.
    private let changeable: [Int]
    private(set) var mergedCount = 0
    /// Columns that say who made the row, or follow from others.
    private static let untouched: Set<String> = [
        "created_run", "updated_run", "is_primary", "completeness", "account_type", "name_norm",
        "name_pinyin", "family_name", "given_name", "salutation", "custom", "do_not_call",
    ]

    init(
        _ set: LoadSet,
        _ plan: EntityPlan,
        _ layout: EntityLayout,
        runNumber: Int,
        _ connection: Connection
    ) throws(StorageFailure) {
        var parts = ExistingParts()
        if set.existing != nil, ["account", "contact", "lead"].contains(plan.entity.name) {
            let isSelf = set.selfSource != nil
            try parts.read(owner: plan.entity.idColumn, isSelf: isSelf, connection)
        }
        let names = layout.names.map(CustomSchema.quoted)
        let stored = try connection.prepare(
            "SELECT \(names.joined(separator: ", ")) FROM \(CustomSchema.quoted(plan.entity.table)) "
                + "WHERE \(CustomSchema.quoted(plan.entity.idColumn)) = ?"
        )
        self.stored = stored
        self.set = set
        self.plan = plan
        self.layout = layout
        self.runNumber = runNumber
        self.connection = connection
        isSelf = set.selfSource != nil
        self.parts = parts
        changeable = RecordUpdater.changeable(layout)
    }

    /// Updates the record of a row of the block.
    mutating func update(
        _ row: Int,
        _ maker: RowMaker,
        _ points: PointRows,
        _ addresses: AddressRows,
        _ writer: borrowing EntityWriter,
        _ nextPoint: inout Int64,
        _ nextAddress: inout Int64
    ) throws(StorageFailure) -> RecordChange {
        let record = maker.records[row]
        let id = plan.ids[record]
        var change = RecordChange()
        let wish = maker.load.plans[record]
        try absorb(wish.absorbedIDs, into: id, by: wish.mergedBy, &change)
        try updateColumns(row, record, maker, &change)
        for point in points[row] where try add(point, points.texts, id, writer, nextPoint) {
            nextPoint += 1
            note(point, points.texts, record, &change)
        }
        for address in addresses[row] {
            let texts = addresses.texts
            if parts.has(address, texts, owner: id, comparesText: !isSelf) { continue }
            if try !correct(address, texts, id) {
                let isFirst = !parts.hasAddress(owner: id)
                try writer.insert(address, texts, id: nextAddress, owner: id, isPrimary: isFirst)
                nextAddress += 1
            }
            parts.add(address, texts, owner: id)
            note(address, texts, record, &change)
        }
        if change.isChanged { try markChanged(id) }
        return change
    }

    /// Merges further existing records into this one, which then has what they had.
    private mutating func absorb(
        _ losers: [Int64],
        into id: Int64,
        by decider: String?,
        _ change: inout RecordChange
    ) throws(StorageFailure) {
        for loser in losers where loser != id {
            let merge = RecordMerge(
                set: set,
                entity: plan.entity,
                runNumber: runNumber,
                decider: decider ?? set.run.operatorName,
                connection: connection
            )
            try merge.merge(loser: loser, into: id)
            parts.merge(loser: loser, into: id)
            mergedCount += 1
            change.hasParts = true
        }
    }

    private mutating func updateColumns(
        _ row: Int,
        _ record: Int,
        _ maker: RowMaker,
        _ change: inout RecordChange
    ) throws(StorageFailure) {
        let id = plan.ids[record]
        let optsOut = maker.optsOut[row]
        stored.bind(id, at: 1)
        guard try stored.step() else { return }
        var changed: [Int] = []
        for column in changeable {
            if maker.block.isNull(row, column), !clears(column) { continue }
            if maker.block.equals(row, column, stored, at: column) { continue }
            changed.append(column)
            let field = fieldName(column)
            change.names.insert(field)
            change.fields.append(
                FieldChange(
                    entity: plan.entity.name,
                    record: plan.code(record),
                    field: field,
                    before: stored.text(column) ?? "",
                    after: maker.block.text(row, column)
                )
            )
        }
        let companions = follow(changed, row, maker.block)
        let wantsOptOut = optsOut ? try isOptOutNew(id) : false
        let custom = try customPatch(row, maker.block, stored)
        stored.reset()
        if changed.isEmpty, !wantsOptOut, custom == nil { return }
        try write(id, changed + companions, row, maker.block, custom: custom)
        if wantsOptOut { try storeOptOut(id) }
        if wantsOptOut || custom != nil { change.hasParts = true }
    }

    private static func changeable(_ layout: EntityLayout) -> [Int] {
        let first = layout.entity.codeColumn == nil ? 1 : 2
        return (first..<layout.names.count).filter { column in
            !untouched.contains(layout.names[column]) || isMapped(column, layout)
        }
    }

    /// `family_name` and the like are business values only when a column is mapped to them.
    private static func isMapped(_ column: Int, _ layout: EntityLayout) -> Bool {
        if layout.names[column] == "is_primary" { return false }
        return layout.values.contains { $0.position == column }
    }

    private func clears(_ column: Int) -> Bool {
        guard set.clearsBlanks else { return false }
        guard let value = layout.values.first(where: { $0.position == column }) else {
            return false
        }
        if case .none = value.standard { return !value.isRequired }
        return false
    }

    private func fieldName(_ column: Int) -> String {
        layout.values.first { $0.position == column }?.field.name
            ?? layout.links.first { $0.position == column }?.link.name ?? layout.names[column]
    }

    /// Keys and parts of the name, written when the name itself changes; and whether a contact is its
    /// account's primary one when it goes to another account, which may have one.
    private func follow(_ changed: [Int], _ row: Int, _ block: RowBlock) -> [Int] {
        var followers: [String] = []
        if let name = layout.nameColumn, changed.contains(name.position) {
            followers = ["name_norm", "name_pinyin", "family_name", "given_name", "account_type"]
        }
        let account = layout.index(of: "account_id")
        if layout.entity.name == "contact", account.map(changed.contains) ?? false {
            followers.append("is_primary")
        }
        return followers.compactMap { layout.index(of: $0) }
            .filter { !changed.contains($0) && !block.isNull(row, $0) }
    }

    private func write(
        _ id: Int64,
        _ columns: [Int],
        _ row: Int,
        _ block: RowBlock,
        custom: [UInt8]?
    ) throws(StorageFailure) {
        var sets = columns.map { "\(CustomSchema.quoted(layout.names[$0])) = ?" }
        if custom != nil { sets.append("custom = json_patch(coalesce(custom, '{}'), ?)") }
        if sets.isEmpty { return }
        let update = try connection.prepare(
            "UPDATE \(CustomSchema.quoted(plan.entity.table)) SET \(sets.joined(separator: ", ")) "
                + "WHERE \(CustomSchema.quoted(plan.entity.idColumn)) = ?"
        )
        for (offset, column) in columns.enumerated() {
            block.bind(row, column, to: update, at: offset + 1)
        }
        if let custom { update.bind(custom.span, at: columns.count + 1) }
        update.bind(id, at: sets.count + 1)
        try update.run()
    }

    /// The new keys of `custom`, when they change what is stored.
    private func customPatch(
        _ row: Int,
        _ block: RowBlock,
        _ stored: borrowing Statement
    ) throws(StorageFailure) -> [UInt8]? {
        guard let column = layout.index(of: "custom"), !block.isNull(row, column) else {
            return nil
        }
        if block.equals(row, column, stored, at: column) { return nil }
        let text = block.text(row, column)
        let compare = try connection.prepare(
            "SELECT json_patch(coalesce(?1, '{}'), ?2) IS json(coalesce(?1, '{}'))"
        )
        compare.bind(stored.text(column), at: 1)
        compare.bind(text, at: 2)
        let isSame = try compare.step() && compare.integer(0) == 1
        return isSame ? nil : Array(text.utf8)
    }

    private func isOptOutNew(_ id: Int64) throws(StorageFailure) -> Bool {
        let known = try connection.prepare(
            "SELECT 1 FROM consent WHERE entity = ? AND record_id = ? AND state = 'withdrawn'"
        )
        known.bind(plan.entity.name, at: 1)
        known.bind(id, at: 2)
        return try !known.step()
    }

    private func storeOptOut(_ id: Int64) throws(StorageFailure) {
        let consent = try connection.prepare(
            """
            INSERT INTO consent (entity, record_id, purpose, channel, state, effective_at,
                recorded_run) VALUES (?, ?, 'marketing', 'phone', 'withdrawn', ?, ?)
            """
        )
        consent.bind(plan.entity.name, at: 1)
        consent.bind(id, at: 2)
        consent.bind(set.run.asOf, at: 3)
        consent.bind(runNumber, at: 4)
        try consent.run()
        if plan.entity.name == "contact" {
            try connection.execute("UPDATE contact SET do_not_call = 1 WHERE contact_id = \(id)")
        }
    }

    private func markChanged(_ id: Int64) throws(StorageFailure) {
        guard layout.index(of: "updated_run") != nil else { return }
        let table = CustomSchema.quoted(plan.entity.table)
        let key = CustomSchema.quoted(plan.entity.idColumn)
        try connection.execute(
            "UPDATE \(table) SET row_version = row_version + 1, updated_run = \(runNumber) "
                + "WHERE \(key) = \(id)"
        )
    }
}
