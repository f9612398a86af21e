import Records

/// What became of the clusters of one run in another: two files of `sluice match --clusters`.
///
/// Only mentions that both files have say what merged or split; the clusters of the two files that
/// they connect make a group:
///
///     1 old, 1 new   same        n old, 1 new   merged     1 old, n new   split     else   moved
///     no new         gone        no old         new
package struct ClusterDiff: Sendable {
    package enum Change: String, Sendable, CaseIterable {
        case same, merged, split, moved, new, gone
    }

    package struct Group: Sendable {
        package var type: String
        package var change: Change
        /// Names of clusters as the files write them, with their mentions by id.
        package var old: [(cluster: String, mentions: [String])]
        package var new: [(cluster: String, mentions: [String])]
    }

    /// The counts of one entity.
    package struct Summary: Sendable {
        package var type: String
        package var commonCount = 0
        package var newCount = 0
        package var goneCount = 0
        /// Groups by change.
        package var groups: [Change: Int] = [:]
        /// Pairs of common mentions that are together in both, only in the new, only in the old file.
        package var keptPairs = 0
        package var gainedPairs = 0
        package var lostPairs = 0
    }

    package private(set) var summaries: [Summary] = []
    /// All groups but those that are the same, in the order of the old file, then of the new.
    package private(set) var groups: [Group] = []

    /// Whether anything differs, a mention that is new or gone included.
    package var isDifferent: Bool {
        summaries.contains { summary in
            summary.newCount > 0 || summary.goneCount > 0
                || summary.groups.contains { $0.key != .same && $0.value > 0 }
        }
    }

    package init(old: String, new: String) throws {
        let before = try ClusterFile(old)
        let after = try ClusterFile(new)
        let hasKeys = before.columns.has("key") && after.columns.has("key")
        let hasTypes = before.columns.has("type") && after.columns.has("type")
        let keys = [before, after].map { $0.keys(withKeys: hasKeys, withTypes: hasTypes) }
        var types: [String] = []
        for file in [before, after] {
            for type in file.types(hasTypes) where !types.contains(type) { types.append(type) }
        }
        for type in types {
            add(
                type,
                Side(before, type, keys[0], hasTypes),
                Side(after, type, keys[1], hasTypes)
            )
        }
    }

    private mutating func add(_ type: String, _ old: Side, _ new: Side) {
        var summary = Summary(type: type)
        var rowOf: [UInt64: Int] = [:]
        for row in old.rows { rowOf[old.keys[row]] = row }
        var joins: [(old: UInt32, new: UInt32)] = []
        for row in new.rows {
            guard let other = rowOf[new.keys[row]] else {
                summary.newCount += 1
                continue
            }
            joins.append((old.labels[other], new.labels[row]))
        }
        summary.commonCount = joins.count
        summary.goneCount = old.rows.count - joins.count
        countPairs(joins, &summary)
        let groups = connect(joins, old, new)
        for group in groups {
            let change = Self.change(group.old.count, group.new.count)
            summary.groups[change, default: 0] += 1
            if change == .same { continue }
            self.groups.append(
                Group(
                    type: type,
                    change: change,
                    old: group.old.map { old.named($0) },
                    new: group.new.map { new.named($0) }
                )
            )
        }
        summaries.append(summary)
    }

    private static func change(_ old: Int, _ new: Int) -> Change {
        switch (old, new) {
        case (1, 1): .same
        case (_, 0): .gone
        case (0, _): .new
        case (_, 1): .merged
        case (1, _): .split
        default: .moved
        }
    }

    private func countPairs(_ joins: [(old: UInt32, new: UInt32)], _ summary: inout Summary) {
        var cells: [UInt64: Int] = [:]
        var olds: [UInt32: Int] = [:]
        var news: [UInt32: Int] = [:]
        for join in joins {
            cells[UInt64(join.old) << 32 | UInt64(join.new), default: 0] += 1
            olds[join.old, default: 0] += 1
            news[join.new, default: 0] += 1
        }
        let pairs = { (sizes: [Int]) in sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
        summary.keptPairs = pairs(Array(cells.values))
        summary.lostPairs = pairs(Array(olds.values)) - summary.keptPairs
        summary.gainedPairs = pairs(Array(news.values)) - summary.keptPairs
    }

    /// Clusters of both files that share mentions, as groups: those of the old file in its order,
    /// then those that only the new one has.
    private func connect(
        _ joins: [(old: UInt32, new: UInt32)],
        _ old: Side,
        _ new: Side
    ) -> [(old: [UInt32], new: [UInt32])] {
        var toNew: [UInt32: Set<UInt32>] = [:]
        var toOld: [UInt32: Set<UInt32>] = [:]
        for join in joins {
            toNew[join.old, default: []].insert(join.new)
            toOld[join.new, default: []].insert(join.old)
        }
        var groups: [(old: [UInt32], new: [UInt32])] = []
        var seen: Set<UInt32> = []
        for first in old.clusters where seen.insert(first).inserted {
            var group: (old: [UInt32], new: [UInt32]) = ([first], [])
            var found: Set<UInt32> = []
            var position = 0
            while position < group.old.count {
                for cluster in toNew[group.old[position], default: []].sorted()
                where found.insert(cluster).inserted {
                    group.new.append(cluster)
                    group.old += toOld[cluster, default: []].sorted()
                        .filter { seen.insert($0).inserted }
                }
                position += 1
            }
            groups.append(group)
        }
        for cluster in new.clusters where toOld[cluster] == nil { groups.append(([], [cluster])) }
        return groups
    }
}

/// A clusters file.
private struct ClusterFile {
    let columns: DelimitedColumns
    let labels: (ids: [UInt32], texts: ValueTable)
    let typeLabels: (ids: [UInt32], texts: ValueTable)

    init(_ path: String) throws {
        columns = try DelimitedColumns(path, requiring: "cluster")
        labels = columns.labels("cluster")
        typeLabels = columns.labels("type")
    }

    func types(_ hasTypes: Bool) -> [String] {
        if !hasTypes { return columns.rowCount > 0 ? [""] : [] }
        var seen: Set<UInt32> = []
        return typeLabels.ids.filter { seen.insert($0).inserted }.map {
            typeLabels.texts.string($0)
        }
    }

    /// A hash per row that names its mention: by key, or else by id, or else by place.
    ///
    /// What comes a second time is told apart by its turn.
    func keys(withKeys: Bool, withTypes: Bool) -> [UInt64] {
        let type = withTypes ? columns.hashes(["type"]) : columns.hashes([])
        var keys: [UInt64]
        if withKeys {
            keys = columns.hashes(["key"])
        } else {
            let ids = columns.hashes(["source", "table", "id", "part"])
            let places = columns.hashes(["source", "file", "table", "locator", "part"])
            let blank = columns.labels("id").ids
            keys = ids.indices.map { blank[$0] == 0 ? places[$0] : ids[$0] }
        }
        var turns: [UInt64: UInt64] = [:]
        for row in keys.indices {
            let key = DelimitedColumns.join(keys[row], type[row])
            let turn = turns[key, default: 0]
            turns[key] = turn + 1
            keys[row] = turn == 0 ? key : DelimitedColumns.join(key, turn)
        }
        return keys
    }

    /// How a mention is shown: its key, its id, or its place.
    func name(_ row: Int) -> String {
        let key = columns.string("key", row)
        if !key.isEmpty { return key }
        let id = columns.string("id", row)
        if !id.isEmpty { return id }
        let place = ["source", "table", "locator"].map { columns.string($0, row) }
        return place.filter { !$0.isEmpty }.joined(separator: " ")
    }
}

/// The rows of one entity in one file.
private struct Side {
    let file: ClusterFile
    let rows: [Int]
    let keys: [UInt64]
    var labels: [UInt32] { file.labels.ids }
    /// In the order of the file.
    let clusters: [UInt32]
    private let rowsOf: [UInt32: [Int]]

    init(_ file: ClusterFile, _ type: String, _ keys: [UInt64], _ hasTypes: Bool) {
        self.file = file
        self.keys = keys
        let types = file.typeLabels
        let wanted = Set(types.ids).filter { types.texts.string($0) == type }
        rows = (0..<file.columns.rowCount).filter { !hasTypes || wanted.contains(types.ids[$0]) }
        var rowsOf: [UInt32: [Int]] = [:]
        var clusters: [UInt32] = []
        for row in rows {
            let label = file.labels.ids[row]
            if rowsOf[label] == nil { clusters.append(label) }
            rowsOf[label, default: []].append(row)
        }
        self.rowsOf = rowsOf
        self.clusters = clusters
    }

    func named(_ cluster: UInt32) -> (cluster: String, mentions: [String]) {
        (file.labels.texts.string(cluster), rowsOf[cluster, default: []].map { file.name($0) })
    }
}
