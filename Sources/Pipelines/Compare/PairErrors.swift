import Records

/// Missed and wrong pairs of one kind, with what the scored pairs say of them.
struct PairErrors {
    private let labelled: TruthComparison.Labelled
    private let clusters: DelimitedColumns
    /// By hash of a mention's key: its index.
    private var mentionOf: [UInt64: UInt32] = [:]
    /// Hashes of the entities that the mentions are of: an account and a contact of one row share
    /// their key.
    private var types: Set<UInt64> = []
    private(set) var missed: MissedPairs
    /// Wrong pairs that are listed, by `first << 32 | second`.
    private var listed: [UInt64: Scored] = [:]
    private(set) var unlistedCount = 0

    private struct Scored {
        var probability = ""
        var weight = ""
        var band: PairFile.Band?
    }

    init(
        _ labelled: TruthComparison.Labelled,
        _ clusters: DelimitedColumns,
        isListing: Bool
    ) {
        self.labelled = labelled
        self.clusters = clusters
        let wrong = Self.groups(labelled.found, labelled.truth)
        let lost = Self.groups(labelled.truth, labelled.found)
        missed = MissedPairs(total: lost.reduce(0) { $0 + Self.wrongCount($1) })
        indexKeys()
        if isListing {
            let total = missed.total + wrong.reduce(0) { $0 + Self.wrongCount($1) }
            list(wrong)
            list(lost)
            unlistedCount = total - listed.count
        }
    }

    /// Mentions by one label, where the other label has several values.
    private static func groups(_ label: [UInt32], _ other: [UInt32]) -> [[(Int, UInt32)]] {
        var members: [UInt32: [(Int, UInt32)]] = [:]
        for (index, pair) in zip(label, other).enumerated() {
            members[pair.0, default: []].append((index, pair.1))
        }
        return members.keys.sorted().compactMap { label in
            let own = members[label, default: []]
            return own.contains { $0.1 != own[0].1 } ? own : nil
        }
    }

    /// Pairs of a group whose other labels differ.
    private static func wrongCount(_ group: [(Int, UInt32)]) -> Int {
        var sizes: [UInt32: Int] = [:]
        for member in group { sizes[member.1, default: 0] += 1 }
        let all = group.count * (group.count - 1) / 2
        return all - sizes.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }

    private mutating func list(_ groups: [[(Int, UInt32)]]) {
        for group in groups {
            for (position, first) in group.enumerated() {
                for second in group[(position + 1)...] where first.1 != second.1 {
                    if listed.count >= TruthComparison.listedCount { return }
                    listed[Self.key(first.0, second.0)] = Scored()
                }
            }
        }
    }

    private static func key(_ a: Int, _ b: Int) -> UInt64 {
        UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    }

    /// Pairs name mentions by key; a file of clusters without keys has ids.
    private mutating func indexKeys() {
        let hashes = clusters.hashes(clusters.has("key") ? "key" : "id")
        for (index, row) in labelled.rows.enumerated() where row >= 0 {
            mentionOf[hashes[Int(row)]] = UInt32(index)
        }
        guard clusters.has("type") else { return }
        let types = clusters.hashes("type")
        for row in labelled.rows where row >= 0 { self.types.insert(types[Int(row)]) }
    }

    mutating func read(_ file: PairFile) throws(CompareFailure) {
        try file.forEach { row in
            if let type = row.type, !types.isEmpty, !types.contains(type) { return }
            guard let x = mentionOf[row.a], let y = mentionOf[row.b] else { return }
            let (a, b) = (Int(x), Int(y))
            let isTrue = labelled.truth[a] == labelled.truth[b]
            let isFound = labelled.found[a] == labelled.found[b]
            if isTrue == isFound { return }
            if isTrue { missed.add(row.band) }
            if listed[Self.key(a, b)] != nil {
                listed[Self.key(a, b)] = Scored(
                    probability: row.probability,
                    weight: row.weight,
                    band: row.band
                )
            }
        }
    }

    /// The listed pairs, wrong ones first, in the order of the truth.
    func list(hasPairs: Bool) -> [TruthResult.WrongPair] {
        let pairs = listed.keys.sorted().map { key -> TruthResult.WrongPair in
            let a = Int(key >> 32)
            let b = Int(key & 0xFFFF_FFFF)
            let isMissed = labelled.truth[a] == labelled.truth[b]
            let scored = listed[key] ?? Scored()
            return TruthResult.WrongPair(
                isMissed: isMissed,
                cause: hasPairs ? Self.cause(isMissed, scored.band) : "",
                a: name(a),
                b: name(b),
                probability: scored.probability,
                weight: scored.weight
            )
        }
        return pairs.filter { !$0.isMissed } + pairs.filter(\.isMissed)
    }

    private static func cause(_ isMissed: Bool, _ band: PairFile.Band?) -> String {
        switch (isMissed, band) {
        case (true, nil): "never compared"
        case (true, .below?): "scored below review"
        case (true, .review?): "in the review band"
        case (true, .merge?): "refused by a rule or in clustering"
        case (false, .merge?): "scored as a merge"
        case (false, _): "joined through others"
        }
    }

    private func name(_ index: Int) -> String {
        let row = Int(labelled.rows[index])
        if row < 0 { return "(in no cluster)" }
        let key = clusters.string("key", row)
        return key.isEmpty ? clusters.string("id", row) : key
    }
}

/// Why true pairs were missed.
package struct MissedPairs: Sendable, Equatable {
    package var total: Int
    package var below = 0
    package var inReview = 0
    /// Scored high enough to merge; clustering or a rule kept the records apart.
    package var refused = 0

    package var neverCompared: Int { total - below - inReview - refused }

    mutating func add(_ band: PairFile.Band) {
        switch band {
        case .below: below += 1
        case .review: inReview += 1
        case .merge: refused += 1
        }
    }
}
