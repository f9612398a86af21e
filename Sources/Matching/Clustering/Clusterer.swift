import Records

/// Makes clusters of links: what people decided, what is certain, then scored pairs by weight.
///
/// Each link asks the two sets for obstacles first; a scored one between larger sets also asks
/// their other members (the mean evidence across), so that one wrong link doesn't chain two
/// records. Ties are broken by the mentions' own content: the order of the input never shows.
struct Clusterer {
    let task: MatchTask
    let scan: PairScan
    let table: WeightTable
    let model: MatchModel
    /// By mention: its rank by content.
    let ranks: [UInt32]

    var forest: ClusterForest
    var edges: [MatchEdge] = []
    var refused: [MatchEdge] = []
    var findings: [MatchFinding] = []
    private(set) var splits: [String: Int] = [:]

    /// Members of each side that are asked across a bridge.
    private static let bridgeSample = 8
    /// Members of the first side that are asked at a time.
    private static let bridgeRows = 4
    /// Bits to which one cross pair is limited in the average: one pair's slips don't part two
    /// groups that agree otherwise, and one strong pair doesn't join them.
    private static let bridgeLimits = -6.0...12.0
    private static let weakBridge = "weak bridge"
    /// By mention: who speaks for it across a bridge.
    private var speakers: [UInt32] = []
    /// By field: the part of what all fields tell of a pair.
    private let told: [Double]
    private let roles: RoleTable

    init(
        task: MatchTask,
        scan: PairScan,
        table: WeightTable,
        model: MatchModel,
        ranks: [UInt32]
    ) {
        self.task = task
        self.scan = scan
        self.table = table
        self.model = model
        self.ranks = ranks
        told = model.informationShares
        roles = RoleTable(fields: scan.fields, layout: scan.layout)
        forest = ClusterForest(
            count: task.table.count,
            constraints: Constraints.of(task, fields: scan.fields, items: scan.items),
            sources: task.sourceOf,
            maxPerSource: task.spec.maxPerSource,
            maxSize: task.maxClusterSize
        )
    }

    /// Of mentions that are certainly one, the fullest speaks for all: a row that was filled down
    /// holds another contact of the same account, which is no contradiction.
    private mutating func appointSpeakers() {
        let count = task.table.count
        var filled = [Int](repeating: 0, count: count)
        for items in scan.items {
            for mention in 0..<count where !items.range(mention).isEmpty { filled[mention] += 1 }
        }
        speakers = (0..<UInt32(count)).map { $0 }
        for mention in 0..<count where forest.size(mention) > 1 && forest.root(mention) == mention {
            let members = forest.members(mention)
            let speaker =
                members.max { (filled[$0], ranks[$1]) < (filled[$1], ranks[$0]) } ?? mention
            for member in members { speakers[member] = UInt32(speaker) }
        }
    }

    /// Joins by scored links, the heaviest first; ties by content.
    mutating func link(_ scored: [ScoredLink], _ verdicts: PatternVerdicts, _ pairs: ScoredPairs) {
        appointSpeakers()
        for link in ordered(scored, verdicts) {
            let x = forest.root(Int(link.a))
            let y = forest.root(Int(link.b))
            if x == y { continue }
            let obstacle = forest.obstacle(x, y) ?? (holds(x, y) ? nil : Self.weakBridge)
            var edge = MatchEdge(link, verdicts, pairs)
            if let obstacle {
                edge.reason = .opposed(obstacle)
                refuse(edge, obstacle)
            } else {
                forest.join(x, y)
                edges.append(edge)
            }
        }
    }

