import Records

/// Decisions 23: a customer who is a person is the contact of the same row.
///
/// Where the contact's cell is blank or says 本人, the contact takes the customer's own cell, so
/// that both are read by the same normalizer and the ledger has one contact mention for the row.
enum PersonAccounts {
    static func name(
        contacts: inout MappedEntity,
        accounts: MappedEntity,
        sources: SourceSet,
        findings: inout Findings
    ) {
        guard let names = accounts.table.column("name") else { return }
        for index in contacts.table.columns.indices
        where contacts.table.columns[index].field == "full_name" {
            for mention in 0..<contacts.count where isOpen(contacts.table.columns[index], mention) {
                let lineage = contacts.table.lineage
                let table = Int(lineage.table[mention])
                let row = Int(lineage.row[mention])
                guard let account = accounts.mention(table: table, row: row),
                    let raw = personCell(names, account)
                else { continue }
                let id = contacts.table.columns[index].raw.intern(names.raw[raw])
                contacts.table.columns[index].cells.replace(row: mention, with: id)
                var finding = Finding(
                    RunFindings.personAccount.code,
                    at: sources.place(table: table, row: row)
                )
                finding.entity = contacts.entity.name
                findings.add(finding)
            }
        }
    }

    private static func isOpen(_ column: CleanColumn, _ mention: Int) -> Bool {
        let ids = column.cells[mention]
        guard ids.count == 1, let id = ids.first else { return false }
        if id == 0 { return true }
        let text = column.raw.string(id).trimmed
        return text == "本人" || text == "客户本人" || text == "自己"
    }

    /// The raw cell of an account's name when its outcome is a person.
    private static func personCell(_ names: CleanColumn, _ account: Int) -> ValueID? {
        guard let raw = names.cells[account].first, raw != 0 else { return nil }
        let outcomes = names.outcomeIndices(ofRaw: raw)
        return outcomes.contains { names.outcomes[$0].kind == .person } ? raw : nil
    }
}
