import CRM
import Records
import Storage

/// Merges one existing record into another: the loser stays, marked, and its children move.
struct RecordMerge {
    let set: LoadSet
    let entity: Entity
    let runNumber: Int
    let decider: String
    let connection: Connection

    func merge(loser: Int64, into winner: Int64) throws(StorageFailure) {
        let table = CustomSchema.quoted(entity.table)
        let key = CustomSchema.quoted(entity.idColumn)
        let isLive = try connection.integer(
            "SELECT 1 FROM \(table) WHERE \(key) = \(loser) AND status NOT IN ('merged', 'erased')"
        )
        guard isLive == 1 else { return }
        let merge = try writeEvent(loser, winner, table, key)
        try connection.execute(
            "UPDATE \(table) SET status = 'merged', master_record_id = \(winner), "
                + "row_version = row_version + 1, updated_run = \(runNumber) "
                + (entity.name == "contact" ? ", is_primary = 0 " : "")
                + "WHERE \(key) = \(loser)"
        )
        if entity.name == "contact" { try mergeContact(loser, winner) }
        for child in children() { try move(child, loser, winner, merge) }
        try moveRelations(loser, winner)
        try moveParts(loser, winner, merge)
        try connection.execute(
            "UPDATE mig_external_ref SET record_id = \(winner), is_base = 0 "
                + "WHERE entity = '\(entity.name)' AND record_id = \(loser)"
        )
        try connection.execute(
            "UPDATE consent SET record_id = \(winner) "
                + "WHERE entity = '\(entity.name)' AND record_id = \(loser)"
        )
    }

    /// The loser's company becomes a further one of the winner, and the stricter opt-out counts.
    private func mergeContact(_ loser: Int64, _ winner: Int64) throws(StorageFailure) {
        try connection.execute(
            """
            INSERT OR IGNORE INTO account_contact_relation (account_id, contact_id)
            SELECT l.account_id, w.contact_id FROM contact l, contact w
            WHERE l.contact_id = \(loser) AND w.contact_id = \(winner)
                AND l.account_id IS NOT NULL AND w.account_id IS NOT NULL
                AND l.account_id <> w.account_id;
            UPDATE contact SET account_id = coalesce(account_id,
                    (SELECT account_id FROM contact WHERE contact_id = \(loser))),
                do_not_call = max(do_not_call,
                    (SELECT do_not_call FROM contact WHERE contact_id = \(loser))),
                email_opt_out = max(email_opt_out,
                    (SELECT email_opt_out FROM contact WHERE contact_id = \(loser)))
            WHERE contact_id = \(winner)
            """
        )
    }

    /// Further companies of contacts follow the winner; one that is its main company already goes.
    private func moveRelations(_ loser: Int64, _ winner: Int64) throws(StorageFailure) {
        guard ["account", "contact"].contains(entity.name) else { return }
        let column = entity.idColumn
        try connection.execute(
            """
            UPDATE OR IGNORE account_contact_relation SET \(column) = \(winner)
            WHERE \(column) = \(loser);
            DELETE FROM account_contact_relation WHERE \(column) = \(loser);
            DELETE FROM account_contact_relation WHERE \(column) = \(winner) AND EXISTS (
                SELECT 1 FROM contact c
                WHERE c.contact_id = account_contact_relation.contact_id
                    AND c.account_id = account_contact_relation.account_id)
            """
        )
    }