    /// Links by falling weight: patterns are put in order once, then the links of each weight by
    /// rank.
    private func ordered(_ scored: [ScoredLink], _ verdicts: PatternVerdicts) -> [ScoredLink] {
        let weights = verdicts.weights
        let patterns = weights.indices.sorted { weights[$0] > weights[$1] }
        var place = [UInt32](repeating: 0, count: weights.count)
        for (position, pattern) in patterns.enumerated() where position > 0 {
            let before = patterns[position - 1]
            place[pattern] = place[before] + (weights[before] > weights[pattern] ? 1 : 0)
        }
        let keys = scored.map { link in
            let x = ranks[Int(link.a)]
            let y = ranks[Int(link.b)]
            return (
                weight: place[Int(link.pattern)], pair: UInt64(min(x, y)) << 32 | UInt64(max(x, y))
            )
        }
        var entries = scored.indices.map { UInt32($0) }
        entries.sort {
            let x = keys[Int($0)]
            let y = keys[Int($1)]
            return x.weight != y.weight ? x.weight < y.weight : x.pair < y.pair
        }
        return entries.map { scored[Int($0)] }
    }

    private mutating func refuse(_ edge: MatchEdge, _ obstacle: String) {
        refused.append(edge)
        splits[obstacle, default: 0] += 1
        if obstacle == "too many mentions" {
            findings.append(
                MatchFinding(MatchFindings.clusterTooLarge, mentions: [edge.a, edge.b])
            )
        }
    }

    /// One finding per cluster that a bridge was refused to, for its heaviest; the review queue has
    /// all.
    mutating func reportBridges() {
        var reported: Set<Int> = []
        for edge in refused where edge.reason == .opposed(Self.weakBridge) {
            let roots = [forest.root(edge.a), forest.root(edge.b)]
            if !reported.isDisjoint(with: roots) { continue }
            reported.formUnion(roots)
            findings.append(MatchFinding(MatchFindings.weakBridge, mentions: [edge.a, edge.b]))
        }
    }

    /// Whether the members of two sets are on average rather one record than not (average linkage
    /// over calibrated odds); single mentions need no other witness.
    ///
    /// A pair counts by what it can tell: two mentions that have few fields in common are no witness
    /// against the others.
    private func holds(_ x: Int, _ y: Int) -> Bool {
        if forest.size(x) == 1, forest.size(y) == 1 { return true }
        let first = sample(x)
        let second = sample(y)
        let limits = Self.bridgeLimits
        var sum = 0.0
        var open = first.count * second.count
        var pairs = PairList()
        for start in stride(from: 0, to: first.count, by: Self.bridgeRows) {
            let rows = first[start..<min(first.count, start + Self.bridgeRows)]
            pairs.removeAll()
            for a in rows { for b in second { pairs.append(a, b) } }
            for pattern in scan.patterns(of: pairs) { sum += vote(pattern) * part(pattern) }
            // What is left can't turn the sum any more.
            open -= pairs.count
            if sum + Double(open) * limits.lowerBound >= 0 { return true }
            if sum + Double(open) * limits.upperBound < 0 { return false }
        }
        return sum >= 0
    }

    /// What a pair across a bridge says, within limits: other names at one address and switchboard
    /// are another company, whatever the pair weighs.
    private func vote(_ pattern: UInt64) -> Double {
        let limits = Self.bridgeLimits
        if roles.isOpposed(pattern) { return limits.lowerBound }
        return min(limits.upperBound, max(limits.lowerBound, table.total(pattern)))
    }

    /// The part of what could be told of a pair that is told: fields that both mentions have.
    private func part(_ pattern: UInt64) -> Double {
        told.indices.reduce(0) {
            $0 + (scan.layout.level($1, in: pattern) >= 0 ? told[$1] : 0)
        }
    }

    /// The first speakers of a set by rank.
    private func sample(_ root: Int) -> [Int] {
        var chosen: [Int] = []
        forest.forEachMember(root) { member in
            let speaker = Int(speakers[member])
            let rank = ranks[speaker]
            var place = chosen.count
            while place > 0, ranks[chosen[place - 1]] > rank { place -= 1 }
            if place == Self.bridgeSample || place > 0 && chosen[place - 1] == speaker { return }
            if chosen.count == Self.bridgeSample { chosen.removeLast() }
            chosen.insert(speaker, at: place)
        }
        return chosen
    }

    mutating func clusters() -> Clusters { Clusters(labels: forest.labels()) }
}
