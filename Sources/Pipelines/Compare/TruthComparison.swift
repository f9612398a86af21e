import Importing
import Matching
import Records

/// Scores clusters against a truth, kind by kind, and says why pairs were missed.
///
/// Clusters and truth meet by id, or by file, table, locator and part. An id names a mention within
/// one entity only, so that a truth by id is for one entity of the clusters, or has kinds. A mention
/// that no cluster names stands alone, and a mention without a truth is left out.
package struct TruthComparison {
    private let kind: String?
    private let leavesOutHard: Bool

    /// Wrong pairs that are listed at most.
    package static let listedCount = 1_000_000

    private static let entityOfKind = ["customer": "account", "contact": "contact"]

    package init(kind: String?, leavesOutHard: Bool) {
        self.kind = kind
        self.leavesOutHard = leavesOutHard
    }

    /// One kind's mentions with both labels; labels are numbers of their own.
    struct Labelled {
        var kind: String
        var found: [UInt32] = []
        var truth: [UInt32] = []
        /// The row of the clusters file; -1 for a mention that it doesn't name.
        var rows: [Int32] = []
    }

    /// The scores of each kind; `pairs` also tells missed pairs apart by cause.
    package func evaluate(
        clusters: String,
        truth: String,
        pairs: PairFile? = nil,
        listsErrors: Bool = false
    ) throws -> [TruthResult] {
        let found = try DelimitedColumns(clusters, requiring: "cluster")
        let facts = try DelimitedColumns(truth, requiring: "entity")
        let type = try type(found, facts)
        let labelled = self.labelled(found, facts, type)
        try checkKind(facts, type)
        return try labelled.map { labelled in
            var result = TruthResult(
                kind: labelled.kind,
                evaluation: Evaluation.evaluate(labelled.found, truth: labelled.truth)
            )
            if pairs == nil, !listsErrors { return result }
            var errors = PairErrors(labelled, found, isListing: listsErrors)
            if let pairs { try errors.read(pairs) }
            result.missed = pairs == nil ? nil : errors.missed
            result.errors = errors.list(hasPairs: pairs != nil)
            result.unlistedCount = errors.unlistedCount
            return result
        }
    }

    /// The entity of the clusters that a truth of ids alone is about; nil when the truth says it
    /// itself, or the clusters tell no entities.
    private func type(
        _ found: DelimitedColumns,
        _ truth: DelimitedColumns
    ) throws(CompareFailure) -> String? {
        guard !truth.has("locator"), !truth.has("kind"), found.has("type") else { return nil }
        let types = Self.distinct(found.labels("type"))
        if let kind {
            if let type = types.first(where: { isAsked(kind, $0) }) { return type }
            throw Self.unknownKind(kind, types)
        }
        if types.count < 2 { return types.first }
        throw CompareFailure(
            message: "the truth names mentions by id alone, and the clusters hold "
                + "\(Self.list(types)), which may share ids; say which with --kind"
        )
    }

    private func checkKind(_ truth: DelimitedColumns, _ type: String?) throws(CompareFailure) {
        guard let kind, type == nil, truth.has("kind") else { return }
        let kinds = Self.distinct(truth.labels("kind"))
        if kinds.contains(where: { isAsked(kind, $0) }) { return }
        throw Self.unknownKind(kind, kinds)
    }

    private static func unknownKind(_ kind: String, _ known: [String]) -> CompareFailure {
        CompareFailure(message: "there is no kind `\(kind)`; there are \(list(known))")
    }

    private static func list(_ kinds: [String]) -> String {
        kinds.map { "`\($0)`" }.joined(separator: ", ")
    }

    private static func distinct(_ labels: (ids: [UInt32], texts: ValueTable)) -> [String] {
        Set(labels.ids).map { labels.texts.string($0) }.filter { !$0.isEmpty }.sorted()
    }

    private func labelled(
        _ found: DelimitedColumns,
        _ truth: DelimitedColumns,
        _ type: String?
    ) -> [Labelled] {
        let hasPlaces = truth.has("locator")
        let types = found.labels("type")
        var rowOf: [UInt64: Int32] = [:]
        let hasKinds = truth.has("kind") && found.has("type")
        let clusterKeys = keys(found, hasPlaces, hasKinds, isTruth: false)
        let isOwn = (0..<UInt32(types.texts.count)).map { id in
            type.map { types.texts.string(id) == $0 } ?? true
        }
        for (row, key) in clusterKeys.enumerated() where isOwn[Int(types.ids[row])] {
            rowOf[key] = Int32(row)
        }
        let clusterLabels = found.labels("cluster")
        let truthKeys = keys(truth, hasPlaces, hasKinds, isTruth: true)
        let entities = truth.labels("entity").ids
        let kinds = truth.labels("kind")
        let hard = truth.labels("hard")
        var nextAlone = UInt32(clusterLabels.texts.count)
        var byKind: [UInt32: Labelled] = [:]
        for row in truthKeys.indices {
            if leavesOutHard, hard.texts.string(hard.ids[row]) == "1" { continue }
            let number = kinds.ids[row]
            let name = kind == nil ? nil : type
            var own = byKind[number] ?? Labelled(kind: name ?? kinds.texts.string(number))
            byKind[number] = nil
            let clusterRow = rowOf[truthKeys[row]] ?? -1
            own.rows.append(clusterRow)
            own.truth.append(entities[row])
            if clusterRow >= 0 {
                own.found.append(clusterLabels.ids[Int(clusterRow)])
            } else {
                own.found.append(nextAlone)
                nextAlone += 1
            }
            byKind[number] = own
        }
        return byKind.values.filter { labelled in
            labelled.rows.contains { $0 >= 0 } && (kind.map { isAsked($0, labelled.kind) } ?? true)
        }.sorted { $0.kind < $1.kind }
    }

    private func isAsked(_ wanted: String, _ kind: String) -> Bool {
        wanted == kind || wanted == Self.entityOfKind[kind] ?? kind
    }

    private func keys(
        _ columns: DelimitedColumns,
        _ hasPlaces: Bool,
        _ hasKinds: Bool,
        isTruth: Bool
    ) -> [UInt64] {
        let keys = hasPlaces ? places(columns, isTruth: isTruth) : columns.hashes("id")
        guard hasPlaces || hasKinds else { return keys }
        let kinds = columns.labels(isTruth ? "kind" : "type")
        let types = (0..<UInt32(kinds.texts.count)).map { id -> UInt64 in
            let text = kinds.texts.string(id)
            let entity = isTruth ? Self.entityOfKind[text] ?? text : text
            return Hash64.of(Array(entity.utf8).span)
        }
        return keys.indices.map { DelimitedColumns.join(keys[$0], types[Int(kinds.ids[$0])]) }
    }

    private func places(_ columns: DelimitedColumns, isTruth: Bool) -> [UInt64] {
        let files = columns.hashes(isTruth ? "source" : "file") {
            Hash64.of(Self.lastComponent($0))
        }
        let parts = [
            columns.hashes("table"), columns.hashes("locator"), columns.hashes("part", empty: "1"),
        ]
        return files.indices.map { row in
            parts.reduce(files[row]) { DelimitedColumns.join($0, $1[row]) }
        }
    }

    @_lifetime(copy path)
    private static func lastComponent(_ path: Span<UInt8>) -> Span<UInt8> {
        var start = path.count
        while start > 0, path[start - 1] != 0x2F { start -= 1 }
        return path.extracting(start..<path.count)
    }
}
