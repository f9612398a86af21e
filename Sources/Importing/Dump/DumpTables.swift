import Records

/// The tables of a dump, found by names as servers compare them: exactly or else in any case,
/// with the schema when one is given.
struct DumpTables {
    private(set) var all: [DumpTable] = []
    private var byName: [String: [Int]] = [:]
    /// What `USE`, `SET search_path` and their like say.
    var currentSchema = ""
    var currentCatalog = ""

    /// More tables than any customer's database has.
    static let maxCount = 20_000

    subscript(index: Int) -> DumpTable {
        get { all[index] }
        _modify { yield &all[index] }
    }

    mutating func add(_ table: DumpTable) -> Int {
        var table = table
        table.name = completed(table.name)
        byName[table.name.name.lowercased(), default: []].append(all.count)
        all.append(table)
        return all.count - 1
    }

    private func completed(_ name: SQLName) -> SQLName {
        var name = name
        if name.schema.isEmpty { name.schema = currentSchema }
        if name.catalog.isEmpty { name.catalog = currentCatalog }
        return name
    }

    /// The table that a statement means; nil when there is none yet.
    func index(of wanted: SQLName) -> Int? {
        guard let indices = byName[wanted.name.lowercased()] else { return nil }
        let exact = indices.filter { all[$0].name.name == wanted.name }
        let named = exact.isEmpty ? indices : exact
        let name = completed(wanted)
        func isSame(_ a: String, _ b: String) -> Bool {
            a.isEmpty || b.isEmpty || a.lowercased() == b.lowercased()
        }
        let fitting = named.filter { index in
            let other = all[index].name
            return isSame(other.schema, name.schema) && isSame(other.catalog, name.catalog)
        }
        return fitting.last
    }

    /// The name under which each table is shown: bare, or with its schema when two share it.
    func shownNames() -> (names: [String], clashes: Set<Int>) {
        var names = all.map(\.name.name)
        var clashes: Set<Int> = []
        let shown = all.indices.filter { !all[$0].isView || all[$0].rowCount > 0 }
        for groups in [{ (name: SQLName) in name.name }, { "\($0.schema).\($0.name)" }] {
            let counts = Dictionary(grouping: shown) { groups(all[$0].name) }
            for (_, indices) in counts where indices.count > 1 {
                for index in indices {
                    let name = all[index].name
                    let isFirst = names[index] == name.name
                    if isFirst, !name.schema.isEmpty {
                        names[index] = "\(name.schema).\(name.name)"
                    } else if !isFirst, !name.catalog.isEmpty {
                        names[index] = "\(name.catalog).\(name.schema).\(name.name)"
                    }
                    clashes.insert(index)
                }
            }
        }
        var taken: Set<String> = []
        for index in shown {
            var number = 2
            let name = names[index]
            while !taken.insert(names[index]).inserted {
                names[index] = "\(name) (\(number))"
                number += 1
            }
        }
        return (names, clashes)
    }
}
