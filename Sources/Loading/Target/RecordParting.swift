import CRM
import Records
import Storage

/// Takes from existing records what came from mentions that left them.
///
/// A record stays with some of its mentions; others become a record of their own, or join another.
/// What only those said goes with them: points, addresses and columns that the leaving record has
/// and the remaining mentions don't say. What people added in the meantime stays.
struct RecordParting {
    let plan: EntityPlan
    /// By record that stays: those that left it.
    let leavers: [Int: [(record: Int, from: Int64, cause: String)]]
    private let load: LoadEntity

    init(_ load: LoadEntity, _ plan: EntityPlan) {
        self.load = load
        self.plan = plan
        var stayers: [Int64: Int] = [:]
        var leavers: [Int: [(record: Int, from: Int64, cause: String)]] = [:]
        let parted = plan.ids.indices.filter { !load.plans[$0].partedFrom.isEmpty }
        if !parted.isEmpty {
            for record in plan.ids.indices {
                guard let id = load.plans[record].existingID else { continue }
                for known in [id] + load.plans[record].absorbedIDs { stayers[known] = record }
            }
        }
        for record in parted where plan.fates[record] == .load {
            for (id, cause) in load.plans[record].partedFrom {
                guard let stayer = stayers[id] else { continue }
                leavers[stayer, default: []].append((record, id, cause))
            }
        }
        self.leavers = leavers
    }

    /// Empties unique columns that the remaining mentions don't fill, so that a leaving one may.
    func release(_ connection: Connection) throws(StorageFailure) {
        let reader = RecordReader(load: load)
        for stayer in leavers.keys.sorted() {
            for column in EntityLayout.unique(plan.entity.name).flatMap({ $0 })
            where plan.entity.fields.contains(where: { $0.storage == .column(column) }) {
                let name = CustomSchema.quoted(column)
                let update = try connection.prepare(
                    "UPDATE \(CustomSchema.quoted(plan.entity.table)) SET \(name) = NULL "
                        + "WHERE \(CustomSchema.quoted(plan.entity.idColumn)) = ? AND \(name) <> ?"
                )
                update.bind(plan.ids[stayer], at: 1)
                update.bind(reader.text(stayer, field: column), at: 2)
                try update.run()
            }
        }
    }

    /// Removes what only the leaving records say; the columns are those that may be blank.
    func part(
        _ stayer: Int,
        columns: [String],
        points: [[UInt8]],
        addresses: [[UInt8]],
        _ connection: Connection
    ) throws(StorageFailure) {
        guard let leaving = leavers[stayer] else { return }
        let id = plan.ids[stayer]
        for (record, _, _) in leaving {
            let other = plan.ids[record]
            try clear(columns, of: id, as: other, connection)
            guard ["account", "contact", "lead"].contains(plan.entity.name) else { continue }
            try removePoints(of: id, as: other, except: Set(points), connection)
            try removeAddresses(of: id, as: other, except: Set(addresses), connection)
        }
    }

    private func clear(
        _ columns: [String],
        of id: Int64,
        as other: Int64,
        _ connection: Connection
    ) throws(StorageFailure) {
        let table = CustomSchema.quoted(plan.entity.table)
        let key = CustomSchema.quoted(plan.entity.idColumn)
        for column in columns {
            let name = CustomSchema.quoted(column)
            try connection.execute(
                "UPDATE \(table) SET \(name) = NULL WHERE \(key) = \(id) AND \(name) = "
                    + "(SELECT \(name) FROM \(table) WHERE \(key) = \(other))"
            )
        }
    }

    /// A part's key with marks that SQL can write as well.
    static func key(_ bytes: [UInt8]) -> [UInt8] { bytes.map { $0 == 0 ? 1 : $0 } }

    private static let pointKey = """
        kind || char(1) || coalesce(value_norm, '') || char(1) ||
            CASE WHEN coalesce(value_norm, '') = '' THEN coalesce(value_raw, '')
                ELSE coalesce(extension, '') END
        """
    private static let addressKey = """
        kind || char(1) || coalesce(adcode, '') || char(1) || coalesce(district, '') || char(1) ||
            coalesce(detail, '') || char(1)
        """

    private func removePoints(
        of id: Int64,
        as other: Int64,
        except kept: Set<[UInt8]>,
        _ connection: Connection
    ) throws(StorageFailure) {
        let owner = plan.entity.idColumn
        try remove("contact_point", "point_id", Self.pointKey, id, other, kept, connection)
        try connection.execute(
            """
            UPDATE contact_point SET is_primary = 1 WHERE point_id IN (
                SELECT min(point_id) FROM contact_point WHERE \(owner) = \(id)
                    AND validity <> 'invalid' GROUP BY kind HAVING max(is_primary) = 0)
            """
        )
    }

    private func removeAddresses(
        of id: Int64,
        as other: Int64,
        except kept: Set<[UInt8]>,
        _ connection: Connection
    ) throws(StorageFailure) {
        let owner = plan.entity.idColumn
        try remove("address", "address_id", Self.addressKey, id, other, kept, connection)
        try connection.execute(
            """
            UPDATE address SET is_primary = 1 WHERE address_id IN (
                SELECT min(address_id) FROM address WHERE \(owner) = \(id)
                    GROUP BY \(owner) HAVING max(is_primary) = 0)
            """
        )
    }

    private func remove(
        _ table: String,
        _ key: String,
        _ identity: String,
        _ id: Int64,
        _ other: Int64,
        _ kept: Set<[UInt8]>,
        _ connection: Connection
    ) throws(StorageFailure) {
        let owner = plan.entity.idColumn
        let rows = try connection.prepare(
            "SELECT \(key), CAST(\(identity) AS BLOB) FROM \(table) WHERE \(owner) = \(id) AND "
                + "(\(identity)) IN (SELECT \(identity) FROM \(table) WHERE \(owner) = \(other))"
        )
        var gone: [Int64] = []
        while try rows.step() {
            if !kept.contains(rows.bytes(1)) { gone.append(rows.integer(0)) }
        }
        rows.reset()
        for part in gone {
            try connection.execute("DELETE FROM \(table) WHERE \(key) = \(part)")
        }
    }
}
