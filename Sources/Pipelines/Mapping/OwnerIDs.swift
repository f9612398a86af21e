import CRM
import Records

/// Salespersons named by number: an id of the same source's user table becomes the user's name.
///
/// 负责人 arrives as a name, a nickname, an e-mail or an id. Names and aliases are
/// resolved by Loading; only the source's own ids need its own table.
enum OwnerIDs {
    static func resolve(_ mapped: inout MappedEntity, users: MappedEntity, sources: SourceSet) {
        guard let names = users.table.column("full_name") else { return }
        let ids = index(users, sources)
        for column in mapped.table.columns.indices {
            let field = mapped.table.columns[column].field
            guard case .user = mapped.entity.field(field)?.storage else { continue }
            for mention in 0..<mapped.count {
                let run = mapped.table.columns[column].cells[mention]
                guard run.count == 1, let raw = run.first, raw != 0 else { continue }
                let source = sources.tables[Int(mapped.table.lineage.table[mention])].source
                let text = mapped.table.columns[column].raw.string(raw).trimmed
                guard let user = ids["\(source)\u{1F}\(text)"],
                    let name = names.cells[user].first, name != 0
                else { continue }
                let id = mapped.table.columns[column].raw.intern(names.raw[name])
                mapped.table.columns[column].cells.replace(row: mention, with: id)
            }
        }
    }

    /// User mentions by source and id.
    private static func index(_ users: MappedEntity, _ sources: SourceSet) -> [String: Int] {
        var found: [String: Int] = [:]
        for mention in 0..<users.count where !users.nativeIDs[mention].isEmpty {
            let source = sources.tables[Int(users.table.lineage.table[mention])].source
            found["\(source)\u{1F}\(users.nativeIDs[mention])"] = mention
        }
        return found
    }
}
