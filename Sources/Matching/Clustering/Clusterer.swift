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

    private(set) var forest: ClusterForest
    private(set) var edges: [MatchEdge] = []
    private(set) var refused: [MatchEdge] = []
    private(set) var findings: [MatchFinding] = []
    private(set) var splits: [String: Int] = [:]

    /// Members of each side that are asked across a bridge.
    private static let bridgeSample = 8
    /// Bits to which one cross pair is limited in the average.
    private static let bridgeLimit = 12.0
    private static let leastBridge = 5.0
    private static let weakBridge = "weak bridge"
    /// By mention: who speaks for it across a bridge.
    private var speakers: [UInt32] = []

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
        forest = ClusterForest(
            count: task.table.count,
            constraints: Constraints.of(task, fields: scan.fields, items: scan.items),
            sources: task.sourceOf,
            maxPerSource: task.spec.maxPerSource,
            maxSize: task.maxClusterSize
        )
    }

    mutating func decide(_ decisions: [Decision]) {
        for decision in decisions where decision.isMatch {
            if forest.join(decision.a, decision.b) {
                edges.append(edge(decision.a, decision.b, .decision))
            }
        }
        for decision in decisions where !decision.isMatch {
            if forest.root(decision.a) == forest.root(decision.b) {
                findings.append(
                    MatchFinding(
                        MatchFindings.decisionsContradict,
                        mentions: [decision.a, decision.b]
                    )
                )
            } else {
                forest.forbid(decision.a, decision.b)
            }
        }
    }

    mutating func link(_ certain: [CertainLink]) {
        let order = certain.sorted { key($0) < key($1) }
        for link in order {
            if forest.root(link.a) == forest.root(link.b) { continue }
            let obstacle = forest.obstacle(link.a, link.b) ?? doubt(link)
            guard let obstacle else {
                forest.join(link.a, link.b)
                edges.append(edge(link.a, link.b, .certain(link.reason)))
                continue
            }
            refused.append(edge(link.a, link.b, .opposed(obstacle)))
            let code =
                obstacle == "branch and parent"
                ? MatchFindings.branchMerge : MatchFindings.certainRefused
            findings.append(
                MatchFinding(
                    code,
                    mentions: [link.a, link.b],
                    detail: "\(link.reason.rawValue): \(obstacle)"
                )
            )
        }
    }

    /// Same-record links come first, then by reason and content.
    private func key(_ link: CertainLink) -> (String, UInt32, UInt32) {
        let reason = link.reason == .sameRecord ? "" : link.reason.rawValue
        return (
            reason, min(ranks[link.a], ranks[link.b]), max(ranks[link.a], ranks[link.b])
        )
    }

    /// An old id against a very different name.
    private func doubt(_ link: CertainLink) -> String? {
        guard link.reason == .reference else { return nil }
        let pattern = scan.pattern(link.a, link.b)
        let name = scan.fields.firstIndex {
            $0.comparator is CompanyName || $0.comparator is PersonName
        }
        guard let name, name < scan.layout.fieldCount else { return nil }
        let isOther = scan.layout.level(name, in: pattern) == 0
        return isOther && table.total(pattern) < 0 ? "a very different name" : nil
    }

    private func edge(_ a: Int, _ b: Int, _ reason: MatchEdge.Reason) -> MatchEdge {
        let pattern = scan.pattern(a, b)
        let weight = table.total(pattern)
        let isScored: Bool = if case .opposed = reason { true } else { false }
        return MatchEdge(
            a,
            b,
            reason,
            weight: isScored ? weight : nil,
            probability: isScored ? Logarithm.probability(weight) : 1,
            pattern: pattern
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

    /// Whether the members of two sets agree on average; single mentions need no other witness.
    private func holds(_ x: Int, _ y: Int) -> Bool {
        if forest.size(x) == 1, forest.size(y) == 1 { return true }
        let first = sample(x)
        let second = sample(y)
        var pairs = PairList()
        for a in first { for b in second { pairs.append(a, b) } }
        let sum = scan.patterns(of: pairs).reduce(0.0) { sum, pattern in
            sum + min(Self.bridgeLimit, max(-Self.bridgeLimit, table.total(pattern) - table.start))
        }
        return sum / Double(pairs.count) >= Self.leastBridge
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
