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
    private let set: LoadSet
    private let plan: EntityPlan
    private let layout: EntityLayout
    private let runNumber: Int
    private let connection: Connection
    private let isSelf: Bool
    private var parts: ExistingParts
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
        parts = ExistingParts(set.existing?.entities[plan.entity.name])
        changeable = RecordUpdater.changeable(layout)
    }

    mutating func update(
        _ record: Int,
        _ image: RowImage,
        _ points: [PointRow],
        _ addresses: [AddressRow],
        optsOut: Bool,
        _ writer: borrowing EntityWriter,
        _ nextPoint: inout Int64,
        _ nextAddress: inout Int64
    ) throws(StorageFailure) -> RecordChange {
        let load = set.entities[plan.index]
        let id = plan.ids[record]
        var change = RecordChange()
        for loser in load.plans[record].absorbedIDs where loser != id {
            let merge = RecordMerge(
                set: set,
                entity: plan.entity,
                runNumber: runNumber,
                connection: connection
            )
            try merge.merge(loser: loser, into: id)
            parts.merge(loser: loser, into: id)
            mergedCount += 1
            change.hasParts = true
        }
        try updateColumns(record, image, optsOut, &change)
        for point in points {
            guard let texts = try addPoint(point, id, load, writer, nextPoint) else { continue }
            nextPoint += 1
            note(record, field(of: point.kind), texts, &change)
        }
        for address in addresses where !parts.has(address, owner: id) {
            let before = try correct(address, id)
            if before == nil {
                let isFirst = !parts.hasAddress(owner: id)
                try writer.insert(address, id: nextAddress, owner: id, isPrimary: isFirst)
                nextAddress += 1
            }
            let after = address.text.isEmpty ? address.raw : address.text
            note(record, "address", (before ?? "", String(decoding: after, as: UTF8.self)), &change)
        }
        if change.isChanged { try markChanged(id) }
        return change
    }

    private func note(
        _ record: Int,
        _ field: String,
        _ texts: (before: String, after: String),
        _ change: inout RecordChange
    ) {
        change.hasParts = true
        change.fields.append(
            FieldChange(
                entity: plan.entity.name,
                record: plan.code(record),
                field: field,
                before: texts.before,
                after: texts.after
            )
        )
    }

    private func field(of kind: ValueKind) -> String {
        let name = StoredNames.of(kind)
        return plan.entity.field(name) == nil ? "phone" : name
    }

    private mutating func updateColumns(
        _ record: Int,
        _ image: RowImage,
        _ optsOut: Bool,
        _ change: inout RecordChange
    ) throws(StorageFailure) {
        let id = plan.ids[record]
        stored.bind(id, at: 1)
        guard try stored.step() else { return }
        var changed: [Int] = []
        for column in changeable {
            if image.isNull(column), !clears(column) { continue }
            if image.equals(column, stored, at: column) { continue }
            changed.append(column)
            let field = fieldName(column)
            change.names.insert(field)
            change.fields.append(
                FieldChange(
                    entity: plan.entity.name,
                    record: plan.code(record),
                    field: field,
                    before: stored.text(column) ?? "",
                    after: image.text(column)
                )
            )
        }
        let companions = follow(changed, image)
        let wantsOptOut = optsOut ? try isOptOutNew(id) : false
        let custom = try customPatch(image, stored)
        stored.reset()
        if changed.isEmpty, !wantsOptOut, custom == nil { return }
        try write(id, changed + companions, image, custom: custom)
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

    /// Keys and parts of the name, written when the name itself changes.
    private func follow(_ changed: [Int], _ image: RowImage) -> [Int] {
        guard let name = layout.nameColumn, changed.contains(name.position) else { return [] }
        let followers = [
            "name_norm", "name_pinyin", "family_name", "given_name", "account_type",
        ]
        return followers.compactMap { layout.index(of: $0) }
            .filter { !changed.contains($0) && !image.isNull($0) }
    }

    private func write(
        _ id: Int64,
        _ columns: [Int],
        _ image: RowImage,
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
            image.bind(column, to: update, at: offset + 1)
        }
        if let custom { update.bind(custom.span, at: columns.count + 1) }
        update.bind(id, at: sets.count + 1)
        try update.run()
    }

    /// The new keys of `custom`, when they change what is stored.
    private func customPatch(
        _ image: RowImage,
        _ stored: borrowing Statement
    ) throws(StorageFailure) -> [UInt8]? {
        guard let column = layout.index(of: "custom"), !image.isNull(column) else { return nil }
        let text = image.text(column)
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

    /// Adds a point that the record lacks, or corrects the stored one that it came from; nil when
    /// nothing was to be done.
    private mutating func addPoint(
        _ point: PointRow,
        _ owner: Int64,
        _ load: LoadEntity,
        _ writer: borrowing EntityWriter,
        _ nextPoint: Int64
    ) throws(StorageFailure) -> (before: String, after: String)? {
        let column = load.records.table.columns[point.clean]
        let value = column.outcomes[point.outcome]
        let kind = StoredNames.of(point.kind)
        let text = column.values.string(value.value)
        let raw = column.values.string(value.raw)
        let suffix = column.partText(.extension, of: point.outcome)
        if parts.hasPoint(owner, kind: kind, value: text, raw: raw, suffix: suffix) { return nil }
        if isSelf, let id = parts.pointToCorrect(owner, raw: raw) {
            let isCorrected = try correct(id, kind: kind, text, suffix, point)
            parts.add(owner, kind: kind, value: text, raw: raw, suffix: suffix)
            return isCorrected ? (raw, text) : nil
        }
        var added = point
        if parts.hasPrimary(owner, kind: kind) { added.isPrimary = false }
        try writer.insert(added, id: nextPoint, owner: owner, load)
        parts.add(owner, kind: kind, value: text, raw: raw, suffix: suffix)
        return ("", text.isEmpty ? raw : text)
    }

    /// In a clean-up: the text of the stored address that `address` was read from, which it replaces.
    private mutating func correct(
        _ address: AddressRow,
        _ owner: Int64
    ) throws(StorageFailure) -> String? {
        guard isSelf, let stored = parts.addressToCorrect(owner, raw: address.raw) else { return nil }
        let update = try connection.prepare(
            """
            UPDATE address SET adcode = coalesce(?1, adcode), province = ?2, city = ?3,
                district = ?4, detail = ?5, postal_code = coalesce(?6, postal_code)
            WHERE address_id = ?7
            """
        )
        let texts = [
            address.adcode, address.province, address.city, address.district, address.detail,
            address.postalCode,
        ]
        for (index, text) in texts.enumerated() {
            update.bind(text.isEmpty ? nil : String(decoding: text, as: UTF8.self), at: index + 1)
        }
        update.bind(stored, at: texts.count + 1)
        try update.run()
        parts.replace(address, owner: owner)
        return String(decoding: address.raw, as: UTF8.self)
    }

    private func correct(
        _ id: Int64,
        kind: String,
        _ text: String,
        _ suffix: String,
        _ point: PointRow
    ) throws(StorageFailure) -> Bool {
        let update = try connection.prepare(
            """
            UPDATE contact_point SET value_norm = ?1, extension = ?2, validity = ?3
            WHERE point_id = ?4 AND kind = ?5 AND (value_norm IS NOT ?1 OR validity IS NOT ?3)
            RETURNING point_id
            """
        )
        update.bind(text.isEmpty ? nil : text, at: 1)
        update.bind(suffix.isEmpty ? nil : suffix, at: 2)
        update.bind(StoredNames.of(point.validity), at: 3)
        update.bind(id, at: 4)
        update.bind(kind, at: 5)
        return try update.step()
    }
}
