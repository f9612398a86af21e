import Records

/// The tables of one file in an archive, and the names by which they are told apart.
struct MemberTables {
    /// As the archive spells it, with its folders.
    var name: String
    var tables: [SourceTable]

    /// All tables; one without a name gets its file's, and equal names of several files get it too.
    ///
    /// The only file of a gzip stays without: compressing a file doesn't change how it is mapped.
    static func named(_ members: [MemberTables], isSingle: Bool) -> [SourceTable] {
        if isSingle { return members.flatMap(\.tables) }
        let plain: (MemberTables, SourceTable) -> String = { member, table in
            table.name.isEmpty ? MemberName.stem(MemberName.last(member.name)) : table.name
        }
        let withFile: (MemberTables, SourceTable) -> String = { member, table in
            let stem = MemberName.stem(MemberName.last(member.name))
            return table.name.isEmpty ? stem : "\(stem).\(table.name)"
        }
        let withFolder: (MemberTables, SourceTable) -> String = { member, table in
            let stem = MemberName.stem(member.name)
            return table.name.isEmpty ? stem : "\(stem).\(table.name)"
        }
        var names = members.map { member in member.tables.map { plain(member, $0) } }
        for better in [withFile, withFolder] {
            let repeated = repeatedNames(names)
            if repeated.isEmpty { break }
            for (index, member) in members.enumerated() {
                for (place, table) in member.tables.enumerated()
                where repeated.contains(names[index][place]) {
                    names[index][place] = better(member, table)
                }
            }
        }
        let unique = HeaderNames.unique(names.flatMap { $0 }).names
        return zip(members.flatMap(\.tables), unique).map { table, name in
            var table = table
            table.name = name
            return table
        }
    }

    private static func repeatedNames(_ names: [[String]]) -> Set<String> {
        var counts: [String: Int] = [:]
        for name in names.flatMap({ $0 }) { counts[name, default: 0] += 1 }
        return Set(counts.filter { $0.value > 1 }.keys)
    }
}
