import Records

/// A customer who is a person is the contact of the same row.
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
            for mention in openMentions(contacts.table.columns[index], contacts.count) {
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

    /// Mentions whose cell is blank or says that the customer is meant.
    private static func openMentions(_ column: CleanColumn, _ count: Int) -> [Int] {
        var isOpen = [Bool](repeating: false, count: column.raw.count)
        isOpen[0] = true
        for id in column.raw.ids where mentionsSelf(column.raw[id]) {
            let text = column.raw.string(id).trimmed
            isOpen[Int(id)] = text == "本人" || text == "客户本人" || text == "自己"
        }
        return (0..<count).filter { mention in
            let ids = column.cells[mention]
            guard ids.count == 1, let id = ids.first else { return false }
            return isOpen[Int(id)]
        }
    }

    /// Whether 本人 or 自己 stands somewhere in a cell.
    private static func mentionsSelf(_ cell: Span<UInt8>) -> Bool {
        var offset = 0
        while offset + 6 <= cell.count {
            if cell.starts(with: "本人", at: offset) || cell.starts(with: "自己", at: offset) {
                return true
            }
            offset += 1
        }
        return false
    }

    /// The raw cell of an account's name when its outcome is a person.
    private static func personCell(_ names: CleanColumn, _ account: Int) -> ValueID? {
        guard let raw = names.cells[account].first, raw != 0 else { return nil }
        let outcomes = names.outcomeIndices(ofRaw: raw)
        return outcomes.contains { names.outcomes[$0].kind == .person } ? raw : nil
    }
}