    private func writeEvent(
        _ loser: Int64,
        _ winner: Int64,
        _ table: String,
        _ key: String
    ) throws(StorageFailure) -> Int64 {
        let before = { (id: Int64) throws(StorageFailure) -> String in
            let row = try connection.prepare("SELECT * FROM \(table) WHERE \(key) = \(id)")
            guard try row.step() else { return "{}" }
            let pairs = (0..<row.columnCount).map { column -> (String, JSON) in
                let isNumber = row.typeMark(column) == 0x69
                let value: JSON =
                    isNumber
                    ? .int(Int(row.integer(column)))
                    : row.text(column).map { .string($0) } ?? .null
                return (row.name(column), value)
            }
            return JSON.object(pairs).text()
        }
        let event = try connection.prepare(
            """
            INSERT INTO mig_merge_event (run_id, entity, winner_id, loser_id, winner_version,
                winner_before, loser_before, policy, decided_by, merged_at)
            SELECT ?, ?, ?, ?, row_version, ?, ?, 'survive', ?, ? FROM \(table)
            WHERE \(key) = ? RETURNING merge_id
            """
        )
        event.bind(runNumber, at: 1)
        event.bind(entity.name, at: 2)
        event.bind(winner, at: 3)
        event.bind(loser, at: 4)
        event.bind(try before(winner), at: 5)
        event.bind(try before(loser), at: 6)
        event.bind(decider, at: 7)
        event.bind(set.run.startedAt, at: 8)
        event.bind(winner, at: 9)
        guard try event.step() else { return 0 }
        let merge = event.integer(0)
        event.reset()
        return merge
    }

    private struct Child { let table, id, column: String }

    /// All links of the model that lead to the merged entity.
    private func children() -> [Child] {
        set.model.entities.flatMap { other in
            other.links.filter { $0.entity == entity.name }.map {
                Child(table: other.table, id: other.idColumn, column: $0.column)
            }
        }
    }

    private func move(
        _ child: Child,
        _ loser: Int64,
        _ winner: Int64,
        _ merge: Int64,
        where condition: String = "1"
    ) throws(StorageFailure) {
        let table = CustomSchema.quoted(child.table)
        let column = CustomSchema.quoted(child.column)
        let chosen = "\(column) = \(loser) AND \(condition)"
        try connection.execute(
            """
            INSERT INTO mig_merge_reparent (merge_id, child_table, child_id, fk_column, old_value)
            SELECT \(merge), '\(child.table)', \(CustomSchema.quoted(child.id)), '\(child.column)',
                \(loser) FROM \(table) WHERE \(chosen)
            """
        )
        if child.table == "contact", child.column == "account_id" {
            try connection.execute(
                "UPDATE contact SET is_primary = 0 WHERE account_id = \(loser) AND EXISTS (SELECT 1 "
                    + "FROM contact w WHERE w.account_id = \(winner) AND w.is_primary = 1 "
                    + "AND w.status = 'live')"
            )
        }
        try connection.execute("UPDATE \(table) SET \(column) = \(winner) WHERE \(chosen)")
    }

    /// Points and addresses that the winner lacks; its primary ones stay primary.
    private func moveParts(
        _ loser: Int64,
        _ winner: Int64,
        _ merge: Int64
    ) throws(StorageFailure) {
        guard ["account", "contact", "lead"].contains(entity.name) else { return }
        let owner = entity.idColumn
        try connection.execute(
            """
            UPDATE contact_point SET is_primary = 0 WHERE \(owner) = \(loser) AND EXISTS (
                SELECT 1 FROM contact_point w WHERE w.\(owner) = \(winner)
                AND w.kind = contact_point.kind AND w.is_primary = 1)
            """
        )
        let isMissing = """
            NOT EXISTS (SELECT 1 FROM contact_point w WHERE w.\(owner) = \(winner)
                AND w.kind = contact_point.kind AND (
                    (w.value_norm = contact_point.value_norm
                    AND coalesce(w.extension, '') = coalesce(contact_point.extension, ''))
                    OR (w.value_norm IS NULL AND contact_point.value_norm IS NULL
                    AND w.value_raw = contact_point.value_raw)))
            """
        let points = Child(table: "contact_point", id: "point_id", column: owner)
        try move(points, loser, winner, merge, where: isMissing)
        let isOther = """
            NOT EXISTS (SELECT 1 FROM address w WHERE w.\(owner) = \(winner)
                AND w.adcode IS address.adcode AND w.detail IS address.detail)
            """
        let addresses = Child(table: "address", id: "address_id", column: owner)
        try move(addresses, loser, winner, merge, where: isOther)
    }
}
